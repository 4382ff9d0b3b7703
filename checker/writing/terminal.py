"""The default output: Chinese text for people, in colour on a terminal, readable without."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TextIO

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from checker.model import ElementResult, Finding, Place, Result, Severity, Source, State, Unreadable, Verdict
from checker.writing.run import Run

_STATES = {State.PRESENT: ("达标", "green"), State.WEAK: ("薄弱", "yellow"), State.MISSING: ("缺失", "bold red")}
_SEVERITIES = {
    Severity.ERROR: ("错误", "bold red"),
    Severity.WARNING: ("警告", "yellow"),
    Severity.NOTE: ("建议", "cyan"),
}
_VERDICTS = {Verdict.PASS: ("通过", "green"), Verdict.FAIL: ("不通过", "bold red")}
_TIERS = {
    "province": "省级",
    "city": "市级",
    "county": "县级",
    "township": "乡镇",
    "subdistrict": "街道",
    "department": "部门",
}
_INDENT = "   "
_PIECE = re.compile(r"[0-9A-Za-z_./%-]+|.", re.DOTALL)
_WIDE = 76
_TITLE_WIDTH, _NARROW_TITLE_WIDTH = 26, 14
_STATE_WIDTH, _POINTS_WIDTH, _VERDICT_WIDTH, _GAP = 4, 6, 6, 3
_SCORE_WIDTH, _NARROW_GAP = 5, 2
_NARROWEST = 10
_HEADING_WIDTH = 36
_NOT_FIRST = "，。、；：！？）》”’】〕%…·,.;:!?)"
_NOT_LAST = "（《“‘【〔("
_MARGIN = 12
"""Columns that a quoted line leaves free for its number and frame."""


def write(results: Iterable[Result | Unreadable], stream: TextIO, run: Run) -> None:
    """Write each report as it comes, a closing table for several, and the verdict as the last line."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    rows: list[Result] = []
    for result in results:
        if isinstance(result, Unreadable):
            continue
        rows.append(_without_text(result))
        if not run.left_out(result):
            _report(console, result)
    if len(rows) > 1:
        _closing_table(console, [row for row in rows if not run.left_out(row)])
    console.print(_closing_line(run, rows))


def _without_text(result: Result) -> Result:
    """The result without the report's text, which a closing table does not need."""
    source = result.source
    slim = Source(source.path, source.format, source.encoding, source.sha256, "")
    return Result(slim, result.is_report, result.facts, result.elements, (), (), result.score, (), result.verdict)


# --- one report ---------------------------------------------------------------------------------------------------


def _report(console: Console, result: Result) -> None:
    console.rule(Text(shown(result.source.path), "bold"), align="left", characters="─")
    facts = result.facts
    title = shown(facts.title) if facts.title else "（没有找到标题）"
    console.print(Text(fold(title, console.width), "bold"), soft_wrap=True)
    parts = [
        f"报告单位：{shown(facts.issuer or '未看出')}",
        f"层级：{_TIERS.get(facts.tier or '', '未看出')}",
        f"报告年度：{facts.report_year or '未看出'}",
        f"成文日期：{facts.issued or '未看出'}",
    ]
    console.print(Text(fold("  ".join(parts), console.width)), soft_wrap=True)
    if result.is_report:
        console.print(_element_table(list(result.elements.values()), console.width))
    findings = [f for f in result.findings if f.severity is not Severity.NOTE]
    notes = [f for f in result.findings if f.severity is Severity.NOTE]
    for number, finding in enumerate(findings, 1):
        _finding(console, number, finding, result.source)
    if notes:
        console.print(Text("可以考虑补写（不扣分）：", "cyan"))
        for note in notes:
            _hanging(console, Text(_INDENT + "· "), len(_INDENT) + 2, shown(note.message))
            _mending(console, note)
    if len(result.deductions) > 0 and result.is_report:
        lost = " - ".join(f"{d.points:g}" for d in result.deductions)
        console.print(Text(f"得分：100 - {lost} = {result.score:g}"))
    else:
        console.print(Text(f"得分：{result.score:g}"))
    word, style = _VERDICTS[result.verdict]
    console.print(Text.assemble("结论：", (word, style)))
    console.print()


def _element_table(elements: Sequence[ElementResult], width: int) -> Table:
    title_width = _TITLE_WIDTH if width >= _WIDE else _NARROW_TITLE_WIDTH
    rest = width - title_width - _STATE_WIDTH - _POINTS_WIDTH - 3 * _GAP
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("要素", width=title_width)
    table.add_column("状态", width=_STATE_WIDTH)
    table.add_column("得分", width=_POINTS_WIDTH, justify="right")
    table.add_column("说明", width=rest)
    for element in elements:
        word, style = _STATES[element.state]
        points = f"{element.score:g}/{element.weight:g}"
        table.add_row(fold(element.title, title_width), Text(word, style), points, fold(_explained(element), rest))
    return table


def _explained(element: ElementResult) -> str:
    """Why an element has its state, and where one looked."""
    if element.where is None:
        return element.why
    heading = _clip(shown(element.where.section or element.where.quote), _HEADING_WIDTH)
    return f"{element.why}（第{element.where.line}行：{heading}）"


def _finding(console: Console, number: int, finding: Finding, source: Source) -> None:
    word, style = _SEVERITIES[finding.severity]
    place = f"第{finding.place.line}行" if finding.place else ""
    head = f"{number}. [{word}] {place} "
    label = Text.assemble(f"{number}. ", (f"[{word}]", style), f" {place} ")
    _hanging(console, label, cell_len(head), shown(finding.message), "bold")
    if finding.place is not None:
        _quoted(console, source, finding.place)
    _mending(console, finding)
    console.print(Text(f"{_INDENT}规　则：{finding.rule}", "dim"))


