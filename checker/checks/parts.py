"""Which sentences belong to which part of the report.

Headings are the first hint: a section whose heading names a part belongs to it, with all below. Where no heading
names a part, and inside a section that several parts share, sentences that open a part (cues) decide. What no part
claims belongs to the part that takes the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.model import Report, Sentence
from checker.rulebook.hits import Hits
from checker.rulebook.rules import ElementRule

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Parts:
    """The parts of a report: what each sentence belongs to, which section names which parts, and what opened each."""

    of_sentence: tuple[frozenset[str], ...]
    named_by: dict[int, frozenset[str]]
    opened_at: dict[str, int] = field(default_factory=dict)

    @property
    def named(self) -> frozenset[str]:
        """Parts that some heading names."""
        return frozenset(part for parts in self.named_by.values() for part in parts)


def holders_of(element: str, parts: Parts, report: Report, rules: Sequence[ElementRule]) -> frozenset[int]:
    """The sections that only name parts; one inside a section that is all about this part is an item of it."""
    family = {element, *(rule.element for rule in rules if rule.where.together_with == element)}
    whole = {index for index, named in parts.named_by.items() if element in named and named <= family}
    return frozenset(index for index in parts.named_by if whole.isdisjoint(report.ancestors(index)[1:]))


def find_parts(report: Report, rules: Sequence[ElementRule], hits: Hits) -> Parts:
    """Divide a report into its parts."""
    return _Finder(report, rules, hits).find()


class _Finder:
    def __init__(self, report: Report, rules: Sequence[ElementRule], hits: Hits) -> None:
        self._report = report
        self._rules = rules
        self._hits = hits
        self._rest = frozenset(rule.element for rule in rules if rule.where.rest)
        self._together = {r.element: r.where.together_with for r in rules if r.where.together_with}
        self._named_by = self._names()
        self._named = frozenset(part for parts in self._named_by.values() for part in parts)
        self._unnamed = [rule for rule in rules if rule.element not in self._with_companions(self._named)]
        self._has_sections = any(not s.is_item for s in report.sections[1:])

    def _names(self) -> dict[int, frozenset[str]]:
        """The sections whose headings name parts; inside a part, only the rest part's sections can be renamed."""
        named: dict[int, frozenset[str]] = {}
        for section in self._report.sections[1:]:
            if section.is_item:
                continue
            parts = frozenset(
                rule.element
                for rule in self._rules
                if any(self._hits.holds(c, section.heading) for c in rule.where.headings)
            )
            outer = self._outer(section.parent, named)
            if parts and outer and not (outer <= self._rest or parts <= outer):
                parts = _NOTHING
            if parts and len(parts) > 1:
                parts = parts - self._rest if section.level > 1 else parts
            if parts:
                named[section.index] = parts
        return named

    def _outer(self, section: int, named: dict[int, frozenset[str]]) -> frozenset[str]:
        for index in self._report.ancestors(section):
            if index in named:
                return named[index]
        return _NOTHING

    def find(self) -> Parts:
        of_sentence: list[frozenset[str]] = []
        opened: dict[str, int] = {}
        current = self._rest
        holder: tuple[int, frozenset[str]] | None = None
        opener_section = paragraph = -1
        list_mode: dict[tuple[int, str], frozenset[str]] = {}
        until_paragraph_end = False
        for i, sentence in enumerate(self._report.sentences):
            new_holder = self._holder(sentence.section)
            here = self._named_by.get(new_holder) or self._unclaimed(sentence)
            if (new_holder, here) != holder:
                current, holder, until_paragraph_end = self._first(new_holder, here), (new_holder, here), False
                list_mode.clear()
            elif until_paragraph_end and sentence.paragraph != paragraph:
                current, until_paragraph_end = self._first(new_holder, here), False
            elif sentence.section != opener_section:
                current = self._at_new_item(sentence, current, list_mode)
            paragraph, opener_section = sentence.paragraph, sentence.section
            candidates = self._candidates(here)
            is_name = sentence.is_heading and sentence.section == new_holder
            cued = None if is_name else self._cue(sentence, candidates, current)
            if cued is not None:
                rule, until_paragraph_end = cued
                current = frozenset({rule.element})
                if sentence.is_heading:
                    list_mode.clear()
            for part in current:
                opened.setdefault(part, i)
            of_sentence.append(self._with_companions(current))
        return Parts(tuple(of_sentence), self._named_by, opened)

    def _holder(self, section: int) -> int:
        """The innermost section around that names parts, 0 when there is none."""
        return next((index for index in self._report.ancestors(section) if index in self._named_by), 0)

    def _unclaimed(self, sentence: Sentence) -> frozenset[str]:
        """What no heading claims is the rest, but not the lead of a report that has sections."""
        return _NOTHING if sentence.section == 0 and self._has_sections else self._rest

    def _first(self, holder: int, here: frozenset[str]) -> frozenset[str]:
        """Of the parts that share a section, those that its text begins with: all that no cue can open."""
        if len(here) < 2:
            return here
        heading = self._report.sections[holder].heading
        order = sorted(here, key=lambda part: self._place_in_heading(part, heading))
        first = order[0]
        kin = {part for part in here if self._together.get(part) == first or self._together.get(first) == part}
        return frozenset({first, *kin})

    def _place_in_heading(self, part: str, heading: tuple[int, int]) -> tuple[int, int]:
        """Where in a heading the words stand that name a part; ties in the order of the rules."""
        rule = next(r for r in self._rules if r.element == part)
        starts = [
            span[0]
            for combination in rule.where.headings
            if self._hits.holds(combination, heading)
            for name in (*combination.all, *combination.any)
            for span in self._hits.within(name, heading)
        ]
        return min(starts, default=heading[1]), [r.element for r in self._rules].index(part)

    def _at_new_item(
        self, sentence: Sentence, current: frozenset[str], list_mode: dict[tuple[int, str], frozenset[str]]
    ) -> frozenset[str]:
        """Items of one list begin alike: what an item before turned to ends with it."""
        section = self._report.sections[sentence.section]
        if section.index == 0:
            return current
        return list_mode.setdefault((section.parent, section.style), current)

    def _candidates(self, here: frozenset[str]) -> list[ElementRule]:
        shared = [rule for rule in self._rules if rule.element in here] if len(here) > 1 else []
        free = self._unnamed if here and here <= self._rest else []
        return [*shared, *(rule for rule in free if rule not in shared)]

    def _cue(
        self, sentence: Sentence, candidates: Sequence[ElementRule], current: frozenset[str]
    ) -> tuple[ElementRule, bool] | None:
        for rule in candidates:
            if rule.element in current:
                continue
            for cue in rule.where.cues:
                if any(self._hits.holds(c, sentence.span) for c in cue.when):
                    return rule, cue.to_paragraph_end
        return None

    def _with_companions(self, parts: frozenset[str]) -> frozenset[str]:
        return parts | {part for part, other in self._together.items() if other in parts}
