"""``check: table-sums``: rows of numbers that must add up, and figures of the text that repeat them.

A table is the stretch of rows in which each name of the rule occurs once. What cannot be read with certainty (an empty
cell, rows of different lengths, a text without such a table) is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws, NotApplicable
from checker.model import Span
from checker.parsing.number_rows import Number, NumberRow, number_rows
from checker.rulebook.kinds.table_sums import Equation, NamedRow, TableSums, Term
from checker.rulebook.ruleset import RuleSet

_TOLD = 3
"""Columns that one finding spells out."""
_FEW = 2
"""Columns that may differ for one fault: that of the fault and the total; more must not be most."""

_FEW_CELLS = 4
_LONGEST_NAME = 16
_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of a table, and those that the rule names, by name."""

    rows: Sequence[NumberRow]
    named: dict[str, Sequence[NumberRow]]


def check_table_sums(context: Context, settings: TableSums) -> Flaws:
    """Cells that do not follow from others, and figures of the text that the table does not hold."""
    tables = list(_tables(context.once(_rows), context.ruleset, settings))
    if not tables:
        return NotApplicable("没有这样的表格，或者表格读不出来")
    flaws: list[Flaw] = []
    for table in tables:
        doubtful = set[Span]()
        flaws += _in_groups(context, table, settings.groups, doubtful) if settings.groups else ()
        flaws += [flaw for equation in settings.equations if (flaw := _against(context, table, equation, doubtful))]
    return [*flaws, *_told(context, tables, settings)]


def _rows(context: Context) -> list[NumberRow]:
    return list(number_rows(context.report.source.text))


def _tables(rows: Sequence[NumberRow], ruleset: RuleSet, settings: TableSums) -> Iterator[_Table]:
    begin, found = 0, dict[str, int]()
    for at, row in enumerate(rows):
        name = _name_of(row, ruleset, settings)
        if name is None:
            continue
        if name in found:
            yield _table(rows[begin:at], {n: i - begin for n, i in found.items()}, settings)
            found = {}
        if not found:
            begin = at
        found[name] = at
    if found:
        last = max(found.values()) + 1
        yield _table(rows[begin:last], {n: i - begin for n, i in found.items()}, settings)


def _name_of(row: NumberRow, ruleset: RuleSet, settings: TableSums) -> str | None:
    """The name whose words stand nearest to the numbers."""
    label = row.label
    ends = [
        (end, end - start, name)
        for name, named in settings.rows.items()
        if named.words is not None
        for start, end in ruleset.lexicons[named.words].spans(label)
    ]
    return max(ends)[2] if ends else None


def _table(rows: Sequence[NumberRow], places: dict[str, int], settings: TableSums) -> _Table:
    named: dict[str, Sequence[NumberRow]] = {name: [rows[at]] for name, at in places.items()}
    for name, row in settings.rows.items():
        between = _between(row, places)
        if between is not None:
            named[name] = rows[slice(*between)]
    return _Table(rows, named)


def _between(row: NamedRow, places: dict[str, int]) -> Span | None:
    if row.after is None or row.before is None or row.after not in places or row.before not in places:
        return None
    return places[row.after] + 1, places[row.before]


# --- sums ------------------------------------------------------------------------------------------------------------


