"""Faults of structure and time: an element left out, a year, an ordinal."""

from __future__ import annotations

from checker.checks.context import Context
from checker.model import Report, Section, Span
from checker.mutants.planting import Edit, Planted
from checker.parsing.ordinals import DIGITS

_ARABIC = ("arabic", "arabic-paren")
_CIRCLED_ONE = ord("①")
_LARGEST = 9
"""Ordinals above are left as they are."""


def without_element(context: Context) -> list[Planted]:
    """The section of an element left out whole, the sections after it renumbered."""
    report = context.report
    found: list[Planted] = []
    for index, parts in context.parts.named_by.items():
        section = report.sections[index]
        named = [i for i, others in context.parts.named_by.items() if others & parts]
        if section.ordinal is None or len(named) > 1 or section.is_item:
            continue
        later = [s for s in _siblings(report, section) if s.ordinal is not None and s.ordinal > section.ordinal]
        edits = [Edit(report.clean.to_source(_body(report, section)), ""), *(_renumbered(report, s, -1) for s in later)]
        expects = frozenset(("element-missing", "element-weak"))
        found.append(Planted(f"删去“{report.heading(section)}”", edits, expects))
    return found


def _body(report: Report, section: Section) -> Span:
    """A section to the end of its last sentence, without a signature that follows."""
    inside = [s.span[1] for s in report.sentences if section.span[0] <= s.span[0] < section.span[1]]
    return section.span[0], max(inside)


def _siblings(report: Report, section: Section) -> list[Section]:
    return [s for s in report.sections[1:] if s.parent == section.parent and s.style == section.style]


def _renumbered(report: Report, section: Section, by: int) -> Edit:
    """The ordinal of a section made larger or smaller."""
    assert section.ordinal is not None
    start = section.heading[0]
    text = report.clean.text
    old = _numeral(section.ordinal, section.style)
    at = text.index(old, start)
    return Edit(report.clean.to_source((at, at + len(old))), _numeral(section.ordinal + by, section.style))


def _numeral(value: int, style: str) -> str:
    if style in _ARABIC:
        return str(value)
    if style == "circled":
        return chr(_CIRCLED_ONE + value - 1)
    return DIGITS[value - 1]


def years(context: Context) -> list[Planted]:
    """The report year at the beginning of a sentence put a year back; the coming year in a heading put a year on."""
    report, year = context.report, context.report.facts.report_year
    if year is None:
        return []
    found: list[Planted] = []
    for sentence in report.sentences:
        section = report.sections[sentence.section]
        start = section.heading[1] if section.is_item and section.heading[0] == sentence.span[0] else sentence.span[0]
        heading_words = report.words(sentence.span)
        if not sentence.is_heading and report.clean.text.startswith(f"{year}年", start):
            edit = Edit(report.clean.to_source((start, start + 4)), str(year - 1))
            found.append(
                Planted(f"“{report.words((start, start + 12))}”写成{year - 1}年", [edit], frozenset(["stale-year"]))
            )
        elif sentence.is_heading and f"{year + 1}年" in heading_words:
            at = sentence.span[0] + heading_words.index(f"{year + 1}年")
            edit = Edit(report.clean.to_source((at, at + 4)), str(year + 2))
            found.append(Planted(f"“{heading_words}”写成{year + 2}年", [edit], frozenset(["next-year"])))
    return found


def ordinals(context: Context) -> list[Planted]:
    """A number skipped: the last of three or more siblings, and those after it, one higher."""
    report = context.report
    found: list[Planted] = []
    for section in report.sections[1:]:
        if section.ordinal is None or not 3 <= section.ordinal < _LARGEST:
            continue
        siblings = _siblings(report, section)
        if [s.ordinal for s in siblings] == list(range(1, section.ordinal + 1)):
            words = report.words((section.heading[0], section.heading[0] + 10))
            found.append(
                Planted(f"跳过一个序号：“{words}”", [_renumbered(report, section, 1)], frozenset(["numbering-gap"]))
            )
    return found