def _mending(console: Console, finding: Finding) -> None:
    """How to mend it, and on which basis."""
    for label, text in (("怎么改：", finding.hint), ("依　据：", finding.basis)):
        if text:
            _hanging(console, Text(_INDENT + label, "green"), len(_INDENT) + 8, shown(text))


def _hanging(console: Console, label: Text, indent: int, text: str, style: str = "") -> None:
    """A label and a text that is wrapped under its beginning."""
    wrapped = fold(text, max(_NARROWEST, console.width - indent)).replace("\n", "\n" + " " * indent)
    console.print(Text.assemble(label, (wrapped, style)), soft_wrap=True)


def _quoted(console: Console, source: Source, place: Place) -> None:
    """The line of the source, cut to the width, with the place marked in colour and by a line of ^ below."""
    start, end = source.line_span(place.line)
    mark_start = place.span[0] - start
    mark_end = min(place.span[1], end) - start
    line = shown(source.text[start:end])
    room = max(20, console.width - _MARGIN)
    first = max(0, mark_start - room // 6) if cell_len(line) > room else 0
    text = _clip(line[first:], room)
    left, right = mark_start - first, max(mark_start - first + 1, min(mark_end - first, len(text)))
    number = f"{_INDENT}{place.line:>4} │ "
    before = "…" if first else ""
    body = Text.assemble(number, before, text[:left], (text[left:right], "reverse"), text[right:])
    marks = " " * cell_len(before + text[:left]) + "^" * max(1, cell_len(text[left:right]))
    console.print(body, no_wrap=True, overflow="crop")
    console.print(Text(f"{_INDENT}     │ {marks}", "red"), no_wrap=True, overflow="crop")


# --- several reports ----------------------------------------------------------------------------------------------


def _closing_table(console: Console, rows: Sequence[Result]) -> None:
    titles = list(dict.fromkeys(e.short for row in rows for e in row.elements.values()))
    states_width = sum(max(_STATE_WIDTH, cell_len(title)) for title in titles)
    others = states_width + _SCORE_WIDTH + _VERDICT_WIDTH + (len(titles) + 2) * _NARROW_GAP
    name_width = min(max([4, *(cell_len(_name(row)) for row in rows)]), max(_NARROWEST, console.width - others))
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
    table.add_column("报告", width=name_width)
    for title in titles:
        table.add_column(title, min_width=max(_STATE_WIDTH, cell_len(title)))
    table.add_column("得分", justify="right", min_width=_SCORE_WIDTH)
    table.add_column("结论", min_width=_VERDICT_WIDTH)
    for row in rows:
        states = {e.short: Text(*_STATES[e.state]) for e in row.elements.values()}
        cells = [states.get(title, Text("—")) for title in titles]
        table.add_row(fold(_name(row), name_width), *cells, f"{row.score:g}", Text(*_VERDICTS[row.verdict]))
    console.print(table)


def _name(row: Result) -> str:
    if not row.facts.issuer:
        return shown(row.source.path)
    return shown(row.facts.issuer) + (f"（{row.facts.report_year}）" if row.facts.report_year else "")


def _closing_line(run: Run, rows: Sequence[Result]) -> Text:
    tally = run.tally
    if tally.reports == 1 and not tally.unreadable:
        word, style = _VERDICTS[rows[0].verdict]
        return Text.assemble("总的结论：", (word, style), f"，得分 {rows[0].score:g}。")
    line = f"总的结论：共检查 {tally.reports} 份，通过 {tally.passed} 份，不通过 {tally.failed} 份"
    if tally.mean_score is not None:
        line += f"，平均 {tally.mean_score:g} 分"
    if tally.unreadable:
        line += f"；另有 {tally.unreadable} 份读不了"
    return Text(line + "。", "bold")


# --- words --------------------------------------------------------------------------------------------------------


def shown(text: str) -> str:
    """Text of a report, safe for a terminal: control characters and direction marks become a visible sign."""
    return "".join(
        " " if char == "\t" else "�" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") else char
        for char in text
    )


def _clip(text: str, cells: int) -> str:
    """At most so many columns of a text."""
    width = 0
    for i, char in enumerate(text):
        width += cell_len(char)
        if width > cells:
            return text[: max(0, i - 1)] + "…"
    return text


def fold(text: str, cells: int) -> str:
    """Break a text into lines of at most so many columns, as Chinese is set.

    Chinese has no spaces to break at: a line may end after any character but an opening bracket, and a stop may not
    begin a line. Numbers and Latin words are kept whole where they fit.
    """
    lines: list[str] = []
    line, width = "", 0
    for piece in _PIECE.findall(text):
        size = cell_len(piece)
        if line and width + size > cells:
            if piece[0] in _NOT_FIRST and len(line) > 1:
                line, piece = line[:-1], line[-1] + piece
            while len(line) > 1 and line[-1] in _NOT_LAST:
                line, piece = line[:-1], line[-1] + piece
            lines.append(line.rstrip())
            piece = piece.lstrip()
            line, width, size = "", 0, cell_len(piece)
        while size > cells:
            cut = next(i for i in range(len(piece), 0, -1) if cell_len(piece[:i]) <= cells or i == 1)
            lines.append(piece[:cut])
            piece = piece[cut:]
            size = cell_len(piece)
        line += piece
        width += size
    return "\n".join([*lines, line.rstrip()])