def _against(context: Context, table: _Table, equation: Equation, doubtful: set[Span]) -> Flaw | None:
    """One flaw for all columns in which an equation does not hold; none when most do not: then it was misread.

    Cells that a flaw was told of before are ``doubtful``: what follows from them is not told again.
    """
    left, right = _columns(table, equation.left), _columns(table, equation.right)
    if not left or not right or len(left) != len(right):
        return None
    wrong = [
        (at, a, b)
        for at, (a, b) in enumerate(zip(left, right, strict=True), 1)
        if a is not None and b is not None and not _holds(a, b, equation)
    ]
    if len(wrong) > max(_FEW, len(left) // 2):
        return None
    wrong = [(at, a, b) for at, a, b in wrong if doubtful.isdisjoint(cell.span for cell in (*a, *b))]
    if not wrong:
        return None
    doubtful |= {cell.span for _, _, b in wrong for cell in b}
    one_column = len(left) == 1
    sign = "＞" if equation.at_most else "≠"
    told = "；".join(
        ("" if one_column else f"第{at}列 ") + f"{_added(a)} {sign} {_added(b)}" for at, a, b in wrong[:_TOLD]
    )
    return _flaw(context, table, wrong[0][2][0], told, [cell for _, a, b in wrong[:_TOLD] for cell in (*b, *a)])


def _columns(table: _Table, terms: Sequence[Term]) -> list[list[Number] | None] | None:
    """What is added up in each column, None for one with an empty cell; None when rows are missing or unlike."""
    rows: list[tuple[Number | None, ...]] = []
    for term in terms:
        named = table.named.get(term.row)
        if not named or (term.column is not None and any(len(row.cells) < term.column for row in named)):
            return None
        rows += [row.cells if term.column is None else (row.cells[term.column - 1],) for row in named]
    if len({len(row) for row in rows}) != 1:
        return None
    return [_all_known(column) for column in zip(*rows, strict=True)]


def _all_known(cells: Sequence[Number | None]) -> list[Number] | None:
    known = [cell for cell in cells if cell is not None]
    return known if len(known) == len(cells) else None


def _holds(left: Sequence[Number], right: Sequence[Number], equation: Equation) -> bool:
    difference = _sum(left) - _sum(right)
    return difference < _TINY if equation.at_most else abs(difference) < _TINY


def _in_groups(context: Context, table: _Table, size: int, doubtful: set[Span]) -> Iterator[Flaw]:
    """Groups of cells whose last is not the sum of the others."""
    for row in table.rows:
        if len(row.cells) % size:
            continue
        for at in range(0, len(row.cells), size):
            cells = _all_known(row.cells[at : at + size])
            if cells is not None and abs(_sum(cells[:-1]) - cells[-1].value) > _TINY:
                whole = cells[-1]
                doubtful |= {cell.span for cell in cells}
                yield _flaw(context, table, whole, f"{_added(cells[:-1])} ≠ {whole.text}", [whole, *cells[:-1]])


def _flaw(context: Context, table: _Table, cell: Number, told: str, cells: Sequence[Number]) -> Flaw:
    """A flaw at a cell, with the words of its row where they stand on the same line."""
    row, name = _row_of(table, cell)
    span = cell.span
    if row.labels and "\n" not in context.report.source.text[row.labels[-1].span[0] : cell.span[1]]:
        span = row.labels[-1].span[0], cell.span[1]
    # The zeros of a long sum explain nothing.
    shown = [one for one in cells if one.value or len(cells) <= _FEW_CELLS]
    related = tuple((f"{_row_of(table, one)[1]} {one.text}".strip(), one.span) for one in shown)
    return Flaw(span, {"said": f"{name} {cell.text}".strip(), "sum": told}, related, in_source=True)


def _row_of(table: _Table, cell: Number) -> tuple[NumberRow, str]:
    """The row in which a cell stands, and its name."""
    row = next(row for row in table.rows if cell in row.cells)
    return row, "".join(row.labels[-1].text.split())[:_LONGEST_NAME] if row.labels else ""


def _sum(cells: Sequence[Number]) -> float:
    return sum(cell.value for cell in cells)


def _added(cells: Sequence[Number]) -> str:
    """13＋0＝13, the zeros of a long sum left out."""
    shown = [cell.text for cell in cells if cell.value] if len(cells) > 2 else [cell.text for cell in cells]
    return shown[0] if len(shown) == 1 else f"{'＋'.join(shown)}＝{_sum(cells):g}" if shown else "0"


# --- figures of the text ---------------------------------------------------------------------------------------------


def _told(context: Context, tables: Sequence[_Table], settings: TableSums) -> Iterator[Flaw]:
    for told in settings.told:
        sums = [s for table in tables for terms in told.any_of if (s := _last(table, terms)) is not None]
        if not sums:
            continue
        for span in context.hits.spans(told.words):
            words = context.report.words(span)
            if not words.isdigit() or context.sentence_has(settings.unless, span):
                continue
            if all(abs(int(words) - _sum(cells)) > _TINY for cells in sums):
                cells = sums[0]
                related = tuple((f"表中 {cell.text}", cell.span) for cell in cells)
                yield Flaw(
                    context.report.clean.to_source(span), {"said": words, "sum": _added(cells)}, related, (), True
                )


def _last(table: _Table, terms: Sequence[Term]) -> list[Number] | None:
    """The numbers that terms stand for, the last of whole rows; None when one is missing or empty."""
    found: list[Number | None] = []
    for term in terms:
        rows = table.named.get(term.row)
        if not rows or any(len(row.cells) < (term.column or 1) for row in rows):
            return None
        found += [row.cells[term.column - 1 if term.column else -1] for row in rows]
    return _all_known(found)
