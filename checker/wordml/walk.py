"""The walk through a document: its paragraphs and table rows as a person sees them, piece by piece.

Inserted text counts, deleted text does not; results of fields count, their instructions do not; hidden text, headers
and footers, comments and automatic tables of contents are left out. Notes and text boxes follow the paragraph or row
that holds them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias
from xml.etree.ElementTree import Element

from checker.wordml.names import attribute, child, children, number, short_name, switch
from checker.wordml.numbering import Numbering
from checker.wordml.package import Package
from checker.wordml.styles import Styles

_NOTE = "注："
_INDENT = "\u3000\u3000"
_SAME_WORDS = str.maketrans("\n\r\t", "   ")
_WRAPPERS = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "ins", "moveTo", "dir", "bdo", "ruby"}
    | {"rubyBase", "mc:AlternateContent", "mc:Choice"}
)
"""Elements around paragraphs, rows, cells or runs that only say something about them."""

_SYMBOLS = dict(zip(b"\xb7\x6c\x6e\x6f\xa8\xfe\x52\xfc\xfb\xd8", "•●■□□☑☑✓✗➢", strict=True))
"""Signs of the fonts Symbol and Wingdings, whose codes mean nothing elsewhere."""

_OTHER_SYMBOL = "▪"
_NOTHING = Element("nothing")
_MOST_SPANNED = 63
"""Columns that a cell may span; Word's own limit."""

_LONGEST_CELL, _MOST_IN_CELL = 200, 3
"""Characters and paragraphs of a cell; what holds more is a page laid out as a table."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text. ``paragraph`` is the paragraph of the main text that it stands in or belongs to.

    ``run`` is the element around which a range may stand (a run, a formula), None for generated text, and for notes and
    text boxes. ``leaf`` is the element whose text it is, character by character, None where it cannot be cut.
    """

    text: str
    paragraph: Element
    run: Element | None = None
    leaf: Element | None = None


Block: TypeAlias = Sequence[Piece]
"""A paragraph or a row of a table."""


def blocks_of(package: Package) -> list[Block]:
    """All blocks of a document, also those without words."""
    return _Walk(package).blocks()


@dataclass(slots=True)
class _Story:
    """What is being walked through: ``home`` is set outside the main text; ``fields`` are true in their results."""

    home: Element | None = None
    fields: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """Paragraphs with their marks deleted, so that the next one goes on: pieces, whose number counts, what follows."""

    pieces: list[Piece] = field(default_factory=list)
    first: Element | None = None
    beside: list[tuple[str, Element]] = field(default_factory=list)


