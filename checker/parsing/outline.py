"""The outline: which sections, sub-sections and items a report has, and which sentences stand in each.

A heading may be a line of its own, the first sentence of its paragraph, unnumbered, or a Markdown heading; items may
stand inside a paragraph. Numbering in real reports is often damaged, so that an ordinal alone decides little: its
place, its neighbours and its value are weighed together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checker.model import Section, Sentence, Span
from checker.parsing.brackets import CLOSE, OPEN, Brackets
from checker.parsing.clean import Cleaned
from checker.parsing.conventions import Conventions
from checker.parsing.ordinals import ITEM_LEVEL, SIGNS, Ordinal, ordinal_at

LONGEST_HEADING = 60
"""Characters; a longer first sentence is text, not a heading."""

_LONGEST_BARE_HEADING = 26
_OPENERS = "。！？；：，、”）》"
_NOT_HEADING = "。；！？"
_LONGEST_SENTENCE = 200
"""Characters; in a longer one a bracket was not closed, and the next stop ends it."""

_MARKS = re.compile(f"[{OPEN}{CLOSE}：]|[。！？；][”）》！？。]*")
_ORDINAL_BEGINS = f"(?=[一二三四五六七八九十第其首再最（({SIGNS}0-9])"
_AFTER_MARK = re.compile(f"(?<=[{_OPENERS}]){_ORDINAL_BEGINS}|(?=[{SIGNS}])")
_ANYWHERE = re.compile(
    f"(?<=[{_OPENERS}]){_ORDINAL_BEGINS}|(?=[{SIGNS}]|[一二三四五六七八九十]{{1,3}}、|[（(][一二三四五六七八九十])"
)
_NESTED = 5
"""Room between two levels of the outline, so that a misnumbered level fits between them."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """The beginning of a section: a numbered or bare heading, or an item."""

    start: int
    text_start: int
    level: int
    style: str
    value: int | None
    is_item: bool
    opens_paragraph: bool


@dataclass(slots=True)
class _Open:
    section: int
    level: int
    style: str
    value: int | None
    closes_with_paragraph: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """Sections (the first is the whole report) and sentences, both in the order of the text."""

    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]


def outline(cleaned: Cleaned, conventions: Conventions, body: Span) -> Outline:
    """Find the sections and sentences of the clean view; ``body`` leaves out title, signature and date."""
    text = cleaned.text.text
    paragraphs = [(max(start, body[0]), end) for start, end in cleaned.paragraphs if body[0] < end <= body[1]]
    levels = [
        level for (_, end), level in zip(cleaned.paragraphs, cleaned.levels, strict=True) if body[0] < end <= body[1]
    ]
    marks = _Marker(text, paragraphs, levels, conventions).marks()
    return _Builder(text, paragraphs, marks, conventions).build()


class _Marker:
    """Finds where sections begin."""

    def __init__(self, text: str, paragraphs: Sequence[Span], levels: Sequence[int], conventions: Conventions) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._levels = levels
        self._conventions = conventions
        long = [e - s for s, e in paragraphs]
        self._numbered = any(
            (ordinal := ordinal_at(text, start)) is not None and ordinal.style == "han-dun" for start, _ in paragraphs
        )
        self._run_together = max(long, default=0) > 0.7 * len(self._text) and len(self._text) > 300
        self._last: dict[str, _Mark] = {}

    def marks(self) -> list[_Mark]:
        """All marks in order, misnumbered levels put right."""
        found: list[_Mark] = []
        for i, (start, end) in enumerate(self._paragraphs):
            for mark in self._paragraph_marks(i, start, end):
                self._last[mark.style] = mark
                found.append(mark)
        return self._relevel(found)

    def _paragraph_marks(self, i: int, start: int, end: int) -> Iterator[_Mark]:
        """The marks of a paragraph; each is known as the last of its style before the next is looked for."""
        if self._conventions.is_table_label(self._text[start:end]):
            return
        first = ordinal_at(self._text, start)
        at = start
        if first is not None and first.end < end:
            yield _mark(first, True)
            at = first.end
        elif (level := self._bare_heading(i, start, end)) is not None:
            yield _Mark(start, start, level, "bare", None, False, True)
            return
        candidates = _ANYWHERE if self._run_together else _AFTER_MARK
        brackets = Brackets(self._text, start, end)
        for candidate in candidates.finditer(self._text, at, end):
            place = candidate.start()
            if place < at or brackets.around(place):
                continue
            if (ordinal := self._inline(place, start, end)) is not None:
                yield _mark(ordinal, False)
                at = ordinal.end

    def _inline(self, at: int, start: int, end: int) -> Ordinal | None:
        """An ordinal inside a paragraph, when its place and value speak for a list."""
        if at == start:
            return None
        ordinal = ordinal_at(self._text, at)
        if ordinal is None or ordinal.end >= end:
            return None
        previous = self._text[at - 1]
        last = self._last.get(ordinal.style)
        follows = last is not None and last.value is not None and last.value < ordinal.value <= last.value + 2
        if ordinal.level >= ITEM_LEVEL:
            if previous not in _OPENERS:
                return None
            return ordinal if ordinal.value == 1 or follows else None
        if not (follows or ordinal.value == 1) or previous == "第" or self._text[ordinal.end] in "项款条类种、，和至及":
            return None
        if ordinal.end == at + 1:
            return ordinal
        if previous in "。！？；：" or (self._run_together and ordinal.style in ("han-dun", "han-paren")):
            opened = self._text[at] in "（(" or ordinal.style != "han-paren"
            return ordinal if opened and ordinal.style != "part" else None
        return None

    def _bare_heading(self, i: int, start: int, end: int) -> int | None:
        """The level of an unnumbered heading, or None when the paragraph is none."""
        words = self._text[start:end]
        if self._levels[i]:
            base = min(level for level in self._levels if level)
            return max(10, (self._levels[i] - base + 1) * 10)
        if len(words) > 1 and not self._numbered and len(words) <= _LONGEST_BARE_HEADING:
            words = words.removesuffix("。")
        if (
            len(words) > _LONGEST_BARE_HEADING
            or any(mark in words for mark in _NOT_HEADING)
            or "|" in words
            or "：" in words[:-1]
        ):
            return None
        if words[-1] in "，、" or (words[-1] == "：" and ("，" in words or self._conventions.is_office(words[:-1]))):
            return None
        if i + 1 >= len(self._paragraphs) or self._conventions.is_office(words) or words[0] in "（【":
            return None
        if sum(char.isdigit() for char in words) > 6 or len(words) < 3 or self._conventions.list_lead.search(words):
            return None
        next_start, next_end = self._paragraphs[i + 1]
        if self._conventions.is_table_label(self._text[next_start:next_end]):
            return None
        ordinal = ordinal_at(self._text, next_start)
        if ordinal is None and next_end - next_start < max(20, len(words) + 5):
            return None
        if ordinal is not None and ordinal.value == 1 and ordinal.level < ITEM_LEVEL:
            return max(10, ordinal.level * 10 - 10)
        return 50 if "han-dun" in self._last else 10

    def _relevel(self, marks: list[_Mark]) -> list[_Mark]:
        """Lift Arabic numbers that stand for 一、 or above （一）."""
        top: int | None = None
        arabic = 0
        result: list[_Mark] = []
        heading_after = _headings_after(marks)
        for mark, after in zip(marks, heading_after, strict=True):
            if mark.style == "arabic" and mark.value is not None:
                heads = after is not None and after.style == "han-paren" and after.value == 1
                goes_on = top is not None and mark.value == top + 1 and arabic != mark.value - 1
                if goes_on or (heads and top is None and mark.opens_paragraph):
                    mark = replace(mark, level=10)
                elif heads:
                    mark = replace(mark, level=10 + _NESTED)
                arabic = (mark.value or 0) if mark.level == 30 else 0
            if mark.level == 10 and mark.value is not None:
                top, arabic = mark.value, 0
            result.append(mark)
        return result


def _headings_after(marks: Sequence[_Mark]) -> list[_Mark | None]:
    """For each mark the next one that is no item."""
    after: list[_Mark | None] = []
    nearest: _Mark | None = None
    for mark in reversed(marks):
        after.append(nearest)
        nearest = nearest if mark.is_item else mark
    return after[::-1]


def _mark(ordinal: Ordinal, opens_paragraph: bool) -> _Mark:
    is_item = ordinal.level >= ITEM_LEVEL
    level = ordinal.level * 10 - (_NESTED if ordinal.style == "part" else 0)
    return _Mark(ordinal.start, ordinal.end, level, ordinal.style, ordinal.value, is_item, opens_paragraph)


class _Builder:
    """Puts marks and sentences into a tree."""

    def __init__(self, text: str, paragraphs: Sequence[Span], marks: Sequence[_Mark], conventions: Conventions) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._marks = list(marks)
        self._conventions = conventions
        self._sections: list[Section] = [Section(0, 0, 0, "report", None, (0, 0), (0, len(text)), False)]
        self._list_leads = frozenset(end for _, end in conventions.list_lead.spans(text))
        self._sentences: list[Sentence] = []
        self._stack: list[_Open] = [_Open(0, 0, "report", None, False)]

    def build(self) -> Outline:
        at = 0
        for i, (start, end) in enumerate(self._paragraphs):
            first = at
            while at < len(self._marks) and self._marks[at].start < end:
                at += 1
            self._paragraph(i, start, end, self._marks[first:at])
        self._close(0, len(self._text))
        children: dict[int, list[int]] = {}
        for section in self._sections[1:]:
            children.setdefault(section.parent, []).append(section.index)
        sections = tuple(replace(s, children=tuple(children.get(s.index, ()))) for s in self._sections)
        return Outline(sections, tuple(self._sentences))

    def _paragraph(self, i: int, start: int, end: int, marks: Sequence[_Mark]) -> None:
        if not marks or marks[0].start > start:
            self._close_inline(start, end)
            self._split(start, marks[0].start if marks else end, i)
        for k, mark in enumerate(marks):
            stop = marks[k + 1].start if k + 1 < len(marks) else end
            run_in = not mark.opens_paragraph
            heading_end = self._heading_end(mark, stop)
            self._open(mark, heading_end, run_in)
            if mark.is_item:
                self._split(mark.start, stop, i)
            else:
                self._sentences.append(Sentence((mark.start, heading_end), self._stack[-1].section, i, True))
                self._split(heading_end, stop, i)
        self._close_inline(end, end)

    def _close_inline(self, start: int, end: int) -> None:
        """End what ends with its paragraph; a summing-up sentence returns to the heading above the items."""
        words = self._text[start:end]
        sums_up = bool(words) and any(s == 0 for s, _ in self._conventions.summary_opening.spans(words[:24]))
        while len(self._stack) > 1:
            top = self._stack[-1]
            if top.closes_with_paragraph or (sums_up and (top.level >= 20) and self._has_text(top, start)):
                self._pop(start)
            else:
                break

    def _has_text(self, opened: _Open, before: int) -> bool:
        section = self._sections[opened.section]
        return section.is_item or before - section.heading[1] > 1

    def _open(self, mark: _Mark, heading_end: int, run_in: bool) -> None:
        level = mark.level
        if mark.is_item:
            items = [o for o in self._stack if o.level >= ITEM_LEVEL * 10]
            same = next((o for o in items if o.style == mark.style), None)
            level = same.level if same else (items[-1].level + 10 if items and mark.value == 1 else ITEM_LEVEL * 10)
        while len(self._stack) > 1 and self._stack[-1].level >= level:
            self._pop(mark.start)
        index = len(self._sections)
        self._sections.append(
            Section(
                index,
                self._stack[-1].section,
                -(-level // 10),
                mark.style,
                mark.value,
                (mark.start, mark.text_start if mark.is_item else heading_end),
                (mark.start, len(self._text)),
                mark.is_item,
            )
        )
        self._stack.append(_Open(index, level, mark.style, mark.value, run_in))

    def _pop(self, at: int) -> None:
        top = self._stack.pop()
        section = self._sections[top.section]
        self._sections[top.section] = replace(section, span=(section.span[0], at))

    def _close(self, depth: int, at: int) -> None:
        while len(self._stack) > depth + 1:
            self._pop(at)

    def _heading_end(self, mark: _Mark, stop: int) -> int:
        if mark.is_item:
            return mark.text_start
        for at in range(mark.text_start, min(stop, mark.text_start + LONGEST_HEADING)):
            if self._text[at] in "。！？：" or self._text[at] == "\n":
                return at + (self._text[at] != "\n")
        return stop if stop - mark.text_start <= LONGEST_HEADING else mark.text_start

    def _split(self, start: int, end: int, paragraph: int) -> None:
        """Cut into sentences, and at semicolons, but not inside brackets and quotes."""
        section = self._stack[-1].section
        begin, depth = start, 0
        for found in _MARKS.finditer(self._text, start, end):
            char, after = found[0][0], found.end()
            if char in OPEN:
                depth += 1
            elif char in CLOSE:
                depth = max(0, depth - 1)
            elif char == "：":
                if depth == 0 and after in self._list_leads:
                    self._add(begin, after, section, paragraph)
                    begin = after
            elif depth == 0 or (char != "；" and after - begin > _LONGEST_SENTENCE):
                self._add(begin, after, section, paragraph)
                begin, depth = after, 0
        self._add(begin, end, section, paragraph)

    def _add(self, start: int, end: int, section: int, paragraph: int) -> None:
        if self._text[start:end].strip("。；，、 "):
            self._sentences.append(Sentence((start, end), section, paragraph, False))
