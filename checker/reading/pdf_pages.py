"""The characters of a PDF with their places, by PDFium.

PDFium is C++ on untrusted bytes and not thread-safe; :mod:`checker.reading.pdf` therefore runs this module in a process
of its own, with a time limit.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from ctypes import byref, c_double
from typing import TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from checker.reading.extracted import RefusedError
from checker.reading.layout import Glyph, Page

MOST_PAGES = 1_000
"""Pages of a PDF; a report has ten to fifty."""

_MOST_CHARACTERS = 100_000
"""Characters on one page; a full one has two thousand."""

_SLANT = 0.02
"""How much a line may rise or fall; watermarks are printed aslant."""

_SCANNED = 0.5
"""The share of a page that a picture covers when the page is a scan, and of the pages that make a scanned document."""

_MOST_OBJECTS = 200
_FEW = 30
"""Characters; a scan may carry a page number and the name of the scanning program."""

_UNKNOWN_SHARE = 0.1
"""The share of characters without a meaning from which on a text cannot be judged."""

_PASSWORD = "这份 PDF 设有打开密码，读不了。请取消密码保护，或用原来的 Word、WPS 稿检查。"
_PROTECTED = "这份 PDF 用了不能识别的加密方式，读不了。请取消保护，或用原来的 Word、WPS 稿检查。"
DAMAGED = "这份 PDF 已损坏，或不是规范的 PDF，打不开。请重新导出或重新拷贝，或用原来的 Word、WPS 稿检查。"
_DAMAGED_PAGE = "这份 PDF 的第{number}页已损坏，读不出来。请重新导出一份，或用原来的 Word、WPS 稿检查。"
_TOO_LONG = "这份 PDF 有{count}页，超过{limit}页的上限。请确认文件没有拿错，或只保留报告的页再检查。"
_TOO_FULL = "这份 PDF 有一页的字数多得异常，为安全起见没有读。请确认文件没有拿错，或用原来的 Word、WPS 稿检查。"
_SCAN = (
    "这份 PDF 是扫描件（图片），没有可以检查的文字。"
    "请用原来的 Word、WPS 稿检查；没有原稿的，请先做文字识别（OCR），核对后再检查。"
)
_PARTLY_SCAN = (
    "这份 PDF 共{count}页，其中{scanned}页是扫描的图片，没有文字，检查了也不准。"
    "请用原来的 Word、WPS 稿检查；没有原稿的，请先做文字识别（OCR），核对后再检查。"
)
_UNREADABLE = (
    "这份 PDF 的文字层读不出来（字体没有带编码对照，读出来是乱码）。"
    "请用原来的 Word、WPS 稿检查，或用 Word、WPS 重新导出 PDF。"
)
_REFUSALS = {pdfium_c.FPDF_ERR_PASSWORD: _PASSWORD, pdfium_c.FPDF_ERR_SECURITY: _PROTECTED}

_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻐⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "母民虎西见角贝车钅長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
"""Fonts that draw a character and its radical alike may name the radical; these are no compatibility characters."""

_Point: TypeAlias = tuple[float, float]
_UNKNOWN = "\ufffd"


def pages_of(data: bytes) -> Iterator[Page]:
    """The pages of a PDF.

    Raises:
        RefusedError: when it cannot be opened, has too many pages, or is a scan without text.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise RefusedError(_REFUSALS.get(error.err_code, DAMAGED)) from error
    with closing(document):
        count = len(document)
        if count > MOST_PAGES:
            raise RefusedError(_TOO_LONG.format(count=count, limit=MOST_PAGES))
        scanned = characters = unknown = 0
        for number in range(count):
            page = _page(document, number)
            scanned += page.is_scan
            characters += len(page.glyphs)
            unknown += sum(glyph.text == _UNKNOWN for glyph in page.glyphs)
            yield page
        if scanned > count * _SCANNED:
            raise RefusedError(_SCAN if scanned == count else _PARTLY_SCAN.format(count=count, scanned=scanned))
        if unknown > characters * _UNKNOWN_SHARE:
            raise RefusedError(_UNREADABLE)


