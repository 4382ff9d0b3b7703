"""Groups of words that speak of one matter: what one part of a report calls 调解队伍, another calls 人民调解员.

Words of weight 0 say nothing of a matter. They hide the shorter words inside them (公开 in 公开课) and keep the letters
of common talk from being taken for a matter of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from checker.model import Span


class Role(StrEnum):
    """What words tell: what an item is about, with what (or by whom) anything is mended, or other work and talk."""

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

    def find(self, text: str) -> list[tuple[Span, tuple[int, ...]]]:
        """The words in a text by where they begin, longest first, with the numbers of the groups of each.

        Words that say nothing have no groups; of single letters only those that say something are words.
        """
        index, lengths = self._index
        found: list[tuple[Span, tuple[int, ...]]] = []
        hidden = 0
        for start in range(len(text)):
            for length in lengths.get(text[start : start + 2], ()):
                end = start + length
                if end > hidden and (entry := index.get(text[start:end])):
                    groups, hides = entry
                    found.append(((start, end), groups))
                    if hides:
                        hidden = end
                        break
        return found

    def letters(self, text: str) -> str:
        """A text with a space for each letter that says nothing by itself."""
        return text.translate(self._blanks)

    @cached_property
    def _index(self) -> tuple[Mapping[str, tuple[tuple[int, ...], bool]], Mapping[str, Sequence[int]]]:
        """Each word with its groups and whether it hides what is inside it; lengths by the first two characters."""
        index: dict[str, tuple[tuple[int, ...], bool]] = {}
        for number, group in enumerate(self.groups):
            own, hides = ((number,), False) if group.weight else ((), True)
            for word in group.words:
                known = index.get(word)
                index[word] = (known[0] + own, known[1] or hides) if known else (own, hides)
        lengths: dict[str, list[int]] = {}
        for word in sorted(index, key=len, reverse=True):
            known_lengths = lengths.setdefault(word[:2], [])
            if not known_lengths or known_lengths[-1] != len(word):
                known_lengths.append(len(word))
        return index, lengths

    @cached_property
    def _blanks(self) -> Mapping[int, str]:
        return {ord(word): " " for group in self.groups if not group.weight for word in group.words if len(word) == 1}
