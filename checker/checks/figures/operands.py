"""The two quantities that a rate is made of: how they stand to each other, and what they give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.checks.figures.reading import SHARE, Figure, Statement
from checker.checks.figures.scope import Scope
from checker.checks.figures.sums import Limits, meet, percent, printed, quotient, share, shown_as, total, value_of
from checker.checks.flaws import Flaw
from checker.model import Span
from checker.parsing.periods import months_in

BEFORE, AFTER = 3, 2
"""Sentences before and after a rate in which its quantities are looked for."""

LONGEST_LABEL = 20
"""Characters around a figure that say what it counts."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A numerator and a denominator.

    ``part`` and ``value`` are the numerator's, ``parts`` what it is read from: the figures that are added, or what is
    missing to the denominator.
    """

    part: Limits
    value: float
    parts: tuple[Figure, ...]
    wholes: tuple[Figure, ...]

    def gives(self, rate: Figure) -> bool:
        """Can the two give the rate, rounded or cut off where the text does?"""
        return meet(share(self.part, total(self.wholes)), shown_as(rate))


def pair_of(part: Figure, whole: Figure) -> Pair:
    """Two figures as numerator and denominator."""
    return Pair((part.amount.low, part.amount.high), part.amount.value, (part,), (whole,))


def wholes_of(scope: Scope, part: Figure, rate: Figure) -> Iterator[tuple[Figure, ...]]:
    """What a figure can be part of, nearest first: figures, and enumerations as a whole.

    What stands beside it as another part of the same whole is none, unless there is nothing else.
    """
    run = scope.statement(part).siblings(part)
    outside = [
        other
        for other in scope.before(part, BEFORE)
        if (part.order < rate.order or other.order > rate.order or part.depth > rate.depth)
        and other not in run
        and not scope.is_of_before(other)
    ]
    if not outside:
        yield from ((other,) for other in run if other.order < part.order)
        return
    yield from ((other,) for other in reversed(outside))
    for other in outside:
        beside = scope.statement(other).siblings(other)
        if beside[0] is other and len(beside) > 1 and part not in beside:
            yield beside


def last_mark(scope: Scope, figure: Figure) -> Span | None:
    """Where 占 or 占比 stands in a figure's label."""
    return next(reversed(scope.spans("share_mark", figure.label)), None)


def has_share(scope: Scope, figure: Figure) -> bool:
    """咨询类33523件，占47.09%: does a share of its own follow it?"""
    after = next((f for f in scope.statement(figure).figures if f.order == figure.order + 1), None)
    return after is not None and after.family == SHARE and last_mark(scope, after) is not None


def has_second_count(scope: Scope, figure: Figure) -> bool:
    """48件55人: is what it counts given in two units, of which a rate can mean either?"""
    figures = scope.statement(figure).figures
    return any(f.counts and figure.span[1] in (f.span[0], f.span[0] - 1) and f is not figure for f in figures)


def is_of_later_part(scope: Scope, part: Figure, whole: Figure) -> bool:
    """5月至年底出庭383件: is the part counted in a part of the year only that does not begin with it?"""
    begin = scope.statement(part).span[0]
    months = months_in(scope.words((begin, part.span[0])))
    return bool(months) and 1 not in months and scope.statement(whole).span[0] != begin


def right_before(scope: Scope, statement: Statement, rate: Figure) -> Figure | None:
    """The figure whose clause ends where the rate's begins."""
    before = [f for f in statement.figures if f.order < rate.order and f.depth == rate.depth]
    if opening := _before_bracket(scope, statement, rate):
        return opening if opening.counts else None
    if not before or not before[-1].counts:
        return None
    part = before[-1]
    if part.clause == rate.clause:
        return part if part.tail[1] - part.tail[0] <= LONGEST_LABEL else None
    adjacent = rate.clause[0] - part.clause[1] <= 1 and scope.text[part.clause[1]] == "，"
    return part if adjacent and (not scope.is_of_before(part) or scope.is_of_this_year(part)) else None


def _before_bracket(scope: Scope, statement: Statement, rate: Figure) -> Figure | None:
    """The figure right before the bracket that a rate opens: 71起（占43.6%）."""
    opening = rate.clause[0] - 1
    if not rate.depth or scope.text[opening] != "（":
        return None
    return next((f for f in statement.figures if f.depth == rate.depth - 1 and f.span[1] == opening), None)


def rate_flaw(scope: Scope, rate: Figure, pair: Pair, name: str) -> Flaw:
    """What a rate says against what its quantities give."""
    text = scope.text
    above = "＋".join(printed(part, text) for part in pair.parts)
    below = "＋".join(printed(whole, text) for whole in pair.wholes)
    is_rest = value_of(pair.parts) != pair.value
    if is_rest:
        above = f"{below}－{above}"
    above = f"（{above}）" if is_rest or len(pair.parts) > 1 else above
    below = f"（{below}）" if len(pair.wholes) > 1 else below
    result = percent(quotient(pair.value, value_of(pair.wholes)))
    here = [f for f in (*pair.parts, *pair.wholes) if f.statement == rate.statement and f.order < rate.order]
    span = (min([rate.clause[0], *(f.label[0] for f in here)]), rate.span[1])
    related = (
        *((f"{'缺' if is_rest else '分子'} {scope.words(part.span)}", part.span) for part in pair.parts),
        *((f"分母 {scope.words(whole.span)}", whole.span) for whole in pair.wholes),
    )
    return Flaw(span, {"said": f"{name}{scope.words(rate.span)}", "sum": f"{above}÷{below}＝{result}"}, related)
