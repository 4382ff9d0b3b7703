"""Word documents in the form of official documents (GB/T 9704—2012: title centred, body indented, size three)."""

from __future__ import annotations

from collections.abc import Iterable

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from checker.model import Role, Text

TITLE_FONT, HEADING_FONT, BODY_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312"
_TITLE_SIZE, _BODY_SIZE = Pt(22), Pt(16)
_LINE = Pt(28)
_SIGNATURE_RIGHT = _BODY_SIZE * 4


def official_document(paragraphs: Iterable[Text]) -> Document:
    """A document of paragraphs, each laid out as what it is."""
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    _set_font(document, BODY_FONT)
    for paragraph in paragraphs:
        _lay_out(document.add_paragraph(), paragraph.role, paragraph.text)
    return document


def _set_font(document: Document, name: str) -> None:
    style = document.styles["Normal"]
    assert isinstance(style, ParagraphStyle)
    style.font.name = name
    style.font.size = _BODY_SIZE
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _lay_out(paragraph: Paragraph, role: Role, text: str) -> None:
    run = paragraph.add_run(text)
    shape = paragraph.paragraph_format
    shape.space_after = Pt(0)
    shape.line_spacing = _LINE
    if role is Role.TITLE:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        shape.space_after = _LINE
        shape.line_spacing = Pt(34)
        run.font.size = _TITLE_SIZE
        run.font.name = TITLE_FONT
    elif role is Role.SIGNATURE:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        shape.right_indent = _SIGNATURE_RIGHT
    else:
        shape.first_line_indent = _BODY_SIZE * 2
    if role is Role.HEADING:
        run.font.name = HEADING_FONT
        shape.keep_with_next = True
    if run.font.name:
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), run.font.name)
