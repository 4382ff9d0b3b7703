"""The figures of a report: each number with its unit, its words before and after, its clause and its sentence.

A number without a unit is none of the report's figures: dates, times, telephone numbers and the numbers of documents
and articles have none. Nor is what stands inside quotes, title marks or the brackets of a document number.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from checker.checks.context import Context
from checker.lexicon import Lexicon
from checker.model import Sentence, Span
from checker.parsing.amounts import Amount, after_unit, amounts_in
from checker.rulebook.ruleset import RuleSet

SHARE, POINTS, TIMES = "%", "个百分点", "倍"
"""The families of amounts that count nothing."""

_MARKS = re.compile("[（《“〔【）》”〕】，；：。！？\n]")
_PAIRED, _STOPS = re.compile("[（《“〔【）》”〕】]"), re.compile("[，；：。！？\n]")
_QUOTING, _QUOTED = "《“〔【", "》”〕】"
_MOST_FIGURES, _LONGEST_SENTENCE = 80, 4_000
"""What goes beyond is no sentence, and nothing is said of it."""

_UNCOUNTED = (POINTS, "百分点", TIMES)
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
    """A sentence to its full stop, with its figures; ``passage`` is one for the sentences of a paragraph.

    ``runs`` are its enumerations: figures of one family in neighbouring parts, two or more, parted by 、 and 和.
    ``compares`` says whether two of its figures are of one family.
    """

    span: Span
    passage: tuple[int, int]
    figures: tuple[Figure, ...]
    runs: tuple[tuple[Figure, ...], ...]
    compares: bool

    def siblings(self, figure: Figure) -> tuple[Figure, ...]:
        """The enumeration that a figure stands in, alone if it stands in none."""
        return next((run for run in self.runs if figure in run), (figure,))


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
def reader(units: str) -> Callable[[Context], Figures]:
    """What reads the figures of a report, once for all rules that name the same lexicon of units.

    The units of each lexicon that it includes can stand for each other; its own are each only like themselves.
    """

    def read(context: Context) -> Figures:
        return _Reader(context, context.ruleset.once(_units, units)).read()

    return read


@dataclass(frozen=True, slots=True)
class _Units:
    """Words of counting with their families, longest first; ``forms`` are those that patterns describe (台（套）)."""

    families: Mapping[str, str]
    forms: Sequence[tuple[Lexicon, str]]
    none: frozenset[str]
    longest: int

    def at(self, text: str, start: int) -> tuple[int, str] | None:
        """Where the longest unit that begins at a place ends, and its family."""
        found: tuple[int, str] | None = None
        for length in range(self.longest, 0, -1):
            word = text[start : start + length]
            if word in self.families:
                found = (start + len(word), self.families[word])
                break
            if word in self.none:
                return None
        if "（" in text[start + 1 : start + 4]:
            for form, family in self.forms:
                if (end := form.pattern_at(text, start)) is not None:
                    return end, family or self.families.get(text[start], text[start])
        return found


def _units(ruleset: RuleSet, name: str) -> _Units:
    lexicon = ruleset.lexicons[name]
    families: dict[str, str] = {term: term for term in lexicon.terms}
    # What a pattern of its own describes, such as 台（套）, is like its first word.
    forms = [(lexicon, "")] if lexicon.patterns else []
    none = set(lexicon.exceptions)
    for family in lexicon.includes:
        included = ruleset.lexicons[family]
        families.update(dict.fromkeys(included.terms, family))
        forms += [(included, family)] if included.patterns else []
        none.update(included.exceptions)
    return _Units(families, forms, frozenset(none), max(map(len, (*families, *none)), default=0))


class _Counted(NamedTuple):
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
        amounts = amounts_in(self._text, self._unit_at)
        found = [c for amount, unit in amounts if (c := self._counted(amount, unit)) is not None]
        starts = [counted.span[0] for counted in found]
        statements: list[Statement] = []
        order = 0
        for span, passage in _statements(self._sentences, self._text):
            here = found[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
            is_readable = len(here) <= _MOST_FIGURES and span[1] - span[0] <= _LONGEST_SENTENCE
            figures = tuple(self._placed(here, span, len(statements), order)) if here and is_readable else ()
            order += len(figures)
            compares = len({figure.family for figure in figures}) < len(figures)
            runs = tuple(runs_of(figures)) if compares else ()
            statements.append(Statement(span, passage, figures, runs, compares))
        return Figures(self._text, tuple(statements))

    def _unit_at(self, at: int) -> tuple[int, str] | None:
        """Where the unit that begins at a place ends, and its family."""
        found = self._units.at(self._text, at)
        if found is None:
            for unit in _UNCOUNTED:
                if self._text.startswith(unit, at):
                    return at + len(unit), TIMES if unit == TIMES else POINTS
        return found

    def _counted(self, amount: Amount, unit: tuple[int, str] | None) -> _Counted | None:
        """An amount with its unit, or None when it only counts off."""
        text = self._text
        start, end = amount.span
        if text[start - 1 : start] == "第":
            return None
        if unit is None:
            amount, end = after_unit(amount, text, end)
            return _Counted(amount, (start, end), SHARE, SHARE)
        if _in_range(text, start, end) or text[start:end] == "一" or _RANKED.search(text, max(0, start - 2), start):
            return None
        unit_end, family = unit
        amount, after = after_unit(amount, text, unit_end)
        return _Counted(amount, (start, after), text[end:unit_end], family)

    def _placed(self, found: Sequence[_Counted], span: Span, statement: int, order: int) -> Iterator[Figure]:
        """The figures of one sentence with their clauses and words."""
        clauses, quoted = _clauses(self._text, span)
        flat = [c for c, depth in clauses if depth == 0]
        deep = [(depth, c) for c, depth in clauses if depth]
        starts = [c[0] for c in flat]
        placed: list[tuple[_Counted, Span, int]] = []
        for counted in found:
            at = counted.span[0]
            if quoted and any(a <= at < b for a, b in quoted):
                continue
            depth, clause = 0, flat[bisect_right(starts, at) - 1]
            if deep:
                depth, clause = max((c for c in deep if c[1][0] <= at < c[1][1]), default=(depth, clause))
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


def elements_of(figures: Sequence[Figure]) -> list[list[list[Figure]]]:
    """By clause, the parts of its enumeration with the figures of each."""
    clauses: dict[Span, list[list[Figure]]] = {}
    for figure in figures:
        elements = clauses.setdefault(figure.clause, [])
        if elements and elements[-1][-1].tail[1] >= figure.label[0]:
            elements[-1].append(figure)
        else:
            elements.append([figure])
    return list(clauses.values())


def runs_of(figures: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """The longest enumerations of two or more figures of a family."""
    for elements in elements_of(figures):
        if len(elements) > 1:
            for family in {figure.family for element in elements for figure in element}:
                yield from _runs(elements, family)


def _runs(elements: Sequence[Sequence[Figure]], family: str) -> Iterator[tuple[Figure, ...]]:
    run: list[Figure] = []
    for element in elements:
        here = [figure for figure in element if figure.family == family]
        if len(here) == 1:
            run.append(here[0])
            continue
        if len(run) > 1:
            yield tuple(run)
        run = here[-1:] if here else []
    if len(run) > 1:
        yield tuple(run)


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
    if not _PAIRED.search(text, *span):
        stops = [mark.start() for mark in _STOPS.finditer(text, *span)]
        begins = [span[0], *(stop + 1 for stop in stops)]
        return [(clause, 0) for clause in zip(begins, [*stops, span[1]], strict=True)], []
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
        following = sentences[i + 1] if i + 1 < len(sentences) else None
        if text[end - 1] in "；：" and following and (following.paragraph, following.section) == passage:
            continue
        if text.count("|", begin, end) < 2:
            yield (begin, end), passage
        begin = None
