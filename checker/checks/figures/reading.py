"""The figures of a report: each number with its unit, its words before and after, its clause and its sentence.

A number without a unit is none of the report's figures: dates, times, telephone numbers and the numbers of documents
and articles have none. Nor is what stands inside quotes, title marks or the brackets of a document number.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from checker.checks.context import Context
from checker.model import Sentence, Span
from checker.parsing.amounts import Amount, after_unit, amounts_in

SHARE, POINTS, TIMES = "%", "个百分点", "倍"
"""The families of amounts that count nothing."""

_MARKS = re.compile("[（《“〔【）》”〕】，；：。！？\n]")
_QUOTING, _QUOTED = "《“〔【", "》”〕】"
_DATED = ("年", "月", "日", "号", "时", "点", "周年", "岁", "周岁")
_RANKED = re.compile("(?<![以之年月底日先])[前后末]$")
_RANGE = "—-~至到"
_AND = re.compile("、|^(?:和|及|以及|与)")


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """An amount where it stands.

    ``span`` holds the number with its unit, ``label`` the words before it and ``tail`` those after it, both within
    their part of an enumeration; ``clause`` reaches from comma to comma. ``family`` is the kind of unit: figures of one
    family can be added and compared. ``depth`` counts the brackets around it, ``statement`` and ``order`` the sentences
    and figures before it in the report.
    """

    amount: Amount
    span: Span
    unit: str
    family: str
    label: Span
    tail: Span
    clause: Span
    depth: int
    statement: int
    order: int

    @property
    def counts(self) -> bool:
        """Does it count something (and is no share, difference of shares or multiple)?"""
        return self.family not in (SHARE, POINTS, TIMES)


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A sentence to its full stop, with its figures; ``passage`` is one for the sentences of a paragraph."""

    span: Span
    passage: tuple[int, int]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """All figures of a report."""

    text: str
    statements: tuple[Statement, ...]

    def words(self, span: Span) -> str:
        """The words of a span."""
        return self.text[span[0] : span[1]]

    def near(self, statement: int, before: int, after: int = 0) -> Iterator[Statement]:
        """The sentences of the same passage, so many before and after one, in order."""
        passage = self.statements[statement].passage
        for i in range(max(0, statement - before), min(len(self.statements), statement + after + 1)):
            if self.statements[i].passage == passage:
                yield self.statements[i]


@cache
def reader(alike: tuple[str, ...], single: str) -> Callable[[Context], Figures]:
    """What reads the figures of a report, once for all rules that name the same lexicons of units.

    The units of one lexicon of ``alike`` can stand for each other; each unit of ``single`` is only like itself.
    """

    def read(context: Context) -> Figures:
        return _Reader(context, _units(context, alike, single)).read()

    return read


_Units = dict[int, tuple[int, str]]


def _units(context: Context, alike: Sequence[str], single: str) -> _Units:
    """Where units begin: their ends and families; the longest counts."""
    text = context.report.clean.text
    found: _Units = {}
    for name in (*alike, single):
        for start, end in context.hits.spans(name):
            if start not in found or found[start][0] < end:
                found[start] = (end, text[start:end] if name == single else name)
    return found


@dataclass(frozen=True, slots=True)
class _Counted:
    """An amount with its unit."""

    amount: Amount
    span: Span
    unit: str
    family: str


