"""The values that pass between the stages: read, parse, check, score, write.

All are frozen. Offsets are character offsets; a span is a half-open pair ``(start, end)``. Two texts are spoken of:
the *source* is the text as decoded, with newlines as ``\\n``; the *clean view* is the text that rules match on.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]


class Severity(StrEnum):
    """How much a finding weighs: an error is sent back, a warning should be mended, a note is advice."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class State(StrEnum):
    """What a reader finds of an element (labelling guide, section 1)."""

    PRESENT = "present"
    WEAK = "weak"
    MISSING = "missing"


class Verdict(StrEnum):
    """The answer for one report."""

    PASS = "pass"
    FAIL = "fail"


class OutcomeKind(StrEnum):
    """What became of one rule on one report."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "not-applicable"
    CANNOT_TELL = "cannot-tell"


# --- read ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a printed line begins: its offset in the text, its page and its number on the page, both from 1."""

    offset: int
    page: int
    line: int


@dataclass(frozen=True)
class Source:
    """A report file as decoded.

    ``blocks`` are the offsets at which the paragraphs of a document begin that has paragraphs instead of lines; a place
    is then counted in paragraphs. ``printed`` says where the printed lines of a document with pages begin. ``original``
    holds the .docx file that the text came from, for a copy with comments. ``unread_pages`` are pages (from 1) that are
    pictures, of which nothing could be read.
    """

    path: str
    format: str
    encoding: str
    sha256: str
    text: str
    blocks: Sequence[int] = ()
    printed: Sequence[Printed] = ()
    unread_pages: Sequence[int] = ()
    original: bytes | None = field(default=None, repr=False)

    @cached_property
    def _line_starts(self) -> Sequence[int]:
        return self.blocks or [0, *(found.end() for found in re.finditer("\n", self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line (or paragraph) and column of an offset, both from 1."""
        line = max(1, bisect_right(self._line_starts, offset))
        return line, offset - self._line_starts[line - 1] + 1

    def line_span(self, line: int) -> Span:
        """The span of a line or paragraph (from 1), without its newline."""
        start = self._line_starts[line - 1]
        end = self._line_starts[line] - 1 if line < len(self._line_starts) else len(self.text)
        return start, end

    def printed_at(self, offset: int) -> Printed | None:
        """The printed line in which an offset stands, None for a document without pages."""
        at = bisect_right(self.printed, offset, key=lambda line: line.offset)
        return self.printed[max(0, at - 1)] if self.printed else None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read: a result like any other, so that the other files go on."""

    path: str
    message: str


# --- parse --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text that rules match on, and for each of its characters the offset in the source."""

    text: str
    places: Sequence[int]

    def to_source(self, span: Span) -> Span:
        """The source span that a span of the clean view came from."""
        start, end = span
        if start >= end:
            place = self.places[min(start, len(self.places) - 1)] if len(self.places) else 0
            return place, place
        return self.places[start], self.places[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered or headed part of the report, down to the items 一是, 二是 inside a paragraph.

    ``level`` 0 is the report as a whole, 1 to 5 are 一、 （一） 1. （1） ①, 6 and deeper are items such as 一是.
    All spans are spans of the clean view.
    """

    index: int
    parent: int
    level: int
    style: str
    ordinal: int | None
    heading: Span
    span: Span
    is_item: bool
    children: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a part of one between semicolons, with the section it stands in."""

    span: Span
    section: int
    paragraph: int
    is_heading: bool


@dataclass(frozen=True, slots=True)
class DateOfIssue:
    """The date of issue as printed. ``value`` is None when the calendar has no such day, or no day is given."""

    span: Span
    year: int
    value: datetime.date | None
    has_day: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """What the report says of itself. Spans are spans of the clean view.

    ``titles`` are all places where the title is printed, the first of them ``title_span``; ``signed`` says that an
    office is named where a report names its issuer, in the title, at the head or at the end.
    """

    title: str | None = None
    title_span: Span | None = None
    issuer: str | None = None
    tier: str | None = None
    report_year: int | None = None
    date_of_issue: DateOfIssue | None = None
    titles: tuple[Span, ...] = ()
    signed: bool = False

    @property
    def issued(self) -> str | None:
        """The date of issue (ISO), None when there is none or no such day."""
        value = self.date_of_issue.value if self.date_of_issue else None
        return value.isoformat() if value else None


@dataclass(frozen=True)
class Report:
    """A report as understood: the clean view, its outline, its sentences and its facts."""

    source: Source
    clean: CleanText
    furniture: tuple[Span, ...]
    paragraphs: tuple[Span, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    facts: Facts

    def words(self, span: Span) -> str:
        """The words of the clean view in a span."""
        return self.clean.text[span[0] : span[1]]

    def heading(self, section: Section) -> str:
        """The heading of a section, with its number."""
        return self.words(section.heading)

    def quote(self, span: Span) -> str:
        """The words of the source that a span of the clean view came from."""
        start, end = self.clean.to_source(span)
        return self.source.text[start:end]

    def ancestors(self, section: int) -> tuple[int, ...]:
        """The section and those it stands in, innermost first, the whole report last."""
        chain = [section]
        while chain[-1] != 0:
            chain.append(self.sections[chain[-1]].parent)
        return tuple(chain)


# --- check and score ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the source with the words that stand there.

    ``line`` counts lines, or paragraphs when ``in_paragraphs``; ``printed`` is the page and the line on it, if known.
    ``path`` names the file when it is another one than that of the report spoken of.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    span: Span
    quote: str
    section: str | None = None
    printed: Printed | None = None
    in_paragraphs: bool = False
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding."""

    message: str
    place: Place


@dataclass(frozen=True, slots=True)
class Waived:
    """Who takes responsibility for a finding, until which day (this day included), and why."""

    who: str
    until: datetime.date
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a report that a careful reviewer would send back. It knows nothing of output.

    One that is ``waived`` costs no points and does not fail the report; one that is ``known`` from the baseline costs
    points but does not fail it.
    """

    rule: str
    kind: str
    severity: Severity
    message: str
    hint: str | None
    basis: str | None
    place: Place | None
    fingerprint: str
    related: tuple[Related, ...] = ()
    waived: Waived | None = None
    known: bool = False

    @property
    def counts(self) -> bool:
        """Can it fail the report?"""
        return self.waived is None and not self.known


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place that speaks for an element, and what it shows."""

    place: Place
    shows: str


@dataclass(frozen=True, slots=True)
class ElementResult:
    """The state of one element and what it rests on; ``score`` and ``weight`` in points."""

    element: str
    title: str
    short: str
    state: State
    score: float
    weight: float
    where: Place | None
    evidence: tuple[Evidence, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points lost, and the rule that took them."""

    points: float
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A problem with its best answer in the plan, if it has one; ``similarity`` from 0 to 1."""

    problem: Place
    plan: Place | None
    similarity: float


class Change(StrEnum):
    """What is different about a sentence that was taken over: nothing, figures and years only, a few words."""

    NONE = "none"
    FIGURES = "figures"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class TakenSection:
    """How much of a section stood in last year's report: letters and sentences of its own, and how many of each.

    Formulas and titles of documents are nobody's own. ``place`` is the heading.
    """

    place: Place
    letters: int
    taken_letters: int
    sentences: int
    taken_sentences: int

    @property
    def share(self) -> float:
        """The share of the letters, from 0 to 1."""
        return self.taken_letters / self.letters if self.letters else 0.0


@dataclass(frozen=True, slots=True)
class TakenSentence:
    """A sentence of the report, and where it stood last year."""

    here: Place
    there: Place
    change: Change


@dataclass(frozen=True, slots=True)
class Reuse:
    """What a report takes over from last year's, which is named by its file, its issuer and its year."""

    path: str
    issuer: str | None
    report_year: int | None
    sections: tuple[TakenSection, ...]
    sentences: tuple[TakenSentence, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one rule on this report."""

    rule: str
    outcome: OutcomeKind
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that is said about one report; ``pack`` is the id of the pack that judged it."""

    source: Source
    is_report: bool
    facts: Facts
    elements: Mapping[str, ElementResult]
    findings: tuple[Finding, ...]
    outcomes: tuple[Outcome, ...]
    score: float
    deductions: tuple[Deduction, ...]
    verdict: Verdict
    pairs: tuple[Pair, ...] = ()
    reuse: Reuse | None = None
    pack: str = ""

    @property
    def standing(self) -> tuple[Finding, ...]:
        """The findings that nobody waived."""
        return tuple(finding for finding in self.findings if finding.waived is None)


class Tally:
    """Counts results as they pass by."""

    def __init__(self) -> None:
        self.passed = self.failed = self.unreadable = 0
        self._points = 0.0

    def add(self, result: Result | Unreadable) -> None:
        """Count one result."""
        if isinstance(result, Unreadable):
            self.unreadable += 1
            return
        self._points += result.score
        self.passed += result.verdict is Verdict.PASS
        self.failed += result.verdict is Verdict.FAIL

    @property
    def reports(self) -> int:
        """Reports that were judged."""
        return self.passed + self.failed

    @property
    def mean_score(self) -> float | None:
        """The mean of the scores, None when nothing was judged."""
        return round(self._points / self.reports, 2) if self.reports else None


# --- write --------------------------------------------------------------------------------------------------------


class Role(StrEnum):
    """What a paragraph of a document to be written is."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of a document to be written."""

    role: Role
    text: str
