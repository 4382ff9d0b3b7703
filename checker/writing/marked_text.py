"""A report's text cut into lines and pieces, so that findings that overlap can be marked in place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checker.model import Severity, Source, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """The place of a finding, under the number that the finding bears on the page."""

    number: int
    severity: Severity
    span: Span


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under the same marks. ``begun`` are the marks that begin here, ``spots`` the other places that do."""

    text: str
    marks: tuple[Mark, ...]
    begun: tuple[Mark, ...] = ()
    spots: tuple[int, ...] = ()

    @property
    def closest(self) -> Mark | None:
        """The shortest of the marks: what a reader means who points at the words."""
        return min(self.marks, key=lambda mark: mark.span[1] - mark.span[0], default=None)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text; its number as places count it, and the page if this line is the first one on it."""

    number: int | None
    page: int | None
    pieces: tuple[Piece, ...]


def marked_lines(source: Source, marks: Iterable[Mark], spots: Iterable[int] = ()) -> Iterator[Line]:
    """The lines of a text in order, empty ones too, each cut where a mark or a spot begins or ends."""
    sweep = _Sweep(source.text, marks, spots)
    blocks = set(source.blocks)
    number = page = start = 0
    for text in source.text.split("\n"):
        is_counted = not blocks or start in blocks
        number += is_counted
        printed = source.printed_at(start)
        turned = printed is not None and printed.page != page
        page = printed.page if printed else 0
        pieces = tuple(sweep.line(start, start + len(text)))
        yield Line(number if is_counted else None, page if turned else None, pieces)
        start += len(text) + 1


class _Sweep:
    """Goes over the text once, from cut to cut, and knows which marks are open."""

    def __init__(self, text: str, marks: Iterable[Mark], spots: Iterable[int]) -> None:
        self._text = text
        self._coming = deque(sorted(marks, key=lambda mark: mark.span))
        self._spots = sorted(set(spots))
        self._cuts = sorted({*self._spots, *(place for mark in self._coming for place in mark.span)})
        self._open: list[Mark] = []

    def line(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces of a line; what begins at its very end, or on an empty line, gets a piece without words."""
        cuts = self._cuts[bisect_left(self._cuts, start) : bisect_right(self._cuts, end)]
        bounds = sorted({start, end, *cuts})
        for left, right in zip(bounds, [*bounds[1:], end], strict=True):
            begun = tuple(self._begun(left))
            self._open = [mark for mark in (*self._open, *begun) if mark.span[1] > left]
            spots = tuple(self._spots[bisect_left(self._spots, left) : bisect_right(self._spots, left)])
            if left < right or begun or spots:
                yield Piece(self._text[left:right], tuple(self._open) if left < right else (), begun, spots)

    def _begun(self, place: int) -> Iterator[Mark]:
        while self._coming and self._coming[0].span[0] <= place:
            yield self._coming.popleft()
