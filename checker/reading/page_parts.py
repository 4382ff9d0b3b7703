"""The parts of a page: running heads, page numbers, columns."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from checker.reading.printed_lines import Line, lines_of

_EDGE = 2
"""Lines at the top and at the bottom of a page that may be running heads."""

_MARGIN = 0.12
"""Shares of the height of a page in which a bare page number stands."""

_DIGITS = re.compile(r"[0-9０-９]+|(?<=第)[一二三四五六七八九十百]+(?=页)|(?<=共)[一二三四五六七八九十百]+(?=页)")
_PAGE_NUMBER = re.compile(
    r"[—\-–―·~\s]*[0-9０-９]{1,4}(?:\s*/\s*[0-9]{1,4})?[—\-–―·~\s]*|第\s*#?[0-9一二三四五六七八九十百]{1,4}\s*页.{0,12}"
    r"|(?:Page|page|P|p)[. ]?[0-9]{1,4}(?: ?(?:of|/) ?[0-9]{1,4})?|[IVXivx]{1,6}"
)
_BROWSER = re.compile(
    r"(?:file|https?)://\S+(?: [0-9]+/[0-9]+)?$"
    r"|[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4},? *(?:[上下]午)?[0-9]{1,2}:[0-9]{2}"
)
"""What browsers print above and below a page: address and page, date and time."""

_SAME_PLACE = 0.02
"""The share of the height of a page by which a running head may move."""

_BINS = 240
_MIDDLE = (0.3, 0.7)
_CROSSING = 2
"""Lines that may reach into a gutter besides those that reach across all of it."""

_FEWEST_LINES = 5
_NARROWEST = 10
"""Heights of a character; narrower columns are those of tables."""

_LONG, _LONG_SHARE = 0.85, 0.4
"""The share of its column that a long line fills, and the share of long lines in running text; cells are shorter."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that are read one after the other; ``kind`` 0 goes across the page, 1 and 2 are its columns."""

    kind: int
    lines: Sequence[Line]


def without_running_heads(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The lines of the pages without what is printed at one place of most of them, and without their numbers."""
    seen: defaultdict[str, list[float]] = defaultdict(list)
    for lines, height in zip(pages, heights, strict=True):
        for line in (*lines[:_EDGE], *lines[max(_EDGE, len(lines) - _EDGE) :]):
            seen[_likeness(line)].append(line.y / height)
    for places in seen.values():
        places.sort()
    often = max(2, len([lines for lines in pages if lines]) // 2)
    kept = []
    for lines, height in zip(pages, heights, strict=True):
        first, last = 0, len(lines)
        while first < min(_EDGE, last) and _is_running(lines[first], seen, often, height):
            first += 1
        while last > max(first, len(lines) - _EDGE) and _is_running(lines[last - 1], seen, often, height):
            last -= 1
        kept.append(list(lines[first:last]))
    return kept


def _likeness(line: Line) -> str:
    return _DIGITS.sub("#", line.text.replace(" ", ""))


def _is_running(line: Line, seen: Mapping[str, Sequence[float]], often: int, height: float) -> bool:
    place = line.y / height
    at_edge = not _MARGIN < place < 1 - _MARGIN
    if at_edge and (_PAGE_NUMBER.fullmatch(line.text) or _BROWSER.match(line.text)):
        return True
    places = seen[_likeness(line)]
    alike = bisect_right(places, place + _SAME_PLACE) - bisect_left(places, place - _SAME_PLACE)
    return alike >= often and (often > 2 or at_edge)


def columns(lines: Sequence[Line]) -> list[Part]:
    """Part a page at its gutter, where it has one."""
    gutter = _gutter(lines)
    if gutter is None:
        return [Part(0, lines)] if lines else []
    return list(_parted(lines, gutter))


def _gutter(lines: Sequence[Line]) -> tuple[float, float] | None:
    """The nearly empty upright strip next to the middle of a page."""
    if len(lines) < _FEWEST_LINES:
        return None
    left, right = min(line.start for line in lines), max(line.end for line in lines)
    size = sorted(line.size for line in lines)[len(lines) // 2]
    if right - left < 16 * size:
        return None
    bins = [0] * (_BINS + 1)
    scale = _BINS / (right - left)
    for line in lines:
        for stretch in line.stretches:
            bins[max(0, int((stretch.start - left) * scale))] += 1
            bins[min(_BINS, int((stretch.end - left) * scale) + 1)] -= 1
    covered = list(accumulate(bins))[:_BINS]
    low, high = (round(share * _BINS) for share in _MIDDLE)
    fewest = min(covered[low:high])
    if fewest > len(lines) // 4:
        return None
    narrowest = max(1, math.ceil(size * scale))
    strips = [
        (strip[0], strip[-1])
        for is_empty, run in groupby(range(_BINS), lambda i: covered[i] <= fewest + _CROSSING)
        if is_empty and len(strip := list(run)) >= narrowest and strip[0] < high and strip[-1] > low and strip[0] > 0
    ]
    if not strips:
        return None
    # A short right column leaves more empty than the gutter, which is where the left one ends.
    begin = min(strips, key=lambda strip: abs(strip[0] + strip[1] - _BINS))[0] / scale + left
    return begin + size / 4, begin + size * 3 / 4


def _parted(lines: Sequence[Line], gutter: tuple[float, float]) -> Iterator[Part]:
    whole: list[Line] = []
    apart: list[Line] = []
    for line in lines:
        if any(stretch.start < gutter[1] and stretch.end > gutter[0] for stretch in line.stretches):
            both = _both_columns(apart, gutter)
            if both:
                if whole:
                    yield Part(0, whole)
                yield from both
                whole = []
            else:
                whole += apart
            apart = []
            whole.append(line)
        else:
            apart.append(line)
    both = _both_columns(apart, gutter)
    if not both:
        whole += apart
    if whole:
        yield Part(0, whole)
    yield from both


def _both_columns(lines: Sequence[Line], gutter: tuple[float, float]) -> list[Part]:
    """The two columns, none when the lines are no running text in two columns."""
    glyphs = [glyph for line in lines for glyph in line.glyphs]
    left = lines_of(glyph for glyph in glyphs if glyph.x < gutter[0])
    right = lines_of(glyph for glyph in glyphs if glyph.x >= gutter[0])
    if not left or not right:
        return []
    edge = min(line.start for line in left)
    width, size = gutter[0] - edge, max(line.size for line in left)
    far = max(line.end for line in lines) - gutter[1]
    if len(left) < _FEWEST_LINES or min(width, far) < _NARROWEST * size:
        return []
    if _long_lines(left, width) < _LONG_SHARE * len(left) or not _long_lines(right, far):
        return []
    return [Part(1, left), Part(2, right)]


def _long_lines(lines: Sequence[Line], width: float) -> int:
    return sum(line.end - line.start >= _LONG * width for line in lines)
