"""Tables as grids of numbers: the cells of each line with its label, also on their sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.checks.figures.scope import Scope
from checker.model import Span
from checker.parsing.periods import WHOLE_YEAR, months_in
from checker.parsing.tables import Table, TableCell

YEAR = re.compile(r"20\d\d")
_NUMBER = re.compile(
    r"(?P<word>[^\d+\-−－—↑↓]{0,6}?)(?P<sign>[+＋\-−－—↑↓]?)(?P<digits>\d[\d,，]*(?:\.\d+)?)"
    r"(?P<unit>%|％|‰|个百分点|万|亿)?(?P<rest>[^\d]{0,6})"
)
_MINUS = "-−－—↓"
_WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in a table; ``unit`` is "%", "个百分点" or nothing; ``falls`` is None when no sign is given."""

    value: float
    step: float
    unit: str
    falls: bool | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Line:
    """A row, or a column of a table turned on its side."""

    label: str
    cells: tuple[Cell | None, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines of numbers under headings; ``turned`` when the lines are the columns of the table."""

    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    turned: bool


def grids(scope: Scope, table: Table) -> Iterator[Grid]:
    """A table and the same table turned on its side."""
    heads = [cell.text for cell in table.rows[0].cells]
    numbers = [[_number(scope, cell) for cell in row.cells] for row in table.rows]
    if sum(n is not None for n in numbers[0]) > len(heads) / 2 and not any(YEAR.search(h) for h in heads):
        return
    names = [i for i in range(len(heads)) if all(row[i] is None for row in numbers[1:])] or [0]
    lines = []
    for row, values in zip(table.rows[1:], numbers[1:], strict=True):
        label = "".join(row.cells[i].text for i in names)
        cells = tuple(None if i in names else value for i, value in enumerate(values))
        lines.append(Line(label, cells, row.span))
    if not lines:
        return
    yield Grid(tuple(heads), tuple(lines), False)
    columns = [i for i in range(len(heads)) if i not in names]
    sides = tuple(
        Line(heads[i], tuple(line.cells[i] for line in lines), (table.rows[0].cells[i].span)) for i in columns
    )
    if sides:
        yield Grid(tuple(line.label for line in lines), sides, True)


def _number(scope: Scope, cell: TableCell) -> Cell | None:
    """The number of a cell that holds nothing else; one that is only about right counts as none."""
    match = _NUMBER.fullmatch(cell.text.translate(_WIDE).replace("*", ""))
    if match is None or scope.says("vague", cell.text):
        return None
    digits = match["digits"].replace(",", "").replace("，", "")
    if not re.fullmatch(r"\d+(?:\.\d+)?", digits):
        return None
    decimals = len(digits.partition(".")[2])
    value, step = float(digits), 1 / 10**decimals if decimals else 0.0
    unit = match["unit"] or ""
    if unit in ("%", "％", "‰"):
        scale = 1000 if unit == "‰" else 100
        value, step, unit = value / scale, 1 / (scale * 10**decimals), "%"
    elif unit in ("万", "亿"):
        scale = 10_000 if unit == "万" else 100_000_000
        value, step, unit = value * scale, scale / 10**decimals, ""
    falls = match["sign"] in _MINUS if match["sign"] else None
    word = match["word"]
    if word:
        rises, drops = scope.says("rises", word), scope.says("falls", word)
        if rises == drops:
            return None
        falls = drops
    return Cell(value, step, unit, falls, cell.text, cell.span)


def is_total(scope: Scope, grid: Grid, at: int) -> bool:
    """合计, or 全年 where the other lines are the parts of a year."""
    if scope.says("total", grid.lines[at].label):
        return True
    if months_in(grid.lines[at].label) != WHOLE_YEAR:
        return False
    months = [months_in(line.label) for i, line in enumerate(grid.lines) if i != at]
    months = [m for m in months if m]
    return sum(map(len, months)) == len(WHOLE_YEAR) == len(frozenset().union(*months))
