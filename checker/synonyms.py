"""Groups of words that speak of one matter: what one part of a report calls 调解队伍, another calls 人民调解员.

The longest word that stands at a place counts; shorter words inside it do not. Words of weight 0 say nothing of a matter:
they only keep shorter words inside them (公开 in 公开课) and the letters around them from being taken for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from checker.model import Span

_Words: TypeAlias = Sequence[tuple[str, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class SynonymGroup:
    """Words for one matter; ``weight`` from 0 (they say nothing) to 1 (each tells by itself what is spoken of)."""

    name: str
    weight: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Synonyms:
    """All groups of a pack."""

    groups: tuple[SynonymGroup, ...] = ()

    def find(self, text: str) -> Iterator[tuple[Span, tuple[int, ...]]]:
        """The words in a text, in order, with the numbers of the groups that each belongs to."""
        starting = self._starting
        reach = 0
        for start in range(len(text)):
            for word, groups in starting.get(text[start : start + 2]) or starting.get(text[start], ()):
                end = start + len(word)
                if end <= reach:
                    break
                if text.startswith(word, start):
                    reach = end
                    yield (start, end), groups
                    break

    @cached_property
    def _starting(self) -> Mapping[str, _Words]:
        """The words by their first two characters, longest first; after them those of one character."""
        owners: dict[str, tuple[int, ...]] = {}
        for number, group in enumerate(self.groups):
            for word in group.words:
                owners[word] = (*owners.get(word, ()), number)
        starting: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
        for word in sorted(owners, key=len, reverse=True):
            starting.setdefault(word[:2], []).append((word, owners[word]))
        for begin, words in starting.items():
            if len(begin) == 2 and begin[0] in owners:
                words.append((begin[0], owners[begin[0]]))
        return starting
