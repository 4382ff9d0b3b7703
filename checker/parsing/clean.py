"""The clean view: source text → the text that rules match on, with the way back.

Web copies, PDF extractions and hand-made drafts come to look alike here: furniture and page numbers are set aside,
hard-wrapped lines joined, spaces inside Chinese dropped, widths, quotes and scripts folded. Folding is one to one, so
that each character of the clean view keeps the offset it came from.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from checker.model import CleanText, Span
from checker.parsing.conventions import Conventions
from checker.parsing.ordinals import ITEM_LEVEL, ordinal_at
from checker.parsing.simplified import simplified_table

_PUNCTUATION = {
    ord(char): folded
    for char, folded in (
        *((chr(0xFF10 + i), chr(0x30 + i)) for i in range(10)),
        *((chr(0xFF21 + i), chr(0x41 + i)) for i in range(26)),
        *((chr(0xFF41 + i), chr(0x61 + i)) for i in range(26)),
        *zip("％．＋＝＊＃｜～／－＿", "%.+=*#|~/-_", strict=True),
        *zip("―–─━‐‑‒‧•・｡﹔﹕﹐;?!()", "———————···。；：，；？！（）", strict=True),
        *zip("「」『』﹁﹂", "“”‘’“”", strict=True),
    )
}
_TO_FULL_WIDTH = {",": "，", ":": "："}
_HALF_WIDTH = re.compile(r"(?<![0-9])[,:]|[,:](?![0-9])")
_KEPT = re.compile("[^\\s\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\u0000-\u0008\u000e-\u001f\u007f-\u009f]+")
_LINE = re.compile(r"[^\n\f\v\u2028\u2029]*")
_WIDE = re.compile("[^\u0000-\u1fff]")
_FIRST_LINE = 4
"""Columns by which the first line of a paragraph is set in; what stands farther in is centred or a signature."""

_LATIN = re.compile(r"[0-9A-Za-z]")
_PAGE_NUMBER = re.compile(
    r"[—\-·~]*\d{1,3}(?:/\d{1,3})?[—\-·~]*|第(?:\d{1,3}|[一二三四五六七八九十]{1,3})页[，、/]?(?:共\d{1,3}页)?"
    r"|共\d{1,3}页|页码：\d{1,3}|(?:Page|page|P|p)[. ]?\d{1,3}(?: ?(?:of|/) ?\d{1,3})?"
)
_LONGEST_CELL, _NEAR = 8, 64
"""Characters; a bare number below a line that short and near is a cell of a table, not the number of a page."""

_MARKDOWN_HEADING = re.compile(r"\s*(#{1,6})(?=\s|[^#\s])\s*")
_BULLET = re.compile(r"\s*(?:[-*+](?=\s)|[•●▪◆■□▶►○·>])\s*")
_RULE = re.compile(r"\s*(?:[-*_=—]\s*){3,}\s*|[\s|:+\-—]*\|[\s|:+\-—]*")
_EMPHASIS = re.compile(r"\*{1,3}|`+|(?<!_)__(?!_)")
_ENDS = "。！？!?；;：:”』）)】"
_DATE_LINE = re.compile(r"[（(]?(?:\d{4}|[〇零○一二三四五六七八九]{4})年.{1,4}月.{1,4}日[）)]?")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the source, folded; ``indent`` in half-width columns, ``level`` of a Markdown heading or 0."""

    text: str
    places: Sequence[int]
    indent: int
    level: int
    bullet: bool
    row: bool
    after_blank: bool


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The clean view, what was set aside (spans of the source), and the Markdown level of each paragraph (0: none)."""

    text: CleanText
    furniture: tuple[Span, ...]
    paragraphs: tuple[Span, ...]
    levels: tuple[int, ...]


def clean(source: str, format: str, conventions: Conventions) -> Cleaned:
    """Make the clean view of a text."""
    lines, furniture = _lines(source, format == "md", conventions)
    width = _wrap_width(lines)
    set_in = width is not None and _sets_first_lines_in(lines, width)
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, width, set_in, conventions):
            groups[-1].append(line)
        else:
            groups.append([line])
    return _assemble(groups, furniture, len(source))


def _lines(source: str, markdown: bool, conventions: Conventions) -> tuple[list[_Line], list[Span]]:
    lines: list[_Line] = []
    furniture: list[Span] = []
    inline = conventions.inline_furniture(source)
    blank = turned = False
    for match in _LINE.finditer(source):
        start, end = match.span()
        raw = match[0]
        if not raw.strip():
            blank = blank or end > start or (start > 0 and source[start - 1 : start] == "\n")
            continue
        if markdown and _RULE.fullmatch(raw):
            continue
        head = _MARKDOWN_HEADING.match(raw)
        bullet = None if head else _BULLET.match(raw)
        lead = (head or bullet or re.match(r"\s*", raw) or match).end()
        indent = sum(2 if char == "\u3000" else 1 for char in raw[: len(raw) - len(raw.lstrip())])
        skipped = [(s, e) for s, e in inline if start <= s and e <= end]
        if markdown:
            aside = [*skipped, *((start + m.start(), start + m.end()) for m in _EMPHASIS.finditer(raw))]
        else:
            aside = skipped
        begin = start + (lead if head or bullet else 0)
        text, places = _fold(source, begin, end, aside)
        whole = _fold(source, begin, end, ())[0] if skipped else text
        is_number = _PAGE_NUMBER.fullmatch(whole) is not None and not _is_cell(source, start, whole, conventions)
        if is_number or conventions.is_furniture(whole):
            turned = turned or is_number
            furniture.append(_stripped(source, start, end))
            continue
        furniture += skipped
        if not text:
            continue
        row = text.count("|") >= 2 or raw.strip().count("\t") >= 2
        level = len(head[1]) if head else 0
        # Blank lines around the number of a page are the edges of the page.
        lines.append(_Line(text, places, indent, level, bullet is not None, row, blank and not turned))
        blank = turned = False
    return lines, furniture


def _is_cell(source: str, start: int, text: str, conventions: Conventions) -> bool:
    """Does a bare number follow another short line, as in a table whose cells were printed one a line?"""
    if conventions.is_table_label(source[max(0, start - _NEAR) : start].rstrip().rpartition("\n")[2].strip()):
        return True
    before = source[max(0, start - _NEAR) : start].rstrip()[-_LONGEST_CELL - 1 :].split("\n")
    if not text.isdigit() or len(before) < 2:
        return False
    return ordinal_at(before[-1].strip(), 0) is None and not any(mark in before[-1] for mark in _ENDS)


def _stripped(source: str, start: int, end: int) -> Span:
    raw = source[start:end]
    return start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())


def _fold(source: str, start: int, end: int, skipped: Sequence[Span]) -> tuple[str, array[int]]:
    """Fold one line; spaces are dropped except between Latin letters or digits, where one stays."""
    raw = source[start:end].translate(_folding())
    kept: list[str] = []
    places = array("i")
    for stretch in _KEPT.finditer(raw):
        for a, b in _without(stretch.span(), [(s - start, e - start) for s, e in skipped]):
            if kept and _LATIN.match(kept[-1][-1]) and _LATIN.match(raw[a]):
                kept.append(" ")
                places.append(start + a - 1)
            kept.append(raw[a:b])
            places.extend(range(start + a, start + b))
    text = _HALF_WIDTH.sub(lambda mark: _TO_FULL_WIDTH[mark[0]], "".join(kept))
    if '"' in text:
        pieces = text.split('"')
        text = pieces[0] + "".join(("“" if i % 2 else "”") + piece for i, piece in enumerate(pieces[1:], 1))
    return text, places


def _without(span: Span, skipped: Sequence[Span]) -> Iterator[Span]:
    """The stretches of a span that remain when others are cut out of it."""
    start, end = span
    for a, b in sorted(skipped):
        if b <= start or a >= end:
            continue
        if a > start:
            yield start, a
        start = max(start, b)
    if start < end:
        yield start, end


@cache
def _folding() -> dict[int, int | str]:
    """All foldings of one character to another."""
    return {**simplified_table(), **_PUNCTUATION}


def _wrap_width(lines: Sequence[_Line]) -> int | None:
    """The width at which the lines of a text were broken, or None when paragraphs are whole; in columns."""
    widths = sorted(_columns(line) for line in lines if not line.row)
    if len(widths) < 6:
        return None
    width = widths[int(len(widths) * 0.95)]
    full = [line for line in lines if not line.row and width - 8 <= _columns(line) <= width + 4]
    broken = sum(line.text[-1] not in _ENDS for line in full)
    is_wrapped = 24 <= width <= 128 and len(full) >= max(4, len(widths) * 0.3) and broken * 2 >= len(full)
    return width if is_wrapped else None


def _sets_first_lines_in(lines: Sequence[_Line], width: int) -> bool:
    """Do the lines of a wrapped text that are set in begin paragraphs? The full lines between them are not, then."""
    full = [line for line in lines if not line.row and _columns(line) >= width - 8]
    return sum(line.indent < 2 for line in full) * 3 >= len(full) > 0 and any(line.indent >= 2 for line in lines)


def _columns(line: _Line) -> int:
    """How wide a line is printed: a Chinese character takes two columns, a letter or digit one."""
    return min(line.indent, _FIRST_LINE) + len(line.text) + len(_WIDE.findall(line.text))


def _continues(group: Sequence[_Line], line: _Line, width: int | None, set_in: bool, conventions: Conventions) -> bool:
    """Does a line go on the paragraph that the lines before it began?"""
    last = group[-1]
    if last.level or line.level or line.row or last.row or line.bullet:
        return False
    if _DATE_LINE.fullmatch(line.text) or _DATE_LINE.fullmatch(last.text) or conventions.is_office(line.text):
        return False
    if line.text[0] in "，。、；：！？）》”" or _is_bare_ordinal(last.text):
        return True
    if _starts_part(line.text) or (set_in and line.indent >= 2):
        return False
    if line.indent >= 2 > group[0].indent + (2 if len(group) > 1 else 0):
        return False
    if last.text[-1] in _ENDS:
        return False
    text = "".join(part.text for part in group)
    is_prose = any(mark in text for mark in "。；") or (ordinal_at(text, 0) is None and text.count("，") >= 2)
    if width is not None:
        if line.after_blank and not is_prose:
            return False
        # In wrapped text only a full line can be broken; a comma at its end says the same, or half a number.
        goes_on = last.text[-1] in "，、" or (last.text[-1] in ".0123456789" and line.text[0].isdigit())
        return _columns(last) >= width - 8 or (goes_on and is_prose)
    if line.indent >= 2:
        return False
    return (is_prose and len(text) >= 40) or last.text[-1] in "，、"


def _is_bare_ordinal(text: str) -> bool:
    """Is a line nothing but an ordinal, its words broken off to the next line?"""
    ordinal = ordinal_at(text, 0)
    return ordinal is not None and ordinal.end == len(text)


def _starts_part(text: str) -> bool:
    ordinal = ordinal_at(text, 0)
    return ordinal is not None and (ordinal.level <= ITEM_LEVEL or ordinal.value == 1)


def _assemble(groups: Sequence[Sequence[_Line]], furniture: list[Span], length: int) -> Cleaned:
    parts: list[str] = []
    places = array("i")
    paragraphs: list[Span] = []
    levels: list[int] = []
    size = 0
    for group in groups:
        if size:
            parts.append("\n")
            places.append(min(places[-1] + 1, length - 1))
            size += 1
        start = size
        for line in group:
            before, after = (parts[-1][-1], line.text[0]) if size > start else ("", "")
            # A number broken at the end of a line is one number; two Latin words are two.
            if _LATIN.match(before) and _LATIN.match(after) and not (before.isdigit() and after.isdigit()):
                parts.append(" ")
                places.append(places[-1])
                size += 1
            parts.append(line.text)
            places.extend(line.places)
            size += len(line.text)
        paragraphs.append((start, size))
        levels.append(group[0].level)
    return Cleaned(CleanText("".join(parts), places), tuple(sorted(furniture)), tuple(paragraphs), tuple(levels))
