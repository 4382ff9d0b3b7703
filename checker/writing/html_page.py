"""A result laid out for a page: findings numbered, the text cut for their marks, places that links lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from checker.model import Finding, Outcome, OutcomeKind, Place, Result, Severity
from checker.writing.last_year import LastYear, last_year_of
from checker.writing.marked_text import Line, Mark, marked_lines


@dataclass(frozen=True, slots=True)
class Card:
    """A finding and its number on the page; ``before`` and ``after`` are the numbers of its neighbours, 0 for none."""

    number: int
    finding: Finding
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows of a result; advice is numbered after what costs points, as the terminal lists them.

    ``first_of`` leads from a rule to the number of its first finding.
    """

    result: Result
    flaws: Sequence[Card]
    advice: Sequence[Card]
    lines: Sequence[Line]
    untold: Sequence[Outcome]
    first_of: Mapping[str, int]
    last_year: LastYear | None

    def count(self, severity: Severity) -> int:
        """How many findings weigh so much."""
        return sum(card.finding.severity == severity for card in (*self.flaws, *self.advice))


def page_of(result: Result) -> Page:
    """Lay out a result."""
    flaws = [f for f in result.findings if f.severity is not Severity.NOTE]
    advice = [f for f in result.findings if f.severity is Severity.NOTE]
    last = len(result.findings)
    cards = [Card(n, f, n - 1, n + 1 if n < last else 0) for n, f in enumerate((*flaws, *advice), 1)]
    marks = [Mark(c.number, c.finding.severity, c.finding.place.span) for c in cards if c.finding.place is not None]
    last_year = last_year_of(result.reuse) if result.reuse is not None else None
    spots = [place.span[0] for place in (*_led_to(result), *(last_year.places if last_year else ()))]
    return Page(
        result=result,
        flaws=cards[: len(flaws)],
        advice=cards[len(flaws) :],
        lines=tuple(marked_lines(result.source, marks, spots)),
        untold=[outcome for outcome in result.outcomes if outcome.outcome is OutcomeKind.CANNOT_TELL],
        first_of={card.finding.rule: card.number for card in reversed(cards)},
        last_year=last_year,
    )


def _led_to(result: Result) -> list[Place]:
    """The places in this text, besides those of findings, that links on the page lead to."""
    elements = result.elements.values()
    found = chain(
        (element.where for element in elements),
        (evidence.place for element in elements for evidence in element.evidence),
        (related.place for finding in result.findings for related in finding.related),
        (place for pair in result.pairs for place in (pair.problem, pair.plan)),
    )
    return [place for place in found if place is not None and place.path is None]
