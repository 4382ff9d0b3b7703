"""Rule and flaw → finding: the rule's words around the place; and which module checks which kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from checker.checks.answered import check_answered
from checker.checks.context import Context, fingerprint
from checker.checks.duplicate import check_duplicate
from checker.checks.empty_heading import check_empty_heading
from checker.checks.figures import check_figures
from checker.checks.flaws import CannotTell, Flaw, Flaws
from checker.checks.in_force import check_in_force
from checker.checks.numbering import check_numbering
from checker.checks.office import check_office
from checker.checks.order import check_order
from checker.checks.pattern import check_pattern
from checker.checks.person import check_person
from checker.checks.privacy import check_privacy
from checker.checks.signature import check_signature
from checker.checks.topic import check_topic
from checker.checks.vague import check_vague
from checker.checks.year import check_year
from checker.model import Finding, Outcome, OutcomeKind, Related
from checker.rulebook.rules import FindingRule

_CHECKS: Mapping[str, Callable[[Context, Any], Flaws]] = {
    "answered": check_answered,
    "duplicate": check_duplicate,
    "empty-heading": check_empty_heading,
    "figures": check_figures,
    "in-force": check_in_force,
    "numbering": check_numbering,
    "office": check_office,
    "order": check_order,
    "pattern": check_pattern,
    "person": check_person,
    "privacy": check_privacy,
    "signature": check_signature,
    "topic": check_topic,
    "vague": check_vague,
    "year": check_year,
}

_SPACES = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")
"""Spaces that Chinese does not want; those between Latin letters and digits stay."""

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
        basis=(rule.cites[flaw.basis] if flaw.basis else rule.basis).cite(),
        place=place,
        fingerprint=fingerprint(rule.id, place.section if place and quote else None, quote),
        related=tuple(Related(message, place_of(span)) for message, span in flaw.related),
    )


def _shortened(quote: str) -> str:
    words = _SPACES.sub("", quote)
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"
