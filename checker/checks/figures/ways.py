"""The earlier and the later value that a sentence names, and what it says of the way from one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checker.checks.figures.reading import POINTS, SHARE, TIMES, Figure, Statement
from checker.checks.figures.scope import Scope, alike


@dataclass(frozen=True, slots=True)
class Way:
    """From an earlier value to a later one."""

    old: Figure
    new: Figure

    @property
    def begin(self) -> int:
        """Where the first of the clauses begins that name them."""
        return min(self.old.clause[0], self.new.clause[0])

    @property
    def end(self) -> int:
        """Where both have been named."""
        return max(self.old.span[1], self.new.span[1])


# --- roles -----------------------------------------------------------------------------------------------------------


def is_result(scope: Scope, figure: Figure) -> bool:
    """增至, 压缩到: is it a value that a change leads to?"""
    return scope.ends_with("reaching", figure.label, 1)


def is_difference(scope: Scope, figure: Figure) -> bool:
    """增长25%, 减少了4件: is it the change itself, of one year and not a mean?"""
    return (
        scope.ends_with("moves", figure.label, 2)
        and not is_result(scope, figure)
        and not scope.has("each", figure.label)
    )


def is_old(scope: Scope, figure: Figure) -> bool:
    """Does its label end with 上年的 or the like, or begin with an earlier year that it is not compared with?"""
    if not scope.is_of_before(figure) or is_difference(scope, figure) or is_result(scope, figure):
        return False
    if scope.has("carried", figure.label):
        return False
    if scope.ends_with("of_before", figure.label) or not scope.has("compared", figure.label):
        return True
    return scope.is_one_of("of_what", scope.words(figure.label)[-1:])


def is_now(scope: Scope, figure: Figure, old: Figure) -> bool:
    """Does a figure say that it is a later one, or the old one that it is compared with this one?"""
    if is_result(scope, figure) or scope.has("now", figure.label) or _is_later(scope, figure, old):
        return True
    return scope.has("compared", old.label) or any(
        scope.ends_with(role, old.label) for role in ("of_before", "of_what")
    )


def is_multiple_of(scope: Scope, figure: Figure, old: Figure) -> bool:
    """是上年1.4万人次的3倍."""
    return figure.family == TIMES and figure.label[0] == old.span[1] and scope.is_one_of("of_what", scope.label(figure))


# --- both values -----------------------------------------------------------------------------------------------------


def ways_in(scope: Scope, statement: Statement) -> list[Way]:
    """All pairs of an earlier and a later value that a sentence names, in order."""
    figures = [f for f in statement.figures if f.family not in (POINTS, TIMES)]
    from_to = list(_from_to(scope, figures))
    used = {figure for way in from_to for figure in (way.old, way.new)}
    compared = [
        Way(old, new)
        for i, old in enumerate(figures)
        if old not in used and is_old(scope, old) and (new := _new_value(scope, figures, i)) is not None
    ]
    return sorted((*from_to, *compared), key=lambda way: way.end)


def _from_to(scope: Scope, figures: Sequence[Figure]) -> Iterator[Way]:
    """由A增至B."""
    for old, new in pairwise(figures):
        if old.family != new.family or is_difference(scope, old):
            continue
        begins = scope.ends_with("from", old.label) or (new.clause == old.clause and scope.has("from", old.label))
        if begins and (is_result(scope, new) or scope.ends_with("towards", new.label, 1)):
            yield Way(old, new)


def _new_value(scope: Scope, figures: Sequence[Figure], at: int) -> Figure | None:
    """This year's value to an old one: the nearest before it, else the next after it."""
    old = figures[at]

    def fits(figure: Figure) -> bool:
        return (
            figure.family == old.family
            and figure.depth <= old.depth
            and not is_difference(scope, figure)
            and (not scope.is_of_before(figure) or _is_later(scope, figure, old))
        )

    earlier = [f for f in reversed(figures[:at]) if fits(f)]
    if earlier:
        goes_on = len(earlier) == 1 and not scope.without(old.label, "change_words")
        if goes_on or not scope.has("break", (earlier[0].span[1], old.span[0])):
            return earlier[0]
    return next((f for f in figures[at + 1 :] if fits(f) and is_now(scope, f, old)), None)


def _is_later(scope: Scope, figure: Figure, old: Figure) -> bool:
    """Do both labels name a year, and the first the later one?"""
    year, old_year = scope.year_of(figure), scope.year_of(old)
    return year is not None and old_year is not None and year > old_year


# --- what is said of the way -----------------------------------------------------------------------------------------


def said_of(scope: Scope, statement: Statement, way: Way, stop: int) -> Iterator[Figure]:
    """The differences, shares and multiples that a sentence gives for a way, up to where it turns to another."""
    shares = 0
    for figure in statement.figures:
        if figure in (way.old, way.new) or figure.span[0] >= stop or not _is_near(statement, figure, way):
            continue
        leads_on = figure.clause[1] + 1 == way.begin
        is_multiple = figure.family == TIMES and leads_on and scope.has("of_old", figure.label)
        if is_multiple or is_multiple_of(scope, figure, way.old) or _is_gain(scope, statement, figure, way):
            yield figure
        elif (
            is_difference(scope, figure)
            and not scope.has("several_changes", figure.label)
            and (leads_on or speaks_of(scope, figure, way))
        ):
            shares += figure.family == SHARE
            if shares > 1 and figure.family == SHARE:
                return
            yield figure


def _is_near(statement: Statement, figure: Figure, way: Way) -> bool:
    """Does a figure stand behind both values, with the old one, or in the clause that leads on to them?"""
    if figure.span[0] >= way.end or figure.clause == way.old.clause or figure.clause[1] + 1 == way.begin:
        return True
    between = way.new.order < figure.order < way.old.order
    if way.old.depth > way.new.depth:
        return between
    alone = sum(other.clause == figure.clause for other in statement.figures) == 1
    return alone and figure.order > way.new.order and figure.clause[1] + 1 == way.old.clause[0]


def _is_gain(scope: Scope, statement: Statement, figure: Figure, way: Way) -> bool:
    """由16台增配到28台，新增12台: alone behind both values."""
    if figure.family != way.new.family or figure.clause[0] != way.new.clause[1] + 1:
        return False
    if way.old.clause != way.new.clause or len(statement.siblings(figure)) > 1:
        return False
    later = [f for f in statement.figures if f.order > figure.order and f.family == figure.family]
    return not later and figure.label in scope.spans("gains", figure.label)


def speaks_of(scope: Scope, figure: Figure, way: Way) -> bool:
    """Has a difference no subject of its own, or the one of the way?"""
    if figure.family not in (way.old.family, SHARE, POINTS, TIMES):
        return False
    if figure.family == POINTS and way.old.family != SHARE:
        return False
    own = scope.without(figure.label, "moves", "change_words")
    if len(own) < 2 or figure.clause in (way.old.clause, way.new.clause):
        return True
    return alike(own, scope.text[way.begin : way.end])
