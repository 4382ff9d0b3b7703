"""The default output: Chinese text for people, in colour on a terminal, readable without."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from checker.model import (
    ElementResult,
    Finding,
    OutcomeKind,
    Place,
    Related,
    Result,
    Severity,
    Source,
    State,
    Unreadable,
    Verdict,
)
from checker.writing.pairs import are_alike
from checker.writing.places import is_placed, where
from checker.writing.run import Run
from checker.writing.visible import shown
from checker.writing.words import SEVERITIES, STATES, TIERS, VERDICTS

_STATE_STYLES = {State.PRESENT: "green", State.WEAK: "yellow", State.MISSING: "bold red"}
_SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_VERDICT_STYLES = {Verdict.PASS: "green", Verdict.FAIL: "bold red"}
_STATES = {state: (word, _STATE_STYLES[state]) for state, word in STATES.items()}
_SEVERITIES = {severity: (word, _SEVERITY_STYLES[severity]) for severity, word in SEVERITIES.items()}
_VERDICTS = {verdict: (word, _VERDICT_STYLES[verdict]) for verdict, word in VERDICTS.items()}
_INDENT = "   "
_PIECE = re.compile(r"[0-9A-Za-z_./%-]+|.", re.DOTALL)
_WIDE = 76
_TITLE_WIDTH, _NARROW_TITLE_WIDTH = 26, 14
_STATE_WIDTH, _POINTS_WIDTH, _VERDICT_WIDTH, _GAP = 4, 6, 6, 2
_SCORE_WIDTH = 5
_NARROWEST = 10
_HEADING_WIDTH, _EVIDENCE_WIDTH = 36, 40
_RELATED = 6
"""How many places that belong to a finding are shown."""
_PAIR_WIDTH = 90

_NOT_FIRST = "，。、；：！？）》”’】〕%…·,.;:!?)"
_NOT_LAST = "（《“‘【〔("
_MARGIN = 12
"""Columns that a quoted line leaves free for its number and frame."""


class Writer:
    """Writes each report as it comes, a closing table for several, and the verdict as the last line."""

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._console = Console(file=stream, highlight=False, markup=False, emoji=False)
        self._run = run
        self._rows: list[Result] = []

    def add(self, result: Result | Unreadable) -> None:
        """Write one report; what could not be read is only counted."""
        if isinstance(result, Unreadable):
            return
        self._rows.append(_without_text(result))
        if not self._run.left_out(result):
            lines = _report(result, self._console.width, self._run.verbose)
            self._console.print(Text("\n").join(lines), soft_wrap=True)

    def finish(self) -> None:
        """Write the closing table and the closing line."""
        rows, run, width = self._rows, self._run, self._console.width
        shown_rows = [row for row in rows if not run.left_out(row)]
        if len(rows) > 1 and shown_rows:
            self._console.print(_closing_table(shown_rows, width), soft_wrap=True)
        self._console.print(_closing_line(run, rows, width), soft_wrap=True)


def _without_text(result: Result) -> Result:
    """The result without the report's text, which a closing table does not need."""
    source = result.source
    slim = Source(source.path, source.format, source.encoding, source.sha256, "")
    return Result(slim, result.is_report, result.facts, result.elements, (), (), result.score, (), result.verdict)


# --- one report ---------------------------------------------------------------------------------------------------


def _report(result: Result, width: int, verbose: bool) -> list[Text]:
    facts = result.facts
    path = shown(result.source.path)
    title = shown(facts.title) if facts.title else "（没有找到标题）"
    parts = [
        f"报告单位：{shown(facts.issuer or '未看出')}",
        f"层级：{TIERS.get(facts.tier or '', '未看出')}",
        f"报告年度：{facts.report_year or '未看出'}",
        f"成文日期：{facts.issued or '未看出'}",
    ]
    lines = [
        Text.assemble((fold(path, width), "bold"), " " + "─" * (width - cell_len(path) - 1)),
        Text(fold(title, width), "bold"),
        Text(fold("  ".join(parts), width)),
    ]
    if result.is_report:
        lines.append(_element_table(list(result.elements.values()), width))
    findings = [f for f in result.findings if f.severity is not Severity.NOTE]
    notes = [f for f in result.findings if f.severity is Severity.NOTE]
    for number, finding in enumerate(findings, 1):
        lines += _finding(number, finding, result.source, width)
    if notes:
        lines.append(Text("建议（不扣分）：", "cyan"))
        for note in notes:
            lines.append(_hanging(Text(_INDENT + "· "), len(_INDENT) + 2, _noted(note, title), width))
            lines += _mending(note, width)
    if verbose:
        lines += [*_pairs(result, width), *_reuse(result, width), *_untold(result, width)]
    lines.append(_score(result, width))
    return [*lines, Text.assemble("结论：", _VERDICTS[result.verdict]), Text()]


def _noted(note: Finding, title: str) -> str:
    """A piece of advice, with its line unless it is about what stands nowhere and points at the title."""
    at = f"{where(note.place)} " if note.place is not None and is_placed(note, title) else ""
    return f"{at}{shown(note.message)}（{note.rule}）"


