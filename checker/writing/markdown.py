"""Markdown (CommonMark with the tables of GitHub Flavored Markdown), for a merge request or a mail.

The summary stands on top; what is told of the single reports waits in a temporary file until it is known.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from typing import TextIO

from checker.model import Finding, OutcomeKind, Pair, Place, Result, Reuse, Severity, State, Unreadable
from checker.writing.overview import Overview
from checker.writing.pairs import are_alike
from checker.writing.places import is_placed, where, words_beside
from checker.writing.run import Run
from checker.writing.visible import clipped, shown
from checker.writing.words import SEVERITIES, STATES, TIERS, VERDICTS, excused

_ACTIVE = re.compile(r"[\\`*_{}\[\]<>|~$&#!:^]|(?<=www)\.")
"""Characters that mean something inside a line, to CommonMark or to the programs that show it."""
_KEPT_IN_MEMORY = 4 << 20
_QUOTE, _PAIR = 60, 120
_RELATED = 6
_NOT_FOUND = "（没有找到标题）"


class Writer:
    """Keeps what is told of each report as it comes, and writes it under the summary."""

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._stream = stream
        self._run = run
        self._overview = Overview()
        # Closed in finish, or with the program when there is no finish.
        self._told = tempfile.SpooledTemporaryFile(_KEPT_IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115

    def add(self, result: Result | Unreadable) -> None:
        """Take one result."""
        shown = self._overview.take(result, self._run)
        if shown is not None:
            self._told.write("".join(f"{line}\n" for line in _report(shown, self._run.verbose)))

    def finish(self) -> None:
        """Write the summary, what was kept, and what could not be read."""
        self._stream.write("# 报告检查结果\n\n" + _totals(self._run) + "\n")
        if len(self._overview.entries) > 1:
            self._stream.write("".join(f"{line}\n" for line in _summary(self._overview)))
        self._told.seek(0)
        shutil.copyfileobj(self._told, self._stream)
        self._told.close()
        if self._overview.unreadable:
            self._stream.write("\n## 读不了的文件\n\n")
        for one in self._overview.unreadable:
            self._stream.write(f"- 文件 {escaped(one.path)}：{escaped(one.message)}\n")


def escaped(text: str) -> str:
    """Text of a report on one line in which no character means anything to Markdown.

    An @ is written in full width, because the programs that show merge requests call people by it, escaped or not.
    """
    return _ACTIVE.sub(r"\\\g<0>", shown(" ".join(text.split()))).replace("@", "＠")


def _totals(run: Run) -> str:
    tally = run.tally
    line = f"共检查 {tally.reports} 份：通过 {tally.passed} 份，不通过 {tally.failed} 份"
    if tally.mean_score is not None:
        line += f"，平均 {tally.mean_score:g} 分"
    if tally.unreadable:
        line += f"；另有 {tally.unreadable} 份读不了"
    return line + ("。只列出不通过的。" if run.quiet else "。")


# --- several reports ----------------------------------------------------------------------------------------------


def _summary(overview: Overview) -> Iterator[str]:
    """A table of the reports, and which elements are missing in how many of them."""
    titles = [title for title, _ in overview.elements]
    yield ""
    yield from _table(["报告", "层级", "年度", *titles, "得分", "结论", *(SEVERITIES[s] for s in Severity)])
    for entry in overview.entries:
        states = [STATES[entry.states[title]] if title in entry.states else "—" for title in titles]
        known = [TIERS.get(entry.tier or "", "—"), str(entry.year or "—")]
        counts = [str(entry.counts[severity]) for severity in Severity]
        yield _row([entry.name, *known, *states, f"{entry.score:g}", VERDICTS[entry.verdict], *counts])
    yield ""
    yield from _table(["要素", *(STATES[state] for state in State)])
    for title, counted in overview.elements:
        yield _row([title, *(str(counted[state]) for state in State)])


def _table(heads: Sequence[str]) -> Iterator[str]:
    yield _row(heads)
    yield f"| {' | '.join(['---'] * len(heads))} |"


def _row(cells: Sequence[str]) -> str:
    """A row of a table; the cells are escaped here."""
    return f"| {' | '.join(map(escaped, cells))} |"


# --- one report ---------------------------------------------------------------------------------------------------


def _report(result: Result, verbose: bool) -> Iterator[str]:
    facts = result.facts
    yield f"\n## 报告：{escaped(facts.title) if facts.title else _NOT_FOUND}\n"
    yield f"- 结论：**{VERDICTS[result.verdict]}**"
    yield f"- 得分：{_sum(result)}"
    yield f"- 报告单位：{escaped(facts.issuer or '未看出')}"
    yield f"- 层级：{TIERS.get(facts.tier or '', '未看出')}；报告年度：{facts.report_year or '未看出'}；" + (
        f"成文日期：{facts.issued or '未看出'}"
    )
    yield f"- 文件：{escaped(result.source.path)}"
    if result.is_report:
        yield ""
        yield from _table(["要素", "状态", "得分", "说明"])
        for e in result.elements.values():
            at = f"（{where(e.where)}）" if e.where else ""
            points = f"{e.score:g}/{e.weight:g}"
            yield _row([e.title, STATES[e.state], points, e.why + at])
    flaws = [f for f in result.findings if f.severity is not Severity.NOTE]
    advice = [f for f in result.findings if f.severity is Severity.NOTE]
    if flaws:
        yield "\n### 要改的问题\n"
    for number, finding in enumerate(flaws, 1):
        yield from _finding(f"{number}. ", finding, facts.title)
    if advice:
        yield "\n### 建议（不扣分）\n"
    for finding in advice:
        yield from _finding("- ", finding, facts.title)
    if not result.findings:
        yield "\n没有发现要改的问题。"
    if verbose:
        yield from _more(result)


def _sum(result: Result) -> str:
    """The sum that makes the score, each deduction with its rule."""
    lost = "".join(f" − {d.points:g}（{escaped(d.rule)}）" for d in result.deductions) if result.is_report else ""
    return f"100{lost} = {result.score:g}" if lost else f"{result.score:g}"


def _finding(bullet: str, finding: Finding, title: str | None) -> Iterator[str]:
    at = f"{where(finding.place)} " if finding.place and is_placed(finding, title) else ""
    yield f"{bullet}**{SEVERITIES[finding.severity]}** {at}{escaped(finding.message + excused(finding))}"
    indent = " " * len(bullet)
    if words := words_beside(finding, title, _QUOTE):
        yield f"{indent}- 原文：“{escaped(words)}”"
    for related in finding.related[:_RELATED]:
        yield f"{indent}- 对照：{escaped(f'{related.message}，{_pointed(related.place, _QUOTE)}')}"
    if len(finding.related) > _RELATED:
        yield f"{indent}- 对照：另有 {len(finding.related) - _RELATED} 处"
    if finding.hint:
        yield f"{indent}- 怎么改：{escaped(finding.hint)}"
    if finding.basis:
        yield f"{indent}- 依据：{escaped(finding.basis)}"
    yield f"{indent}- 规则：{escaped(finding.rule)}"


def _more(result: Result) -> Iterator[str]:
    """The problems with their answers, what stood in last year's report, and the rules that could not tell."""
    if result.pairs:
        yield "\n### 不足与安排\n"
        yield from _table(["不足", "下一年度的安排"])
        for pair in result.pairs:
            yield _row([_pointed(pair.problem, _PAIR), _answer(pair)])
    if result.reuse is not None:
        yield from _reuse(result.reuse)
    untold = [outcome for outcome in result.outcomes if outcome.outcome is OutcomeKind.CANNOT_TELL]
    if untold:
        yield "\n### 没能判断的规则\n"
    for outcome in untold:
        yield f"- 规则 {escaped(outcome.rule)}：{escaped(outcome.why or '')}"


def _reuse(reuse: Reuse) -> Iterator[str]:
    """How much of each section stood in last year's report."""
    yield "\n### 与上年报告对照\n"
    yield f"上年报告：{escaped(reuse.path)}\n"
    if not reuse.sections:
        yield "没有可以对照的部分。"
        return
    yield from _table(["部分", "字数", "沿用字数", "沿用的比例", "句数", "沿用句数"])
    for one in reuse.sections:
        letters = [str(one.letters), str(one.taken_letters), f"{one.share:.0%}"]
        yield _row([_pointed(one.place, _QUOTE), *letters, str(one.sentences), str(one.taken_sentences)])


def _answer(pair: Pair) -> str:
    if pair.plan is None:
        return "没有看到对应的安排"
    likely = "" if are_alike(pair) else "可能是"
    return likely + _pointed(pair.plan, _PAIR)


def _pointed(place: Place, most: int) -> str:
    """Where a place is, and its words, not yet escaped."""
    return f"{where(place)}“{clipped(place.quote, most)}”"
