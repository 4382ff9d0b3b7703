"""Where the words of all lexicons stand in one text."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from checker.lexicon import Lexicon, exceptions_of
from checker.model import Span
from checker.rulebook.rules import Combination

if TYPE_CHECKING:
    from checker.rulebook.ruleset import RuleSet


class Hits:
    """Where the words of all lexicons stand in one text; found once, asked often."""

    def __init__(self, ruleset: RuleSet, text: str, report_year: int | None, tier: str | None) -> None:
        self._ruleset = ruleset
        self._text = text
        self._year = report_year
        self._tier = tier
        self._terms = ruleset.find_terms(text)
        self._spans: dict[str, list[Span]] = {}
        self._merged: dict[str, list[Span]] = {}

    def spans(self, lexicon: str) -> list[Span]:
        """All places of a lexicon's words, in order."""
        if lexicon not in self._spans:
            self._spans[lexicon] = self._find(lexicon)
        return self._spans[lexicon]

    def within(self, lexicon: str, span: Span) -> list[Span]:
        """The places of a lexicon's words inside a span."""
        spans = self.spans(lexicon)
        first = bisect_left(spans, (span[0], 0))
        found = []
        for i in range(first, len(spans)):
            if spans[i][0] >= span[1]:
                break
            if spans[i][1] <= span[1]:
                found.append(spans[i])
        return found

    def has(self, lexicon: str, span: Span) -> bool:
        """Does a lexicon's word stand inside a span?"""
        spans = self.spans(lexicon)
        for i in range(bisect_left(spans, (span[0], 0)), len(spans)):
            if spans[i][0] >= span[1]:
                return False
            if spans[i][1] <= span[1]:
                return True
        return False

    def touches(self, lexicon: str, span: Span) -> bool:
        """Does a lexicon's word stand in a span or reach into it?"""
        if lexicon not in self._merged:
            merged: list[Span] = []
            for start, end in self.spans(lexicon):
                if merged and start < merged[-1][1]:
                    merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
                else:
                    merged.append((start, end))
            self._merged[lexicon] = merged
        merged = self._merged[lexicon]
        at = bisect_left(merged, (span[1], 0))
        return at > 0 and merged[at - 1][1] > span[0]

    def holds(self, combination: Combination, span: Span) -> bool:
        """Does a combination hold for a span?"""
        if combination.longest is not None and span[1] - span[0] > combination.longest:
            return False
        has = self.has
        for name in combination.all:
            if not has(name, span):
                return False
        if combination.any and not any(has(name, span) for name in combination.any):
            return False
        return not any(has(name, span) for name in combination.none)

    def begins(self, name: str, text: str) -> bool:
        """Does a text of its own begin with one of a lexicon's words?"""
        if name.startswith("@"):
            return any(start == 0 for start, _ in self._years(name, text))
        lexicon = self._ruleset.lexicons[name]
        if not self._counts(lexicon):
            return False
        return lexicon.begins(text) or any(self.begins(other, text) for other in lexicon.includes)

    def ends(self, name: str, text: str) -> bool:
        """Does a text of its own end with one of a lexicon's words?"""
        if name.startswith("@"):
            return any(end == len(text) for _, end in self._years(name, text))
        lexicon = self._ruleset.lexicons[name]
        if not self._counts(lexicon):
            return False
        return lexicon.ends(text) or any(self.ends(other, text) for other in lexicon.includes)

    def _counts(self, lexicon: Lexicon) -> bool:
        """Do a lexicon's words count in a report of this tier?"""
        return not lexicon.tiers or self._tier is None or self._tier in lexicon.tiers

    def _find(self, name: str) -> list[Span]:
        if name.startswith("@"):
            return self._years(name, self._text)
        lexicon = self._ruleset.lexicons[name]
        if not self._counts(lexicon):
            return []
        found = [*self._terms.get(name, ()), *lexicon.pattern_spans(self._text)]
        found += [span for other in lexicon.includes for span in self.spans(other)]
        return lexicon.without_exceptions(found, self._terms.get(exceptions_of(name), ()), self._text)

    def _years(self, name: str, text: str) -> list[Span]:
        if self._year is None:
            return []
        year = self._year + (name in ("@next-year", "@from-next-year"))
        follows = "年度?，" if name == "@in-report-year" else "年?"
        # A sentence that begins with the coming year goes on to it; one that has it further on may only name a date.
        before = "(?m)(?:^|(?<=[。；：是、）]))" if name == "@from-next-year" else r"(?<![\d—~至-])"
        return [m.span() for m in re.finditer(rf"{before}{year}(?![—~至-]){follows}", text)]
