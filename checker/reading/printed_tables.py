"""Tables among printed lines: rows whose gaps stand one below the other."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from checker.reading.paragraphs import Numbered
from checker.reading.printed_lines import Stretch

_Gap: TypeAlias = tuple[float, float]
_NARROWEST = 0.4
"""Heights of a character; the gap between two columns of a table is at least as wide."""

_MARK = re.compile(r"[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]+|[①-⑳•●▪◆■□▶►○·\-—*]")
_FARTHEST = 3.0
"""Heights of a character from one row to the next."""

_LONGEST_CELL = 60
"""Characters; longer cells are text beside other text."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells, each of them pieces of lines."""

    cells: tuple[tuple[tuple[Numbered, str], ...], ...]


def rows_and_lines(lines: Sequence[Numbered]) -> Iterator[Row | Numbered]:
    """The lines of a column in order, those of tables as rows."""
    at = 0
    while at < len(lines):
        end, strips = _table_from(lines, at)
        if end - at >= 2:
            for line in lines[at:end]:
                yield _row(line, strips)
            at = end
        else:
            yield lines[at]
            at += 1


def _table_from(lines: Sequence[Numbered], at: int) -> tuple[int, list[_Gap]]:
    """Where a table that begins at a line ends, and the gaps that run through it."""
    strips = _gaps(lines[at].line.stretches)
    end = at + 1
    while strips and end < len(lines):
        line = lines[end].line
        if len(line.stretches) < 2 or line.y - lines[end - 1].line.y > _FARTHEST * line.size:
            break
        narrowed = _narrowed(strips, line.stretches, _NARROWEST * line.size)
        if not narrowed:
            break
        strips = narrowed
        end += 1
    return end, strips


def _gaps(stretches: Sequence[Stretch]) -> list[_Gap]:
    """The gaps in a line, but not the one behind an ordinal or a bullet."""
    gaps = [(a.end, b.start) for a, b in itertools.pairwise(stretches)]
    return gaps[1:] if _MARK.fullmatch(stretches[0].text) else gaps


def _narrowed(strips: list[_Gap], stretches: Sequence[Stretch], least: float) -> list[_Gap]:
    """What remains empty of the strips beside further words."""
    left = []
    for start, end in strips:
        for stretch in stretches:
            if stretch.end <= start or stretch.start >= end:
                continue
            if stretch.start - start >= least:
                left.append((start, stretch.start))
            start = max(start, stretch.end)
        if end - start >= least:
            left.append((start, end))
    return left


def _row(at: Numbered, strips: Sequence[_Gap]) -> Row:
    cells: list[list[str]] = [[] for _ in range(len(strips) + 1)]
    for stretch in at.line.stretches:
        column = sum(strip[0] < stretch.end and strip[1] <= stretch.start + 1e-6 for strip in strips)
        cells[column].append(stretch.text)
    return Row(tuple(((at, " ".join(words)),) if words else () for words in cells))
