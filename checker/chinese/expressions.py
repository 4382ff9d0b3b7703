"""Many fixed expressions sought at once: where they stand, and where all but one character of one stands.

A near miss leaves enough of an expression intact to be seen from there: two characters beside the wrong one and the
next on its other side. Those threes are kept in tables, so that a text is read once however many expressions there are.
The tables take longer to make than to read; they are made with the pack and kept with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from operator import add
from typing import Any, NamedTuple

from checker.model import Span

SHORTEST = 4
"""Characters; in shorter expressions one wrong character leaves too little."""

_NO_CHARACTERS = frozenset("\n，。、；：！？“”‘’（）《》〈〉【】〔〕—…·0123456789%")
"""What nobody writes for a character by mistake."""

_OPEN = 5
"""With so many right characters at its beginning or end (依法治国, 依法治省 …) an expression may have yet others."""


class Slip(Enum):
    """What may have happened to a character of an expression."""

    WRONG = "wrong"
    MISSING = "missing"
    SWAPPED = "swapped"


class Suspect(NamedTuple):
    """A place where a slip may have happened.

    One of ``rights`` should stand in place of the character there, or before it when one is missing; of two that are
    swapped ``place`` is the first, and ``rights`` is empty.
    """

    slip: Slip
    place: int
    rights: str = ""


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


_FIELDS = len(_Around._fields)
_GAP_AFTER, _GAP_BEFORE, _FIRST, _LAST, _SWAPPED = range(_FIELDS)


def tables_of(expressions: Iterable[str]) -> dict[str, Any]:
    """The tables of a list of expressions, as JSON-able data.

    ``around`` tells for a pair of characters the fields of what stands around it, divided by tabs; in a field each
    telling character with those that it tells, divided by spaces.
    """
    long_enough = sorted({e for e in expressions if len(e) >= SHORTEST})
    windows = sorted({e[i : i + 4] for e in long_enough for i in range(len(e) - 3)})
    around: dict[str, list[dict[str, str]]] = {}

    def put(pair: str, field: int, key: str, char: str) -> None:
        fields = around.setdefault(pair, [{} for _ in range(_FIELDS)])
        known = fields[field].get(key, "")
        fields[field][key] = known if char in known else known + char

    for window in windows:
        put(window[:2], _GAP_AFTER, window[3], window[2])
    for e in long_enough:
        put(e[2:4], _GAP_BEFORE, e[0], e[1])
        put(e[1:3], _FIRST, e[3], e[0])
        put(e[-3:-1], _LAST, e[-4], e[-1])
        put(e[2] + e[1], _SWAPPED, e[0], e[3])
    for fields in around.values():
        for field in (_FIRST, _LAST):
            fields[field] = {key: chars for key, chars in fields[field].items() if len(chars) < _OPEN}
    written = {
        pair: "\t".join(" ".join(k + v for k, v in f.items()) for f in fields) for pair, fields in around.items()
    }
    return {"expressions": long_enough, "windows": windows, "around": written}


class Expressions(Wordings):
    """Fixed expressions with the tables by which their near misses are found."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        """Take the tables that :func:`tables_of` made."""
        super().__init__(tables["expressions"])
        self._windows = frozenset(tables["windows"])
        self._written: Mapping[str, str] = tables["around"]
        self._read: dict[str, _Around] = {}

    def covering(self, text: str, span: Span) -> Span | None:
        """The longest of the expressions in a text that covers a span."""
        # An expression is a run of its windows of four, so that a place seldom has far to look.
        windows = self._windows
        first = next((i for i in range(max(0, span[1] - 4), span[0] + 1) if text[i : i + 4] in windows), None)
        if first is None:
            return None
        last = first
        while first and text[first - 1 : first + 3] in windows:
            first -= 1
        while text[last + 1 : last + 5] in windows:
            last += 1
        found = super().covering(text[first : last + 4], (span[0] - first, span[1] - first))
        return (found[0] + first, found[1] + first) if found else None

    def is_well_inside(self, text: str, span: Span, instead: str) -> bool:
        """Would an expression of five characters or more reach beyond both sides of a place if it were mended?"""
        windows = self._windows
        before, after = text[max(0, span[0] - 3) : span[0]], text[span[1] : span[1] + 3]
        near = before + instead + after
        at = len(before)
        if near[max(0, at - 2) : at + 2] not in windows and near[max(0, at - 1) : at + 3] not in windows:
            return False
        return sum(near[i : i + 4] in windows for i in range(max(0, at + len(instead) - 4), at + 1)) > 1

    def suspects(self, text: str) -> Iterator[Suspect]:
        """Every place where all of an expression but one character may stand."""
        padded = f"\n\n{text}\n\n"
        pairs = enumerate(map(self._written.get, map(add, padded, padded[1:-2])))
        read, decoded = self._read.get, self._decoded
        for i, written in [(i, written) for i, written in pairs if written]:
            gap_after, gap_before, first, last, swapped = read(written) or decoded(written)
            before, after = padded[i - 1], padded[i + 2]
            if gap_after:
                if rights := gap_after.get(padded[i + 3]):
                    if after not in rights and after not in _NO_CHARACTERS:
                        yield Suspect(Slip.WRONG, i, rights)
                elif rights := gap_after.get(after):
                    yield Suspect(Slip.MISSING, i, rights)
                    if padded[i + 3] in rights:
                        yield Suspect(Slip.SWAPPED, i)
            if last and (rights := last.get(before)) and after not in rights and after not in _NO_CHARACTERS:
                yield Suspect(Slip.WRONG, i, rights)
            if gap_before:
                if rights := gap_before.get(padded[i - 2]):
                    if before not in rights and before not in _NO_CHARACTERS:
                        yield Suspect(Slip.WRONG, i - 3, rights)
                elif rights := gap_before.get(before):
                    yield Suspect(Slip.MISSING, i - 2, rights)
                    if padded[i - 2] in rights:
                        yield Suspect(Slip.SWAPPED, i - 4)
            if first and (rights := first.get(after)) and before not in rights and before not in _NO_CHARACTERS:
                yield Suspect(Slip.WRONG, i - 3, rights)
            if swapped and after in swapped.get(before, ""):
                yield Suspect(Slip.SWAPPED, i - 2)

    def _decoded(self, written: str) -> _Around:
        fields = ({entry[0]: entry[1:] for entry in field.split(" ") if entry} for field in written.split("\t"))
        around = self._read[written] = _Around(*fields)
        return around
