"""``compare: sections``: how much of each section stood in last year's report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws, NotApplicable
from checker.checks.own_words import own_letters
from checker.checks.reuse.taken import Taken, taken
from checker.comparing import TakenOver, without_years
from checker.model import Change, Related, Reuse, Section, TakenSection, TakenSentence
from checker.rulebook.kinds.reuse import TakenSections

_SHOWN = 3
"""Sentences of a section that are shown beside those of last year."""

_LEAST_OWN = 12
"""Letters of its own that a sentence listed as taken over has; shorter ones are addresses and transitions."""

_CHANGES = {Change.NONE: "一字未改", Change.FIGURES: "只改了数字", Change.WORDS: "只改了几个字"}


@dataclass(slots=True)
class _Measure:
    """Of a section with all below it: its letters and sentences, those taken over, and which these are.

    ``verbatim_letters`` are those of sentences in which nothing but years has changed.
    """

    letters: int = 0
    taken_letters: int = 0
    verbatim_letters: int = 0
    sentences: int = 0
    taken: list[TakenOver] = field(default_factory=list)

    def count(self, letters: int, over: TakenOver | None, *, is_verbatim: bool) -> None:
        """Add a sentence with so many letters of its own."""
        self.letters += letters
        self.sentences += 1
        if over is not None:
            self.taken_letters += letters
            self.verbatim_letters += letters if is_verbatim else 0
            self.taken.append(over)

    def is_too_much(self, settings: TakenSections) -> bool:
        """Was more taken over than a rule lets pass?"""
        return (self.letters >= settings.letters and self.taken_letters > settings.above * self.letters) or (
            self.letters >= settings.verbatim_letters and self.verbatim_letters > settings.verbatim_above * self.letters
        )

    @property
    def share(self) -> float:
        """The share of the letters that were taken over."""
        return self.taken_letters / self.letters if self.letters else 0.0


def check_sections(context: Context, settings: TakenSections) -> Flaws:
    """A flaw at the heading of each outermost section of which too much stood last year."""
    found = taken(context)
    if isinstance(found, NotApplicable):
        return found
    measures = _measures(context, settings, found)
    return [
        _flaw(context, found, section, measures[section.index])
        for section in _outermost(context, settings, measures, 0)
    ]


def reuse_of(context: Context, settings: TakenSections) -> Reuse | None:
    """The shares of the first-level sections (of the whole, where there are none), and the sentences taken over."""
    found = taken(context)
    if isinstance(found, NotApplicable):
        return None
    measures = _measures(context, settings, found)
    headed = _headed(context, 0) or [context.report.sections[0]]
    sections = []
    for section in headed:
        measure = measures.get(section.index, _Measure())
        place = context.place(section.heading) if section.index else context.title_place
        if place is not None and measure.letters:
            number = len(measure.taken)
            sections.append(TakenSection(place, measure.letters, measure.taken_letters, measure.sentences, number))
    previous, pieces = found.previous, context.pieces
    sentences = [
        TakenSentence(context.place(pieces[over.here].span), previous.told[over.there].place, over.change)
        for over in found.sentences
        if len(own_letters(context, settings.formulas, pieces[over.here].span)) >= _LEAST_OWN
    ]
    return Reuse(previous.path, previous.issuer, previous.year, tuple(sections), tuple(sentences))


def _measures(context: Context, settings: TakenSections, found: Taken) -> Mapping[int, _Measure]:
    over = {one.here: one for one in found.sentences}
    measures: dict[int, _Measure] = {}
    for i, piece in enumerate(context.pieces):
        letters = len(own_letters(context, settings.formulas, piece.span))
        one = over.get(i)
        is_verbatim = one is not None and without_years(piece.key) == without_years(found.previous.told[one.there].key)
        for section in context.report.ancestors(piece.section):
            measures.setdefault(section, _Measure()).count(letters, one, is_verbatim=is_verbatim)
    return measures


def _headed(context: Context, parent: int) -> list[Section]:
    """The sections with headings directly below one."""
    sections = context.report.sections
    return [sections[i] for i in sections[parent].children if not sections[i].is_item]


def _outermost(
    context: Context, settings: TakenSections, measures: Mapping[int, _Measure], parent: int
) -> Iterator[Section]:
    """The sections of which too much stood last year, and that stand in no other such section."""
    for section in _headed(context, parent):
        measure = measures.get(section.index, _Measure())
        if measure.is_too_much(settings):
            yield section
        else:
            yield from _outermost(context, settings, measures, section.index)


def _flaw(context: Context, found: Taken, section: Section, measure: _Measure) -> Flaw:
    sentences = measure.taken
    values = {
        "share": f"{measure.share:.0%}",
        "taken": str(len(sentences)),
        "sentences": str(measure.sentences),
        "same": str(sum(over.change is Change.NONE for over in sentences)),
    }
    longest = sorted(sentences, key=lambda over: -context.pieces[over.here].length)[:_SHOWN]
    shown = [related for over in sorted(longest, key=lambda o: o.here) for related in _beside(context, found, over)]
    return Flaw(section.heading, values, elsewhere=tuple(shown))


def _beside(context: Context, found: Taken, over: TakenOver) -> Sequence[Related]:
    """A sentence and the one of last year; only that one when they are the same."""
    there = Related(f"上年报告（{_CHANGES[over.change]}）", found.previous.told[over.there].place)
    if over.change is Change.NONE:
        return [there]
    return [Related("本报告", context.place(context.pieces[over.here].span)), there]
