"""What stands on an OFD page: TextObject, TextCode (GB/T 33190-2016, 8.5 and 11) → placed characters; pictures."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, repeat
from xml.etree.ElementTree import Element

from checker.reading.extracted import RefusedError
from checker.reading.layout import Glyph, Page

_PARTING = re.compile(r"[\s,]+")
_LARGEST = 1e5
"""Millimetres; what lies farther out is no place on a page."""

_SLANT = 3.0
"""Degrees by which the lines of a scan may be out of true; what is turned farther is a watermark or a seal."""

_MOST_CHARACTERS = 100_000
"""Characters on one page; a full one has two thousand."""

_PICTURE = 0.5
"""The share of a page from which on a picture is a scan of it."""

_TOO_FULL = "这份 OFD 有一页的字数多得异常，为安全起见没有读。请确认文件没有拿错，或用原来的 Word、WPS 稿检查。"

_USUAL_SIZE = "4.9"
"""Millimetres; the size of text that tells none, against the standard but met."""

_LATIN_WIDTH, _CAPITAL_WIDTH, _WIDEST_LATIN = 0.5, 0.7, 0.9
"""Widths in sizes of a character: what a letter takes as a rule, a capital, and the widest."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A character on the page, and how many quarters of a turn (clockwise) it is turned."""

    glyph: Glyph
    quarters: int


def local_name(element: Element) -> str:
    """The name of an element without its namespace, which old and new writers give differently."""
    return element.tag.rpartition("}")[2]


def numbers(raw: str | None, count: int) -> tuple[float, ...] | None:
    """The numbers of an array attribute (ST_Array, ST_Box); None when they are not ``count`` sound numbers."""
    pieces = _PARTING.split(raw.strip()) if raw else []
    try:
        found = tuple(map(float, pieces))
    except ValueError:
        return None
    return found if len(found) == count and all(abs(number) < _LARGEST for number in found) else None


def page_of(contents: Iterable[Element], width: float, height: float) -> Page:
    """The characters of page or template contents; sizes in millimetres.

    Text that is marked as invisible counts only where there is no other: it lies below the picture of a scanned page.
    Where most of a page is turned (a wide table), it is turned back.

    Raises:
        RefusedError: when a page has more characters than one can hold.
    """
    shown: list[_Placed] = []
    hidden: list[_Placed] = []
    for content in contents:
        for text in _objects(content, "TextObject"):
            (hidden if text.get("Visible") == "false" else shown).extend(_placed(text))
            if len(shown) + len(hidden) > _MOST_CHARACTERS:
                raise RefusedError(_TOO_FULL)
    return _upright([p for p in shown or hidden if _is_on(p.glyph, width, height)], width, height)


def is_picture(contents: Iterable[Element], width: float, height: float) -> bool:
    """Does a picture cover most of a page?"""
    boxes = (numbers(image.get("Boundary"), 4) for content in contents for image in _objects(content, "ImageObject"))
    return any(box is not None and box[2] * box[3] >= _PICTURE * width * height for box in boxes)


def _objects(content: Element, kind: str) -> Iterator[Element]:
    """The objects of a kind in their order; what patterns and clips hold is no object of the page."""
    stack = [content]
    while stack:
        element = stack.pop()
        name = local_name(element)
        if name == kind:
            yield element
        elif name in ("Content", "Layer", "PageBlock"):
            stack.extend(reversed(element))


