"""Printed lines → paragraphs: does a line go on the one before it?"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from checker.reading.page_parts import Part
from checker.reading.printed_lines import Line

_INDENT = 1.2
"""Heights of a character by which the first line of a paragraph is set in at least; two are usual."""

_SET_APART = 3.2
"""Heights of a character; what stands farther in is a title, a signature or a date."""

_SLACK = 0.5
"""Heights of a character that a full line may lack."""

OTHER_SIZE = 1.12
"""The ratio from which on two sizes are not the same: titles are larger than the text."""

_STOPS = "。！？；：…”）》】.!?;:)]"
_HANGING = "，。、；：！？,."
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_PART = re.compile(rf"{_NUMERAL}、|[（(]{_NUMERAL}[）)]|第{_NUMERAL}[章节条部]")
_ITEM = re.compile(r"[0-9]{1,2}[.．、](?![0-9])|[（(][0-9]{1,2}[）)]|[①-⑳]")


@dataclass(frozen=True, slots=True)
class Measure:
    """How a column is set: its ends, its distance from line to line, whether first lines are set in."""

    left: float
    right: float
    size: float
    pitch: float
    indented: bool


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line with its page and its number there, both from 1, and how its column is set."""

    line: Line
    page: int
    number: int
    measure: Measure

    @property
    def indent(self) -> float:
        """How far it is set in, in heights of a character."""
        return (self.line.start - self.measure.left) / self.measure.size

    @property
    def room(self) -> float:
        """How much its column goes on to the right of it, in heights of a character."""
        return (self.measure.right - self.line.end) / self.measure.size


def measure(parts: Iterable[Part]) -> Mapping[int, Measure]:
    """How the columns of each kind are set, by all of their lines."""
    kinds: dict[int, list[Sequence[Line]]] = defaultdict(list)
    for part in parts:
        kinds[part.kind].append(part.lines)
    return {kind: _measure(blocks) for kind, blocks in kinds.items()}


def _measure(blocks: Sequence[Sequence[Line]]) -> Measure:
    lines = [line for block in blocks for line in block]
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.glyphs)
    size = sizes.most_common(1)[0][0] or max(line.size for line in lines)
    body = [line for line in lines if size / OTHER_SIZE <= line.size <= size * OTHER_SIZE] or lines
    left = _outermost([line.start for line in body], size / 2)
    right = -_outermost([-_reach(line) for line in body], size / 2)
    gaps = Counter[float]()
    for block in blocks:
        for above, below in itertools.pairwise(block):
            gaps[round((below.y - above.y) / size, 1)] += 1
    pitch = gaps.most_common(1)[0][0] * size if gaps else 2 * size
    after_short = [
        below
        for block in blocks
        for above, below in itertools.pairwise(block)
        if right - above.end > below.token + _SLACK * size
    ]
    set_in = [line for line in after_short if _INDENT * size <= line.start - left]
    return Measure(left, right, size, pitch, len(set_in) * 2 >= len(after_short) > 0)


def _reach(line: Line) -> float:
    """Where a line ends, without a mark at its end: word processors let marks hang over the edge of the text."""
    last = next(glyph for glyph in reversed(line.glyphs) if not glyph.text.isspace())
    return last.x if last.text in _HANGING else line.end


def _outermost(ends: Sequence[float], step: float) -> float:
    """The smallest of the ends that are met more than by chance."""
    counts = Counter(round(end / step) for end in ends)
    enough = max(2, len(ends) * 0.06)
    often = [place for place in counts if counts[place] + counts[place + 1] >= enough]
    place = min(often or counts)
    return min(end for end in ends if round(end / step) >= place)


def goes_on(paragraph: Sequence[Numbered], found: Numbered) -> bool:
    """Does a line go on the paragraph that the lines before it began?"""
    before, measure = paragraph[-1], found.measure
    last, line = before.line, found.line
    if not 1 / OTHER_SIZE <= line.size / last.size <= OTHER_SIZE:
        return False
    is_large = line.size > measure.size * OTHER_SIZE
    if is_large and line.text == last.text:
        # A title printed twice.
        return False
    ended = last.text[-1] in _STOPS
    below = line.y - last.y if before.page == found.page else 0.0
    if below > 2.2 * max(measure.pitch, line.size) or (ended and below > 1.35 * measure.pitch):
        return False
    need = line.token / measure.size + _SLACK
    if max(before.indent, found.indent) > _SET_APART:
        # A title too long for its line is broken like any other; there is room on both sides of it.
        is_title = is_large and _is_centred(before) and _is_centred(found)
        return is_title and not ended and before.indent + before.room <= line.token / measure.size
    if before.room > need:
        return False
    if found.indent >= _INDENT:
        return not ended and abs(found.indent - before.indent) < 0.5 and len(paragraph) > 1
    starts_part = _PART.match(line.text) or (_ITEM.match(line.text) and not measure.indented)
    return not (ended and starts_part)


def _is_centred(found: Numbered) -> bool:
    return abs(found.indent - found.room) < 2
