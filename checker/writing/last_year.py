"""What a report takes over from last year's, laid out for a page: by sections, the sentences side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.model import Change, Place, Reuse, TakenSection, TakenSentence
from checker.writing.side_by_side import Part, side_by_side

_NO_GAP = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
"""Spaces beside Chinese characters: they are the ends of lines, or indents."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A sentence and that of last year; ``there`` has no parts when it is the same to the letter."""

    sentence: TakenSentence
    here: Sequence[Part]
    there: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Group:
    """The sentences of a section; ``section`` is None for those that stand in none, as those before the first."""

    section: TakenSection | None
    rows: Sequence[Beside]

    @property
    def counts(self) -> Mapping[Change, int]:
        """How many sentences have changed in which way, in the order of :class:`Change`, without those of none."""
        counted = Counter(row.sentence.change for row in self.rows)
        return {change: counted[change] for change in Change if counted[change]}


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's report beside this one."""

    reuse: Reuse
    groups: Sequence[Group]

    @property
    def letters(self) -> int:
        """The letters of all sections."""
        return sum(section.letters for section in self.reuse.sections)

    @property
    def taken_letters(self) -> int:
        """How many of them stood in last year's report."""
        return sum(section.taken_letters for section in self.reuse.sections)

    @property
    def places(self) -> Sequence[Place]:
        """The places of this report that are spoken of."""
        return [*(one.place for one in self.reuse.sections), *(one.here for one in self.reuse.sentences)]


def last_year_of(reuse: Reuse) -> LastYear:
    """Lay out; a section has its sentences in a row, the first of them below its heading."""
    sentences = list(reuse.sentences)
    groups = []
    at = 0
    for section in reuse.sections:
        before = at
        while at < len(sentences) and sentences[at].here.span[0] < section.place.span[0]:
            at += 1
        groups.append(_group(None, sentences[before:at]))
        groups.append(_group(section, sentences[at : at + section.taken_sentences]))
        at += section.taken_sentences
    groups.append(_group(None, sentences[at:]))
    return LastYear(reuse, [group for group in groups if group.rows])


def _group(section: TakenSection | None, sentences: Sequence[TakenSentence]) -> Group:
    return Group(section, [_beside(sentence) for sentence in sentences])


def _beside(sentence: TakenSentence) -> Beside:
    here, there = (_on_one_line(place.quote) for place in (sentence.here, sentence.there))
    if here == there:
        return Beside(sentence, [Part(here, differs=False)], [])
    return Beside(sentence, *side_by_side(here, there))


def _on_one_line(text: str) -> str:
    return _NO_GAP.sub("", " ".join(text.split()))
