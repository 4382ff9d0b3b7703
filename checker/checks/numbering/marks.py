"""All ordinals of a report as they stand, also those that the outline left out because they did not follow."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.model import Report, Section, Span
from checker.parsing.brackets import Brackets
from checker.parsing.ordinals import ITEM_LEVEL, SIGNS, Ordinal, ordinal_at

BARE = "bare"
"""Style of a heading without a number."""

_OPENERS = "。！？；：，、”）》"
_LONGEST_SHOWN = 40
_PLACES = re.compile(f"[{SIGNS}]|(?<=[{_OPENERS}])[（〔【一二三四五六七八九十第首其再0-9]")
_STOPS = re.compile("[。；！？，：\n]")
_NUMERALS = "一二三四五六七八九十0123456789"
_USUAL_FORMS = {"han-paren": "（）", "arabic": ".", "arabic-paren": "（）"}
_NUMERAL = re.compile(f"[{_NUMERALS}{SIGNS}—-]+")
_NOT_AFTER_YAO = "素点件务领害塞道职"


@dataclass(frozen=True, slots=True)
class Mark:
    """An ordinal with the words after it, or a heading without one.

    ``words_start`` is where the ordinal ends; ``value`` is 0 for a heading without a number; ``form`` is what stands
    around the number (1、 and 1. differ); a ``weak`` mark is none of the outline's and counts only where its neighbours
    speak for it; ``alone`` tells that its paragraph holds nothing but the heading.
    """

    span: Span
    words_start: int
    style: str
    value: int
    form: str
    level: int
    paragraph: int
    opens_paragraph: bool
    weak: bool
    alone: bool

    @property
    def is_item(self) -> bool:
        """Is it an ordinal of items (一是, 第一), not of headings?"""
        return self.level >= ITEM_LEVEL


def marks_of(report: Report) -> list[Mark]:
    """All marks in the order of the text."""
    if not report.sentences:
        return []
    body = (report.sentences[0].span[0], report.sentences[-1].span[1])
    paragraphs = [(max(s, body[0]), e) for s, e in report.paragraphs if body[0] < e and s < body[1]]
    known = {section.heading[0]: section for section in report.sections[1:]}
    starts = [start for start, _ in paragraphs]
    found = [_known(report, section, paragraphs, starts) for section in known.values()]
    found += [_weak(report, o, i) for i, p in enumerate(paragraphs) for o in _left_out(report, p, known)]
    return sorted(found, key=lambda mark: mark.span)


def _known(report: Report, section: Section, paragraphs: Sequence[Span], starts: Sequence[int]) -> Mark:
    text, start = report.clean.text, section.heading[0]
    i = max(0, bisect_right(starts, start) - 1)
    ordinal = ordinal_at(text, start) if section.ordinal is not None else None
    end = max(section.heading[1], start + 1)
    rest = text[end : paragraphs[i][1]]
    opens = start == paragraphs[i][0]
    if ordinal is None:
        return Mark((start, end), end, BARE, 0, "", section.level, i, opens, False, not rest.strip())
    shown = end if not section.is_item and end > ordinal.end else _clause_end(text, ordinal.end, paragraphs[i][1])
    return _mark(text, ordinal, shown, i, opens=opens, weak=False, alone=not rest.strip())


def _weak(report: Report, ordinal: Ordinal, paragraph: int) -> Mark:
    text = report.clean.text
    shown = _clause_end(text, ordinal.end, len(text))
    return _mark(text, ordinal, shown, paragraph, opens=False, weak=True, alone=False)


def _mark(text: str, ordinal: Ordinal, end: int, paragraph: int, *, opens: bool, weak: bool, alone: bool) -> Mark:
    if ordinal.level >= ITEM_LEVEL:
        form = ""
    elif ordinal.end == ordinal.start + 1:
        form = _USUAL_FORMS.get(ordinal.style, "")
    else:
        form = _NUMERAL.sub("", text[ordinal.start : ordinal.end], count=1)
    span = (ordinal.start, end)
    return Mark(span, ordinal.end, ordinal.style, ordinal.value, form, ordinal.level, paragraph, opens, weak, alone)


def _clause_end(text: str, start: int, limit: int) -> int:
    stop = _STOPS.search(text, start + 1, min(limit, start + _LONGEST_SHOWN))
    return stop.start() if stop else min(limit, start + _LONGEST_SHOWN)


def _left_out(report: Report, paragraph: Span, known: dict[int, Section]) -> Iterator[Ordinal]:
    """Ordinals inside a paragraph that the outline did not take, outside quotes, titles and brackets."""
    text = report.clean.text
    brackets = Brackets(text, *paragraph)
    for found in _PLACES.finditer(text, *paragraph):
        at = found.start()
        if at == paragraph[0] or at in known or brackets.around(at):
            continue
        ordinal = ordinal_at(text, at)
        if ordinal is not None and ordinal.end < paragraph[1] and _is_likely(text, ordinal):
            yield ordinal


def _is_likely(text: str, ordinal: Ordinal) -> bool:
    before, after = text[ordinal.start - 1], text[ordinal.end]
    match ordinal.style:
        case "part":
            return False
        case _ if ordinal.end == ordinal.start + 1:  # ① and the like
            return True
        case "item":
            return after not in _NOT_AFTER_YAO
        case "item-di":
            return after not in _NUMERALS
        case "han-dun" | "arabic":  # 三、四季度 and 3、4月 are none
            return before in "。；！？：" and after not in _NUMERALS and not after.isspace()
        case _:
            return before in _OPENERS
