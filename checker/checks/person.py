"""``check: person``: full names of private persons."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws
from checker.checks.names import Names
from checker.model import Sentence, Span
from checker.rulebook.kinds.person import Person, PersonSign

_OPENING = "：（“"
_LISTED = "、"
_LONGEST_ROLE = 8
_SHORT = 2
_REACH = 400
"""Characters around a name in which one may say that it is invented."""

_APART = 6
"""Characters between two names that are told as one place (罗永昌与罗永盛)."""


def check_person(context: Context, settings: Person) -> Flaws:
    """One flaw for each name, names that stand side by side together."""
    finder = _Finder(context, settings)
    return [Flaw(span) for span in _merged(span for sign in settings.signs for span in finder.found(sign))]


@dataclass(frozen=True)
class _Finder:
    context: Context
    settings: Person

    @cached_property
    def names(self) -> Names:
        context = self.context
        return Names(context.report.clean.text, context.ruleset, self.settings.shape)

    def found(self, sign: PersonSign) -> Iterator[Span]:
        """The names that a sign finds."""
        if sign.needs and not all(self.context.hits.spans(name) for name in sign.needs):
            return
        for span in self._candidates(sign):
            if not self._is_public(span) and self._fits(sign, span):
                yield span

    def _candidates(self, sign: PersonSign) -> Iterator[Span]:
        hits = self.context.hits
        for span in hits.spans(sign.before) if sign.before else ():
            yield from self.names.listed(self._past_opening(span[1]))
        for span in hits.spans(sign.after) if sign.after else ():
            if name := self.names.ending(span[0]):
                yield name
        for span in self._between(sign):
            left, right = self.names.ending(span[0]), self.names.at(span[1])
            if left and right and not self._is_public(left) and self._is_pair(sign, left, right):
                yield left
                yield right

    def _is_pair(self, sign: PersonSign, left: Span, right: Span) -> bool:
        """Two short names are more often two words, unless a word that is needed follows at once."""
        if max(left[1] - left[0], right[1] - right[0]) > _SHORT:
            return True
        return any(self.context.hits.has(name, (right[1], right[1] + _APART)) for name in sign.needs)

    def _past_opening(self, at: int) -> int:
        """Past the mark between a role and a name (当事人：李明)."""
        return at + (self.context.report.clean.text[at : at + 1] in tuple(_OPENING))

    def _between(self, sign: PersonSign) -> Iterator[Span]:
        if sign.between is None:
            return
        between, text = self.context.ruleset.lexicons[sign.between], self.context.report.clean.text
        found = (self._sentence(span) for name in sign.needs for span in self.context.hits.spans(name))
        for start, end in {sentence.span for sentence in found if sentence}:
            yield from ((start + a, start + b) for a, b in between.spans(text[start:end]))

    def _is_public(self, span: Span) -> bool:
        """Does the word of an office or an honour stand right before the name, or right after it (李胜镇长)?"""
        text, roles = self.context.report.clean.text, self.context.ruleset.lexicons[self.settings.public]
        start, end = span[0] - (text[span[0] - 1 : span[0]] == _LISTED), span[1]
        lengths = range(2, _LONGEST_ROLE + 1)
        return any(roles.matches_whole(text[max(0, start - n) : start]) for n in lengths) or any(
            roles.matches_whole(text[end : end + n]) for n in lengths
        )

    def _fits(self, sign: PersonSign, span: Span) -> bool:
        hits, report = self.context.hits, self.context.report
        sentence = self._sentence(span)
        around = sentence.span if sentence else span
        if any(
            _same_paragraph(report.clean.text, span, word) for word in hits.within(self.settings.alias, _near(span))
        ):
            return False
        if not all(hits.has(name, around) for name in sign.needs):
            return False
        return not any(hits.has(name, around) for name in sign.unless)

    def _sentence(self, span: Span) -> Sentence | None:
        sentences = self.context.report.sentences
        i = bisect_right(self._starts, span[0]) - 1
        return sentences[i] if i >= 0 and span[0] < sentences[i].span[1] else None

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.span[0] for sentence in self.context.report.sentences]


def _near(span: Span) -> Span:
    return max(0, span[0] - _REACH), span[1] + _REACH


def _same_paragraph(text: str, one: Span, other: Span) -> bool:
    first, last = sorted((one, other))
    return "\n" not in text[first[1] : last[0]]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap or stand side by side put together."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span[0] - merged[-1][1] < _APART:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span[1]))
        else:
            merged.append(span)
    return merged
