"""The words that a relation goes by, and where they stand beside the figures of one report."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from checker.checks.context import Context
from checker.checks.figures.reading import Figure, Figures, Statement
from checker.model import Span
from checker.parsing.periods import months_in
from checker.rulebook.kinds.figures import FiguresRule

NEGATIONS = "未不没无非"
"""Characters that turn the word behind them round."""

_YEAR = re.compile("(20[0-9]{2})年(?!以|之|起|版|至|—|前|底?印发|制)")
_LONGEST_NAME = 120
"""Characters; of longer stretches only the end is compared."""


class Scope:
    """The figures of a report with the words that a rule goes by, by role."""

    def __init__(self, context: Context, rule: FiguresRule, figures: Figures) -> None:
        self.figures = figures
        self.rule = rule
        self.text = figures.text
        self.source = context.report.source.text
        self.to_source = context.report.clean.to_source
        self._year = context.report.facts.report_year
        self._hits = context.hits
        self._lexicons = context.ruleset.lexicons
        self._spans: dict[str, list[Span]] = {}
        self._of_before: dict[Figure, bool] = {}

    # --- words of a role ---------------------------------------------------------------------------------------------

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

    def without(self, span: Span, *roles: str) -> str:
        """The words of a span that belong to none of the roles."""
        dropped = [found for role in roles for found in self.spans(role, span)]
        kept = (c for i, c in enumerate(self.words(span), span[0]) if not any(a <= i < b for a, b in dropped))
        return "".join(kept)

    def says(self, role: str, words: str) -> bool:
        """Does a word of a role stand in words that are not of the clean view?"""
        return bool(words) and self._lexicons[self.rule.words[role]].search(words)

    def is_one_of(self, role: str, word: str) -> bool:
        """Is a word itself one of a role?"""
        return self._lexicons[self.rule.words[role]].matches_whole(word)

    def terms_of(self, role: str, words: str) -> list[str]:
        """The words of a role that other words begin with, longest first."""
        lexicon = self._lexicons[self.rule.words[role]]
        return sorted((term for term in lexicon.terms if words.startswith(term)), key=len, reverse=True)

    def is_family(self, role: str, figure: Figure) -> bool:
        """Is a figure counted in the units of a role?"""
        return figure.family == self.rule.words[role]

    def _all(self, role: str) -> list[Span]:
        """Where the words of a role stand in the report."""
        found = self._spans.get(role)
        if found is None:
            found = self._spans[role] = self._hits.spans(self.rule.words[role])
        return found

    # --- words of a figure -------------------------------------------------------------------------------------------

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

    def statement_before(self, place: int) -> Statement | None:
        """The last sentence that ends before a place of the source."""
        ended = [s for s in self.figures.statements if self.to_source(s.span)[1] <= place]
        return ended[-1] if ended else None

    def before(self, figure: Figure, sentences: int) -> list[Figure]:
        """The figures of its family before a figure, so many sentences back, in order."""
        return [
            other
            for statement in self.figures.near(figure.statement, sentences)
            for other in statement.figures
            if other.order < figure.order and other.family == figure.family
        ]

    def is_of_before(self, figure: Figure) -> bool:
        """Does its label say that it belongs to an earlier year, or that others are compared with it?"""
        found = self._of_before.get(figure)
        if found is None:
            found = self._of_before[figure] = self.has("before", figure.label) or self._is_of_earlier_year(figure)
        return found

    def is_of_this_year(self, figure: Figure) -> bool:
        """Does its label name a part of the year (上半年) and no earlier time?"""
        terms = self.terms("before", figure.label)
        return bool(terms) and all(map(months_in, terms)) and not self._is_of_earlier_year(figure)

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


def alike(a: str, b: str, shortest: int = 2) -> bool:
    """Do two stretches of text share a word (so many characters in a row)?"""
    a, b = sorted((a[-_LONGEST_NAME:], b[-_LONGEST_NAME:]), key=len)
    return any(a[i : i + shortest] in b for i in range(len(a) - shortest + 1))


def says_one_of(words: str, wanted: Iterable[str]) -> bool:
    """Does one of the wanted words stand there, without a 未 or 不 before it?"""
    return any(word in words and not any(f"{no}{word}" in words for no in NEGATIONS) for word in wanted)
