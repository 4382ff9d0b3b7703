"""What all relations between figures share: the rule's words, sums with what they leave open, and how sums are told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from checker.checks.context import Context
from checker.checks.figures.reading import SHARE, Figure, Figures, Statement
from checker.model import Span
from checker.rulebook.hits import Hits
from checker.rulebook.kinds.figures import FiguresRule

Limits = tuple[Fraction, Fraction | None]
"""The least and the greatest that a value can be; None is no limit."""

_YEAR = re.compile("(20[0-9]{2})年(?!以|之|起|版|至|—|前|底?印发|制)")
_SCALES = ((100_000_000, "亿"), (10_000, "万"))


@dataclass(frozen=True, slots=True)
class Scope:
    """The figures of a report with the words that a rule goes by."""

    figures: Figures
    rule: FiguresRule
    context: Context

    @property
    def text(self) -> str:
        """The clean view."""
        return self.figures.text

    @property
    def source(self) -> str:
        """The text as decoded."""
        return self.context.report.source.text

    @property
    def hits(self) -> Hits:
        """Where the words of the lexicons stand."""
        return self.context.hits

    @property
    def year(self) -> int | None:
        """The year reported on."""
        return self.context.report.facts.report_year

    def says(self, role: str, words: str) -> bool:
        """Does a word of a role stand in words that are not of the clean view?"""
        return bool(words) and self.context.ruleset.lexicons[self.rule.words[role]].search(words)

    def has(self, role: str, span: Span) -> bool:
        """Does a word of a role stand in a span?"""
        return self.hits.has(self.rule.words[role], span)

    def spans(self, role: str, span: Span) -> list[Span]:
        """Where the words of a role stand in a span."""
        return self.hits.within(self.rule.words[role], span)

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
        return self.has("before", figure.label) or self._is_of_earlier_year(figure)

    def _is_of_earlier_year(self, figure: Figure) -> bool:
        """Does its label begin with an earlier year, or end with 2023年的?"""
        label = self.label(figure)
        years = [(m.start(), int(m[1])) for m in _YEAR.finditer(label)]
        if len(years) != 1 or self.year is None or years[0][1] >= self.year:
            return False
        return years[0][0] <= 2 or len(label) - years[0][0] <= 6


def scope_of(context: Context, rule: FiguresRule, figures: Figures) -> Scope:
    """The scope of one rule in one report."""
    return Scope(figures, rule, context)


def limits(figure: Figure) -> Limits:
    """What a figure's words leave open."""
    return figure.amount.low, figure.amount.high


def shown_as(figure: Figure, step: Fraction | None = None) -> Limits:
    """What a computed value may be to be shown as this figure: rounded, or cut off behind its last digit."""
    amount = figure.amount
    if amount.is_vague:
        return amount.low, amount.high
    step = amount.step if step is None else step
    cut_off = step * Fraction(99, 100) if amount.step <= Fraction(1, 100) or figure.family != SHARE else step / 2
    return amount.value - step / 2, amount.value + cut_off


def total(figures: Iterable[Figure]) -> Limits:
    """The limits of a sum."""
    low, high = Fraction(0), Fraction(0)
    endless = False
    for figure in figures:
        low += figure.amount.low
        if figure.amount.high is None:
            endless = True
        else:
            high += figure.amount.high
    return low, None if endless else high


def meet(a: Limits, b: Limits) -> bool:
    """Can two values be the same?"""
    return not above(a, b) and not above(b, a)


def above(a: Limits, b: Limits) -> bool:
    """Is a value certainly greater than another?"""
    return b[1] is not None and a[0] > b[1]


def printed(figure: Figure, text: str) -> str:
    """A figure's number as printed, with 万 and the like."""
    start, end = figure.amount.span
    return text[start:end]


def plain(value: Fraction, like: Figure) -> str:
    """A computed value written as a figure beside it is: 373.5万, 195, 27.31%."""
    if like.family == SHARE:
        return percent(value)
    for scale, word in _SCALES:
        if like.amount.step >= 1 and abs(value) >= scale and like.amount.value >= scale:
            return _decimal(value / scale) + word
    return _decimal(value)


def percent(value: Fraction, decimals: int = 2) -> str:
    """A share as a percentage, rounded."""
    return _decimal(Fraction(round(value * 100 * 10**decimals), 10**decimals)) + "%"


def _decimal(value: Fraction) -> str:
    rounded = Fraction(round(value * 10_000), 10_000)
    if rounded.denominator == 1:
        return str(rounded.numerator)
    return f"{float(rounded):.4f}".rstrip("0").rstrip(".")


def alike(a: str, b: str, shortest: int = 2) -> bool:
    """Do two stretches of text share a word (so many characters in a row)?"""
    if len(a) > len(b):
        a, b = b, a
    return any(a[i : i + shortest] in b for i in range(len(a) - shortest + 1))


def spanning(figures: Sequence[Figure]) -> Span:
    """From the words before the first figure to the end of the last."""
    return min(f.label[0] for f in figures), max(f.span[1] for f in figures)
