"""A sheet of a workbook, row by row: texts that stay texts, words in colour, filters, frozen heads, print setup."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from itertools import chain
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from checker.model import Severity, State, Verdict
from checker.writing.rows import Value
from checker.writing.visible import shown
from checker.writing.words import SEVERITIES, STATES, VERDICTS

MOST_ROWS = 1_048_576
"""Rows of a sheet (ECMA-376 as Excel and WPS read it)."""
MOST_UNITS = 32_767
"""UTF-16 units of a cell."""

_GREEN = {"bg_color": "#C6EFCE", "font_color": "#006100"}
_YELLOW = {"bg_color": "#FFEB9C", "font_color": "#7F4F00"}
_RED = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}
_BLUE = {"bg_color": "#DDEBF7", "font_color": "#1F4E79"}
_COLOURS: Mapping[State | Verdict | Severity, Mapping[str, str]] = {
    State.PRESENT: _GREEN,
    State.WEAK: _YELLOW,
    State.MISSING: _RED,
    Verdict.PASS: _GREEN,
    Verdict.FAIL: _RED,
    Severity.ERROR: _RED,
    Severity.WARNING: _YELLOW,
    Severity.NOTE: _BLUE,
}
_WORDS: dict[State | Verdict | Severity, str] = dict(chain(STATES.items(), VERDICTS.items(), SEVERITIES.items()))
_ROW = {"valign": "top", "border": 1, "border_color": "#BFBFBF"}
_LINE, _SPACE, _HIGHEST = 13.5, 3.0, 409.0
"""Points: of a line of text, around the lines of a row, of the highest row there may be."""
_FILTER = 12.0
"""Points that the button of a filter takes below the words of a head."""


class Styles:
    """The formats of a workbook's cells."""

    def __init__(self, book: Workbook) -> None:
        def style(**more: Any) -> Any:
            return book.add_format({"font_name": "宋体", "font_size": 10, **more})

        centred = {**_ROW, "align": "center"}
        head = {**centred, "valign": "vcenter", "border_color": "#7F7F7F", "bg_color": "#F2F2F2"}
        self.head = style(**head, bold=True, text_wrap=True)
        self.text = style(**_ROW, text_wrap=True)
        self.number = style(**centred)
        self.date = style(**centred, num_format="yyyy-mm-dd")
        self.words = {word: style(**centred, **colour) for word, colour in _COLOURS.items()}
        self.remark = style(bold=True)


class Sheet:
    """Takes rows from the top down, each written at once, and says at the end how many found no room."""

    def __init__(self, sheet: Worksheet, styles: Styles, made_by: str, columns: Sequence[tuple[str, float]]) -> None:
        self._sheet = sheet
        self._styles = styles
        self._next = 1
        self._left_out = 0
        for i, (_, width) in enumerate(columns):
            sheet.set_column(i, i, width)
        self._widths = [width for _, width in columns]
        sheet.set_row(0, min(_HIGHEST, self._height([title for title, _ in columns]) + 2 * _FILTER))
        for i, (title, _) in enumerate(columns):
            sheet.write_string(0, i, _text(title), styles.head)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        sheet.repeat_rows(0)
        sheet.set_footer(f"&L&8{made_by}&R&8第 &P 页，共 &N 页")

    def freeze(self, columns: int) -> None:
        """Keep the head and so many columns in view."""
        self._sheet.freeze_panes(1, columns)

    def row(self, values: Sequence[Value], *, blank_zeros: Sequence[int] = ()) -> None:
        """Write a row; zeros in some columns are left blank."""
        if self._next >= MOST_ROWS - 1:
            self._left_out += 1
            return
        self._sheet.set_row(self._next, self._height(values))
        for i, value in enumerate(values):
            self._cell(i, None if value == 0 and i in blank_zeros else value)
        self._next += 1

    def filter(self) -> None:
        """Offer filters for the rows so far."""
        self._sheet.autofilter(0, 0, max(1, self._next - 1), len(self._widths) - 1)

    def remarks(self, rows: Sequence[Sequence[str | int | None]]) -> None:
        """Write what is to be said under the table, after an empty row; and how many rows found no room."""
        told = [[f"还有 {self._left_out} 行放不下，没有列出。请分几批检查，或用 -f json。"]] if self._left_out else []
        self._next += bool(rows) and not told
        for row in [*told, *([] if told else rows)]:
            for i, value in enumerate(row):
                if isinstance(value, str):
                    self._sheet.write_string(self._next, i, _text(value), self._styles.remark)
                elif value is not None:
                    self._sheet.write_number(self._next, i, value, self._styles.number)
            self._next += 1

    def _height(self, values: Sequence[Value]) -> float:
        """The height of a row with these values; not every program finds it by itself."""
        lines = [
            ceil(_width(value) / max(2.0, width - 1))
            for value, width in zip(values, self._widths, strict=True)
            if type(value) is str
        ]
        return min(_HIGHEST, max([1, *lines]) * _LINE + _SPACE)

    def _cell(self, column: int, value: Value) -> None:
        sheet, row, styles = self._sheet, self._next, self._styles
        match value:
            case None:
                sheet.write_blank(row, column, None, styles.text)
            case State() | Verdict() | Severity():
                sheet.write_string(row, column, _WORDS[value], styles.words[value])
            case datetime.date():
                self._sheet.write_datetime(row, column, value, styles.date)
            case str():
                sheet.write_string(row, column, _text(value), styles.text)
            case _:
                sheet.write_number(row, column, value, styles.number)


def _width(text: str) -> int:
    """The width of a text in characters of a digit's width, about: GBK has two bytes where two are needed."""
    return len(text.encode("gbk", "replace"))


def _text(text: str) -> str:
    """A text that a cell can hold: on one line, without characters that XML forbids, cut where it is too long."""
    line = shown(" ".join(text.split())).replace("\ufffe", "�").replace("\uffff", "�")
    units = line.encode("utf-16-le")
    if len(units) <= 2 * MOST_UNITS:
        return line
    return units[: 2 * (MOST_UNITS - 1)].decode("utf-16-le", "ignore") + "…"
