"""Tables in a terminal, broken as Chinese is set, which rich's own tables do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rich.cells import cell_len
from rich.text import Text

from checker.model import Severity, State, Verdict
from checker.writing.folding import fold
from checker.writing.names import common_year, report_names
from checker.writing.overview import Entry
from checker.writing.words import SEVERITIES, STATES, VERDICTS

Cell: TypeAlias = tuple[str, str]
"""A text and its style."""

STATE_CELLS: dict[State, Cell] = {
    state: (STATES[state], style)
    for state, style in ((State.PRESENT, "green"), (State.WEAK, "yellow"), (State.MISSING, "bold red"))
}
SEVERITY_CELLS: dict[Severity, Cell] = {
    severity: (SEVERITIES[severity], style)
    for severity, style in ((Severity.ERROR, "bold red"), (Severity.WARNING, "yellow"), (Severity.NOTE, "cyan"))
}
VERDICT_CELLS: dict[Verdict, Cell] = {
    verdict: (VERDICTS[verdict], style) for verdict, style in ((Verdict.PASS, "green"), (Verdict.FAIL, "bold red"))
}

GAP = 2
"""Terminal columns between two columns of a table."""
NONE: Cell = ("—", "")
"""What stands where nothing is to be told."""
_NARROWEST_NAME = 10


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``width`` in terminal columns."""

    title: str
    width: int
    right: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A column of a table of reports, and what it tells of one."""

    column: Column
    cell: Callable[[Entry], Cell]


SCORE = Told(Column("得分", 5, right=True), lambda entry: (f"{entry.score:g}", ""))
VERDICT = Told(Column("结论", 6), lambda entry: VERDICT_CELLS[entry.verdict])


def state_of(title: str) -> Told:
    """A column for the state of an element."""
    column = Column(title, max(4, cell_len(title)))
    return Told(column, lambda entry: STATE_CELLS[entry.states[title]] if title in entry.states else NONE)


@dataclass(frozen=True, slots=True)
class Named:
    """Reports by the names that a table calls them, and the column of the names."""

    column: Column
    reports: Sequence[tuple[str, Entry]]


def named(entries: Sequence[Entry], told: Sequence[Told], width: int) -> Named:
    """Names that find room beside other columns, but never less than leaves them readable."""
    year = common_year(entries)
    head = f"{year}年度报告" if year else "报告"
    longest = max(cell_len(name) for name in (head, *report_names(entries, width)))
    room = min(longest, max(_NARROWEST_NAME, width - sum(each.column.width + GAP for each in told)))
    return Named(Column(head, room), list(zip(report_names(entries, room), entries, strict=True)))


def table_of_reports(named: Named, told: Sequence[Told]) -> Text:
    """A line a report: its name and what the columns tell."""
    columns = [named.column, *(each.column for each in told)]
    return table(columns, ([(name, ""), *(each.cell(entry) for each in told)] for name, entry in named.reports))


def table(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Text:
    """A table with its head underlined."""
    total = sum(column.width + GAP for column in columns) - GAP
    lines = [*_row(columns, [(column.title, "bold") for column in columns]), Text("─" * total)]
    for row in rows:
        lines += _row(columns, row)
    return Text("\n").join(lines)


def _row(columns: Sequence[Column], cells: Sequence[Cell]) -> list[Text]:
    folded = [fold(text, column.width).split("\n") for column, (text, _) in zip(columns, cells, strict=True)]
    lines = []
    for i in range(max(len(parts) for parts in folded)):
        line = Text()
        for column, parts, (_, style) in zip(columns, folded, cells, strict=True):
            part = parts[i] if i < len(parts) else ""
            room = " " * (column.width - cell_len(part))
            line.append((" " * GAP if line else "") + (room if column.right else ""))
            line.append(part, style)
            line.append("" if column.right else room)
        line.rstrip()
        lines.append(line)
    return lines