def _score(result: Result, width: int) -> Text:
    """The sum that makes the score, each deduction with its rule."""
    lost = "".join(f" - {d.points:g}（{d.rule}）" for d in result.deductions) if result.is_report else ""
    return _hanging(Text("得分："), 6, f"100{lost} = {result.score:g}" if lost else f"{result.score:g}", width)


def _element_table(elements: Sequence[ElementResult], width: int) -> Text:
    title_width = _TITLE_WIDTH if width >= _WIDE else _NARROW_TITLE_WIDTH
    rest = width - title_width - _STATE_WIDTH - _POINTS_WIDTH - 3 * _GAP
    columns = (
        _Column("要素", title_width),
        _Column("状态", _STATE_WIDTH),
        _Column("得分", _POINTS_WIDTH, right=True),
        _Column("说明", rest),
    )
    rows = [((e.title, ""), _STATES[e.state], (f"{e.score:g}/{e.weight:g}", ""), (_explained(e), "")) for e in elements]
    return _table(columns, rows)


def _explained(element: ElementResult) -> str:
    """Why an element has its state, where one looked, and the first place that shows it."""
    places = []
    if element.where is not None:
        heading = _clip(shown(element.where.section or element.where.quote), _HEADING_WIDTH)
        places.append(f"{where(element.where)}：{heading}")
    if element.evidence:
        first = element.evidence[0].place
        words = shown(first.quote.replace("\n", ""))
        places.append(f"如{where(first)}“{_clip(words, _EVIDENCE_WIDTH)}”")
    return element.why + (f"（{'；'.join(places)}）" if places else "")


def _finding(number: int, finding: Finding, source: Source, width: int) -> list[Text]:
    word, style = _SEVERITIES[finding.severity]
    place = where(finding.place) if finding.place else ""
    label = Text.assemble(f"{number}. ", (f"[{word}]", style), f" {place} ")
    lines = [_hanging(label, label.cell_len, shown(finding.message), width, "bold")]
    if finding.place is not None:
        lines += _quoted(source, finding.place, width)
    lines += [_related(related, width) for related in finding.related[:_RELATED]]
    return [*lines, *_mending(finding, width), Text(f"{_INDENT}规　则：{finding.rule}", "dim")]


def _related(related: Related, width: int) -> Text:
    """Another place that belongs to a finding: what it is, where, its words."""
    words = _clip(shown(related.place.quote.replace("\n", "")), _EVIDENCE_WIDTH)
    return _hanging(
        Text(_INDENT + "对　照："),
        len(_INDENT) + 8,
        f"{shown(related.message)}，{shown(where(related.place))}“{words}”",
        width,
    )


def _mending(finding: Finding, width: int) -> list[Text]:
    """How to mend it, and on which basis."""
    told = (("怎么改：", finding.hint), ("依　据：", finding.basis))
    return [
        _hanging(Text(_INDENT + label, "green"), len(_INDENT) + 8, shown(text), width) for label, text in told if text
    ]


def _pairs(result: Result, width: int) -> list[Text]:
    """Each problem with its answer in the plan."""
    lines = [Text("不足与安排：", "bold")] if result.pairs else []
    for pair in result.pairs:
        label = Text(f"{_INDENT}问题（{where(pair.problem)}）")
        lines.append(_hanging(label, len(_INDENT) + 2, _words(pair.problem), width, first=label.cell_len))
        if pair.plan is None:
            lines.append(Text(f"{_INDENT}  → 没有看到对应的安排", "yellow"))
            continue
        likely = "安排" if are_alike(pair) else "可能是安排"
        label = Text(f"{_INDENT}  → {likely}（{where(pair.plan)}，相近程度 {pair.similarity:.2f}）", "green")
        lines.append(_hanging(label, len(_INDENT) + 4, _words(pair.plan), width, first=label.cell_len))
    return lines


def _reuse(result: Result, width: int) -> list[Text]:
    """How much of each section stood in last year's report."""
    if result.reuse is None:
        return []
    lines = [Text(fold(f"沿用上年报告（{shown(result.reuse.path)}）的文字：", width), "bold")]
    for section in result.reuse.sections:
        counted = f"{section.letters}字中有{section.taken_letters}字（{section.share:.0%}）"
        told = f"{_words(section.place)}：{counted}，{section.sentences}句中有{section.taken_sentences}句"
        lines.append(_hanging(Text(_INDENT + "· "), len(_INDENT) + 2, told, width))
    return lines


def _words(place: Place) -> str:
    return _clip(shown(" ".join(place.quote.split())), _PAIR_WIDTH)


def _untold(result: Result, width: int) -> list[Text]:
    """The rules that could not be judged, and why."""
    untold = [outcome for outcome in result.outcomes if outcome.outcome is OutcomeKind.CANNOT_TELL]
    lines = [Text("没能判断的规则：", "bold")] if untold else []
    for outcome in untold:
        lines.append(_hanging(Text(_INDENT + "· "), len(_INDENT) + 2, f"{outcome.rule}：{outcome.why}", width))
    return lines


