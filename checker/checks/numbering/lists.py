"""Which ordinals count one list: the lists of a report, their slips, and which list stands under which.

Numbering in real reports is damaged, so that an ordinal is held against all lists that are open where it stands: it
goes on the list in which it follows, whatever its style (2. between （一） and （三） is a misnumbered （二）). Only
what fits nowhere is a slip.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.checks.numbering.marks import BARE, Mark

_FARTHEST = 5
"""An Arabic number farther from the one before is no ordinal of the list (a row of a table, a date)."""

_FIRST = {
    "han": re.compile("(?<![之统唯单万专逐划归合第])一[、，）是要]|首先|第一，|其一|[①?•]"),
    "arabic": re.compile(r"(?<!\d)1[.．、，）]|①|首先|第一，|一是|[?•]"),
}
"""How the first of a list is written, also when it was damaged."""

LOOSE = "item-word"
"""首先 … 其次 …: an order of telling, in which nothing is skipped and 最后 ends whatever came before."""

_LAST_WORD = 4

_HEADINGS_ONLY = ("part", "han-dun", "han-paren")
"""Styles that are hardly ever mixed with others inside a paragraph."""

RANK = {"part": 0, "han-dun": 1, "han-paren": 2, "arabic": 3, "arabic-paren": 4, "circled": 5}
"""The order of the levels in GB/T 9704, and ① below them; other styles have no place in it."""


@dataclass(frozen=True, slots=True)
class Slip:
    """An ordinal that does not follow: ``kind`` is skipped, repeated, disordered or headless; ``before`` it stood."""

    kind: str
    mark: Mark
    before: Mark | None
    expected: int


@dataclass(slots=True, eq=False)
class List:
    """Ordinals that count one thing.

    ``outer`` is the list that was open when this one began, ``under`` its last ordinal then.
    """

    items: list[Mark]
    outer: List | None
    under: Mark | None
    last: int
    styles: set[str]
    values: set[int]
    skipped: set[int] = field(default_factory=set)
    unnumbered: int = 0

    @property
    def tail(self) -> Mark:
        """The last ordinal so far."""
        return self.items[-1]

    def has(self, style: str) -> bool:
        """Is one of the ordinals written in this style?"""
        return style in self.styles

    def follows(self, value: int) -> bool:
        """Does a value go on the list, by the last one, by the count, or as one that was skipped?"""
        ahead = value - self.last
        return 1 <= ahead <= 1 + self.unnumbered or value == len(self.items) + 1 or value in self.skipped


@dataclass(frozen=True, slots=True)
class Numbering:
    """All lists of a report, and all slips."""

    lists: tuple[List, ...]
    slips: tuple[Slip, ...]


def numbering_of(text: str, marks: Sequence[Mark]) -> Numbering:
    """Sort the marks of a report into lists."""
    return _Sorter(text, marks).sort()


class _Sorter:
    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self._text = text
        self._marks = marks
        self._open: list[List] = []
        self._all: list[List] = []
        self._slips: list[Slip] = []
        self._left: dict[str, int] = {}
        self._places: dict[tuple[str, str], list[int]] = {}
        self._at = 0
        for i, mark in enumerate(marks):
            self._places.setdefault((mark.style, mark.form), []).append(i)

    def sort(self) -> Numbering:
        """Put each mark into its list."""
        for i, mark in enumerate(self._marks):
            self._at = i
            if mark.style == BARE:
                self._pass_bare()
            elif mark.style != LOOSE or mark.value < _LAST_WORD:
                self._place(mark)
        return Numbering(tuple(self._all), tuple(self._slips))

    def _pass_bare(self) -> None:
        """A heading without a number may be one that lost it, and may stand above what follows."""
        for one in self._open:
            one.unnumbered += one.tail.opens_paragraph

    def _place(self, mark: Mark) -> None:
        following = [one for one in reversed(self._open) if one.has(mark.style) and self._reaches(one, mark)]
        following = [one for one in following if one.follows(mark.value)]
        same_form = [one for one in following if one.tail.form == mark.form]
        if mark.value == 1:
            self._begin(mark)
        elif following and (following[0] is self._open[-1] or not self._is_taken(mark)):
            self._go_on((same_form or following)[0], mark)
        elif (other := self._other_style(mark)) is not None:
            self._go_on(other, mark)
        elif mark.style == LOOSE:
            return
        elif (same := self._same_style(mark)) is not None:
            self._slip(same, mark)
        elif not mark.weak:
            self._begin_late(mark)

    def _is_taken(self, mark: Mark) -> bool:
        """Is a number that would follow the next one of its style as well, and this one one of another list?"""
        after = self._next(mark)
        return after is not None and after.value == mark.value and self._other_style(mark) is not None

    def _reaches(self, one: List, mark: Mark) -> bool:
        """Can a list go on at a mark: at the beginning of a paragraph, or in its own one, or (items) in the next?"""
        near = one.tail.paragraph + (0 if mark.weak or not mark.is_item else 1)
        return mark.opens_paragraph or near >= mark.paragraph

    def _begin(self, mark: Mark) -> None:
        same = self._same_style(mark)
        if same is not None and self._is_repeated_first(same, mark):
            self._slip(same, mark)
            return
        if mark.weak:
            return
        self._push(mark)

    def _is_repeated_first(self, same: List, mark: Mark) -> bool:
        """Is a 一 in the place of another number, as what follows shows?"""
        after = self._next(mark)
        if after is None or same.unnumbered or same.tail.form != mark.form or not self._is_innermost(same):
            return False
        if after.value == len(same.items) + 2 and after.value > 2:
            return True
        top = self._open[-1]
        if top is not same and top.tail.alone and top.tail.paragraph + 1 == mark.paragraph:
            return False  # the first of a list below that heading
        is_pair = len(same.items) == 1 and after.value == 2
        return is_pair and mark.opens_paragraph and same.tail.opens_paragraph and not mark.is_item

    def _is_innermost(self, one: List) -> bool:
        above = self._open[self._open.index(one) + 1 :]
        return all(other.tail.level > one.tail.level for other in above)

    def _other_style(self, mark: Mark) -> List | None:
        """An open list of another style that a mark goes on, when what comes after bears it out."""
        for one in reversed(self._open):
            fits = not one.has(mark.style) and mark.value == one.last + 1 and "part" not in (mark.style, one.tail.style)
            if fits and _stands_like(one.tail, mark) and (self._resumes(one, mark) or self._switches(one, mark)):
                return one
        return None

    def _resumes(self, one: List, mark: Mark) -> bool:
        """Does a list go on in its own style with the number after a mark?"""
        later = self._next(one.tail)
        if later is None or later.value != mark.value + 1 or not _stands_like(later, mark):
            return False
        return not (self._runs_on(mark) and self._is_followed(mark))

    def _switches(self, one: List, mark: Mark) -> bool:
        """Does a list end before a mark that goes on counting in another style?"""
        if mark.is_item != one.tail.is_item and mark.opens_paragraph:
            return False
        if mark.weak and one.tail.style in _HEADINGS_ONLY:
            return False
        later = self._next(one.tail)
        ends = later is None or later.value == 1 or not _stands_like(later, mark)
        is_clear = not mark.weak or (mark.is_item and one.tail.is_item) or self._is_followed(mark)
        return ends and is_clear and self._same_style(mark) is None and not self._runs_on(mark)

    def _is_followed(self, mark: Mark) -> bool:
        """Is the next mark written alike the next number?"""
        after = self._next(mark)
        return after is not None and after.value == mark.value + 1

    def _runs_on(self, mark: Mark) -> bool:
        """Does a mark go on a list that ended before?"""
        return self._left.get(mark.style) == mark.value - 1

    def _next(self, like: Mark) -> Mark | None:
        """The next mark written like another one."""
        places = self._places[like.style, like.form]
        i = bisect_right(places, self._at)
        return self._marks[places[i]] if i < len(places) else None

    def _same_style(self, mark: Mark) -> List | None:
        for one in reversed(self._open):
            if one.has(mark.style) and self._reaches(one, mark):
                return one
        return None

    def _slip(self, one: List, mark: Mark) -> None:
        """A mark that does not follow in its list."""
        ahead = mark.value - one.last
        if mark.style.startswith("arabic") and abs(ahead) > _FARTHEST:
            return
        if mark.style == "arabic" and self._run_into_number(one.tail, mark):
            self._go_on(one, mark)
            return
        kind = "skipped" if ahead > 0 else "repeated" if mark.value in one.values else "disordered"
        self._slips.append(Slip(kind, mark, one.tail, one.last + 1))
        one.skipped |= set(range(one.last + 1, min(mark.value, one.last + 1 + _FARTHEST)))
        self._go_on(one, mark)

    def _run_into_number(self, before: Mark, mark: Mark) -> bool:
        """Does a paragraph between two marks begin with the number that is missing, run into another (2.12名)?"""
        lost = re.compile(rf"(?m)^{mark.value - 1}[.．、]\d")
        return lost.search(self._text, before.words_start, mark.span[0]) is not None

    def _go_on(self, one: List, mark: Mark) -> None:
        self._close(self._open.index(one) + 1)
        one.last = max(one.last, mark.value) if mark.value in one.skipped else mark.value
        one.skipped.discard(mark.value)
        one.items.append(mark)
        one.styles.add(mark.style)
        one.values.add(mark.value)
        one.unnumbered = 0

    def _close(self, depth: int) -> None:
        for one in self._open[depth:]:
            self._left[one.tail.style] = one.last
        del self._open[depth:]

    def _push(self, mark: Mark) -> List:
        """Open a list; of the lists of its style only the innermost stays open beside it."""
        same = [one for one in self._open if one.has(mark.style)]
        if len(same) > 1:
            self._close(self._open.index(same[1]))
        outer = self._open[-1] if self._open else None
        new = List([mark], outer, outer.tail if outer else None, mark.value, {mark.style}, {mark.value})
        self._open.append(new)
        self._all.append(new)
        return new

    def _begin_late(self, mark: Mark) -> None:
        """A list that does not begin with one: it runs on from before, or its beginning is lost."""
        followed = self._is_followed(mark)
        # Third levels often run on; a single （四） under a new heading does not.
        runs_on = self._runs_on(mark) and (followed or RANK.get(mark.style, len(RANK)) > RANK["han-paren"])
        is_headless = not runs_on and self._is_headless(mark, followed)
        new = self._push(mark)
        if is_headless:
            self._slips.append(Slip("headless", mark, None, 1))
            new.skipped |= set(range(1, mark.value))

    def _is_headless(self, mark: Mark, followed: bool) -> bool:
        if not mark.opens_paragraph or mark.style == "circled" or mark.value > _FARTHEST:
            return False
        if not followed and mark.style not in ("han-dun", "han-paren"):
            return False
        if self._at and self._marks[self._at - 1].style == BARE:
            return False
        above = next((one.tail.words_start for one in reversed(self._open) if one.tail.opens_paragraph), 0)
        first = _FIRST["arabic" if mark.style.startswith("arabic") else "han"]
        return first.search(self._text, above, mark.span[0]) is None


def _stands_like(neighbour: Mark, mark: Mark) -> bool:
    """Do two marks both open paragraphs, or stand in the same one?"""
    if mark.opens_paragraph:
        return neighbour.opens_paragraph
    return neighbour.paragraph == mark.paragraph