class _Walk:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.styles)
        self._numbering = Numbering(package.numbering, self._styles)
        self._notes = {"footnote": _by_id(package.footnotes), "endnote": _by_id(package.endnotes)}
        self._story = _Story()

    def blocks(self) -> list[Block]:
        body = child(self._package.document, "body")
        return [] if body is None else self._blocks(body, None)

    def _blocks(self, container: Element, after: list[Block] | None) -> list[Block]:
        """The blocks in a container; notes and text boxes go to ``after``, None to let them follow their paragraph."""
        blocks: list[Block] = []
        open = _Open()
        for element in _flat(container, ("p", "tbl")):
            if short_name(element) == "tbl":
                self._close(open, blocks, after)
                open = _Open()
                blocks += self._table(element)
            elif not self._styles.is_contents(self._styles.style_of(element)):
                self._paragraph(element, open)
                if not self._mark_is_gone(element):
                    self._close(open, blocks, after)
                    open = _Open()
        self._close(open, blocks, after)
        return blocks

    def _mark_is_gone(self, paragraph: Element) -> bool:
        """Is the end of a paragraph deleted or hidden, so that the next one goes on behind it?"""
        mark = child(child(paragraph, "pPr"), "rPr")
        if mark is None:
            return False
        moved = any(child(mark, name) is not None for name in ("del", "moveFrom"))
        return moved or (switch(mark, "vanish") or False)

    def _paragraph(self, paragraph: Element, open: _Open) -> None:
        hidden = self._styles.hides(self._styles.style_of(paragraph))
        before = len(open.pieces)
        self._inline(paragraph, paragraph, hidden, open)
        # What is still open is damaged, or an instruction of several paragraphs; neither may swallow the text.
        self._story.fields.clear()
        if open.first is None or (before == 0 and open.pieces):
            open.first = paragraph

    def _close(self, open: _Open, blocks: list[Block], after: list[Block] | None) -> None:
        """Add a paragraph that is complete, with its number, and what stands beside it."""
        if open.first is None:
            return
        text = "".join(piece.text for piece in open.pieces)
        number = self._numbering.next(open.first)
        if text.strip():
            indent = _INDENT if not text[0].isspace() and self._styles.is_indented(open.first) else ""
            home = self._story.home if self._story.home is not None else open.first
            lead = [Piece(indent + number, home)] if indent or number else []
            blocks.append([*lead, *open.pieces])
        else:
            blocks.append([])
        if open.beside:
            (blocks if after is None else after).extend(self._beside(open))

    # --- inside a paragraph ---

    def _inline(self, container: Element, paragraph: Element, hidden: bool, open: _Open) -> None:
        for element in container:
            name = short_name(element)
            if name == "r":
                self._run(element, element, paragraph, hidden, open)
            elif name == "mc:AlternateContent":
                self._inline(_choice(element), paragraph, hidden, open)
            elif name in _WRAPPERS:
                self._inline(element, paragraph, hidden, open)
            elif name in ("m:oMath", "m:oMathPara"):
                math = "".join(one.text or "" for one in element.iter() if short_name(one) == "m:t")
                self._add(math, paragraph, element, None, open)

    def _run(self, run: Element, outer: Element, paragraph: Element, hidden: bool, open: _Open) -> None:
        properties = child(run, "rPr")
        if properties is not None:
            said = switch(properties, "vanish")
            style = attribute(child(properties, "rStyle"))
            hidden = said if said is not None else hidden or self._styles.hides(style)
        self._in_run(run, outer, paragraph, hidden, open)

    def _in_run(self, container: Element, outer: Element, paragraph: Element, hidden: bool, open: _Open) -> None:
        for element in container:
            name = short_name(element)
            if name == "fldChar":
                self._field(attribute(element, "fldCharType"))
            elif hidden:
                continue
            elif name == "t":
                leaf = element if container is outer and len(element) == 0 else None
                self._add((element.text or "").translate(_SAME_WORDS), paragraph, outer, leaf, open)
            elif name in ("tab", "ptab"):
                self._add("\t", paragraph, outer, None, open)
            elif name == "cr" or (name == "br" and attribute(element, "type") not in ("page", "column")):
                self._add("\n", paragraph, outer, None, open)
            elif name == "noBreakHyphen":
                self._add("-", paragraph, outer, None, open)
            elif name == "sym":
                self._add(_symbol(attribute(element, "char")), paragraph, outer, None, open)
            elif name == "ruby":
                base = child(element, "rubyBase")
                for run in () if base is None else base:
                    if short_name(run) == "r":
                        self._run(run, outer, paragraph, hidden, open)
            elif name in ("footnoteReference", "endnoteReference"):
                note = self._notes[name.removesuffix("Reference")].get(attribute(element, "id") or "")
                if note is not None and self._is_shown():
                    open.beside.append((_NOTE, note))
            elif name in ("drawing", "pict", "object", "mc:AlternateContent"):
                found = _choice(element) if name == "mc:AlternateContent" else element
                if any(short_name(one) == "t" for one in found):
                    self._in_run(found, outer, paragraph, hidden, open)
                elif self._is_shown():
                    open.beside += [("", box) for box in _boxes(found)]

    def _field(self, kind: str | None) -> None:
        fields = self._story.fields
        if kind == "begin":
            fields.append(False)
        elif kind == "separate" and fields:
            fields[-1] = True
        elif kind == "end" and fields:
            fields.pop()

    def _is_shown(self) -> bool:
        return all(self._story.fields)

    def _add(self, text: str, paragraph: Element, run: Element, leaf: Element | None, open: _Open) -> None:
        if not text or not self._is_shown():
            return
        if self._story.home is not None:
            open.pieces.append(Piece(text, self._story.home))
        else:
            open.pieces.append(Piece(text, paragraph, run, leaf))

    def _beside(self, open: _Open) -> Iterator[Block]:
        """The notes and text boxes of a paragraph."""
        outer = self._story
        home = outer.home if outer.home is not None else open.first
        assert home is not None
        for lead, container in open.beside:
            if outer.home is not None and lead:
                # A note in a note: documents have none, loops would have no end.
                continue
            self._story = _Story(home)
            blocks = [block for block in self._blocks(container, None) if block]
            self._story = outer
            for i, block in enumerate(blocks):
                yield [Piece(lead, home), *_trimmed(block)] if i == 0 and lead else block

    # --- tables ---

    def _table(self, table: Element) -> Iterator[Block]:
        for row in _flat(table, ("tr",)):
            properties = child(row, "trPr")
            if child(properties, "del") is None and not switch(properties, "hidden"):
                yield from self._row(row)

    def _row(self, row: Element) -> Iterator[Block]:
        cells: list[list[Block]] = []
        after: list[Block] = []
        is_flat = True
        cells += [[] for _ in range(_bounded(number(child(child(row, "trPr"), "gridBefore")), 0))]
        found = list(_flat(row, ("tc",)))
        for cell in found:
            properties = child(cell, "tcPr")
            if child(properties, "cellDel") is not None:
                continue
            blocks = [block for block in self._blocks(cell, after) if block]
            merge = child(properties, "vMerge")
            if merge is not None and attribute(merge) != "restart":
                blocks = []
            cells.append(blocks)
            cells += [[] for _ in range(_bounded(number(child(properties, "gridSpan")), 1) - 1)]
            size = sum(len(piece.text) for block in blocks for piece in block)
            is_flat = is_flat and size <= _LONGEST_CELL and len(blocks) <= _MOST_IN_CELL
            is_flat = is_flat and next(_flat(cell, ("tbl",)), None) is None
        if any(cells):
            if is_flat and len(found) > 1:
                yield _one_line(cells)
            else:
                yield from (block for blocks in cells for block in blocks)
        yield from after


