"""How right the findings are: against the labelled defects of whole reports, and on small cases.

A finding answers a label of its kind when their places lie within 40 characters of each other; a label marked
``optional`` (reviewers differ) counts for neither side. What stands nowhere (no signature, no date) has no place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from checker import check_file, check_text
from checker.model import Finding, Result, Severity, Span
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import Labelled, SmallCase, sound_report

NEAR = 40
PLACELESS = {"missing-signature", "missing-date"}
ALARMS = (Severity.ERROR, Severity.WARNING)


@dataclass
class Count:
    """Of one kind or severity: labels, labels found, findings, findings that are right."""

    labels: int = 0
    found: int = 0
    findings: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """The share of findings that are right; 1 when there is none."""
        return self.right / self.findings if self.findings else 1.0

    @property
    def recall(self) -> float:
        """The share of labels that are found; 1 when there is none."""
        return self.found / self.labels if self.labels else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Defects:
    """What was found and what should have been, over a set of reports."""

    kinds: dict[str, Count] = field(default_factory=dict)
    severities: dict[Severity, Count] = field(default_factory=lambda: {s: Count() for s in Severity})
    alarms_on_clean: list[str] = field(default_factory=list)
    clean_characters: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def all_labels(self) -> Count:
        """All kinds that have a place, together."""
        counts = [count for kind, count in self.kinds.items() if kind not in PLACELESS]
        return Count(
            *(sum(getattr(c, name) for c in counts) for name in ("labels", "found", "findings", "right")),
        )

    @property
    def alarms_per_1000(self) -> float:
        """Errors and warnings per 1,000 characters of the reports without a defect."""
        return 1000 * len(self.alarms_on_clean) / max(1, self.clean_characters)


def measure_defects(texts: Sequence[Labelled], ruleset: RuleSet) -> Defects:
    """Hold the findings on labelled reports against their labels."""
    defects = Defects()
    for text in texts:
        if text.label["is_report"]:
            _compare(text, check_file(str(text.path), ruleset), defects)
    return defects


def _compare(text: Labelled, result: Result, defects: Defects) -> None:
    labels = text.label.get("defects") or []
    source = result.source.text
    findings = [f for f in result.findings if not f.kind.startswith("element-")]
    alarms = [f for f in findings if f.severity in ALARMS]
    if not any(label["kind"] not in PLACELESS for label in labels):
        defects.clean_characters += len(source)
        defects.alarms_on_clean += [f"{text.path.name}: {_told(f)}" for f in alarms]
    for label in labels:
        if label.get("optional"):
            continue
        count = defects.kinds.setdefault(label["kind"], Count())
        count.labels += 1
        if any(_answers(f, label["kind"], str(label.get("quote") or ""), source) for f in findings):
            count.found += 1
        else:
            defects.wrong.append(f"{text.path.name}: missed {label['kind']}: {str(label.get('quote'))[:40]}")
    for finding in findings:
        right = any(_answers(finding, d["kind"], str(d.get("quote") or ""), source) for d in labels)
        if finding.severity not in ALARMS and finding.kind not in defects.kinds and not right:
            continue
        for count in (defects.kinds.setdefault(finding.kind, Count()), defects.severities[finding.severity]):
            count.findings += 1
            count.right += right
        if not right:
            defects.wrong.append(f"{text.path.name}: false {_told(finding)}")


def _told(finding: Finding) -> str:
    quote = finding.place.quote if finding.place else ""
    return f"{finding.severity} {finding.rule}: {quote[:40]}"


def _answers(finding: Finding, kind: str, quote: str, source: str, reach: int = NEAR) -> bool:
    """Is a finding of a kind and near a quote? With a negative reach it must overlap the quote."""
    if finding.kind != kind:
        return False
    if kind in PLACELESS:
        return True
    return any(_distance(a, b) <= reach for a in _places(quote, source) for b in _spans(finding))


def _places(quote: str, source: str) -> Iterator[Span]:
    return (m.span() for m in re.finditer(re.escape(quote), source)) if quote else iter(())


def _spans(finding: Finding) -> Iterable[Span]:
    return (p.span for p in (finding.place, *(r.place for r in finding.related)) if p is not None)


def _distance(a: Span, b: Span) -> int:
    """Characters between two spans; negative when they overlap."""
    return max(a[0] - b[1], b[0] - a[1])


@dataclass
class Group:
    """The small cases of one group: how many, how many right, and the same for those that want silence."""

    cases: int = 0
    right: int = 0
    silent_cases: int = 0
    silent: int = 0
    wrong: list[str] = field(default_factory=list)


def measure_cases(cases: Sequence[SmallCase], ruleset: RuleSet) -> dict[str, Group]:
    """Judge small cases on findings.

    One is right when each expected finding comes and no other error or warning does that the sound report has not.
    """
    base = Counter(map(_key, check_text(sound_report(), ruleset).findings))
    groups: dict[str, Group] = {}
    for case in cases:
        group = groups.setdefault(case.group, Group())
        text = case.report()
        said = _said(case, text, _fresh(check_text(text, ruleset), base))
        group.cases += 1
        group.right += not said
        if not case.expect:
            group.silent_cases += 1
            group.silent += not said
        if said:
            group.wrong.append(f"{case.id}: {'; '.join(said)} | {_words(case)[:60]}")
    return groups


def _words(case: SmallCase) -> str:
    return (case.text or " / ".join(case.problems)).replace("\n", " ")


def _key(finding: Finding) -> tuple[str, str]:
    return finding.kind, finding.place.quote if finding.place else ""


def _fresh(result: Result, base: Counter[tuple[str, str]]) -> list[Finding]:
    """The findings on a case that its sound report has not."""
    left = base.copy()
    fresh = []
    for finding in result.findings:
        if left[_key(finding)]:
            left[_key(finding)] -= 1
        elif not finding.kind.startswith("element-"):
            fresh.append(finding)
    return fresh


def _said(case: SmallCase, text: str, fresh: Sequence[Finding]) -> list[str]:
    reach = NEAR
    if case.problems:
        fresh = [finding for finding in fresh if finding.kind == "unanswered-problem"]
        reach = -1
    expected: list[tuple[str, str]] = list(case.expect)
    missed = [e for e in expected if not any(_answers(f, *e, text, reach) for f in fresh)]
    false = [f for f in fresh if f.severity in ALARMS and not any(_answers(f, *e, text, reach) for e in expected)]
    return [f"missed {kind} {quote[:30]}" for kind, quote in missed] + [f"false {_told(f)}" for f in false]
