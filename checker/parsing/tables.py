"""Tables in plain text and Markdown: lines of cells parted by bars, tabs or wide gaps. All spans are of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.model import Span

_LINE = re.compile("[^\n]+")
RULE = re.compile(r"[\s|:+\-—─=]*")
"""A line that only parts rows."""

_BAR, _TAB, _GAP = re.compile("[|｜│┃]"), re.compile("\t"), re.compile("(?:[ \u00a0]{2,}|\u3000+)")
_LONGEST_LINE = 1_000
_MOST_BLANK_LINES = 1


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell, without the blanks around it."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of a table."""

    cells: tuple[TableCell, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """Neighbouring lines with the same number of cells."""

    rows: tuple[TableRow, ...]


def tables_in(source: str) -> Iterator[Table]:
    """All tables of two rows or more, in order."""
    if not _has_cells(source):
        return
    rows: list[TableRow] = []
    end = 0
    for line in _LINE.finditer(source):
        if line[0].isspace() or ("|" in line[0] and RULE.fullmatch(line[0])):
            continue
        row = row_of(source, line.span())
        goes_on = bool(rows) and row is not None and len(row.cells) == len(rows[0].cells)
        if rows and (not goes_on or source.count("\n", end, line.start()) > _MOST_BLANK_LINES + 2):
            yield from _table(rows)
            rows = []
        if row is not None:
            rows.append(row)
        end = line.end()
    yield from _table(rows)


def _has_cells(text: str) -> bool:
    """Is there anything that parts cells?"""
    if any(mark in text for mark in "|\t｜│┃"):
        return True
    return any(gap.start() and not text[gap.start() - 1].isspace() for gap in _GAP.finditer(text))


def _table(rows: list[TableRow]) -> Iterator[Table]:
    if len(rows) > 1:
        yield Table(tuple(rows))


def row_of(source: str, span: Span) -> TableRow | None:
    """The cells of a line, None when it has not two or more."""
    start, end = span
    line = source[start:end]
    if end - start > _LONGEST_LINE or not _has_cells(line):
        return None
    lead = len(line) - len(line.lstrip())
    stripped = line.strip()
    parting = _BAR if len(_BAR.findall(stripped)) >= 2 else _TAB if "\t" in stripped else _GAP
    if parting is _BAR:
        inner = stripped.strip("|｜│┃")
        lead += stripped.index(inner) if inner else 0
        stripped = inner
    cells = []
    at = 0
    for found in [*parting.finditer(stripped), None]:
        stop = found.start() if found else len(stripped)
        text = stripped[at:stop]
        blank = len(text) - len(text.lstrip())
        begin = start + lead + at + blank
        cells.append(TableCell(text.strip(), (begin, begin + len(text.strip()))))
        at = found.end() if found else stop
    if len(cells) < 2 or not any(cell.text for cell in cells):
        return None
    full = line.strip()
    begin = start + len(line) - len(line.lstrip())
    return TableRow(tuple(cells), (begin, begin + len(full)))