def _placed(text: Element) -> Iterator[_Placed]:
    box = numbers(text.get("Boundary") or "0 0 0 0", 4)
    size = numbers(text.get("Size") or _USUAL_SIZE, 1)
    matrix = numbers(text.get("CTM"), 6) if text.get("CTM") else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    if box is None or matrix is None or size is None or size[0] <= 0:
        return
    a, b, c, d, e, f = matrix
    turn = math.degrees(math.atan2(b, a)) + (numbers(text.get("CharDirection"), 1) or (0.0,))[0]
    quarters = round(turn / 90)
    across, down = math.hypot(a, b), math.hypot(c, d)
    if abs(turn - quarters * 90) > _SLANT or not across or not down:
        return
    stretch = (numbers(text.get("HScale"), 1) or (1.0,))[0]
    downwards = (numbers(text.get("ReadDirection"), 1) or (0.0,))[0] % 180 != 0
    for char, x, y, advance in _characters(text, size[0], stretch, downwards):
        yield _Placed(
            Glyph(char, box[0] + a * x + c * y + e, box[1] + b * x + d * y + f, advance * across, size[0] * down),
            quarters % 4,
        )


def _characters(
    text: Element, size: float, stretch: float, downwards: bool
) -> Iterator[tuple[str, float, float, float]]:
    """The characters of a text object with their origins and widths, in the coordinates of the object."""
    x = y = 0.0
    for code in text:
        if local_name(code) != "TextCode":
            continue
        words = re.sub("[\t\r\n]", "", code.text or "")
        start_x, start_y = numbers(code.get("X"), 1), numbers(code.get("Y"), 1)
        if start_x:
            x = start_x[0]
        if start_y:
            y = start_y[0]
        steps_x, steps_y = _deltas(code.get("DeltaX"), len(words)), _deltas(code.get("DeltaY"), len(words))
        for i, char in enumerate(words):
            width = _width(char) * size * stretch
            # Without steps the characters follow one another; where some are missing, the last ones do.
            step_x = steps_x[i] if i < len(steps_x) else 0.0 if steps_y or downwards else width
            step_y = steps_y[i] if i < len(steps_y) else size if downwards and not steps_x else 0.0
            shown = min(step_x, max(width, _WIDEST_LATIN * size)) if width < size and step_x > 0 else width
            yield char, x, y, min(shown, step_x) if step_x > 0 else shown
            x += step_x
            y += step_y


def _deltas(raw: str | None, most: int) -> list[float]:
    """The steps from character to character: numbers, and ``g n v`` for n times v (GB/T 33190-2016, 11.3)."""
    return list(islice(_steps(_PARTING.split(raw.strip())), most)) if raw and raw.strip() else []


def _steps(pieces: list[str]) -> Iterator[float]:
    at = 0
    while at < len(pieces):
        if pieces[at] == "g" and at + 2 < len(pieces) and pieces[at + 1].isdecimal():
            yield from repeat(_step(pieces[at + 2]), int(pieces[at + 1][:9]))
            at += 3
        else:
            yield _step(pieces[at])
            at += 1


def _step(raw: str) -> float:
    return (numbers(raw, 1) or (0.0,))[0]


def _width(char: str) -> float:
    """The width of a character in sizes, as fonts for Chinese have it."""
    if unicodedata.east_asian_width(char) not in ("Na", "H", "N"):
        return 1.0
    return _WIDEST_LATIN if char in "MWmw" else _CAPITAL_WIDTH if char.isupper() else _LATIN_WIDTH


def _is_on(glyph: Glyph, width: float, height: float) -> bool:
    return 0 <= glyph.x <= width and 0 <= glyph.y <= height


def _upright(placed: list[_Placed], width: float, height: float) -> Page:
    """The page as it is held to be read: what is turned otherwise than most of it is set aside."""
    turns = Counter(p.quarters for p in placed)
    quarters = turns.most_common(1)[0][0] if turns else 0
    glyphs = [p.glyph for p in placed if p.quarters == quarters]
    if not quarters:
        return Page(width, height, glyphs)
    turned = []
    for glyph in glyphs:
        x, y = glyph.x, glyph.y
        x, y = {1: (y, width - x), 2: (width - x, height - y), 3: (height - y, x)}[quarters]
        turned.append(Glyph(glyph.text, x, y, glyph.width, glyph.size))
    return Page(width, height, turned) if quarters == 2 else Page(height, width, turned)
