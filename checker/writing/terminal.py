"""The default output: Chinese text for people, in colour on a terminal, readable without."""

from __future__ import annotations

from collections.abc import Sequence
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
    Tally,
    Unreadable,
)
from checker.writing.folding import clip, fold
from checker.writing.overview import Entry, Overview, totals
from checker.writing.pairs import are_alike
from checker.writing.places import is_placed, where
from checker.writing.run import Run
from checker.writing.tables import (
    GAP,
    SCORE,
    SEVERITY_CELLS,
    STATE_CELLS,
    VERDICT,
    VERDICT_CELLS,
    Column,
    named,
    state_of,
    table,
    table_of_reports,
)
from checker.writing.visible import shown
from checker.writing.words import TIERS, excused, responsible

_INDENT = "   "
_WIDE = 76
_TITLE_WIDTH, _NARROW_TITLE_WIDTH = 26, 14
_STATE_WIDTH, _POINTS_WIDTH = 4, 6
_NARROWEST = 10
_HEADING_WIDTH, _EVIDENCE_WIDTH = 36, 40
_RELATED = 6
"""How many places that belong to a finding are shown."""
_PAIR_WIDTH = 90
_MARGIN = 12
"""Columns that a quoted line leaves free for its number and frame."""


class Writer:
    """Writes each report as it comes, a closing table for several, and the verdict as the last line."""

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._console = Console(file=stream, highlight=False, markup=False, emoji=False)
        self._run = run
        self._overview = Overview()
        self._last: Result | None = None

    def add(self, result: Result | Unreadable) -> None:
        """Write one report; what could not be read is only counted."""
        if isinstance(result, Unreadable):
            return
        self._last = result
        if self._run.left_out(result):
            self._overview.count(result)
            return
        self._overview.add(result)
        lines = _report(result, self._console.width, self._run.verbose)
        self._console.print(Text("\n").join(lines), soft_wrap=True)

    def finish(self) -> None:
        """Write the closing table and the closing line."""
        tally, width = self._run.tally, self._console.width
        entries = self._overview.ordered("given")
        if tally.reports > 1 and entries:
            self._console.print(_closing_table(entries, self._overview, width), soft_wrap=True)
        self._console.print(_closing_line(self._last, tally, width), soft_wrap=True)


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
    told = [f for f in result.standing if verbose or not f.known]
    findings = [f for f in told if f.severity is not Severity.NOTE]
    notes = [f for f in told if f.severity is Severity.NOTE]
    for number, finding in enumerate(findings, 1):
        lines += _finding(number, finding, result.source, width)
    if notes:
        lines.append(Text("建议（不扣分）：", "cyan"))
        for note in notes:
            lines.append(_hanging(Text(_INDENT + "· "), len(_INDENT) + 2, _noted(note, title), width))
            lines += _mending(note, width)
    lines += _set_aside(result, width, verbose)
    if verbose:
        lines += [*_pairs(result, width), *_reuse(result, width), *_untold(result, width)]
    lines.append(_score(result, width))
    return [*lines, Text.assemble("结论：", VERDICT_CELLS[result.verdict]), Text()]


def _set_aside(result: Result, width: int, verbose: bool) -> list[Text]:
    """The findings that are waived, by whom, until when and why; and how many are on record in the baseline."""
    waived = [(finding, finding.waived) for finding in result.findings if finding.waived is not None]
    lines = [Text("已豁免（不扣分）：", "cyan")] if waived else []
    for finding, by in waived:
        at = f"{where(finding.place)} " if finding.place is not None else ""
        told = f"{at}{shown(finding.message)}（{finding.rule}）——{shown(responsible(by))}"
        lines.append(_hanging(Text(_INDENT + "· "), len(_INDENT) + 2, told, width))
    known = sum(finding.known for finding in result.findings)
    if known and not verbose:
        lines.append(Text(fold(f"另有 {known} 条在基线里，不算新问题（加 -v 逐条列出）。", width), "dim"))
    return lines


def _noted(note: Finding, title: str) -> str:
    """A piece of advice, with its line unless it is about what stands nowhere and points at the title."""
    at = f"{where(note.place)} " if note.place is not None and is_placed(note, title) else ""
    return f"{at}{shown(note.message)}{excused(note)}（{note.rule}）"


