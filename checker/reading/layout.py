"""Placed characters → text: what readers of documents with fixed pages share.

A place is counted in the lines that a reader sees on a page, without its running head and its page number; the columns
of a page are counted one after the other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.model import Printed
from checker.reading.extracted import Extracted, RefusedError
from checker.reading.page_parts import columns, without_running_heads
from checker.reading.paragraphs import Numbered, goes_on, measure
from checker.reading.printed_lines import Glyph, Line, lines_of
from checker.reading.printed_tables import Row, rows_and_lines

__all__ = ["MOST_CHARACTERS", "Glyph", "Page", "laid_out"]

MOST_CHARACTERS = 500_000
"""Printed characters of a document; a report has some ten thousand, and each takes memory for its place."""

_TOO_MANY = (
    f"文件超过{MOST_CHARACTERS // 10_000}万字，不像年度报告，没有读。请确认文件没有拿错，或只保留报告的页再检查。"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its measures, its characters in any order, and whether it is a picture without text."""

    width: float
    height: float
    glyphs: Sequence[Glyph]
    is_scan: bool = False


def laid_out(pages: Iterable[Page]) -> Extracted:
    """The text of pages, a paragraph or a row of a table a line, without running heads and page numbers.

    Raises:
        RefusedError: when there are more characters than a document may have.
    """
    printed: list[list[Line]] = []
    heights: list[float] = []
    scans: list[int] = []
    total = 0
    for number, page in enumerate(pages, 1):
        total += len(page.glyphs)
        if total > MOST_CHARACTERS:
            raise RefusedError(_TOO_MANY)
        printed.append(lines_of(page.glyphs))
        if page.is_scan:
            scans.append(number)
        heights.append(page.height if 0 < page.height < math.inf else 1.0)
    parts = [columns(lines) for lines in without_running_heads(printed, heights)]
    measures = measure(part for page in parts for part in page)
    text = _Text()
    for number, page_parts in enumerate(parts, 1):
        counted = 0
        for part in page_parts:
            measured = measures[part.kind]
            text.add_part([Numbered(line, number, counted + i, measured) for i, line in enumerate(part.lines, 1)])
            counted += len(part.lines)
    return Extracted(text.whole(), printed=tuple(text.printed), unread_pages=tuple(scans))


class _Text:
    """The text as it grows, and where its printed lines begin."""

    def __init__(self) -> None:
        self.printed: list[Printed] = []
        self._pieces: list[str] = []
        self._size = 0
        self._open: list[Numbered] = []

    def add_part(self, lines: Sequence[Numbered]) -> None:
        """Add the lines of a column; its first ones may go on the paragraph before it."""
        for found in rows_and_lines(lines):
            if isinstance(found, Row):
                self._row(found)
            elif self._open and goes_on(self._open, found):
                self._words(found, found.line.text)
                self._open.append(found)
            else:
                self._begin()
                self._words(found, found.line.text)
                self._open = [found]

    def _row(self, row: Row) -> None:
        self._begin()
        self._open = []
        for i, cell in enumerate(row.cells):
            if not row.is_long:
                self._put("| ")
            elif i and cell:
                self._begin()
            for at, words in cell:
                self._words(at, words)
            if not row.is_long:
                self._put(" ")
        if not row.is_long:
            self._put("|")

    def _begin(self) -> None:
        if self._size:
            self._put("\n")

    def _words(self, at: Numbered, words: str) -> None:
        if self._pieces and _needs_space(self._pieces[-1][-1], words[0]):
            self._put(" ")
        self.printed.append(Printed(self._size, at.page, at.number))
        self._put(words)

    def _put(self, words: str) -> None:
        self._pieces.append(words)
        self._size += len(words)

    def whole(self) -> str:
        return "".join(self._pieces)


def _needs_space(before: str, after: str) -> bool:
    """Two Latin words stand apart; a number broken at the end of a line is one number."""
    latin = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return latin and not (before.isdigit() and after.isdigit())
