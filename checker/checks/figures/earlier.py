"""Totals and their parts in two sentences.

收到作品86件。一等奖5件、二等奖20件…; 图文142篇、短视频58条。两类作品共计200件.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks.figures.divisions import division_of, exclusive, is_whole
from checker.checks.figures.lists import ALMOST, LONG_LIST, Claim, Parts
from checker.checks.figures.reading import Figure, Statement, elements_of
from checker.checks.figures.scope import Scope
from checker.checks.figures.sums import quotient, value_of

_NUMERALS = "零一二三四五六七八九"
_REACH = 14
_OPENING = 6
_NEAR = 1.5
"""What is counted in several units is taken for parts of a total that is at most so many times more or less."""


def claims_over_sentences(scope: Scope, statement: Statement) -> Iterator[Claim]:
    """Enumerations whose total stands in the sentence before, and totals of what the sentence before lists."""
    for run in statement.runs:
        yield from _kinds_of_earlier(scope, statement, run)


def totals_of_earlier(scope: Scope, statement: Statement) -> Iterator[Claim]:
    """三类作品共计245件, behind a sentence that lists three."""
    for marker in scope.spans("counted_total", statement.span):
        if marker[0] - statement.span[0] > _OPENING:
            continue
        whole = next((f for f in statement.figures if f.span[0] >= marker[1]), None)
        number = _NUMERALS.find(scope.text[marker[0]].replace("两", "二"))
        if whole is None or not whole.counts or whole.span[0] - marker[1] > _REACH or number < 2:
            continue
        for earlier in list(scope.figures.near(whole.statement, 1))[:-1]:
            listed = list(_listed(scope, earlier, number, whole))
            if listed:
                yield Claim((whole,), listed[0], True, True, tuple(listed[1:]))


def _listed(scope: Scope, earlier: Statement, number: int, whole: Figure) -> Iterator[Parts]:
    """The enumerations of so many parts in a sentence, of one unit or one figure a part."""
    counted = tuple(f for f in earlier.figures if f.counts and not f.depth and not scope.is_of_before(f))
    kin = tuple(f for f in counted if f.family == whole.family)
    runs = [run for run in earlier.runs if len(run) == number and run[0].family == whole.family and not run[0].depth]
    mixed = []
    for elements in elements_of(counted):
        parts = tuple(element[0] for element in elements)
        of_one_kind = len({f.family for f in parts}) == 1
        near = 1 / _NEAR <= quotient(value_of(parts), whole.amount.value) <= _NEAR
        if len(elements) == number and all(len(e) == 1 for e in elements) and near and not of_one_kind:
            mixed.append(parts)
    yield from dict.fromkeys((*runs, *mixed))
    if len(kin) == number and not runs:
        yield kin


def _kinds_of_earlier(scope: Scope, statement: Statement, run: Parts) -> Iterator[Claim]:
    """评出一等奖5件、二等奖20件、三等奖30件; 鉴定结论为A级196栋、B级143栋: kinds of what was counted before."""
    first = run[0]
    if (
        first.depth
        or not first.counts
        or any(f.family == first.family and f.order < first.order for f in statement.figures)
    ):
        return
    earlier = list(scope.figures.near(first.statement, 1))[:-1]
    wholes = tuple(
        f
        for s in earlier
        for f in reversed(s.figures)
        if f.family == first.family and not f.depth and not scope.is_of_before(f)
    )
    if len(wholes) != 1:
        return
    results = scope.has("results", (statement.span[0], first.span[0])) and len(run) >= LONG_LIST
    is_open = scope.has("open", (first.label[0], min(run[-1].span[1] + 2, statement.span[1])))
    division = division_of(scope, run, wholes[0])
    closed = results and not is_open and exclusive(scope, run)
    if closed or division is not None:
        nearly = quotient(value_of(run), wholes[0].amount.value) >= 1 / ALMOST
        everything = (closed and nearly) or (division is not None and is_whole(scope, division, run))
        yield Claim(wholes, run, everything and not is_open, True)
