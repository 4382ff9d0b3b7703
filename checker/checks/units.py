"""What is looked at and counted: the lowest numbered items, sentences, clauses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from checker.model import Report, Section, Span

_CLAUSE_MARKS = re.compile("[（《“）》”，；。！？\n]")
_PHRASE_MARKS = re.compile("[（《“）》”，；。！？\n、]")
_LEAD_IN_ENDS = "：:"


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of the clean view, the section it stands in, its first sentence; is it a numbered item of its own?"""

    span: Span
    section: int
    sentence: int
    is_item: bool = False


def items(report: Report, sentences: Iterable[int], holders: frozenset[int]) -> list[Unit]:
    """Sentences, those of one lowest item put together; ``holders`` are the sections that name a part."""
    units: list[Unit] = []
    last: tuple[int, int] | None = None
    for i in sentences:
        sentence = report.sentences[i]
        section = report.sections[sentence.section]
        is_leaf = section.index != 0 and not section.children and section.index not in holders
        if not is_leaf and (sentence.is_heading or _is_lead_in(report, sentence.span)):
            last = None
            continue
        # A first-level section without items holds several things, one a paragraph.
        item = (section.index, sentence.paragraph if section.level == 1 else 0)
        if is_leaf and item == last:
            units[-1] = Unit((units[-1].span[0], sentence.span[1]), section.index, units[-1].sentence)
        else:
            units.append(Unit(sentence.span, section.index, i))
        last = item if is_leaf else None
    return units


def lowest_items(report: Report, chosen: Iterable[int], holders: frozenset[int]) -> list[Unit]:
    """Numbered items whole; other text by the sentence, or by the paragraph where a section has several long ones.

    What stands before the items of a section leads over to them; what stands after one belongs to it.
    """
    told = [i for i in chosen if not _only_leads(report, i, holders)]
    with_items = {above for i in told for above in report.ancestors(report.sentences[i].section)[1:]}
    long = Counter(_paragraph_of(report, i) for i in told)
    long_paragraphs = Counter(section for (section, _), count in long.items() if count > 1)
    units: list[Unit] = []
    last: tuple[int, int] | None = None
    for i in told:
        section, paragraph = _paragraph_of(report, i)
        span = report.sentences[i].span
        if section in with_items and section != 0:
            if units and report.sections[units[-1].section].parent == section:
                units[-1] = replace(units[-1], span=(units[-1].span[0], span[1]))
            continue
        own: tuple[int, int] | None = (section, -1)
        if _is_loose(report.sections[section], holders):
            own = (section, paragraph) if long_paragraphs[section] > 1 else None
        if own is not None and own == last:
            units[-1] = replace(units[-1], span=(units[-1].span[0], span[1]))
        else:
            units.append(Unit(span, section, i, own == (section, -1)))
        last = own
    return units


def _paragraph_of(report: Report, sentence: int) -> tuple[int, int]:
    return report.sentences[sentence].section, report.sentences[sentence].paragraph


def _is_loose(section: Section, holders: frozenset[int]) -> bool:
    """Does the text of a section stand in no item: under the name of a part, or over the items of a section?"""
    return section.index == 0 or bool(section.children) or section.index in holders


def _only_leads(report: Report, sentence: int, holders: frozenset[int]) -> bool:
    """Is it the heading over several items, or words that lead over to what follows?"""
    section = report.sections[report.sentences[sentence].section]
    words = report.words(report.sentences[sentence].span).rstrip()
    is_name = report.sentences[sentence].is_heading and (bool(section.children) or not words.endswith("。"))
    return _is_loose(section, holders) and (is_name or words[-1:] in _LEAD_IN_ENDS)


def sentences(report: Report, chosen: Iterable[int], holders: frozenset[int]) -> list[Unit]:
    """Sentences one by one, without the headings that name a part."""
    found = []
    for i in chosen:
        sentence = report.sentences[i]
        # A heading that is a sentence of its own says something; one that only names a part does not.
        is_name = sentence.is_heading and sentence.section in holders
        if not is_name or report.words(sentence.span).endswith("。"):
            found.append(Unit(sentence.span, sentence.section, i))
    return found


def clauses(report: Report, chosen: Iterable[int], holders: frozenset[int]) -> list[Unit]:
    """Clauses between commas (、 too) and stops, not inside brackets and quotes."""
    return [
        Unit(span, unit.section, unit.sentence)
        for unit in sentences(report, chosen, holders)
        for span in clause_spans(report.clean.text, unit.span, _PHRASE_MARKS)
    ]


def paragraphs(report: Report, chosen: Iterable[int], holders: frozenset[int]) -> list[Unit]:
    """The sentences of each paragraph put together."""
    units: list[Unit] = []
    last = -1
    for unit in sentences(report, chosen, holders):
        paragraph = report.sentences[unit.sentence].paragraph
        if paragraph == last:
            units[-1] = Unit((units[-1].span[0], unit.span[1]), units[-1].section, units[-1].sentence)
        else:
            units.append(unit)
        last = paragraph
    return units


def clause_spans(text: str, span: Span, marks: re.Pattern[str] = _CLAUSE_MARKS) -> Iterator[Span]:
    """The spans of the clauses in a stretch of text, which end at the given marks."""
    begin, depth = span[0], 0
    for found in marks.finditer(text, span[0], span[1]):
        char = found[0]
        if char in "（《“":
            depth += 1
        elif char in "）》”":
            depth = max(0, depth - 1)
        elif depth == 0:
            if found.start() > begin:
                yield begin, found.end()
            begin = found.end()
    if begin < span[1]:
        yield begin, span[1]


def joined(units: Sequence[Unit], belongs: Callable[[Unit, Unit], bool]) -> list[Unit]:
    """Put each unit that belongs to the unit before it to that unit."""
    result: list[Unit] = []
    for unit in units:
        if result and belongs(result[-1], unit):
            result[-1] = Unit((result[-1].span[0], unit.span[1]), result[-1].section, result[-1].sentence)
        else:
            result.append(unit)
    return result


def _is_lead_in(report: Report, span: Span) -> bool:
    return report.words(span).rstrip()[-1:] in _LEAD_IN_ENDS
