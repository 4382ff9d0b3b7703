"""Tables among printed lines: cells that stand one below the other, with gaps running through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeAlias

from checker.reading.paragraphs import OTHER_SIZE, Numbered
from checker.reading.printed_lines import Stretch

_NARROWEST = 0.4
"""Heights of a character; the gap between two columns of a table is at least as wide."""

_FARTHEST = 3.0
"""Heights of a character from one line of a table to the next."""

_ASKEW = 0.6
"""Heights of a character by which cells of a column may be out of line."""

_WRAPPED = 4.0
"""Heights of a character; words in a narrower column are not taken to be broken into lines."""

_LONGEST_CELL = 120
"""Characters; longer cells are text beside other text, and read as paragraphs."""

_MOST_COLUMNS = 40
_MARK = re.compile(r"[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]+|[①-⑳•●▪◆■□▶►○·\-—*]")
_Column: TypeAlias = tuple[float, float]
_Cell: TypeAlias = tuple[tuple[Numbered, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells, each of them pieces of lines."""

    cells: tuple[_Cell, ...]

    @property
    def is_long(self) -> bool:
        """Is it text beside other text rather than a row of a table?"""
        return any(sum(len(words) for _, words in cell) > _LONGEST_CELL for cell in self.cells)


def rows_and_lines(lines: Sequence[Numbered]) -> Iterator[Row | Numbered]:
    """The lines of a column of text in order, those of tables as rows."""
    at = 0
    while at < len(lines):
        end, columns = _table_from(lines, at)
        found = lines[at:end]
        rows = _rows(found, columns) if len(columns) > 1 and _is_aligned(found, columns) else []
        yield from rows if len(rows) > 1 else found
        at = end


def _table_from(lines: Sequence[Numbered], at: int) -> tuple[int, list[_Column]]:
    """Where a table that begins at a line ends, and its columns."""
    columns = _joined(_cells(lines[at].line.stretches), lines[at].line.size)
    end = at + 1
    # The words of a title may stand apart, but tables are not set larger than the text.
    largest = lines[at].measure.size * OTHER_SIZE
    while 1 < len(columns) <= _MOST_COLUMNS and end < len(lines):
        line = lines[end].line
        if line.y - lines[end - 1].line.y > _FARTHEST * line.size or line.size > largest:
            break
        cells = _cells(line.stretches)
        joined = _joined([*columns, *cells], line.size)
        if len(joined) < len(columns):
            break
        if len({_column(joined, cell[0]) for cell in cells}) < 2 and not _is_wrapped(
            lines[end - 1], lines[end], joined
        ):
            break
        columns = joined
        end += 1
    return end, columns


def _cells(stretches: Sequence[Stretch]) -> list[_Column]:
    """What may be the cells in a line; an ordinal or a bullet is one with the words behind it."""
    spans = [(stretch.start, stretch.end) for stretch in stretches]
    if len(spans) > 1 and _MARK.fullmatch(stretches[0].text):
        spans[:2] = [(spans[0][0], spans[1][1])]
    return spans


def _joined(spans: Sequence[_Column], size: float) -> list[_Column]:
    """The spans, those as one that touch."""
    joined: list[_Column] = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] < _NARROWEST * size:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _column(columns: Sequence[_Column], start: float) -> int:
    return max(0, sum(column[0] <= start for column in columns) - 1)


def _is_wrapped(above: Numbered, found: Numbered, columns: Sequence[_Column]) -> bool:
    """Are all words of a line the rest of a cell above that fills its column?"""
    size = found.line.size
    ends = {_column(columns, stretch.start): stretch.end for stretch in above.line.stretches}
    for stretch in found.line.stretches:
        column = _column(columns, stretch.start)
        start, end = columns[column]
        is_full = column in ends and ends[column] >= end - found.line.token - size / 2
        if not is_full or end - start < _WRAPPED * size or _MARK.match(stretch.text):
            return False
    return True


def _is_aligned(lines: Sequence[Numbered], columns: Sequence[_Column]) -> bool:
    """Do the cells of most columns stand in line, by their beginnings, middles or ends?"""
    cells: list[list[Stretch]] = [[] for _ in columns]
    for found in lines:
        for stretch in found.line.stretches:
            cells[_column(columns, stretch.start)].append(stretch)
    slack = _ASKEW * lines[0].line.size
    return sum(_in_line(column, slack) for column in cells) * 2 >= len(columns)


def _in_line(cells: Sequence[Stretch], slack: float) -> bool:
    for ends in zip(*((cell.start, (cell.start + cell.end) / 2, cell.end) for cell in cells), strict=True):
        middle = median(ends)
        if sum(abs(end - middle) <= slack for end in ends) >= max(2, 0.6 * len(ends)):
            return True
    return False


def _rows(lines: Sequence[Numbered], columns: Sequence[_Column]) -> list[Row]:
    rows: list[list[list[tuple[Numbered, str]]]] = []
    for i, found in enumerate(lines):
        filled = {_column(columns, stretch.start) for stretch in found.line.stretches}
        if not (rows and len(filled) < 2 and _is_wrapped(lines[i - 1], found, columns)):
            rows.append([[] for _ in columns])
        for stretch in found.line.stretches:
            cell = rows[-1][_column(columns, stretch.start)]
            if cell and cell[-1][0] is found:
                cell[-1] = (found, f"{cell[-1][1]} {stretch.text}")
            else:
                cell.append((found, stretch.text))
    return [Row(tuple(tuple(cell) for cell in row)) for row in rows]
