"""Rule and flaw → finding: the rule's words around the place; and which module checks which kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from checker.checks.context import Context, fingerprint
from checker.checks.flaws import CannotTell, Flaw, Flaws
from checker.checks.office import check_office
from checker.checks.person import check_person
from checker.checks.privacy import check_privacy
from checker.checks.topic import check_topic
from checker.model import Finding, Outcome, OutcomeKind, Related
from checker.rulebook.rules import FindingRule

_CHECKS: Mapping[str, Callable[[Context, Any], Flaws]] = {
    "topic": check_topic,
    "privacy": check_privacy,
    "person": check_person,
    "office": check_office,
}

_QUOTED = 40
"""Characters of a place that a message repeats."""


def apply(context: Context, rule: FindingRule) -> tuple[list[Finding], Outcome]:
    """What a rule says of a report."""
    if why := context.applies(rule):
        return [], Outcome(rule.id, OutcomeKind.NOT_APPLICABLE, why)
    if why := context.cannot_apply(rule):
        return [], Outcome(rule.id, OutcomeKind.CANNOT_TELL, why)
    found = findings_of(context, rule)
    if isinstance(found, CannotTell):
        return [], Outcome(rule.id, OutcomeKind.CANNOT_TELL, found.why)
    if not found:
        return [], Outcome(rule.id, OutcomeKind.PASS)
    more = f"（共 {len(found)} 处）" if len(found) > 1 else ""
    return found, Outcome(rule.id, OutcomeKind.FAIL, found[0].message + more)


def findings_of(context: Context, rule: FindingRule) -> list[Finding] | CannotTell:
    """What a rule finds, whether it applies to the report or not."""
    flaws = _CHECKS[rule.check](context, rule.settings)
    return flaws if isinstance(flaws, CannotTell) else [_finding(context, rule, flaw) for flaw in flaws]


def _finding(context: Context, rule: FindingRule, flaw: Flaw) -> Finding:
    place_of = context.place_in_source if flaw.in_source else context.place
    place = context.title_place if flaw.span is None else place_of(flaw.span)
    quote = place.quote if place and flaw.span is not None else ""
    values = {"quote": _shortened(quote), **flaw.values}
    return Finding(
        rule=rule.id,
        kind=rule.kind,
        severity=rule.severity,
        message=rule.message.format_map(values),
        hint=rule.hint.format_map(values),
        basis=rule.basis.cite(),
        place=place,
        fingerprint=fingerprint(rule.id, place.section if place and quote else None, quote),
        related=tuple(Related(message, place_of(span)) for message, span in flaw.related),
    )


def _shortened(quote: str) -> str:
    words = "".join(quote.split())
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"
