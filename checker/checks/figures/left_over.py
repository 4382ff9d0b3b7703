"""What is left of a total when the part that is done has been told.

排查172起，化解163起，未化解的9起; 应配18人，实有11人，缺编7人.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.checks.figures.reading import Figure
from checker.checks.figures.scope import NEGATIONS, Scope
from checker.checks.figures.sums import Limits, less, limits, meet, plain, printed, total
from checker.checks.flaws import Flaw

_EARLIER = 2
_NEAREST = 8
"""Figures before the remainder that it can be a remainder of."""

_TOLD = 20


def left_over_flaws(scope: Scope, figure: Figure) -> Iterator[Flaw]:
    """A remainder that no two figures before it leave."""
    earlier = [f for f in scope.before(figure, _EARLIER) if not scope.is_of_before(f)]
    pair = _meant(scope, figure, earlier) if len(earlier) > 1 else None
    if pair is None or pair[0].amount.value <= figure.amount.value:
        return
    if any(meet(value, limits(figure)) for value in _remainders(earlier)):
        return
    whole, done = pair
    carried = any(scope.has("carried", s.span) for s in scope.figures.near(figure.statement, _EARLIER, 1))
    if not carried or scope.has("added_up", whole.label):
        value = plain(whole.amount.value - done.amount.value, figure)
        text = scope.text
        told = f"{printed(whole, text)}－{printed(done, text)}＝{value}，不是{printed(figure, text)}"
        related = ((f"总数 {scope.words(whole.span)}", whole.span), (f"已办 {scope.words(done.span)}", done.span))
        span = (max(figure.label[0], figure.span[0] - _TOLD), figure.span[1])
        yield Flaw(span, {"said": scope.words(figure.span), "sum": told}, related)


def _meant(scope: Scope, figure: Figure, earlier: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """The total and what is done of it that a remainder speaks of."""
    if scope.has("short_of", figure.label):
        return _due(scope, earlier)
    if undone := scope.spans("undone", figure.label):
        return _done(scope, earlier, scope.words((undone[-1][1], figure.span[0]))[:2])
    if not scope.begins_with("left", figure.label) or figure.statement == earlier[-1].statement:
        return None
    here = [f for f in earlier if f.depth == figure.depth and f.statement == earlier[-1].statement]
    if len(here) != 2 or here[0].amount.value <= here[1].amount.value or scope.has("cumulative", here[0].label):
        return None
    return here[0], here[1]


def _due(scope: Scope, earlier: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """What ought to be and what there is."""
    due = [f for f in earlier if scope.has("due", f.label)]
    there = [f for f in earlier if due and f.order > due[-1].order and scope.has("done", f.label)]
    return (due[-1], there[-1]) if there else None


def _done(scope: Scope, earlier: Sequence[Figure], word: str) -> tuple[Figure, Figure] | None:
    """The figure that says how many are done, and the total before it."""
    for at in range(len(earlier) - 1, 0, -1):
        done = earlier[at]
        label = scope.label(done)
        if len(word) < 2 or word not in label or label[max(0, label.find(word) - 1)] in NEGATIONS:
            continue
        beside = scope.statement(done).siblings(done)
        for whole in reversed(earlier[:at]):
            if whole.statement == done.statement and whole.amount.value >= done.amount.value and whole not in beside:
                return whole, done
    return None


def _remainders(figures: Sequence[Figure]) -> Iterator[Limits]:
    """All that can be left: differences of two, of a figure and what follows it, and the figures themselves."""
    near = figures[-_NEAREST:]
    yield from map(limits, near)
    for i, whole in enumerate(near):
        for n in range(i + 1, len(near)):
            yield less(limits(whole), limits(near[n]))
            for first in range(i + 1, n):
                yield less(limits(whole), total(near[first : n + 1]))
