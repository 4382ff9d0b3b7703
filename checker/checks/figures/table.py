"""Tables: totals of rows and columns, differences from year to year, rates and shares; also on their sides.

Which columns belong together is read from the headings, and where they do not say, from the table itself: a relation
that most rows fulfil is meant, and the rows that do not fulfil it contradict it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.checks.figures.grid import YEAR, Cell, Grid, Line, grids, is_total
from checker.checks.figures.leading import against_text
from checker.checks.figures.scope import Scope
from checker.checks.figures.sums import decimal, percent
from checker.checks.flaws import Flaw
from checker.parsing.tables import tables_in

_RATE = re.compile("(..)率")
_MOST_ROWS, _MOST_COLUMNS = 60, 24
_TINY = 1e-9


def check_tables(scope: Scope) -> list[Flaw]:
    """Cells that do not follow from others."""
    flaws: list[Flaw] = []
    for table in tables_in(scope.source):
        if len(table.rows) > _MOST_ROWS or len(table.rows[0].cells) > _MOST_COLUMNS:
            continue
        for grid in grids(scope, table):
            found = (*_totals(scope, grid), *_changes(scope, grid), *_rates(scope, grid))
            for flaw in found or against_text(scope, table, grid):
                if all(flaw.span != other.span for other in flaws):
                    flaws.append(flaw)
    return flaws


# --- totals ----------------------------------------------------------------------------------------------------------


def _totals(scope: Scope, grid: Grid) -> Iterator[Flaw]:
    for i, line in enumerate(grid.lines):
        if not is_total(scope, grid, i) or (grid.turned and scope.says("not_summed", line.label)):
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


def _parts_of(scope: Scope, grid: Grid, at: int) -> list[Line]:
    """The lines that a total sums: those above it, or all when it stands on top; no lines of details."""
    own_total = [is_total(scope, grid, i) for i in range(len(grid.lines))]
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


def _can_be_summed(scope: Scope, grid: Grid, column: int, whole: Cell, cells: Sequence[Cell | None]) -> bool:
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


def _adds_up(cells: Sequence[Cell], whole: Cell) -> bool:
    spread = (sum(cell.step for cell in cells) + whole.step) / 2 + _TINY
    return abs(sum(cell.value for cell in cells) - whole.value) <= spread


def _total_flaw(grid: Grid, line: Line, cells: Sequence[Cell], whole: Cell) -> Flaw:
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


# --- differences from one column to another --------------------------------------------------------------------------


def _changes(scope: Scope, grid: Grid) -> Iterator[Flaw]:
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


def _old_and_new(scope: Scope, grid: Grid, column: int) -> tuple[int, int] | None:
    """The columns of the earlier and the later value: by their years, or by 上年 and 本年."""
    years = [(int(m[0]), i) for i, h in enumerate(grid.heads) if i != column and (m := YEAR.search(h))]
    if len(years) == 2 and years[0][0] != years[1][0]:
        (_, old), (_, new) = sorted(years)
        return old, new
    olds = [i for i, h in enumerate(grid.heads) if i != column and scope.says("old", h)]
    news = [i for i, h in enumerate(grid.heads) if i != column and (scope.says("new", h) or len(years) == 1)]
    if len(olds) == 1 and (rest := [i for i in news if i != olds[0]]) and len(rest) == 1:
        return olds[0], rest[0]
    return None


def _follows(scope: Scope, head: str, old: Cell, new: Cell, said: Cell) -> bool:
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


def _change_flaw(grid: Grid, line: Line, old: Cell, new: Cell, said: Cell) -> Flaw:
    difference = new.value - old.value
    if said.unit == "%" and old.value:
        told = f"（{new.text}－{old.text}）÷{old.text}＝{percent(difference / old.value)}"
    else:
        told = f"{new.text}－{old.text}＝{percent(difference) if old.unit else decimal(difference)}"
    span = said.span if grid.turned else line.span
    related = ((f"原来 {old.text}", old.span), (f"现在 {new.text}", new.span), (f"增减 {said.text}", said.span))
    return Flaw(span, {"said": f"{line.label}{said.text}", "sum": told}, related, in_source=True)


# --- rates and shares ------------------------------------------------------------------------------------------------


def _rates(scope: Scope, grid: Grid) -> Iterator[Flaw]:
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


_Made = tuple[Line, Cell, Cell, Cell]


def _made_of(scope: Scope, grid: Grid, column: int, lines: Sequence[Line]) -> Iterator[tuple[int, bool, list[_Made]]]:
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
    column: int, lines: Sequence[Line], pairs: Sequence[tuple[Cell | None, Cell | None]]
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


def _rate_flaw(grid: Grid, line: Line, part: Cell, whole: Cell, said: Cell) -> Flaw:
    told = f"{part.text}÷{whole.text}＝{percent(part.value / whole.value)}"
    span = said.span if grid.turned else line.span
    related = ((f"分子 {part.text}", part.span), (f"分母 {whole.text}", whole.span), (f"比率 {said.text}", said.span))
    return Flaw(span, {"said": f"{line.label}{said.text}", "sum": told}, related, in_source=True)
