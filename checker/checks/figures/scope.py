"""What all relations between figures share: the rule's words, sums with what they leave open, and how sums are told."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from math import inf

from checker.checks.context import Context
from checker.checks.figures.reading import SHARE, Figure, Figures, Statement
from checker.model import Span
from checker.rulebook.kinds.figures import FiguresRule

Limits = tuple[float, float]
"""The least and the greatest that a value can be."""

_ALMOST_NOTHING = 1e-9

_YEAR = re.compile("(20[0-9]{2})年(?!以|之|起|版|至|—|前|底?印发|制)")
_SCALES = ((100_000_000, "亿"), (10_000, "万"))


class Scope:
    """The figures of a report with the words that a rule goes by, by role."""

    def __init__(self, context: Context, rule: FiguresRule, figures: Figures) -> None:
        self.figures = figures
        self.rule = rule
        self.text = figures.text
        self.source = context.report.source.text
        self._year = context.report.facts.report_year
        self._hits = context.hits
        self._lexicons = context.ruleset.lexicons
        self._spans: dict[str, list[Span]] = {}
        self._of_before: dict[Figure, bool] = {}

    def says(self, role: str, words: str) -> bool:
        """Does a word of a role stand in words that are not of the clean view?"""
        return bool(words) and self._lexicons[self.rule.words[role]].search(words)

    def _all(self, role: str) -> list[Span]:
        """Where the words of a role stand in the report."""
        found = self._spans.get(role)
        if found is None:
            found = self._spans[role] = self._hits.spans(self.rule.words[role])
        return found

    def has(self, role: str, span: Span) -> bool:
        """Does a word of a role stand in a span?"""
        spans = self._all(role)
        start, end = span
        for i in range(bisect_left(spans, (start, 0)), len(spans)):
            if spans[i][0] >= end:
                return False
            if spans[i][1] <= end:
                return True
        return False

    def spans(self, role: str, span: Span) -> list[Span]:
        """Where the words of a role stand in a span."""
        spans = self._all(role)
        start, end = span
        found = []
        for i in range(bisect_left(spans, (start, 0)), len(spans)):
            if spans[i][0] >= end:
                break
            if spans[i][1] <= end:
                found.append(spans[i])
        return found

    def terms(self, role: str, span: Span) -> list[str]:
        """The words of a role that stand in a span."""
        return [self.words(found) for found in self.spans(role, span)]

    def ends_with(self, role: str, span: Span, slack: int = 0) -> bool:
        """Does a span end with a word of a role, but for so many characters?"""
        return any(end >= span[1] - slack for _, end in self.spans(role, span))

    def begins_with(self, role: str, span: Span, slack: int = 0) -> bool:
        """Does a span begin with a word of a role, but for so many characters?"""
        return any(start <= span[0] + slack for start, _ in self.spans(role, span))

    def words(self, span: Span) -> str:
        """The words of a span."""
        return self.text[span[0] : span[1]]

    def label(self, figure: Figure) -> str:
        """The words before a figure, in its part of an enumeration."""
        return self.words(figure.label)

    def around(self, figure: Figure) -> str:
        """The words before and after a figure."""
        return self.words(figure.label) + self.words(figure.tail)

    def statement(self, figure: Figure) -> Statement:
        """The sentence of a figure."""
        return self.figures.statements[figure.statement]

    def is_of_before(self, figure: Figure) -> bool:
        """Does its label say that it belongs to an earlier year, or that others are compared with it?"""
        found = self._of_before.get(figure)
        if found is None:
            found = self._of_before[figure] = self.has("before", figure.label) or self._is_of_earlier_year(figure)
        return found

    def _is_of_earlier_year(self, figure: Figure) -> bool:
        """Does its label begin with an earlier year, or end with 2023年的?"""
        year = self.year_of(figure)
        return year is not None and self._year is not None and year < self._year

    def year_of(self, figure: Figure) -> int | None:
        """The one year that its label begins with or ends with (2023年的), if there is one."""
        label = self.label(figure)
        if "20" not in label:
            return None
        years = [(found.start(), int(found[1])) for found in _YEAR.finditer(label)]
        if len(years) != 1 or (years[0][0] > 2 and len(label) - years[0][0] > 6):
            return None
        return years[0][1]


def limits(figure: Figure) -> Limits:
    """What a figure's words leave open."""
    return figure.amount.low, figure.amount.high


def shown_as(figure: Figure, step: float | None = None) -> Limits:
    """What a computed value may be to be shown as this figure: rounded, or cut off behind its last digit."""
    amount = figure.amount
    if amount.is_vague:
        return amount.low, amount.high
    step = amount.step if step is None else step
    cut_off = step * 0.99 if amount.step <= 0.0101 or figure.family != SHARE else step / 2
    return amount.value - step / 2, amount.value + cut_off


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


def less(a: Limits, b: Limits) -> Limits:
    """The limits of a difference."""
    return (a[0] - b[1] if b[1] < inf else -inf), a[1] - b[0]


def share(part: Limits, whole: Limits) -> Limits:
    """The limits of a quotient; what is divided by nothing can be anything."""
    if whole[0] <= 0:
        return 0.0, inf
    return part[0] / whole[1], part[1] / whole[0]


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
    return f"{value:.{places}f}".rstrip("0").rstrip(".") or "0"


def alike(a: str, b: str, shortest: int = 2) -> bool:
    """Do two stretches of text share a word (so many characters in a row)?"""
    if len(a) > len(b):
        a, b = b, a
    return any(a[i : i + shortest] in b for i in range(len(a) - shortest + 1))


def spanning(figures: Sequence[Figure]) -> Span:
    """From the words before the first figure to the end of the last."""
    return min(f.label[0] for f in figures), max(f.span[1] for f in figures)
