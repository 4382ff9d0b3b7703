"""What the checks of one report share: the report, the rules, where the words stand, which part is where."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

from checker.checks.parts import Parts, find_parts, holders_of
from checker.checks.units import Unit, lowest_items
from checker.comparing import Compared
from checker.model import Place, Report, Span
from checker.parsing.pieces import Piece, pieces_of
from checker.parsing.places import place_in_source, place_of
from checker.rulebook.hits import Hits
from checker.rulebook.rules import Rule
from checker.rulebook.ruleset import RuleSet

_T = TypeVar("_T")
_NUMERALS = "〇零一二三四五六七八九十百"


@dataclass(frozen=True)
class Context:
    """One report under one set of rules, with what it is compared with."""

    report: Report
    ruleset: RuleSet
    compared: Compared = field(default_factory=Compared)

    @cached_property
    def hits(self) -> Hits:
        """Where the words of the lexicons stand."""
        facts = self.report.facts
        return Hits(self.ruleset, self.report.clean.text, facts.report_year, facts.tier)

    @cached_property
    def pieces(self) -> list[Piece]:
        """The sentences that are compared with other text."""
        return pieces_of(self.report)

    @cached_property
    def units(self) -> dict[tuple[str, str, str], list[Unit]]:
        """Units made so far, by element, place and kind, shared between the kinds of evidence."""
        return {}

    @cached_property
    def parts(self) -> Parts:
        """Which sentences belong to which part."""
        return find_parts(self.report, self.ruleset.elements, self.hits)

    def sentence_around(self, span: Span) -> Span:
        """The sentence in which a span begins, stretched to hold all of it."""
        sentences = self.report.sentences
        i = bisect_right(self._sentence_starts, span[0]) - 1
        start, end = sentences[i].span if i >= 0 else span
        return (start, max(end, span[1])) if start <= span[0] < end else span

    def sentence_has(self, lexicons: Iterable[str], span: Span) -> bool:
        """Does a word of one of the lexicons stand in the sentence in which a span begins?"""
        return any(self.hits.has(name, self.sentence_around(span)) for name in lexicons)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span[0] for sentence in self.report.sentences]

    def items(self, element: str) -> list[Unit]:
        """The lowest items of a part."""
        chosen = [i for i, belongs in enumerate(self.parts.of_sentence) if element in belongs]
        holders = holders_of(element, self.parts, self.report, self.ruleset.elements)
        return lowest_items(self.report, chosen, holders)

    def once(self, find: Callable[[Context], _T]) -> _T:
        """What a function finds in this report; found once, shared by the rules that ask for it."""
        if find not in self._found:
            self._found[find] = find(self)
        return cast(_T, self._found[find])

    @cached_property
    def _found(self) -> dict[Callable[[Context], Any], Any]:
        return {}

    @cached_property
    def title_place(self) -> Place | None:
        """The title, where something absent is pointed out; else the first line."""
        span = self.report.facts.title_span or next(iter(self.report.paragraphs), None)
        return self.place(span) if span else None

    def place(self, span: Span) -> Place:
        """The place in the source of a span of the clean view."""
        return place_of(self.report, span)

    def place_in_source(self, span: Span) -> Place:
        """The place of a span of the source, as of what was set aside."""
        return place_in_source(self.report, span)

    def applies(self, rule: Rule) -> str | None:
        """Why a rule does not apply to this report, or None when it does."""
        facts = self.report.facts
        if reason := self.ruleset.ignored.get(rule.id):
            return reason
        if reason := self.ruleset.off.get(rule.id):
            return f"本规则包停用：{reason}"
        if skip := self.ruleset.overlay(facts.tier, rule.id).skip:
            return skip
        if rule.applies.tiers and facts.tier is not None and facts.tier not in rule.applies.tiers:
            return "不适用于这一层级"
        first, last = rule.applies.year_from, rule.applies.year_until
        year = facts.report_year
        if year is not None and ((first is not None and year < first) or (last is not None and year > last)):
            return "不适用于这一年度"
        return None

    def cannot_apply(self, rule: Rule) -> str | None:
        """Why it cannot be told whether a rule applies, or None when it can."""
        if rule.applies.tiers and self.report.facts.tier is None:
            return "看不出报告单位的层级"
        if (rule.applies.year_from or rule.applies.year_until) and self.report.facts.report_year is None:
            return "看不出报告的年度"
        return None


def fingerprint(rule: str, section: str | None, words: str) -> str:
    """A name for a finding that stays while the place itself is unchanged, wherever it moves.

    Of the heading its number does not count, which changes when a part is put in before it.
    """
    core = "".join(char for char in words if char.isalnum())
    heading = "".join(char for char in section or "" if char.isalpha() and char not in _NUMERALS)
    return hashlib.sha256(f"{rule}\0{heading}\0{core}".encode()).hexdigest()[:16]