def _score(result: Result, width: int) -> Text:
    """The sum that makes the score, each deduction with its rule."""
    lost = "".join(f" - {d.points:g}（{d.rule}）" for d in result.deductions) if result.is_report else ""
    return _hanging(Text("得分："), 6, f"100{lost} = {result.score:g}" if lost else f"{result.score:g}", width)


def _element_table(elements: Sequence[ElementResult], width: int) -> Text:
    title_width = _TITLE_WIDTH if width >= _WIDE else _NARROW_TITLE_WIDTH
    rest = width - title_width - _STATE_WIDTH - _POINTS_WIDTH - 3 * GAP
    columns = (
        Column("要素", title_width),
        Column("状态", _STATE_WIDTH),
        Column("得分", _POINTS_WIDTH, right=True),
        Column("说明", rest),
    )
    rows = [
        ((e.title, ""), STATE_CELLS[e.state], (f"{e.score:g}/{e.weight:g}", ""), (_explained(e), "")) for e in elements
    ]
    return table(columns, rows)


def _explained(element: ElementResult) -> str:
    """Why an element has its state, where one looked, and the first place that shows it."""
    places = []
    if element.where is not None:
        heading = clip(shown(element.where.section or element.where.quote), _HEADING_WIDTH)
        places.append(f"{where(element.where)}：{heading}")
    if element.evidence:
        first = element.evidence[0].place
        words = shown(first.quote.replace("\n", ""))
        places.append(f"如{where(first)}“{clip(words, _EVIDENCE_WIDTH)}”")
    return element.why + (f"（{'；'.join(places)}）" if places else "")


def _finding(number: int, finding: Finding, source: Source, width: int) -> list[Text]:
    word, style = SEVERITY_CELLS[finding.severity]
    place = where(finding.place) if finding.place else ""
    label = Text.assemble(f"{number}. ", (f"[{word}]", style), f" {place} " if place else " ")
    lines = [_hanging(label, label.cell_len, shown(finding.message) + excused(finding), width, "bold")]
    if finding.place is not None:
        lines += _quoted(source, finding.place, width)
        lines += _headed(finding.place, width)
    lines += [_related(related, width) for related in finding.related[:_RELATED]]
    return [*lines, *_mending(finding, width), Text(f"{_INDENT}规　则：{finding.rule}", "dim")]


def _headed(place: Place, width: int) -> list[Text]:
    """The heading of the place in a document whose paragraphs nobody counts."""
    if not place.in_paragraphs or not place.section or place.section in place.quote:
        return []
    label = Text(_INDENT + "所　在：")
    return [_hanging(label, len(_INDENT) + 8, clip(shown(place.section), _HEADING_WIDTH), width)]


def _related(related: Related, width: int) -> Text:
    """Another place that belongs to a finding: what it is, where, its words."""
    words = clip(shown(related.place.quote.replace("\n", "")), _EVIDENCE_WIDTH)
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
    return clip(shown(" ".join(place.quote.split())), _PAIR_WIDTH)


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
    text = clip(shown(source.text[start + first : min(end, start + first + room + 1)]), room)
    left, right = mark_start - first, max(mark_start - first + 1, min(mark_end - first, len(text)))
    before = "…" if first else ""
    body = Text.assemble(
        f"{_INDENT}{place.printed.line if place.printed else place.line:>4} │ ",
        before,
        text[:left],
        (text[left:right], "reverse"),
        text[right:],
    )
    marks = " " * cell_len(before + text[:left]) + "^" * max(1, cell_len(text[left:right]))
    return [body, Text(f"{_INDENT}     │ {marks}", "red")]


# --- several reports ----------------------------------------------------------------------------------------------


def _closing_table(entries: Sequence[Entry], overview: Overview, width: int) -> Text:
    told = [*(state_of(title) for title, _ in overview.elements), SCORE, VERDICT]
    return table_of_reports(named(entries, told, width), told)


def _closing_line(last: Result | None, tally: Tally, width: int) -> Text:
    if last is not None and tally.reports == 1 and not tally.unreadable:
        return Text.assemble("总的结论：", VERDICT_CELLS[last.verdict], f"，得分 {last.score:g}。")
    return Text(fold(f"总的结论：{totals(tally)}", width), "bold")
