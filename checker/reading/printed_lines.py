"""Placed characters → printed lines, and lines → the stretches between wide gaps."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SAME_LINE = 0.5
"""How far a baseline may lie from that of the line, in heights of its characters: marks stand higher, lines farther."""

_WIDE_GAP, _WORD_GAP, _SPACE = 0.7, 0.22, 0.1
"""Heights of a character: gaps that may part cells or columns, that part words, in which a space is printed."""

_SPREAD = 1.0
"""Heights of a character by which a line is spread at most; what stands farther apart are cells."""

_SAME_PLACE = 0.3
"""Shares of its width by which a character printed twice, to look bold, is moved."""

_LARGEST = 1e6
_LATIN = re.compile(r"[0-9A-Za-z\u00c0-\u024f]")
_CHINESE = re.compile("[\u3400-\u9fff]")
_BULLETS = "-*+"
"""Marks of items that need a space to be told from signs; some writers of PDF only leave room for it."""

_OPENING, _CLOSING, _QUOTE = r"（《〈‘〔【「『(\[<", r"，。、；：！？）》〉’〕】」』)\]>…%％", "“”\"'"
_UNIT = rf"[{_OPENING}]*(?:[0-9A-Za-z.,%/:@_·\-]+|.)[{_CLOSING}]*"
# Word processors break no line beside a quotation mark that opens and closes alike.
_TOKEN = re.compile(rf"[{_QUOTE}]*{_UNIT}(?:[{_QUOTE}]+(?:{_UNIT})?)*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character: its origin (``y``: the baseline, from the top of the page downwards), width and height.

    All measures of a page are in one unit.
    """

    text: str
    x: float
    y: float
    width: float
    size: float

    @property
    def end(self) -> float:
        """Where the next character would begin."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words of a line between two wide gaps."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, ``glyphs`` with its spaces.

    ``token`` is the width of what stands at its beginning and cannot be broken.
    """

    stretches: tuple[Stretch, ...]
    glyphs: Sequence[Glyph]
    y: float
    size: float
    token: float

    @property
    def start(self) -> float:
        """Its left end."""
        return self.stretches[0].start

    @property
    def end(self) -> float:
        """Its right end."""
        return self.stretches[-1].end

    @property
    def text(self) -> str:
        """Its words, a full-width space at each wide gap."""
        return "\u3000".join(stretch.text for stretch in self.stretches)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Gather characters to lines, from the top of the page downwards."""
    lines: list[list[Glyph]] = []
    first, size = 0.0, 0.0
    for glyph in sorted((glyph for glyph in glyphs if _is_sound(glyph)), key=lambda glyph: glyph.y):
        if lines and glyph.y - first <= SAME_LINE * max(size, glyph.size):
            lines[-1].append(glyph)
            size = max(size, glyph.size)
        else:
            lines.append([glyph])
            first, size = glyph.y, glyph.size
    return [line for line in map(_line, lines) if line is not None]


def _is_sound(glyph: Glyph) -> bool:
    measures = (glyph.x, glyph.y, glyph.width, glyph.size)
    return bool(glyph.text) and glyph.size > 0 and all(math.isfinite(m) and abs(m) < _LARGEST for m in measures)


def _line(glyphs: list[Glyph]) -> Line | None:
    kept: list[Glyph] = []
    gaps: list[float] = []
    blanks: list[bool] = []
    blank = False
    glyphs.sort(key=lambda glyph: glyph.x)
    for glyph in glyphs:
        if glyph.text.isspace():
            blank = True
            continue
        if kept:
            last = kept[-1]
            if glyph.text == last.text and glyph.x - last.x < _SAME_PLACE * last.width:
                continue
            gaps.append((glyph.x - last.end) / max(last.size, glyph.size))
            blanks.append(blank)
        blank = False
        kept.append(glyph)
    if not kept:
        return None
    tallest = max(kept, key=lambda glyph: glyph.size)
    return Line(tuple(_stretches(kept, gaps, blanks)), glyphs, tallest.y, tallest.size, _token(kept))


def _stretches(glyphs: Sequence[Glyph], gaps: Sequence[float], blanks: Sequence[bool]) -> Iterable[Stretch]:
    """Part the characters of a line at its wide gaps, ``gaps`` in heights of a character.

    A line whose characters all stand apart, spread to fill its width or to look solemn, has no gaps but wider ones.
    """
    begin = glyphs[0]
    words = [begin.text]
    usual = min(max(0.0, sorted(gaps)[(len(gaps) - 1) // 2]), _SPREAD) if len(gaps) > 1 else 0.0
    for i, glyph in enumerate(glyphs[1:]):
        gap = gaps[i] - usual
        if gap > _WIDE_GAP:
            yield Stretch(begin.x, glyphs[i].end, "".join(words))
            begin, words = glyph, []
        elif (blanks[i] and gap > _SPACE) or (gap > _WORD_GAP and _are_apart(i, glyphs[i], glyph)):
            words.append(" ")
        words.append(glyph.text)
    yield Stretch(begin.x, glyphs[-1].end, "".join(words))


def _are_apart(i: int, before: Glyph, after: Glyph) -> bool:
    """Is it a space that parts them? Between Latin and Chinese, word processors leave a quarter of a character."""
    are_alike = any(kind.match(before.text[-1]) and kind.match(after.text) for kind in (_LATIN, _CHINESE))
    return are_alike or (i == 0 and before.text in _BULLETS)


def _token(glyphs: Sequence[Glyph]) -> float:
    found = _TOKEN.match("".join(glyph.text for glyph in glyphs[:40]))
    length = found.end() if found else 1
    passed = 0
    for glyph in glyphs:
        passed += len(glyph.text)
        if passed >= length:
            return glyph.end - glyphs[0].x
    return glyphs[-1].end - glyphs[0].x
