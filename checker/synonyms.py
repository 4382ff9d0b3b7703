"""Groups of words that speak of one matter: what one part of a report calls 调解队伍, another calls 人民调解员.

Words of weight 0 say nothing of a matter. They hide the shorter words inside them (公开 in 公开课) and keep the letters of
common talk from being taken for a matter of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from checker.model import Span


class Role(StrEnum):
    """What the words of a group are for: what an item is about, with what anything is mended, or other work and talk."""

    MATTER = "matter"
    MEANS = "means"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class SynonymGroup:
    """Words for one matter; ``weight`` from 0 (they say nothing) to 1 (each tells by itself what is spoken of)."""

    name: str
    weight: float
    role: Role
    words: tuple[str, ...]


@dataclass(frozen=True)
class Synonyms:
    """All groups of a pack."""

    groups: tuple[SynonymGroup, ...] = ()

    def find(self, text: str) -> Iterator[tuple[Span, tuple[int, ...]]]:
        """The words in a text by where they begin, longest first, with the numbers of the groups of each."""
        starting, longest = self._starting
        hidden = 0
        for start in range(len(text)):
            for end in range(min(start + longest.get(text[start], 0), len(text)), start, -1):
                groups = starting.get(text[start:end])
                if groups is None or end <= hidden:
                    continue
                yield (start, end), groups
                if any(not self.groups[group].weight for group in groups):
                    hidden = end
                    break

    @cached_property
    def _starting(self) -> tuple[Mapping[str, tuple[int, ...]], Mapping[str, int]]:
        """The groups of each word, and the length of the longest word by first character."""
        owners: dict[str, tuple[int, ...]] = {}
        longest: dict[str, int] = {}
        for number, group in enumerate(self.groups):
            for word in group.words:
                owners[word] = (*owners.get(word, ()), number)
                longest[word[0]] = max(len(word), longest.get(word[0], 0))
        return owners, longest
