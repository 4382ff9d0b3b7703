"""Rows of tables as lines of text, for the formats that tell them cell by cell."""

from __future__ import annotations

from collections.abc import Sequence

LONGEST_CELL = 100
"""Characters; a cell with more holds text, its table is there for the layout."""

MOST_LINES = 3


def row_lines(cells: Sequence[Sequence[str]]) -> list[str]:
    """One line ``| 甲 | 乙 |`` for a row of short cells, else the lines of its cells one after another.

    A cell is a list of lines.
    """
    filled = [lines for lines in cells if lines]
    if len(cells) < 2 or any(len(lines) > MOST_LINES or sum(map(len, lines)) > LONGEST_CELL for lines in filled):
        return [line for lines in filled for line in lines]
    if not filled:
        return []
    return ["| " + " | ".join(_joined(lines).replace("|", "｜") for lines in cells) + " |"]


def _joined(lines: Sequence[str]) -> str:
    joined = ""
    for line in (line.strip() for line in lines):
        is_latin = joined[-1:].isascii() and joined[-1:].isalnum() and line[:1].isascii() and line[:1].isalnum()
        joined += " " + line if is_latin else line
    return joined
