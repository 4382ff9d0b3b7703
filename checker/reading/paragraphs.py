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

_OTHER_SIZE = 1.12
_STOPS = "。！？；：…”）》"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_PART = re.compile(rf"{_NUMERAL}、|[（(]{_NUMERAL}[）)]|第{_NUMERAL}[章节条部]")
_ITEM = re.compile(r"[0-9]{1,2}[.．、](?![0-9])|[（(][0-9]{1,2}[）)]|[①-⑳]")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line with its page and its number there, both from 1."""

    line: Line
    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Measure:
    """How a column is set: its ends, its distance from line to line, whether first lines are set in."""

    left: float
    right: float
    size: float
    pitch: float
    indented: bool


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
    body = [line for line in lines if size / _OTHER_SIZE <= line.size <= size * _OTHER_SIZE] or lines
    left = _outermost([line.start for line in body], size / 2)
    right = -_outermost([-line.end for line in body], size / 2)
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


def _outermost(ends: Sequence[float], step: float) -> float:
    """The smallest of the ends that are met more than by chance."""
    counts = Counter(round(end / step) for end in ends)
    enough = max(2, len(ends) * 0.06)
    often = [place for place in counts if counts[place] + counts[place + 1] >= enough]
    place = min(often or counts)
    return min(end for end in ends if round(end / step) >= place)


def goes_on(paragraph: Sequence[Numbered], found: Numbered, measure: Measure) -> bool:
    """Does a line go on the paragraph that the lines before it began?"""
    last, line = paragraph[-1].line, found.line
    size = measure.size
    if not 1 / _OTHER_SIZE <= line.size / last.size <= _OTHER_SIZE:
        return False
    same_part = paragraph[-1].page == found.page and line.y > last.y
    if same_part and line.y - last.y > max(2.2 * measure.pitch, 2.2 * line.size):
        return False
    ended = last.text[-1] in _STOPS
    if same_part and line.y - last.y > 1.35 * measure.pitch and ended:
        return False
    indent, before = line.start - measure.left, last.start - measure.left
    room = measure.right - last.end
    full = room <= line.token + _SLACK * size
    if before > _SET_APART * size or indent > _SET_APART * size:
        # A title too long for its line is broken like any other.
        centred = abs(before - room) < 2 * size and abs(indent - (measure.right - line.end)) < 2 * size
        return full and centred and line.size > measure.size * _OTHER_SIZE
    if not full:
        return False
    if indent >= _INDENT * size:
        return not ended and abs(indent - before) < size / 2 and len(paragraph) > 1
    return not (ended and (_PART.match(line.text) or (_ITEM.match(line.text) and not measure.indented)))
