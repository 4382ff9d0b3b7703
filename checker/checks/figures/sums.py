"""Arithmetic with what words and rounding leave open, and how computed values are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf

from checker.checks.figures.reading import SHARE, Figure
from checker.model import Span

Limits = tuple[float, float]
"""The least and the greatest that a value can be."""

_ALMOST_NOTHING = 1e-9
_CUT_OFF = 0.99
"""Of the last digit: what cutting off behind it can leave out."""

_FINE = 0.0101
"""Shares given in whole per cent or finer can have been cut off; coarser ones (六成) are rounded."""

_SCALES = ((100_000_000, "亿"), (10_000, "万"))


def limits(figure: Figure) -> Limits:
    """What a figure's words leave open."""
    return figure.amount.low, figure.amount.high


def shown_as(figure: Figure, step: float | None = None) -> Limits:
    """What a computed value may be to be shown as this figure: rounded, or cut off behind its last digit."""
    amount = figure.amount
    if amount.is_vague:
        return amount.low, amount.high
    step = amount.step if step is None else step
    can_be_cut = amount.step <= _FINE or figure.family != SHARE
    return amount.value - step / 2, amount.value + (step * _CUT_OFF if can_be_cut else step / 2)


def total(figures: Iterable[Figure]) -> Limits:
    """The limits of a sum."""
    low = high = 0.0
    for figure in figures:
        low += figure.amount.low
        high += figure.amount.high
    return low, high


def value_of(figures: Iterable[Figure]) -> float:
    """The sum of figures as printed."""
    return sum(figure.amount.value for figure in figures)


def plus(a: Limits, b: Limits) -> Limits:
    """The limits of a sum."""
    return a[0] + b[0], a[1] + b[1]


def less(a: Limits, b: Limits) -> Limits:
    """The limits of a difference."""
    return (a[0] - b[1] if b[1] < inf else -inf), a[1] - b[0]


def share(part: Limits, whole: Limits) -> Limits:
    """The limits of a quotient; what is divided by nothing can be anything."""
    if whole[0] <= 0:
        return 0.0, inf
    return part[0] / whole[1], part[1] / whole[0]


def quotient(part: float, whole: float) -> float:
    """A quotient for telling; nothing divided by nothing is nothing."""
    return part / whole if whole else 0.0


def meet(a: Limits, b: Limits) -> bool:
    """Can two values be the same?"""
    return not above(a, b) and not above(b, a)


def above(a: Limits, b: Limits) -> bool:
    """Is a value certainly greater than another?"""
    return a[0] > b[1] + _ALMOST_NOTHING * max(1.0, abs(b[1]))


def printed(figure: Figure, text: str) -> str:
    """A figure's number as printed, with 万 and the like."""
    start, end = figure.amount.span
    return text[start:end]


def plain(value: float, like: Figure) -> str:
    """A computed value written as a figure beside it is: 373.5万, 195, 27.31%."""
    if like.family == SHARE:
        return percent(value)
    for scale, word in _SCALES:
        if like.amount.step >= 1 and abs(value) >= scale and like.amount.value >= scale:
            return decimal(value / scale) + word
    return decimal(value)


def percent(value: float) -> str:
    """A share as a percentage, rounded."""
    return decimal(value * 100, 2) + "%"


def decimal(value: float, places: int = 4) -> str:
    """A number with so many decimals at most."""
    written = f"{value:.{places}f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def spanning(figures: Sequence[Figure]) -> Span:
    """From the words before the first figure to the end of the last."""
    return min(f.label[0] for f in figures), max(f.span[1] for f in figures)