def _hanging(label: Text, indent: int, text: str, width: int, style: str = "", first: int | None = None) -> Text:
    """A label and a text that is wrapped under its beginning; ``first`` is what the label takes when that is more."""
    begun, rest = text, ""
    if first is not None and first > indent:
        begun = fold(text, max(_NARROWEST, width - first)).split("\n")[0]
        rest = text[len(begun) :].lstrip()
    lines = [*([begun] if rest else []), *fold(rest or text, max(_NARROWEST, width - indent)).split("\n")]
    return Text.assemble(label, (("\n" + " " * indent).join(lines), style))


def _quoted(source: Source, place: Place, width: int) -> list[Text]:
    """The line of the source, cut to the width, with the place marked in colour and by a line of ^ below."""
    start, end = source.line_span(place.line)
    mark_start = place.span[0] - start
    mark_end = min(place.span[1], end) - start
    room = max(20, width - _MARGIN)
    first = max(0, mark_start - room // 6) if cell_len(source.text[start : min(end, start + room + 1)]) > room else 0
    text = _clip(shown(source.text[start + first : min(end, start + first + room + 1)]), room)
    left, right = mark_start - first, max(mark_start - first + 1, min(mark_end - first, len(text)))
    before = "…" if first else ""
    body = Text.assemble(
        f"{_INDENT}{place.line:>4} │ ", before, text[:left], (text[left:right], "reverse"), text[right:]
    )
    marks = " " * cell_len(before + text[:left]) + "^" * max(1, cell_len(text[left:right]))
    return [body, Text(f"{_INDENT}     │ {marks}", "red")]


# --- several reports ----------------------------------------------------------------------------------------------


def _closing_table(rows: Sequence[Result], width: int) -> Text:
    titles = list(dict.fromkeys(e.short for row in rows for e in row.elements.values()))
    states = [_Column(title, max(_STATE_WIDTH, cell_len(title))) for title in titles]
    last = [_Column("得分", _SCORE_WIDTH, right=True), _Column("结论", _VERDICT_WIDTH)]
    others = sum(column.width + _GAP for column in (*states, *last))
    names = _names(rows)
    name_width = min(max(cell_len(name) for name in names), max(_NARROWEST, width - others))
    cells = []
    for name, row in zip(names, rows, strict=True):
        by_title = {e.short: _STATES[e.state] for e in row.elements.values()}
        found = [by_title.get(title, ("—", "")) for title in titles]
        cells.append([(name, ""), *found, (f"{row.score:g}", ""), _VERDICTS[row.verdict]])
    return _table([_Column("报告", name_width), *states, *last], cells)


def _names(rows: Sequence[Result]) -> list[str]:
    """What to call each report: office and year, and the file where that does not tell them apart."""
    names = []
    for row in rows:
        year = f"（{row.facts.report_year}）" if row.facts.report_year else ""
        names.append(shown(row.facts.issuer) + year if row.facts.issuer else "")
    counts = Counter(names)
    return [
        name if name and counts[name] == 1 else f"{name} {shown(row.source.path)}".strip()
        for name, row in zip(names, rows, strict=True)
    ]


def _closing_line(run: Run, rows: Sequence[Result], width: int) -> Text:
    tally = run.tally
    if tally.reports == 1 and not tally.unreadable:
        word, style = _VERDICTS[rows[0].verdict]
        return Text.assemble("总的结论：", (word, style), f"，得分 {rows[0].score:g}。")
    line = f"总的结论：共检查 {tally.reports} 份，通过 {tally.passed} 份，不通过 {tally.failed} 份"
    if tally.mean_score is not None:
        line += f"，平均 {tally.mean_score:g} 分"
    if tally.unreadable:
        line += f"；另有 {tally.unreadable} 份读不了"
    return Text(fold(line + "。", width), "bold")


# --- tables -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a table; ``width`` in terminal columns."""

    title: str
    width: int
    right: bool = False


def _table(columns: Sequence[_Column], rows: Iterable[Sequence[tuple[str, str]]]) -> Text:
    """A table of cells (text and style) that breaks Chinese as Chinese is set, which rich's own tables do not."""
    total = sum(column.width + _GAP for column in columns) - _GAP
    lines = [*_row(columns, [(column.title, "bold") for column in columns]), Text("─" * total)]
    for row in rows:
        lines += _row(columns, row)
    return Text("\n").join(lines)


def _row(columns: Sequence[_Column], cells: Sequence[tuple[str, str]]) -> list[Text]:
    folded = [fold(text, column.width).split("\n") for column, (text, _) in zip(columns, cells, strict=True)]
    lines = []
    for i in range(max(len(parts) for parts in folded)):
        line = Text()
        for column, parts, (_, style) in zip(columns, folded, cells, strict=True):
            part = parts[i] if i < len(parts) else ""
            room = " " * (column.width - cell_len(part))
            line.append((" " * _GAP if line else "") + (room if column.right else ""))
            line.append(part, style)
            line.append("" if column.right else room)
        line.rstrip()
        lines.append(line)
    return lines


# --- words --------------------------------------------------------------------------------------------------------


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
