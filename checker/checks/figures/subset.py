"""A part that is larger than what it is part of: 41人，其中首次53人; 14个村中已有16个; 发放320份，收回335份; 立案18件，结案25件."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.checks.figures.reading import Figure, Statement
from checker.checks.figures.scope import Scope, alike
from checker.checks.figures.sums import Limits, above, limits, printed, total
from checker.checks.flaws import Flaw

_EARLIER = 3
"""Sentences before one that takes up what they counted."""

_LONGEST_NAME = 10
_NEGATIONS = "未不"
_DUE = re.compile("应(?!急|诉|用|答)(?:当)?([^，。；、]{2})")
_FOLLOWING = re.compile("[^，。；、]{2}(?:后|前)")
_FILLERS = (*"已共的了年内全、并", "人员", "其中", "实际", "完成", "成功", "有效", "案件", "事项")


def check_subsets(scope: Scope) -> list[Flaw]:
    """Parts larger than their whole."""
    flaws: list[Flaw] = []
    seen: set[Figure] = set()
    for statement in scope.figures.statements:
        for wholes, part in _claims(scope, statement):
            if part in seen or not wholes or any(not above(limits(part), w) for w in _values(scope, wholes)):
                continue
            if scope.has("each", part.label) or _overlaps(scope, statement):
                continue
            seen.add(part)
            flaws.append(_flaw(scope, wholes[0], part))
    return flaws


def _values(scope: Scope, wholes: Sequence[Figure]) -> Iterator[Limits]:
    """The values of wholes, and of the enumerations that they stand in."""
    for whole in wholes:
        yield limits(whole)
        yield total(scope.statement(whole).siblings(whole))


def _claims(scope: Scope, statement: Statement) -> Iterator[tuple[list[Figure], Figure]]:
    if statement.compares:
        yield from _among(scope, statement)
        yield from _inside(scope, statement)
        yield from _steps(scope, statement)
    if statement.figures:
        yield from _taken_up(scope, statement)


def _among(scope: Scope, statement: Statement) -> Iterator[tuple[list[Figure], Figure]]:
    """41人到庭旁听，其中首次53人."""
    for marker in scope.spans("among", statement.span):
        part = next((f for f in statement.figures if f.span[0] >= marker[1] and f.counts), None)
        if part is None or part.span[0] - marker[1] > 24:
            continue
        yield [f for f in reversed(statement.figures) if f.span[1] <= marker[0] and _can_hold(scope, f, part)], part


def _inside(scope: Scope, statement: Statement) -> Iterator[tuple[list[Figure], Figure]]:
    """14个行政村中已有16个."""
    figures = [f for f in statement.figures if f.counts]
    for whole, part in zip(figures, figures[1:], strict=False):
        tail = (whole.span[1], min(whole.clause[1] + 1, part.span[0]))
        if scope.has("within", tail) and _can_hold(scope, whole, part) and not scope.ends_with("making", part.label, 1):
            yield [whole], part


def _steps(scope: Scope, statement: Statement) -> Iterator[tuple[list[Figure], Figure]]:
    """发放问卷320份，收回335份; where things can be left over from before, only if nothing says so."""
    for part in statement.figures[1:]:
        if not part.counts:
            continue
        earlier = [f for f in reversed(statement.figures) if f.order < part.order and _can_hold(scope, f, part)]
        if not any(above(limits(part), limits(f)) for f in earlier):
            continue
        label = scope.label(part)
        said = f"{label}|{scope.words(part.tail)[:_LONGEST_NAME]}"
        yield from _due(scope, part, earlier)
        for step in scope.rule.steps:
            if step.units and part.unit not in step.units:
                continue
            if not _says_one_of(said, step.then) or _says_one_of(_without(label, step.then), step.first):
                continue
            if step.carries and _is_carried(scope, part):
                continue
            firsts = [f for f in earlier if _says_one_of(_FOLLOWING.sub("", _named(scope, f)), step.first)]
            firsts = [f for f in firsts if not scope.has("break", (f.span[1], part.span[0]))]
            if not firsts:
                continue
            own = _without(label, (*step.then, *_FILLERS))
            if len(own) < 2 or scope.has("recipient", part.label) or alike(own, scope.words(firsts[0].clause)):
                between = [f for f in earlier if f.order > firsts[0].order]
                yield [*firsts, *between], part


def _due(scope: Scope, part: Figure, earlier: Sequence[Figure]) -> Iterator[tuple[list[Figure], Figure]]:
    """应公开68项，主动公开71项."""
    label = scope.label(part)
    for whole in earlier:
        due = _DUE.search(scope.label(whole))
        if due and due[1] in label and "应" not in label and not scope.has("break", (whole.span[1], part.span[0])):
            yield [f for f in earlier if f.order >= whole.order], part
            return


def _named(scope: Scope, figure: Figure) -> str:
    """The label of a figure; with what follows it where that is what is done to it (对15家单位开展“回头看”)."""
    label = scope.label(figure)
    done_to = scope.ends_with("object", figure.label)
    return label + scope.words((figure.span[1], figure.clause[1])) if done_to else label


def _without(label: str, words: tuple[str, ...]) -> str:
    for word in words:
        label = label.replace(word, "")
    return label


def _says_one_of(label: str, words: tuple[str, ...]) -> bool:
    """Does a word stand in a label, without a 未 or 不 before it?"""
    return any(word in label and not any(f"{no}{word}" in label for no in _NEGATIONS) for word in words)


def _taken_up(scope: Scope, statement: Statement) -> Iterator[tuple[list[Figure], Figure]]:
    """上述建议已答复13件; 当年所立案件中，已结案15件."""
    part = next((f for f in statement.figures if f.counts), None)
    if part is None:
        return
    begin = statement.span[0]
    names = []
    for marker in scope.spans("within", (begin, part.span[0])):
        names.append(scope.text[max(begin, marker[0] - _LONGEST_NAME) : marker[0]])
    for marker in scope.spans("again", (begin, part.span[0])):
        names.append(scope.text[marker[1] : min(marker[1] + 4, part.span[0])])
    for name in names:
        earlier = [
            f
            for s in scope.figures.near(part.statement, _EARLIER)
            for f in s.figures
            if f.order < part.order and _can_hold(scope, f, part) and alike(name, scope.around(f))
        ]
        yield sorted(earlier, key=lambda f: -f.amount.value), part


def _can_hold(scope: Scope, whole: Figure, part: Figure) -> bool:
    return whole.family == part.family and whole.depth <= part.depth and not scope.is_of_before(whole)


def _is_carried(scope: Scope, part: Figure) -> bool:
    """Does the passage speak of what was left over from before?"""
    return any(scope.has("carried", s.span) for s in scope.figures.near(part.statement, _EARLIER, _EARLIER))


def _overlaps(scope: Scope, statement: Statement) -> bool:
    return scope.has("overlap", statement.span)


def _flaw(scope: Scope, whole: Figure, part: Figure) -> Flaw:
    text = scope.text
    span = (part.label[0], part.span[1])
    if whole.statement == part.statement:
        span = (whole.label[0], part.span[1])
    told = f"{printed(part, text)}大于{printed(whole, text)}"
    related = ((f"整体 {scope.words(whole.span)}", whole.span), (f"部分 {scope.words(part.span)}", part.span))
    return Flaw(span, {"said": scope.words(part.span), "sum": told}, related)
