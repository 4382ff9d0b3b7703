"""Many fixed expressions sought at once: where they stand, and where all but one character of one stands.

A near miss leaves enough of an expression intact to be seen from there: two characters beside the wrong one and the
next on its other side. Those threes are kept in tables, so that a text is read once, whatever the number of expressions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from checker.model import Span

SHORTEST = 4
"""Characters; in shorter expressions one wrong character leaves too little."""

_OPEN = 5
"""With so many right characters at its beginning or end (依法治国, 依法治省 …) an expression may have yet others."""


class Slip(Enum):
    """What may have happened to a character of an expression."""

    WRONG = "wrong"
    MISSING = "missing"
    SWAPPED = "swapped"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A place where a slip may have happened.

    One of ``rights`` should stand in place of the character there, or before it when one is missing; of two that are
    swapped ``place`` is the first, and ``rights`` is empty.
    """

    slip: Slip
    place: int
    rights: str = ""


class _Around(NamedTuple):
    """What stands around a pair of characters in the expressions, each by the character that tells it.

    ``gap_after``: the character after the pair, by the next but one; ``gap_before``: that before it, by the one before
    that; ``first``: the first of an expression, by the character after the pair; ``last``: the last, by the one before;
    ``swapped``: for the second and third of an expression the wrong way round, the fourth by the first.
    """

    gap_after: dict[str, str]
    gap_before: dict[str, str]
    first: dict[str, str]
    last: dict[str, str]
    swapped: dict[str, str]


class Wordings:
    """A set of wordings that one asks for those standing in a place."""

    def __init__(self, wordings: Iterable[str]) -> None:
        self.all = frozenset(wordings)
        self.longest = max(map(len, self.all), default=0)
        self.shortest = min(map(len, self.all), default=1)

    def covering(self, text: str, span: Span) -> Span | None:
        """The longest of the wordings in a text that covers a span."""
        found: Span | None = None
        for start in range(max(0, span[1] - self.longest), span[0] + 1):
            for end in range(min(len(text), start + self.longest), max(span[1], start + self.shortest) - 1, -1):
                if text[start:end] in self.all:
                    if found is None or end - start > found[1] - found[0]:
                        found = start, end
                    break
        return found


class Expressions(Wordings):
    """Fixed expressions with the tables by which their near misses are found."""

    def __init__(self, expressions: Iterable[str]) -> None:
        super().__init__(e for e in expressions if len(e) >= SHORTEST)
        self._around: dict[str, _Around] = {}
        for window in {e[i : i + 4] for e in self.all for i in range(len(e) - 3)}:
            _put(self._pair(window[:2]).gap_after, window[3], window[2])
        for e in self.all:
            _put(self._pair(e[2:4]).gap_before, e[0], e[1])
            _put(self._pair(e[1:3]).first, e[3], e[0])
            _put(self._pair(e[-3:-1]).last, e[-4], e[-1])
            _put(self._pair(e[2] + e[1]).swapped, e[0], e[3])
        self._arounds = list(self._around.values())
        self._pairs = AhoCorasick(list(self._around))

    def _pair(self, pair: str) -> _Around:
        found = self._around.get(pair)
        if found is None:
            found = self._around[pair] = _Around({}, {}, {}, {}, {})
        return found

    def suspects(self, text: str) -> Iterator[Suspect]:
        """Every place where all of an expression but one character may stand."""
        padded = f"\n\n{text}\n\n"
        around_of = self._arounds
        for index, at, _ in self._pairs.find_matches_as_indexes(text, overlapping=True):
            gap_after, gap_before, first, last, swapped = around_of[index]
            i = at + 2
            before, after = padded[i - 1], padded[i + 2]
            if gap_after:
                if (rights := gap_after.get(padded[i + 3])) and after not in rights:
                    yield Suspect(Slip.WRONG, i, rights)
                if rights := gap_after.get(after):
                    yield Suspect(Slip.MISSING, i, rights)
                    if padded[i + 3] in rights:
                        yield Suspect(Slip.SWAPPED, i)
            if last and (rights := last.get(before)) and after not in rights and len(rights) < _OPEN:
                yield Suspect(Slip.WRONG, i, rights)
            if gap_before:
                if (rights := gap_before.get(padded[i - 2])) and before not in rights:
                    yield Suspect(Slip.WRONG, i - 3, rights)
                if rights := gap_before.get(before):
                    yield Suspect(Slip.MISSING, i - 2, rights)
                    if padded[i - 2] in rights:
                        yield Suspect(Slip.SWAPPED, i - 4)
            if first and (rights := first.get(after)) and before not in rights and len(rights) < _OPEN:
                yield Suspect(Slip.WRONG, i - 3, rights)
            if swapped and after in swapped.get(before, ""):
                yield Suspect(Slip.SWAPPED, i - 2)


def _put(table: dict[str, str], key: str, char: str) -> None:
    chars = table.get(key, "")
    if char not in chars:
        table[key] = chars + char


@lru_cache(maxsize=8)
def wordings_of(terms: tuple[str, ...]) -> Wordings:
    """The wordings of a list; made once."""
    return Wordings(terms)


@lru_cache(maxsize=8)
def expressions_of(terms: tuple[str, ...]) -> Expressions:
    """The expressions of a list; made once."""
    return Expressions(terms)
