"""The words that lead to a table against its totals: 全年共调处184件，分类如下."""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks.figures.grid import Cell, Grid, is_total
from checker.checks.figures.reading import Figure
from checker.checks.figures.scope import Scope
from checker.checks.figures.sums import decimal, limits, meet
from checker.checks.flaws import Flaw
from checker.parsing.tables import Table

_FEW_ROWS = 3
"""Lines that a table without a total must have to be added up."""


def against_text(scope: Scope, table: Table, grid: Grid) -> Iterator[Flaw]:
    """全年共调处184件，分类如下: a total in the words that lead to a table, and another in the table."""
    lead = scope.statement_before(table.rows[0].span[0])
    if grid.turned or lead is None or not scope.has("leads_to_table", lead.span) or scope.has("open", lead.span):
        return
    said = [f for f in lead.figures if f.counts and not scope.is_of_before(f)]
    columns = [i for i in range(len(grid.heads)) if any(c is not None and not c.unit for c in _column(grid, i))]
    if len(said) != 1 or len(columns) != 1 or not _is_counted_in(scope, said[0], grid.heads[columns[0]]):
        return
    steps = scope.terms("stages", (said[0].span[1], lead.span[1]))
    if any(step not in scope.label(said[0]) for step in steps):
        return
    totals = [line for i, line in enumerate(grid.lines) if is_total(scope, grid, i)]
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


def _column(grid: Grid, column: int) -> list[Cell | None]:
    return [line.cells[column] for line in grid.lines]


def _is_counted_in(scope: Scope, figure: Figure, head: str) -> bool:
    """Does a column count what a figure of the text counts: by its unit, or because the words say 共?"""
    if scope.says("not_summed", head):
        return False
    return figure.unit[0] in head or scope.says("numbers", head) or scope.has("added_up", figure.label)
