"""What the comments in a Word document say, and on which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.model import ElementResult, Finding, Place, Result, Severity, Span
from checker.writing.places import where
from checker.writing.visible import clipped
from checker.writing.words import SEVERITIES, STATES, VERDICTS, excused

_RELATED, _QUOTED = 6, 40
"""Places that belong to a finding, and characters of each, that are told."""

_TITLE_LINES = 12
"""Lines at the beginning among which the title is looked for."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: the words it is on, as a span of the source, and its lines, the first of which is its heading."""

    span: Span
    lines: tuple[str, ...]


def remarks_on(result: Result) -> list[Remark]:
    """All comments on a report: the score sheet first, then advice on what stands nowhere, then the findings."""
    title = title_span(result)
    advice = [one for one in result.findings if one.severity is Severity.NOTE and _is_placeless(one, title)]
    remarks = [Remark(title, tuple(_sheet(result)))]
    if advice:
        remarks.append(Remark(title, tuple(_advice(advice))))
    gathered = {id(one) for one in advice}
    own = [_remark(result, one, title) for one in result.findings if id(one) not in gathered]
    return remarks + sorted(own, key=lambda remark: remark.span)


def title_span(result: Result) -> Span:
    """Where the title stands in the source, the first line of words when there is none."""
    text, title = result.source.text, _condensed(result.facts.title or "")
    found: list[Span] = []
    first: Span | None = None
    at = 0
    for line in text[: 200 * _TITLE_LINES].split("\n")[:_TITLE_LINES]:
        span = (at + len(line) - len(line.lstrip()), at + len(line.rstrip()))
        at += len(line) + 1
        words = _condensed(line)
        if not words:
            continue
        first = first or span
        if words in title and (len(words) > 1 or found):
            found.append(span)
        elif found:
            break
    if found:
        return found[0][0], found[-1][1]
    return first or (0, min(len(text), 1))


def _condensed(text: str) -> str:
    return "".join(text.split())


def _is_placeless(finding: Finding, title: Span) -> bool:
    """Is a finding about what stands nowhere? Such a one points at the title."""
    place = finding.place
    return place is None or (title[0] <= place.span[0] and place.span[1] <= title[1])


def _sheet(result: Result) -> list[str]:
    """The score sheet."""
    if not result.is_report:
        return [f"【检查结果】{VERDICTS[result.verdict]}", *(finding.message for finding in result.findings[:1])]
    lines = [f"【检查结果】得分 {result.score:g}，{VERDICTS[result.verdict]}"]
    for one in result.elements.values():
        lines.append(f"{one.title}：{STATES[one.state]}，{one.score:g}/{one.weight:g} 分。{one.why}")
    if result.deductions:
        lines.append("扣分：")
        lines += [f"-{lost.points:g}（{lost.rule}）{lost.why}" for lost in result.deductions]
    else:
        lines.append("没有扣分。")
    return lines


def _advice(findings: Sequence[Finding]) -> list[str]:
    lines = ["【建议】不扣分，按本单位职责取舍"]
    for number, one in enumerate(findings, 1):
        lines.append(f"{number}. {one.message}{excused(one)}（{one.rule}）")
        if one.hint:
            lines.append(f"怎么改：{one.hint}")
        if one.basis:
            lines.append(f"依据：{one.basis}")
    return lines


def _remark(result: Result, finding: Finding, title: Span) -> Remark:
    lines = [f"【{SEVERITIES[finding.severity]}】{finding.message}{excused(finding)}"]
    place = finding.place
    span = place.span if place is not None else title
    if finding.kind == "element-missing" and _is_placeless(finding, title):
        neighbour = _neighbour(result, finding)
        if neighbour is not None:
            heading, is_before = neighbour
            span = heading.span
            words = clipped(heading.section or heading.quote, _QUOTED)
            lines.append(f"位置：可以写在“{words}”这一部分{'之后' if is_before else '之前'}。")
    for related in finding.related[:_RELATED]:
        lines.append(f"对照：{related.message}，{where(related.place)}“{clipped(related.place.quote, _QUOTED)}”")
    if finding.hint:
        lines.append(f"怎么改：{finding.hint}")
    if finding.basis:
        lines.append(f"依据：{finding.basis}")
    lines.append(f"规则：{finding.rule}")
    return Remark(span, tuple(lines))


def _neighbour(result: Result, finding: Finding) -> tuple[Place, bool] | None:
    """The part that a missing one stands beside in the order of the pack, and whether that one comes before it."""
    elements: list[ElementResult] = list(result.elements.values())
    name = finding.rule.rpartition("/")[2]
    at = next((i for i, one in enumerate(elements) if one.element == name), None)
    if at is None:
        return None
    for is_before, others in ((True, reversed(elements[:at])), (False, iter(elements[at + 1 :]))):
        for other in others:
            if other.where is not None:
                return other.where, is_before
    return None
