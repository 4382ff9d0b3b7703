"""The table of a reviewing office, one row a report: its columns, the same in every format that has it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from checker.model import Severity, State, Verdict
from checker.writing.overview import Entry, Overview
from checker.writing.run import Run
from checker.writing.words import SEVERITIES, TIERS

Value: TypeAlias = str | int | float | datetime.date | State | Verdict | Severity | None

PATH, VERDICT, WORST = "文件", "结论", "主要问题"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in characters of a digit's width, what it holds of a report.

    ``element`` (its short title) or ``kind`` say what is counted in it.
    """

    title: str
    width: float
    value: Callable[[Entry], Value]
    element: str | None = None
    kind: str | None = None


def columns_of(overview: Overview, run: Run) -> Sequence[Column]:
    """The columns: facts, states of the elements, score, counts; of the kinds of findings those that occur."""
    return [
        Column(PATH, 18, lambda entry: entry.path),
        Column("单位", 20, lambda entry: entry.issuer),
        Column("层级", 5.5, lambda entry: TIERS.get(entry.tier or "")),
        Column("年度", 5.5, lambda entry: entry.year),
        Column("成文日期", 10.5, lambda entry: entry.issued),
        *(_state(title) for title, _ in overview.elements),
        Column("得分", 6, lambda entry: entry.score),
        Column(VERDICT, 7, lambda entry: entry.verdict),
        *(_severity(severity) for severity in Severity),
        Column(WORST, 40, lambda entry: "；".join(message.rstrip("。") for message in entry.worst) or None),
        *(_kind(kind, run.kind_title(kind)) for kind in run.in_order({k for e in overview.entries for k in e.kinds})),
    ]


def _state(title: str) -> Column:
    return Column(title, 6.5, lambda entry: entry.states.get(title), element=title)


def _severity(severity: Severity) -> Column:
    return Column(SEVERITIES[severity], 5, lambda entry: entry.counts[severity])


def _kind(kind: str, title: str) -> Column:
    return Column(title, 3.6, lambda entry: entry.kinds.get(kind, 0), kind=kind)
