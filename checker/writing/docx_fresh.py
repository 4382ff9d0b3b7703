"""A clean Word document from a text, set as official documents are (GB/T 9704—2012, 7), where that is simple."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from lxml import etree  # type: ignore[import-untyped]

from checker.model import Span
from checker.wordml import Piece
from checker.wordml.names import WORD
from checker.writing.docx_comments import printable
from checker.writing.docx_package import Parts

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_CONTENT}document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_CONTENT}styles+xml"/></Types>'
)


def _relationship(kind: str, target: str) -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}{kind}" Target="{target}"/></Relationships>'
    )


def _style(id: str, name: str, paragraph: str, run: str, *, default: bool = False) -> str:
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{" w:default=" + chr(34) + "1" + chr(34) if default else ""} w:styleId="{id}">'
        f'<w:name w:val="{name}"/>{based}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def _font(chinese: str) -> str:
    return f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{chinese}"/>'


_LINE = '<w:spacing w:line="560" w:lineRule="exact"/>'
_FIRST_FONT, _SECOND_FONT = _font("黑体"), _font("楷体_GB2312")
_SET_IN = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{WORD}">'
    + _style(
        "Normal",
        "Normal",
        f'{_LINE}<w:jc w:val="both"/>',
        f'{_font("仿宋_GB2312")}<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:eastAsia="zh-CN"/>',
        default=True,
    )
    + _style("Title", "Title", '<w:jc w:val="center"/>', f'{_font("方正小标宋简体")}<w:sz w:val="44"/>')
    + _style("BodyText", "Body Text", _SET_IN, "")
    + _style("Heading1", "heading 1", f'<w:keepNext/>{_SET_IN}<w:outlineLvl w:val="0"/>', f"{_FIRST_FONT}<w:b/>")
    + _style("Heading2", "heading 2", f'<w:keepNext/>{_SET_IN}<w:outlineLvl w:val="1"/>', f"{_SECOND_FONT}<w:b/>")
    + _style("Signature", "Signature", '<w:ind w:right="640"/><w:jc w:val="right"/>', "")
    + "</w:styles>"
)
_BODY = (
    f'{_HEAD}<w:document xmlns:w="{WORD}"><w:body><w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/>'
    "</w:sectPr></w:body></w:document>"
)
_LEAD = re.compile(r"\s*(?:(#{1,6})\s+)?")
_FIRST, _SECOND = re.compile("[一二三四五六七八九十]{1,3}、"), re.compile("[（(][一二三四五六七八九十]{1,3}[）)]")
_DATE = re.compile(r"(?:\d{4}|[〇○一二三四五六七八九]{4})年.{1,3}月.{1,3}日")
_STOPS = "。；：，！？"
_HEADING = 40
"""Characters of the longest heading."""

_ROW = re.compile(r"\s*\|(.*)\|\s*")
_MOST_COLUMNS = 63
"""Word's own limit."""

_LINES = re.compile("[^\n]+")


def fresh_document(text: str, title: Span) -> tuple[Parts, etree._Element, list[tuple[Span, Piece]]]:
    """A document with a text: its package, the tree of its main part, and the pieces of the text in it."""
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relationship("officeDocument", "word/document.xml"),
        "word/document.xml": _BODY,
        "word/_rels/document.xml.rels": _relationship("styles", "styles.xml"),
        "word/styles.xml": _STYLES,
    }
    parts = Parts(None, {name: content.encode() for name, content in files.items()})
    root = parts.tree("word/document.xml")
    assert root is not None
    body = root[0]
    pieces: list[tuple[Span, Piece]] = []
    lines = [line for line in _LINES.finditer(text) if line[0].strip()]
    rows: list[re.Match[str]] = []
    for number, line in enumerate(lines):
        row = _ROW.fullmatch(text, *line.span())
        if row is not None and row[1].count("|") < _MOST_COLUMNS:
            rows.append(row)
            continue
        pieces += _table(body, rows)
        rows = []
        start = line.start()
        lead = _LEAD.match(line[0])
        assert lead is not None
        words = line[0][lead.end() :].rstrip()
        following = lines[number + 1][0].strip() if number + 1 < len(lines) else ""
        if title[0] <= start + lead.end() < title[1]:
            style = "Title"
        elif len(lines) - number <= 3 and _is_signature(words, following):
            style = "Signature"
        else:
            style = _style_of(words, len(lead[1] or ""))
        if words:
            pieces.append(_paragraph(body, words, start + lead.end(), style))
    pieces += _table(body, rows)
    body.append(body[0])
    return parts, root, pieces


def write_fresh(text: str, title: Span, stream: BinaryIO) -> None:
    """Write a document with a text, whose title stands in a span of it."""
    parts, root, _ = fresh_document(text, title)
    parts.set("word/document.xml", root)
    parts.write(stream)


def _is_signature(words: str, following: str) -> bool:
    """Is a line near the end a date, or the office above the date?"""
    if _DATE.fullmatch(words):
        return True
    return bool(_DATE.fullmatch(following)) and len(words) <= _HEADING and words[-1:] not in _STOPS


def _style_of(words: str, level: int) -> str:
    if len(words) <= _HEADING and words[-1:] not in _STOPS:
        if _FIRST.match(words) or level in (1, 2):
            return "Heading1"
        if _SECOND.match(words) or level:
            return "Heading2"
    return "BodyText"


def _made(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{WORD}}}{name}")
    for key, value in attributes.items():
        element.set(f"{{{WORD}}}{key}", value)
    return element


def _paragraph(parent: etree._Element, words: str, start: int, style: str) -> tuple[Span, Piece]:
    paragraph = _made(parent, "p")
    _made(_made(paragraph, "pPr"), "pStyle", val=style)
    run = _made(paragraph, "r")
    text = _made(run, "t")
    text.text = printable(words)
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    piece = Piece(words, paragraph, run, text)
    return (start, start + len(words)), piece


def _table(body: etree._Element, rows: Sequence[re.Match[str]]) -> Iterator[tuple[Span, Piece]]:
    """Lines with bars as a table; rules between rows are left out."""
    told = [row for row in rows if row[0].strip("|:-+— \t")]
    if not told:
        return
    columns = max(row[1].count("|") for row in told) + 1
    table = _made(body, "tbl")
    properties = _made(table, "tblPr")
    _made(properties, "tblW", w="5000", type="pct")
    borders = _made(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _made(borders, side, val="single", sz="4", space="0", color="auto")
    grid = _made(table, "tblGrid")
    for _ in range(columns):
        _made(grid, "gridCol", w=str(8844 // columns))
    for row in told:
        line = _made(table, "tr")
        at = row.start(1)
        cells = row[1].split("|")
        for cell in [*cells, *[""] * (columns - len(cells))]:
            words = cell.strip()
            holder = _made(line, "tc")
            _made(_made(holder, "tcPr"), "tcW", w=str(8844 // columns), type="dxa")
            if words:
                yield _paragraph(holder, words, at + len(cell) - len(cell.lstrip()), "Normal")
            else:
                _made(holder, "p")
            at += len(cell) + 1
    _made(body, "p")
