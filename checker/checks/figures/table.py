"""Tables: totals of rows and columns, differences from year to year, rates and shares; also on their sides.

Which columns belong together is read from the headings, and where they do not say, from the table itself: a relation
that most rows fulfil is meant, and the rows that do not fulfil it contradict it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.checks.figures.reading import Figure
from checker.checks.figures.scope import Scope
from checker.checks.figures.sums import decimal, limits, meet, percent
from checker.checks.flaws import Flaw
from checker.model import Span
from checker.parsing.periods import months_in
from checker.parsing.tables import Table, TableCell, tables_in

_NUMBER = re.compile(
    r"(?P<word>[^\d+\-−－—↑↓]{0,6}?)(?P<sign>[+＋\-−－—↑↓]?)(?P<digits>\d[\d,，]*(?:\.\d+)?)"
    r"(?P<unit>%|％|‰|个百分点|万|亿)?(?P<rest>[^\d]{0,6})"
)
_MINUS = "-−－—↓"
_WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_RATE = re.compile("(..)率")
_YEAR = re.compile(r"20\d\d")
_WHOLE_YEAR = frozenset(range(1, 13))
_MOST_ROWS, _MOST_COLUMNS = 60, 24
_TINY = 1e-9
_FEW_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Cell:
    """A number in a table; ``unit`` is "%", "个百分点" or nothing; ``falls`` is None when no sign is given."""

    value: float
    step: float
    unit: str
    falls: bool | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Line:
    """A row, or a column of a table turned on its side."""

    label: str
    cells: tuple[_Cell | None, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class _Grid:
    heads: tuple[str, ...]
    lines: tuple[_Line, ...]
    turned: bool


def check_tables(scope: Scope) -> list[Flaw]:
    """Cells that do not follow from others."""
    flaws: list[Flaw] = []
    for table in tables_in(scope.source):
        if len(table.rows) > _MOST_ROWS or len(table.rows[0].cells) > _MOST_COLUMNS:
            continue
        for grid in _grids(scope, table):
            found = (*_totals(scope, grid), *_changes(scope, grid), *_rates(scope, grid))
            for flaw in found or _against_text(scope, table, grid):
                if all(flaw.span != other.span for other in flaws):
                    flaws.append(flaw)
    return flaws


# --- reading ---------------------------------------------------------------------------------------------------------


def _grids(scope: Scope, table: Table) -> Iterator[_Grid]:
    """A table and the same table turned on its side."""
    heads = [cell.text for cell in table.rows[0].cells]
    numbers = [[_number(scope, cell) for cell in row.cells] for row in table.rows]
    if sum(n is not None for n in numbers[0]) > len(heads) / 2 and not any(_YEAR.search(h) for h in heads):
        return
    names = [i for i in range(len(heads)) if all(row[i] is None for row in numbers[1:])] or [0]
    lines = []
    for row, values in zip(table.rows[1:], numbers[1:], strict=True):
        label = "".join(row.cells[i].text for i in names)
        cells = tuple(None if i in names else value for i, value in enumerate(values))
        lines.append(_Line(label, cells, row.span))
    if not lines:
        return
    yield _Grid(tuple(heads), tuple(lines), False)
    columns = [i for i in range(len(heads)) if i not in names]
    sides = tuple(
        _Line(heads[i], tuple(line.cells[i] for line in lines), (table.rows[0].cells[i].span)) for i in columns
    )
    if sides:
        yield _Grid(tuple(line.label for line in lines), sides, True)


def _number(scope: Scope, cell: TableCell) -> _Cell | None:
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
    return _Cell(value, step, unit, falls, cell.text, cell.span)


# --- totals ----------------------------------------------------------------------------------------------------------


def _totals(scope: Scope, grid: _Grid) -> Iterator[Flaw]:
    for i, line in enumerate(grid.lines):
        if not _is_total(scope, grid, i) or (grid.turned and scope.says("not_summed", line.label)):
            continue
        parts = _parts_of(scope, grid, i)
        if len(parts) < 2:
            continue
        right, wrong = 0, []
        for column, whole in enumerate(line.cells):
            cells = [part.cells[column] for part in parts]
            if whole is None or not _can_be_summed(scope, grid, column, whole, cells):
                continue
            numbers = [cell for cell in cells if cell is not None]
            if _adds_up(numbers, whole):
                right += 1
            else:
                wrong.append((numbers, whole))
        counts = [w for w in wrong if not w[1].unit]
        if wrong and (right > len(wrong) if grid.turned else right or len(counts) <= 1):
            for numbers, whole in counts or wrong:
                yield _total_flaw(grid, line, numbers, whole)


def _is_total(scope: Scope, grid: _Grid, at: int) -> bool:
    """合计, or 全年 where the other lines are the parts of a year."""
    if scope.says("total", grid.lines[at].label):
        return True
    if months_in(grid.lines[at].label) != _WHOLE_YEAR:
        return False
    months = [months_in(line.label) for i, line in enumerate(grid.lines) if i != at]
    months = [m for m in months if m]
    return sum(map(len, months)) == len(_WHOLE_YEAR) == len(frozenset().union(*months))


def _parts_of(scope: Scope, grid: _Grid, at: int) -> list[_Line]:
    """The lines that a total sums: those above it, or all when it stands on top; no lines of details."""
    own_total = [_is_total(scope, grid, i) for i in range(len(grid.lines))]
    before = range(at) if at else range(1, len(grid.lines))
    since = max(
        (i + 1 for i in before if i < at and own_total[i] and scope.says("subtotal", grid.lines[at].label)), default=0
    )
    return [
        grid.lines[i]
        for i in before
        if i >= since
        and not own_total[i]
        and not scope.says("detail", grid.lines[i].label)
        and not (grid.turned and scope.says("not_summed", grid.lines[i].label))
    ]


def _can_be_summed(scope: Scope, grid: _Grid, column: int, whole: _Cell, cells: Sequence[_Cell | None]) -> bool:
    if scope.says("not_summed", grid.heads[column]) and not (
        whole.unit == "%" and scope.says("shares", grid.heads[column])
    ):
        return False
    numbers = [cell for cell in cells if cell is not None]
    if len(numbers) < 2 or len(numbers) < len(cells) - 1 or any(cell.unit != whole.unit for cell in numbers):
        return False
    if any(cell.falls is not None for cell in (*numbers, whole)):
        return False
    return whole.unit == "" or (whole.unit == "%" and abs(whole.value - 1) < _TINY)


def _adds_up(cells: Sequence[_Cell], whole: _Cell) -> bool:
    spread = (sum(cell.step for cell in cells) + whole.step) / 2 + _TINY
    return abs(sum(cell.value for cell in cells) - whole.value) <= spread


def _total_flaw(grid: _Grid, line: _Line, cells: Sequence[_Cell], whole: _Cell) -> Flaw:
    added = sum(cell.value for cell in cells)
    told = percent(added) if whole.unit else decimal(added)
    span = whole.span if grid.turned else line.span
    related = ((f"{line.label} {whole.text}", whole.span), *((f"分项 {cell.text}", cell.span) for cell in cells))
    return Flaw(
        span,
        {"said": f"{line.label}{whole.text}", "sum": "＋".join(cell.text for cell in cells) + f"＝{told}"},
        related,
        in_source=True,
    )


def _against_text(scope: Scope, table: Table, grid: _Grid) -> Iterator[Flaw]:
    """全年共调处184件，分类如下: a total in the words that lead to a table, and another in the table."""
    lead = scope.statement_before(table.rows[0].span[0])
    if grid.turned or lead is None or not scope.has("leads_to_table", lead.span) or scope.has("open", lead.span):
        return
    said = [f for f in lead.figures if f.counts and not scope.is_of_before(f)]
    columns = [i for i in range(len(grid.heads)) if any(c is not None and not c.unit for c in _column(grid, i))]
    if len(said) != 1 or len(columns) != 1 or not _is_counted_in(scope, said[0], grid.heads[columns[0]]):
        return
    totals = [line for i, line in enumerate(grid.lines) if _is_total(scope, grid, i)]
    cells = [cell for line in totals or grid.lines if (cell := line.cells[columns[0]]) is not None]
    if len(totals) > 1 or len(cells) < len(totals or grid.lines) or (not totals and len(cells) < _FEW_ROWS):
        return
    summed = sum(cell.value for cell in cells)
    if not meet(limits(said[0]), (summed, summed)):
        span = scope.to_source(said[0].span)
        name = totals[0].label if totals else "各行之和"
        told = f"表中{name}为{cells[0].text if totals else decimal(summed)}"
        related = tuple((f"{name} {cell.text}", cell.span) for cell in cells)
        yield Flaw(span, {"said": scope.words(said[0].span), "sum": told}, related, in_source=True)


def _column(grid: _Grid, column: int) -> list[_Cell | None]:
    return [line.cells[column] for line in grid.lines]


def _is_counted_in(scope: Scope, figure: Figure, head: str) -> bool:
    """Does a column count what a figure of the text counts: by its unit, or because the words say 共?"""
    if scope.says("not_summed", head):
        return False
    return figure.unit[0] in head or scope.says("numbers", head) or scope.has("added_up", figure.label)


# --- differences from one column to another --------------------------------------------------------------------------


def _changes(scope: Scope, grid: _Grid) -> Iterator[Flaw]:
    for column, head in enumerate(grid.heads):
        if not scope.says("changes", head):
            continue
        pair = _old_and_new(scope, grid, column)
        if pair is None:
            continue
        right, wrong = 0, []
        for line in grid.lines:
            old, new, said = line.cells[pair[0]], line.cells[pair[1]], line.cells[column]
            if old is None or new is None or said is None:
                continue
            if _follows(scope, head, old, new, said):
                right += 1
            else:
                wrong.append((line, old, new, said))
        if right >= len(wrong) or (not right and len(wrong) == 1):
            for line, old, new, said in wrong:
                yield _change_flaw(grid, line, old, new, said)


def _old_and_new(scope: Scope, grid: _Grid, column: int) -> tuple[int, int] | None:
    """The columns of the earlier and the later value: by their years, or by 上年 and 本年."""
    years = [(int(m[0]), i) for i, h in enumerate(grid.heads) if i != column and (m := _YEAR.search(h))]
    if len(years) == 2 and years[0][0] != years[1][0]:
        (_, old), (_, new) = sorted(years)
        return old, new
    olds = [i for i, h in enumerate(grid.heads) if i != column and scope.says("old", h)]
    news = [i for i, h in enumerate(grid.heads) if i != column and (scope.says("new", h) or len(years) == 1)]
    if len(olds) == 1 and (rest := [i for i in news if i != olds[0]]) and len(rest) == 1:
        return olds[0], rest[0]
    return None


def _follows(scope: Scope, head: str, old: _Cell, new: _Cell, said: _Cell) -> bool:
    difference = new.value - old.value
    spread = (new.step + old.step) / 2
    falls = said.falls
    if falls is None and scope.says("rises", head) != scope.says("falls", head):
        falls = scope.says("falls", head)
    if falls is not None and abs(difference) > spread and said.value and falls != (difference < 0):
        return False
    if said.unit == "个百分点":
        return _near(abs(difference) * 100, said.value, said.step + spread * 100)
    if said.unit == "%" and (old.unit != "%" or not _near(abs(difference), said.value, said.step + spread)):
        if old.value == 0:
            return True
        return _near(abs(difference) / old.value, said.value, said.step + 2 * spread / old.value)
    if not said.unit and old.unit == "%":
        return _near(abs(difference) * 100, said.value, said.step + spread * 100)
    return _near(abs(difference), said.value, said.step / 2 + spread)


def _near(a: float, b: float, spread: float) -> bool:
    return abs(a - b) <= spread + _TINY


def _change_flaw(grid: _Grid, line: _Line, old: _Cell, new: _Cell, said: _Cell) -> Flaw:
    difference = new.value - old.value
    if said.unit == "%" and old.value:
        told = f"（{new.text}－{old.text}）÷{old.text}＝{percent(difference / old.value)}"
    else:
        told = f"{new.text}－{old.text}＝{percent(difference) if old.unit else decimal(difference)}"
    span = said.span if grid.turned else line.span
    related = ((f"原来 {old.text}", old.span), (f"现在 {new.text}", new.span), (f"增减 {said.text}", said.span))
    return Flaw(span, {"said": f"{line.label}{said.text}", "sum": told}, related, in_source=True)


# --- rates and shares ------------------------------------------------------------------------------------------------


def _rates(scope: Scope, grid: _Grid) -> Iterator[Flaw]:
    for column, head in enumerate(grid.heads):
        lines = [line for line in grid.lines if (cell := line.cells[column]) is not None and cell.unit == "%"]
        if len(lines) < 2 or scope.says("changes", head):
            continue
        made = max(_made_of(scope, grid, column, lines), key=lambda found: found[0], default=None)
        if made is None:
            continue
        right, is_named, wrong = made
        if (right >= 2 and right > len(wrong)) or (right and is_named and len(wrong) == 1):
            for line, part, whole, said in wrong:
                yield _rate_flaw(grid, line, part, whole, said)


_Made = tuple[_Line, _Cell, _Cell, _Cell]


def _made_of(scope: Scope, grid: _Grid, column: int, lines: Sequence[_Line]) -> Iterator[tuple[int, bool, list[_Made]]]:
    """For each two columns, and each column with its own total: how many lines they give the share for, the others.

    The flag in between says that the first of the two is what the share is named after.
    """
    name = _RATE.search(grid.heads[column])
    for part in range(len(grid.heads)):
        is_named = name is not None and name[1] in grid.heads[part]
        for whole in range(len(grid.heads)):
            if len({part, whole, column}) == 3:
                right, wrong = _fitting(column, lines, [(line.cells[part], line.cells[whole]) for line in lines])
                yield right, is_named, wrong
        if part == column:
            continue
        for line in grid.lines:
            if scope.says("total", line.label):
                plain = [other for other in lines if other is not line]
                right, wrong = _fitting(column, plain, [(other.cells[part], line.cells[part]) for other in plain])
                yield right, False, wrong


def _fitting(
    column: int, lines: Sequence[_Line], pairs: Sequence[tuple[_Cell | None, _Cell | None]]
) -> tuple[int, list[_Made]]:
    right, wrong = 0, list[_Made]()
    for line, (part, whole) in zip(lines, pairs, strict=True):
        said = line.cells[column]
        if part is None or whole is None or said is None or part.unit or whole.unit or not whole.value:
            continue
        least = (part.value - part.step / 2) / (whole.value + whole.step / 2)
        most = (part.value + part.step / 2) / (whole.value - whole.step / 2)
        if most >= said.value - said.step / 2 and least < said.value + said.step * 0.99:
            right += 1
        else:
            wrong.append((line, part, whole, said))
    return right, wrong


def _rate_flaw(grid: _Grid, line: _Line, part: _Cell, whole: _Cell, said: _Cell) -> Flaw:
    told = f"{part.text}÷{whole.text}＝{percent(part.value / whole.value)}"
    span = said.span if grid.turned else line.span
    related = ((f"分子 {part.text}", part.span), (f"分母 {whole.text}", whole.span), (f"比率 {said.text}", said.span))
    return Flaw(span, {"said": f"{line.label}{said.text}", "sum": told}, related, in_source=True)
