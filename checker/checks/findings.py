"""Rule and flaw → finding: the rule's words around the place; and which module checks which kind."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checker.checks.answered import check_answered
from checker.checks.context import Context, fingerprint
from checker.checks.duplicate import check_duplicate
from checker.checks.empty_heading import check_empty_heading
from checker.checks.figures import check_figures
from checker.checks.flaws import CannotTell, Flaw, Flaws, NotApplicable
from checker.checks.in_force import check_in_force
from checker.checks.near_miss import check_near_miss
from checker.checks.numbering import check_numbering
from checker.checks.office import check_office
from checker.checks.order import check_order
from checker.checks.pattern import check_pattern
from checker.checks.person import check_person
from checker.checks.privacy import check_privacy
from checker.checks.reuse import check_reuse
from checker.checks.sequence import check_sequence
from checker.checks.signature import check_signature
from checker.checks.table_sums import check_table_sums
from checker.checks.term import check_term
from checker.checks.timing import Timing
from checker.checks.title import check_title
from checker.checks.topic import check_topic
from checker.checks.vague import check_vague
from checker.checks.year import check_year
from checker.model import Finding, Outcome, OutcomeKind, Related, Span
from checker.rulebook.kinds import KINDS
from checker.rulebook.rules import FindingRule

_CHECKS: Mapping[str, Callable[[Context, Any], Flaws]] = {
    "answered": check_answered,
    "duplicate": check_duplicate,
    "empty-heading": check_empty_heading,
    "figures": check_figures,
    "in-force": check_in_force,
    "near-miss": check_near_miss,
    "numbering": check_numbering,
    "office": check_office,
    "order": check_order,
    "pattern": check_pattern,
    "person": check_person,
    "privacy": check_privacy,
    "reuse": check_reuse,
    "sequence": check_sequence,
    "signature": check_signature,
    "table-sums": check_table_sums,
    "term": check_term,
    "title": check_title,
    "topic": check_topic,
    "vague": check_vague,
    "year": check_year,
}

_SPACES = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")
"""Spaces that Chinese does not want; those between Latin letters and digits stay."""

_QUOTED = 40
"""Characters of a place that a message repeats."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A rule with what it says of a report; ``why_not`` when it says nothing because it could not be asked."""

    rule: FindingRule
    findings: Sequence[Finding]
    why_not: Outcome | None = None

    @property
    def outcome(self) -> Outcome:
        """What became of the rule."""
        if self.why_not is not None:
            return self.why_not
        if not self.findings:
            return Outcome(self.rule.id, OutcomeKind.PASS)
        more = f"（共 {len(self.findings)} 处）" if len(self.findings) > 1 else ""
        return Outcome(self.rule.id, OutcomeKind.FAIL, self.findings[0].message + more)


def apply_all(context: Context, rules: Iterable[FindingRule], timing: Timing | None = None) -> list[Applied]:
    """What the rules say of a report, no place told twice by kinds of check that agree on that."""
    if timing is None:
        return _told_once([_apply(context, rule) for rule in rules])
    return _told_once([_timed(context, rule, timing) for rule in rules])


def _timed(context: Context, rule: FindingRule, timing: Timing) -> Applied:
    with timing.measured(rule.id) as spent:
        applied = _apply(context, rule)
        spent.findings += len(applied.findings)
    return applied


def _apply(context: Context, rule: FindingRule) -> Applied:
    if why := context.applies(rule):
        return Applied(rule, (), Outcome(rule.id, OutcomeKind.NOT_APPLICABLE, why))
    if why := context.cannot_apply(rule):
        return Applied(rule, (), Outcome(rule.id, OutcomeKind.CANNOT_TELL, why))
    found = findings_of(context, rule)
    if isinstance(found, CannotTell):
        return Applied(rule, (), Outcome(rule.id, OutcomeKind.CANNOT_TELL, found.why))
    if isinstance(found, NotApplicable):
        return Applied(rule, (), Outcome(rule.id, OutcomeKind.NOT_APPLICABLE, found.why))
    return Applied(rule, found)


def _told_once(applied: list[Applied]) -> list[Applied]:
    order = list(KINDS)
    taken: list[Span] = []
    kept: dict[str, list[Finding]] = {}
    for one in sorted(applied, key=lambda one: order.index(one.rule.check)):
        if KINDS[one.rule.check].told_once and one.findings:
            kept[one.rule.id] = []
            for finding in one.findings:
                span = finding.place.span if finding.place else None
                if span is None or not _overlaps_one(span, taken):
                    kept[one.rule.id].append(finding)
                    if span:
                        insort(taken, span)
    return [Applied(a.rule, kept.get(a.rule.id, a.findings), a.why_not) for a in applied]


def _overlaps_one(span: Span, taken: Sequence[Span]) -> bool:
    """Does a span overlap one of others, which are in order and do not overlap?"""
    at = bisect_left(taken, (span[1], 0))
    return at > 0 and taken[at - 1][1] > span[0]


def findings_of(context: Context, rule: FindingRule) -> list[Finding] | CannotTell | NotApplicable:
    """What a rule finds, whether it applies to the report or not."""
    flaws = _CHECKS[rule.check](context, rule.settings)
    if isinstance(flaws, CannotTell | NotApplicable):
        return flaws
    return [_finding(context, rule, flaw) for flaw in flaws]


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
        related=(*(Related(message, place_of(span)) for message, span in flaw.related), *flaw.elsewhere),
    )


def _shortened(quote: str) -> str:
    words = _SPACES.sub("", quote)
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"