def _page(document: pdfium.PdfDocument, number: int) -> Page:
    """A page; one that cannot be loaded refuses the document, as half a report would be misjudged."""
    try:
        page = document[number]
    except pdfium.PdfiumError as error:
        raise RefusedError(_DAMAGED_PAGE.format(number=number + 1)) from error
    with closing(page):
        left, bottom, right, top = page.get_bbox()
        turns = page.get_rotation() // 90
        width, height = (right - left, top - bottom) if turns % 2 == 0 else (top - bottom, right - left)
        with closing(page.get_textpage()) as text:
            glyphs = list(
                _glyphs(text, lambda x, y: _seen(x - left, y - bottom, right - left, top - bottom, turns), turns)
            )
        glyphs = [glyph for glyph in glyphs if 0 <= glyph.x <= width and 0 <= glyph.y <= height]
        is_scan = len(glyphs) < _FEW and _is_picture(page, abs(width * height))
    return Page(width, height, glyphs, is_scan)


def _seen(x: float, y: float, width: float, height: float, turns: int) -> _Point:
    """A point, measured from the lower left corner of the upright page, from the upper left corner of the page shown.

    ``turns``: quarter turns clockwise by which the page is shown.
    """
    if turns == 0:
        return x, height - y
    if turns == 1:
        return y, x
    return (width - x, y) if turns == 2 else (height - y, width - x)


_DIRECTIONS = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))
"""In which direction text runs on the upright page that is upright after so many quarter turns clockwise."""


def _glyphs(text: pdfium.PdfTextPage, seen: Callable[[float, float], _Point], turns: int) -> Iterator[Glyph]:
    """The upright characters of a page, without those that PDFium adds."""
    count = text.count_chars()
    if count > _MOST_CHARACTERS:
        raise RefusedError(_TOO_FULL)
    page = text.raw
    x, y, box, matrix = c_double(), c_double(), pdfium_c.FS_RECTF(), pdfium_c.FS_MATRIX()
    x_out, y_out, box_out, matrix_out = byref(x), byref(y), byref(box), byref(matrix)
    unicode_of, size_of = pdfium_c.FPDFText_GetUnicode, pdfium_c.FPDFText_GetFontSize
    origin_of, box_of, matrix_of = (
        pdfium_c.FPDFText_GetCharOrigin,
        pdfium_c.FPDFText_GetLooseCharBox,
        pdfium_c.FPDFText_GetMatrix,
    )
    cos, sin = _DIRECTIONS[turns]
    high = 0
    for i in range(count):
        code = unicode_of(page, i)
        if code in (0x20, 0x0D, 0x0A, 0x02, 0xFFFE) and pdfium_c.FPDFText_IsGenerated(page, i):
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if not (origin_of(page, i, x_out, y_out) and box_of(page, i, box_out) and matrix_of(page, i, matrix_out)):
            continue
        along, aslant = matrix.a * cos + matrix.b * sin, matrix.b * cos - matrix.a * sin
        if along <= 0 or abs(aslant) > _SLANT * along:
            continue
        across, down = seen(x.value, y.value)
        end = max(seen(box.left, box.bottom)[0], seen(box.right, box.top)[0])
        size = size_of(page, i) * math.hypot(matrix.c, matrix.d)
        yield Glyph(_character(code), across, down, max(0.0, end - across), size)


def _character(code: int) -> str:
    """The character that is meant: what cannot be told is U+FFFD, radicals and ligatures are what they look like."""
    if code < 0x20 or 0xD800 <= code < 0xF900 or code >= 0xF0000:
        return " " if code in (0x09, 0x0A, 0x0D) else _UNKNOWN
    character = chr(code)
    if 0x2E80 <= code < 0x2FE0 or 0xF900 <= code < 0xFB07 or 0x2F800 <= code < 0x2FA20:
        return _RADICALS.get(character) or unicodedata.normalize("NFKC", character)
    return character


def _is_picture(page: pdfium.PdfPage, area: float) -> bool:
    """Does a picture cover most of a page?"""
    covered = 0.0
    for i, item in enumerate(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
        if i >= _MOST_OBJECTS:
            break
        left, bottom, right, top = item.get_bounds()
        covered += abs((right - left) * (top - bottom))
    return covered >= area * _SCANNED
