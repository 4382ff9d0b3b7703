"""Is a text a report of the pack's kind at all, and if not, what does it seem to be?"""

from __future__ import annotations

from checker.checks.context import Context, fingerprint
from checker.model import Finding, Report, Severity, Span
from checker.rulebook.rules import RECOGNITION_RULE, Recognition, Sign
from checker.rulebook.ruleset import RuleSet

KIND = "not-a-report"
_HEAD, _TAIL, _FIRST_LINE = 500, 300, 60


def recognise(context: Context) -> Finding | None:
    """None for a report of the pack's kind, else the finding that says what the text seems to be."""
    recognition = context.ruleset.recognition
    seems = next((k.name for k in recognition.look_alikes if any(_holds(context, s) for s in k.signs)), None)
    if seems is None and _weight(context, recognition) >= recognition.threshold:
        return None
    what = f"更像是{seems}" if seems else "标题、开头和结构都看不出这类报告的样子"
    return Finding(
        rule=RECOGNITION_RULE,
        kind=KIND,
        severity=Severity.ERROR,
        message=recognition.message.format(kind=context.ruleset.name, what=what),
        hint=recognition.hint,
        basis=None,
        place=context.title_place,
        fingerprint=fingerprint(RECOGNITION_RULE, None, context.report.source.sha256),
    )


def strength_of(report: Report, ruleset: RuleSet) -> int | None:
    """By how much the signs of a report of the pack's kind exceed what is asked; None when it is no such report."""
    context = Context(report, ruleset)
    if recognise(context) is not None:
        return None
    return _weight(context, ruleset.recognition) - ruleset.recognition.threshold


def _weight(context: Context, recognition: Recognition) -> int:
    signs = sum(sign.weight for sign in recognition.signs if _holds(context, sign))
    return signs + recognition.part_weight * len(context.parts.opened_at)


def _holds(context: Context, sign: Sign) -> bool:
    for span in _stretches(context, sign.where):
        if not context.hits.holds(sign.combination, span):
            continue
        if sum(len(context.hits.within(name, span)) for name in sign.combination.any) >= sign.at_least or (
            not sign.combination.any
        ):
            return True
    return False


def _stretches(context: Context, where: str) -> list[Span]:
    report = context.report
    end = len(report.clean.text)
    match where:
        case "title":
            first = next(((s, min(e, s + _FIRST_LINE)) for s, e in report.paragraphs), (0, 0))
            return [report.facts.title_span or first]
        case "head":
            return [(0, min(_HEAD, end))]
        case "tail":
            return [(max(0, end - _TAIL), end)]
        case "headings":
            return [section.heading for section in report.sections[1:] if not section.is_item]
        case _:
            return [(0, end)]