def _one_line(cells: Sequence[Sequence[Block]]) -> Block:
    """A row as a line, its cells between bars."""
    home = next(block[0].paragraph for blocks in cells for block in blocks)
    line = [Piece("| ", home)]
    for i, blocks in enumerate(cells):
        if i:
            line.append(Piece(" | ", home))
        for j, block in enumerate(blocks):
            home = block[0].paragraph
            line += [Piece(" ", home)] if j else []
            line += [replace(piece, text=piece.text.replace("\n", " ").replace("\t", " ")) for piece in _trimmed(block)]
    return [*line, Piece(" |", home)]


def _trimmed(block: Block) -> Block:
    """A paragraph without the indent of its first line."""
    if block and block[0].run is None and block[0].text.startswith(_INDENT):
        return [replace(block[0], text=block[0].text.removeprefix(_INDENT)), *block[1:]]
    return block


def _bounded(value: int | None, least: int) -> int:
    return max(least, min(value or 0, _MOST_SPANNED))


def _flat(container: Element, wanted: Sequence[str]) -> Iterator[Element]:
    """The elements of some names in a container, through what only wraps them."""
    for element in container:
        name = short_name(element)
        if name in wanted:
            yield element
        elif name == "mc:AlternateContent":
            yield from _flat(_choice(element), wanted)
        elif name in _WRAPPERS:
            yield from _flat(element, wanted)


def _choice(alternate: Element) -> Element:
    """The alternative for programs of today, else the one for older programs."""
    found = {short_name(one): one for one in reversed(list(alternate))}
    return found.get("mc:Choice", found.get("mc:Fallback", _NOTHING))


def _boxes(container: Element) -> Iterator[Element]:
    """The contents of the text boxes in a drawing, each once."""
    for element in container:
        if short_name(element) == "txbxContent":
            yield element
        else:
            yield from _boxes(_choice(element) if short_name(element) == "mc:AlternateContent" else element)


def _symbol(code: str | None) -> str:
    try:
        value = int(code or "", 16)
    except ValueError:
        return ""
    if 0xF000 <= value <= 0xF0FF:
        value -= 0xF000
        return _SYMBOLS.get(value, _OTHER_SYMBOL)
    return chr(value) if 0x20 <= value < 0xD800 or 0xF900 <= value < 0xFFFE else _OTHER_SYMBOL


def _by_id(notes: Element | None) -> dict[str, Element]:
    found = [*children(notes, "footnote"), *children(notes, "endnote")]
    return {attribute(note, "id") or "": note for note in found if attribute(note, "type") in (None, "normal")}
