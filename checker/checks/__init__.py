"""Report, RuleSet → findings, element states, outcomes. One module a kind of check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from checker.checks.answering import pairs
from checker.checks.context import Context
from checker.checks.element import check_elements
from checker.checks.findings import apply_all
from checker.checks.recognition import recognise
from checker.checks.reuse import reuse
from checker.checks.timing import Timing
from checker.comparing import Compared
from checker.model import ElementResult, Finding, Outcome, OutcomeKind, Pair, Report, Reuse, Severity, State
from checker.rulebook.rules import RECOGNITION_RULE, Rule
from checker.rulebook.ruleset import RuleSet


@dataclass(frozen=True)
class Checked:
    """What the checks say of a report, before it is scored."""

    report: Report
    is_report: bool
    elements: Mapping[str, ElementResult]
    findings: tuple[Finding, ...]
    outcomes: tuple[Outcome, ...]
    pairs: tuple[Pair, ...] = ()
    reuse: Reuse | None = None


def check(report: Report, ruleset: RuleSet, compared: Compared | None = None, timing: Timing | None = None) -> Checked:
    """Apply all rules to a report; a pure function of its arguments but for ``timing``, which is added to if given.

    ``compared`` is what the report was held against.

    The findings on elements come first, then the others in the order of the text, notes last.
    """
    context = Context(report, ruleset, compared or Compared())
    not_a_report = recognise(context)
    if not_a_report is not None:
        outcomes = [Outcome(RECOGNITION_RULE, OutcomeKind.FAIL, not_a_report.message)]
        outcomes += [Outcome(r.id, OutcomeKind.NOT_APPLICABLE, "不是这类报告") for r in ruleset.rules]
        return Checked(report, False, {}, (not_a_report,), tuple(outcomes))
    elements, element_findings = check_elements(context, timing)
    outcomes = [Outcome(RECOGNITION_RULE, OutcomeKind.PASS)]
    outcomes += [_element_outcome(context, rule, elements.get(rule.element)) for rule in ruleset.elements]
    applied = apply_all(context, ruleset.findings, timing)
    outcomes += [one.outcome for one in applied]
    findings: list[Finding] = [finding for one in applied for finding in one.findings]
    findings.sort(key=lambda f: (f.severity is Severity.NOTE, f.place.span if f.place else (0, 0)))
    told = tuple(_told_apart([*element_findings, *findings]))
    return Checked(report, True, elements, told, tuple(outcomes), pairs(context), reuse(context))


def _told_apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of one rule on the same words in the same section get names of their own, in the order of the text."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.fingerprint] += 1
        number = seen[finding.fingerprint]
        yield finding if number == 1 else replace(finding, fingerprint=f"{finding.fingerprint}-{number}")


def _element_outcome(context: Context, rule: Rule, result: ElementResult | None) -> Outcome:
    if result is None:
        return Outcome(rule.id, OutcomeKind.NOT_APPLICABLE, context.applies(rule))
    kind = OutcomeKind.PASS if result.state is State.PRESENT else OutcomeKind.FAIL
    return Outcome(rule.id, kind, result.why)
