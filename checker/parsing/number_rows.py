"""Rows of numbers with the words before them, in whatever guise a table has come: bars, tabs, gaps, or a cell a line.

Merged cells make the number of cells differ from row to row, so that only the numbers of a row are counted; the words
between the numbers of one row and those of the next are the label of the next. All spans are of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from checker.model import Span
from checker.parsing.tables import RULE, TableCell, row_of

_LINE = re.compile("[^\n]+")
_NUMBER = re.compile("([0-9][0-9,，]*(?:[.][0-9]+)?)[一-鿿]{0,2}")
_DATED = frozenset("年月日号第")
_WORD = re.compile(r"\S+")
_PARTED = re.compile("[|｜│┃\t\u3000]|[ \u00a0]{2}")
_FEWEST_SPACED = 3
"""Numbers at the end of a line that make it a row whose cells are parted by single spaces, as copied from a page."""

_WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.")
_SENTENCE = "。；"
_MOST_LABELS = 40
"""Cells of words that are kept for the label of a row."""

_LONGEST_LABEL = 200
_LONGEST_LINE = 1_000
"""Characters; longer ones are text."""

_MOST_ROWS = 10_000
"""A report has some thirty."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a cell."""

    value: float
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class NumberRow:
    """Neighbouring cells with numbers, None for an empty one, and the cells of words before them."""

    labels: tuple[TableCell, ...]
    cells: tuple[Number | None, ...]

    @property
    def label(self) -> str:
        """All words before the numbers, without spaces."""
        return "".join("".join(cell.text.split()) for cell in self.labels)


def number_rows(source: str) -> Iterator[NumberRow]:
    """The rows of numbers of a text, in order; of a text with more than reports have, the first ones."""
    return islice(_rows(source), _MOST_ROWS)


def _rows(source: str) -> Iterator[NumberRow]:
    labels: list[TableCell] = []
    numbers: list[Number | None] = []
    for line in _LINE.finditer(source):
        if line[0].isspace() or ("|" in line[0] and RULE.fullmatch(line[0])):
            continue
        cells = _cells(source, line)
        in_row = len(cells) > 1
        if numbers and (in_row or number_in(cells[0]) is None):
            yield _row(labels, numbers)
        if not in_row:
            number = number_in(cells[0])
            if number is not None:
                numbers.append(number)
            elif len(cells[0].text) > _LONGEST_LABEL or any(mark in cells[0].text for mark in _SENTENCE):
                labels.clear()
            else:
                labels.append(cells[0])
            continue
        for cell in cells:
            number = number_in(cell)
            if number is not None or (numbers and not cell.text):
                numbers.append(number)
            elif cell.text:
                if numbers:
                    yield _row(labels, numbers)
                labels.append(cell)
        if numbers:
            yield _row(labels, numbers)
    if numbers:
        yield _row(labels, numbers)


def number_in(cell: TableCell) -> Number | None:
    """The number of a cell that holds nothing else, its unit apart."""
    match = _NUMBER.fullmatch(cell.text.translate(_WIDE).strip("* "))
    if match is None or _DATED.intersection(match[0]):
        return None
    digits = match[1].replace(",", "").replace("，", "")
    return Number(float(digits), cell.text.strip("* "), cell.span)


def _cells(source: str, line: re.Match[str]) -> tuple[TableCell, ...]:
    if _PARTED.search(line[0]) and (row := row_of(source, line.span())):
        return row.cells
    spans = [(len(line[0]) - len(line[0].lstrip()), len(line[0].rstrip()))]
    if len(line[0]) <= _LONGEST_LINE and line[0][spans[0][1] - 1].isdigit():
        words = [word.span() for word in _WORD.finditer(line[0])]
        numbers = 0
        while numbers < len(words) and line[0][slice(*words[-1 - numbers])].isdigit():
            numbers += 1
        if _FEWEST_SPACED <= numbers < len(words):
            spans = [(words[0][0], words[-1 - numbers][1]), *words[-numbers:]]
    return tuple(TableCell(line[0][s:e], (line.start() + s, line.start() + e)) for s, e in spans)


def _row(labels: list[TableCell], numbers: list[Number | None]) -> NumberRow:
    """The row that is complete; labels and numbers begin anew."""
    row = NumberRow(tuple(labels[-_MOST_LABELS:]), tuple(numbers))
    labels.clear()
    numbers.clear()
    return row