class _Reader:
    def __init__(self, context: Context, units: _Units) -> None:
        self._text = context.report.clean.text
        self._sentences = context.report.sentences
        self._units = units

    def read(self) -> Figures:
        found = [c for amount in amounts_in(self._text) if (c := self._counted(amount)) is not None]
        starts = [counted.span[0] for counted in found]
        statements: list[Statement] = []
        order = 0
        for span, passage in _statements(self._sentences, self._text):
            here = found[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
            figures = tuple(self._placed(here, span, len(statements), order)) if here else ()
            order += len(figures)
            statements.append(Statement(span, passage, figures))
        return Figures(self._text, tuple(statements))

    def _counted(self, amount: Amount) -> _Counted | None:
        """An amount with its unit, or None when it has none or only counts off."""
        text = self._text
        start, end = amount.span
        if text[start - 1 : start] == "第":
            return None
        if amount.is_share:
            amount, end = after_unit(amount, text, end)
            return _Counted(amount, (start, end), SHARE, SHARE)
        if text.startswith(_DATED, end) or _in_range(text, start, end):
            return None
        for unit in (POINTS, "百分点", TIMES):
            if text.startswith(unit, end):
                return _Counted(amount, (start, end + len(unit)), unit, TIMES if unit == TIMES else POINTS)
        if end not in self._units:
            return None
        unit_end, family = self._units[end]
        if text[start:end] == "一" or _RANKED.search(text, max(0, start - 2), start):
            return None
        amount, after = after_unit(amount, text, unit_end)
        return _Counted(amount, (start, after), text[end:unit_end], family)

    def _placed(self, found: Sequence[_Counted], span: Span, statement: int, order: int) -> Iterator[Figure]:
        """The figures of one sentence with their clauses and words."""
        clauses, quoted = _clauses(self._text, span)
        flat = [c for c, depth in clauses if depth == 0]
        deep = [(c, depth) for c, depth in clauses if depth]
        starts = [c[0] for c in flat]
        placed: list[tuple[_Counted, Span, int]] = []
        for counted in found:
            at = counted.span[0]
            if any(a <= at < b for a, b in quoted):
                continue
            inside = [(depth, c) for c, depth in deep if c[0] <= at < c[1]]
            depth, clause = max(inside) if inside else (0, flat[bisect_right(starts, at) - 1])
            placed.append((counted, clause, depth))
        last: dict[Span, int] = {}
        labels = [clause[0] for _, clause, _ in placed]
        tails = [clause[1] for _, clause, _ in placed]
        for i, (counted, clause, _) in enumerate(placed):
            if clause in last:
                before = placed[last[clause]][0].span[1]
                tails[last[clause]], labels[i] = _divided(self._text, before, counted.span[0])
            last[clause] = i
        for i, (counted, clause, depth) in enumerate(placed):
            start, end = counted.span
            label, tail = (min(labels[i], start), start), (end, max(tails[i], end))
            yield Figure(
                counted.amount, counted.span, counted.unit, counted.family, label, tail, clause, depth, statement, order
            )
            order += 1


def _in_range(text: str, start: int, end: int) -> bool:
    """Is it one end of a range (3—5件, 80%至90%)?"""
    return (text[start - 1 : start] in _RANGE and text[start - 2 : start - 1].isdigit()) or (
        text[end : end + 1] in _RANGE and text[end + 1 : end + 2].isdigit()
    )


def _divided(text: str, start: int, end: int) -> tuple[int, int]:
    """Where, between two figures of a clause, the words after the first end and those before the second begin."""
    between = text[start:end]
    if found := _AND.search(between):
        return start + found.start(), start + found.end()
    return end, start


def _clauses(text: str, span: Span) -> tuple[list[tuple[Span, int]], list[Span]]:
    """The clauses of a sentence with the brackets around each, and what stands in quotes or title marks."""
    clauses: list[tuple[Span, int]] = []
    quoted: list[Span] = []
    opened = [span[0]]
    quotes: list[int] = []
    for mark in _MARKS.finditer(text, *span):
        at, char = mark.start(), mark[0]
        if char in _QUOTING:
            quotes.append(at)
        elif char in _QUOTED:
            if quotes:
                begin = quotes.pop()
                if not quotes:
                    quoted.append((begin, at))
        elif quotes:
            continue
        elif char == "（":
            opened.append(at + 1)
        elif char == "）":
            if len(opened) > 1:
                clauses.append(((opened.pop(), at), len(opened)))
        else:
            clauses.append(((opened[-1], at), len(opened) - 1))
            opened[-1] = at + 1
    while opened:
        clauses.append(((opened.pop(), span[1]), len(opened)))
    return clauses, quoted


def _statements(sentences: Sequence[Sentence], text: str) -> Iterator[tuple[Span, tuple[int, int]]]:
    """Sentences to the full stop: those that a semicolon parts are put together; rows of tables are left out."""
    begin: int | None = None
    for i, sentence in enumerate(sentences):
        start, end = sentence.span
        begin = start if begin is None else begin
        passage = (sentence.paragraph, sentence.section)
        if text[end - 1] in "；：" and i + 1 < len(sentences):
            if (sentences[i + 1].paragraph, sentences[i + 1].section) == passage:
                continue
        if text.count("|", begin, end) < 2:
            yield (begin, end), passage
        begin = None
