"""Reports × elements and kinds of findings in the terminal, and what is missing in how many of them.

Columns that do not fit beside each other go into further tables under the first one, without the reports of which they
have nothing to tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from checker.model import Result, Unreadable
from checker.writing.folding import fold
from checker.writing.overview import Overview, totals
from checker.writing.run import Run
from checker.writing.tables import (
    GAP,
    SCORE,
    VERDICT,
    Column,
    Named,
    Told,
    named,
    state_of,
    table_of_reports,
)
from checker.writing.visible import shown

_KIND_WIDTH = 4
_ZERO = ("·", "dim")
_MOST_COMMON = 5
"""How many kinds of findings are named as the most common ones."""


class Writer:
    """Collects the lines and writes the table at the end."""

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._console = Console(file=stream, highlight=False, markup=False, emoji=False)
        self._run = run
        self._overview = Overview()

    def add(self, result: Result | Unreadable) -> None:
        """Take one report."""
        self._overview.take(result, self._run)

    def finish(self) -> None:
        """Write the tables, what is missing how often, what could not be read, and the totals."""
        width = self._console.width
        for paragraph in (*self._tables(width), *(Text(fold(line, width)) for line in self._closing())):
            self._console.print(paragraph, soft_wrap=True)

    def _tables(self, width: int) -> Iterator[Text]:
        entries = self._overview.ordered(self._run.order)
        if not entries:
            return
        states = [state_of(title) for title, _ in self._overview.elements]
        reports = named(entries, [*states, SCORE, VERDICT], width)
        kinds = self._run.in_order({kind for entry in entries for kind in entry.kinds})
        counts = [_count_of(kind, self._run.kind_title(kind)) for kind in kinds]
        first, *others = _blocks([*states, SCORE, VERDICT, *counts], width - reports.column.width)
        yield table_of_reports(reports, first)
        for block in others:
            yield Text()
            yield table_of_reports(_with_any(reports, block), block)
        yield Text()

    def _closing(self) -> Iterator[str]:
        """What is missing, what is common, what could not be read, how many reports there were."""
        overview, run = self._overview, self._run
        lacking = overview.lacking()
        if lacking:
            yield f"缺什么：{'；'.join(lacking)}。"
        elif overview.elements:
            yield "各项要素都达标。"
        common = sorted(run.in_order(overview.kinds), key=lambda kind: -overview.kinds[kind])[:_MOST_COMMON]
        if common:
            yield f"常见问题：{'，'.join(f'{run.kind_title(kind)} {overview.kinds[kind]} 份' for kind in common)}。"
        for unreadable in overview.unreadable:
            yield f"读不了：{shown(unreadable.path)}"
        yield totals(run.tally) + (
            f"只列出不通过的，通过的 {overview.left_out} 份没有列出。" if overview.left_out else ""
        )


def _count_of(kind: str, title: str) -> Told:
    """A column for the number of findings of a kind; its head may take two lines."""
    column = Column(title, max(_KIND_WIDTH, *(cell_len(word) for word in fold(title, _KIND_WIDTH).split("\n"))), True)
    return Told(column, lambda entry: (str(entry.kinds[kind]), "") if entry.kinds.get(kind) else _ZERO)


def _with_any(reports: Named, block: Sequence[Told]) -> Named:
    """The reports of which the columns of a further table tell anything."""
    return replace(reports, reports=[each for each in reports.reports if any(t.cell(each[1]) != _ZERO for t in block)])


def _blocks(told: Iterable[Told], room: int) -> Iterator[Sequence[Told]]:
    """Columns in as few groups as fit into the room."""
    block: list[Told] = []
    used = 0
    for each in told:
        size = each.column.width + GAP
        if block and used + size > room:
            yield block
            block, used = [], 0
        block.append(each)
        used += size
    if block:
        yield block
