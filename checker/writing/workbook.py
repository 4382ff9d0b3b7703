"""The reviewing office's workbook: a row a report, a row a finding, the bases, the files that could not be read.

Findings are written as they come, the rest at the end. Everything that a report says is written as text, never as a
formula, a link or a number. The same results make the same bytes.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from xlsxwriter import Workbook

from checker.model import Finding, Result, State, Unreadable
from checker.version import VERSION
from checker.writing.overview import Overview, totals
from checker.writing.places import where
from checker.writing.rows import Column, Value, columns_of
from checker.writing.run import Run
from checker.writing.sheet import Sheet, Styles
from checker.writing.visible import clipped
from checker.writing.words import STATES, excused

_MADE = datetime.datetime(2000, 1, 1)
"""The date of making that the file tells: a fixed one, so that the same results make the same bytes."""
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_QUOTE, _RELATED_QUOTE, _RELATED = 200, 60, 6

_FINDINGS = (
    ("文件", 16.0),
    ("单位", 16),
    ("位置", 9),
    ("所在部分", 16),
    ("级别", 5.5),
    ("类别", 8.5),
    ("问题", 34),
    ("原文", 26),
    ("对照", 18),
    ("怎么改", 34),
    ("依据", 22),
    ("规则", 16),
)
_BASES = (("依据", 66.0), ("规则", 60), ("问题（条）", 11), ("报告（份）", 11))
_UNREADABLE = (("文件", 50.0), ("原因和办法", 90))


@dataclass(slots=True)
class _Cited:
    """Of one basis: the rules that cite it, how many findings do, in how many reports."""

    rules: set[str] = field(default_factory=set)
    findings: int = 0
    reports: int = 0


class Writer:
    """Writes the findings as they come, the table of the reports and the rest at the end."""

    def __init__(self, target: BinaryIO, run: Run) -> None:
        self._run = run
        self._overview = Overview()
        self._bases: dict[str, _Cited] = {}
        # Temporary files stand beside the result, where the user lets this program write.
        name = getattr(target, "name", None)
        beside = {"tmpdir": str(Path(name).parent)} if isinstance(name, str | Path) else {}
        self._book = Workbook(target, {**_OPTIONS, **beside})
        self._book.set_properties({"title": "检查结果", "created": _MADE, "comments": self._made_by})
        self._styles = Styles(self._book)
        # The first sheet to be seen, and the last to be written.
        self._first = self._book.add_worksheet("汇总")
        self._findings = self._sheet("问题清单", _FINDINGS)
        self._findings.freeze(2)

    @property
    def _made_by(self) -> str:
        return f"fzcheck {VERSION}，规则包 {self._run.pack_id} {self._run.pack_version}"

    def _sheet(self, title: str, columns: Sequence[tuple[str, float]]) -> Sheet:
        return Sheet(self._book.add_worksheet(title), self._styles, self._made_by, columns)

    def add(self, result: Result | Unreadable) -> None:
        """Take one report and write its findings."""
        shown = self._overview.take(result, self._run)
        if shown is not None:
            for finding in shown.findings:
                self._findings.row(self._told(finding, shown))
            self._cite(shown.findings)

    def finish(self) -> None:
        """Write the other sheets and close the file."""
        self._findings.filter()
        self._findings.remarks(())
        self._write_summary()
        self._write_bases()
        if self._overview.unreadable:
            unreadable = self._sheet("读不了", _UNREADABLE)
            unreadable.freeze(0)
            for each in self._overview.unreadable:
                unreadable.row((each.path, each.message))
            unreadable.remarks(())
        self._book.close()

    def _told(self, finding: Finding, result: Result) -> Sequence[Value]:
        place = finding.place
        related = [
            f"{each.message}（{where(each.place)}）“{clipped(each.place.quote, _RELATED_QUOTE)}”"
            for each in finding.related[:_RELATED]
        ]
        return (
            result.source.path,
            result.facts.issuer,
            where(place) if place else None,
            place.section if place else None,
            finding.severity,
            self._run.kind_title(finding.kind),
            finding.message + excused(finding),
            clipped(place.quote, _QUOTE) if place else None,
            "；".join(related) or None,
            finding.hint,
            finding.basis,
            finding.rule,
        )

    def _cite(self, findings: Sequence[Finding]) -> None:
        """Count the bases that the findings of one report cite."""
        for basis in dict.fromkeys(finding.basis for finding in findings if finding.basis):
            citing = [finding for finding in findings if finding.basis == basis]
            cited = self._bases.setdefault(basis, _Cited())
            cited.rules.update(finding.rule for finding in citing)
            cited.findings += len(citing)
            cited.reports += 1

    def _write_summary(self) -> None:
        overview = self._overview
        columns = columns_of(overview, self._run)
        heads = [(column.title, column.width) for column in columns]
        sheet = Sheet(self._first, self._styles, self._made_by, heads)
        sheet.freeze(2)
        kinds = [i for i, column in enumerate(columns) if column.kind is not None]
        for entry in overview.ordered(self._run.order):
            sheet.row([column.value(entry) for column in columns], blank_zeros=kinds)
        sheet.filter()
        sheet.remarks([*self._counts(columns), *([remark] for remark in self._remarks())])

    def _counts(self, columns: Sequence[Column]) -> Iterator[Sequence[str | int | None]]:
        """Under the columns: in how many reports an element is missing or thin, a kind of findings occurs."""
        states = dict(self._overview.elements)
        for state in (State.MISSING, State.WEAK):
            counts = [states[column.element][state] if column.element in states else None for column in columns[1:]]
            yield [f"{STATES[state]}（份）", *counts]
        kinds = self._overview.kinds
        yield ["有这类问题的（份）", *(kinds[column.kind] if column.kind else None for column in columns[1:])]

    def _remarks(self) -> Iterator[str]:
        overview = self._overview
        for told in overview.lacking():
            yield f"{told}。"
        yield totals(self._run.tally)
        if overview.left_out:
            yield f"只列出不通过的；通过的 {overview.left_out} 份计入合计，没有列出。"
        if overview.unreadable:
            yield "读不了的文件见“读不了”表。"

    def _write_bases(self) -> None:
        sheet = self._sheet("依据", _BASES)
        sheet.freeze(0)
        for basis, cited in sorted(self._bases.items(), key=lambda each: (-each[1].findings, each[0])):
            sheet.row((basis, "、".join(sorted(cited.rules)), cited.findings, cited.reports))
        sheet.filter()
        sheet.remarks(())
