"""OFD, the official fixed-layout format (GB/T 33190-2016): bytes → Source.

OFD.xml names the documents, a document its pages, a page its contents. Paths are relative to the file that names them,
or begin with ``/`` at the root of the archive. Signatures, seals, annotations, pictures and attachments are no text.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from checker.reading.archive import Archive
from checker.reading.extracted import Extracted, RefusedError
from checker.reading.layout import Page, laid_out
from checker.reading.ofd_page import is_picture, local_name, numbers, page_of
from checker.reading.xml_tree import MOST_TAGS, STRANGE, parse_xml

MOST_PAGES = 2_000
"""Pages of a file; a report has ten to thirty."""

_ROOT = "OFD.xml"
_A4 = (210.0, 297.0)
_SCANNED = 0.5
"""The share of pages without text that makes a scanned document."""

_FEW = 30
"""Characters; a scan may carry a page number and the name of the scanning program."""

_UNKNOWN = 0.1
"""The share of characters without a meaning from which on a text cannot be judged."""

_INSTEAD = "请用原来的 Word、WPS 稿检查；没有原稿的，请先做文字识别（OCR），核对后再检查。"
_NO_TEXT = f"这份 OFD 里没有文字，可能是扫描件（图片），或者文字已转成图形。{_INSTEAD}"
_PARTLY_SCAN = f"这份 OFD 共{{count}}页，其中{{scanned}}页是扫描的图片，没有文字，检查了也不准。{_INSTEAD}"
_UNREADABLE = (
    "这份 OFD 的文字读出来是乱码（字体没有带编码对照）。请用原来的 Word、WPS 稿检查，或用 Word、WPS 重新导出 OFD。"
)
_TOO_MANY = f"文件超过 {MOST_PAGES} 页。年度报告一般不到 50 页，请确认文件没有拿错，或只保留正文另存。"
_AGAIN = "请用 OFD 阅读软件打开看看；打不开的，请重新导出，或找发文单位重新拷贝。"
_DAMAGED = f"OFD 文件已损坏，读不出文字。{_AGAIN}"
_DAMAGED_PAGE = f"OFD 文件第{{page}}页已损坏或不规范，读不完整。{_AGAIN}"
_ENCRYPTED = "文件设有密码，读不了。请取消密码保护后再检查。"


def extract(data: bytes) -> Extracted:
    """The text of an OFD file; a file of which one page is damaged is refused, as half a report would be misjudged.

    Raises:
        RefusedError: when it is damaged, encrypted, too large, or has no text.
    """
    package = _Package(data)
    count = scanned = characters = unknown = 0

    def pages() -> Iterator[Page]:
        nonlocal count, scanned, characters, unknown
        for page in _pages(package):
            count += 1
            scanned += page.is_scan
            characters += len(page.glyphs)
            unknown += sum(_is_unknown(glyph.text) for glyph in page.glyphs)
            yield page

    found = laid_out(pages())
    if not characters or scanned == count:
        raise RefusedError(_NO_TEXT)
    if scanned > count * _SCANNED:
        raise RefusedError(_PARTLY_SCAN.format(count=count, scanned=scanned))
    if unknown > characters * _UNKNOWN:
        raise RefusedError(_UNREADABLE)
    return found


def _is_unknown(char: str) -> bool:
    return "\ue000" <= char <= "\uf8ff" or char == "\ufffd"


class _Package:
    """The parts of the archive by the paths that its files use."""

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data)
        self._names = {_normal(name): name for name in self._archive.names}
        if any(posixpath.basename(name) == "encryptions.xml" for name in self._names):
            raise RefusedError(_ENCRYPTED)
        self._tags = 0

    def find(self, path: str, base: str) -> str | None:
        """The part that a path in the part ``base`` names; some writers count all paths from the root."""
        path = path.strip()
        folders = ("",) if path.startswith(("/", "\\")) else (posixpath.dirname(base), "")
        found = (self._names.get(_normal(f"{folder}/{path}")) for folder in folders)
        return next((name for name in found if name is not None), None)

    def read(self, name: str | None) -> Element:
        if name is None:
            raise RefusedError(_DAMAGED)
        data = self._archive.read(name)
        # A small archive may hold many parts, or name one many times.
        self._tags += data.count(b"<")
        if self._tags > 3 * MOST_TAGS:
            raise RefusedError(STRANGE)
        return parse_xml(data)


def _normal(path: str) -> str:
    """A path from the root of the archive, in small letters; what climbs out of the archive is sought within it."""
    return posixpath.normpath("/" + path.replace("\\", "/")).strip("/").lower()


def _pages(package: _Package) -> Iterator[Page]:
    """The pages of all documents, in order."""
    number = 0
    for document in _documents(package):
        root = package.read(document)
        size = _size(_child(_child(root, "CommonData"), "PageArea")) or _A4
        templates = _Templates(package, document, root)
        for page in _children(_child(root, "Pages"), "Page"):
            number += 1
            if number > MOST_PAGES:
                raise RefusedError(_TOO_MANY)
            try:
                content = package.read(package.find(page.get("BaseLoc") or "", document))
            except RefusedError as error:
                raise RefusedError(_DAMAGED_PAGE.format(page=number)) from error
            if local_name(content) != "Page":
                raise RefusedError(_DAMAGED_PAGE.format(page=number))
            yield _page(content, size, templates)
    if not number:
        raise RefusedError(_DAMAGED)


def _documents(package: _Package) -> Iterator[str]:
    """The root files of the documents, of each the current version."""
    root_name = package.find(_ROOT, "")
    for body in _children(package.read(root_name), "DocBody"):
        root = package.find(_text(_child(body, "DocRoot")), root_name or "")
        for version in _children(_child(body, "Versions"), "Version"):
            described = package.find(version.get("BaseLoc") or "", root_name or "")
            if version.get("Current") == "true" and described:
                root = package.find(_text(_child(package.read(described), "DocRoot")), described) or root
        if root is None:
            raise RefusedError(_DAMAGED)
        yield root


class _Templates:
    """The template pages of a document by their identifiers, read when a page needs them, the last one kept."""

    def __init__(self, package: _Package, document: str, root: Element) -> None:
        self._package = package
        self._document = document
        self._paths = {
            template.get("ID"): template.get("BaseLoc") or ""
            for template in _children(_child(root, "CommonData"), "TemplatePage")
        }
        self._read: dict[str | None, Element] = {}

    def content(self, id: str | None) -> Element | None:
        if id not in self._paths:
            return None
        if id not in self._read:
            self._read = {id: self._package.read(self._package.find(self._paths[id], self._document))}
        return self._read[id]


def _page(root: Element, size: tuple[float, float], templates: _Templates) -> Page:
    """One page; its templates (letterheads, frames, feet) are read where it has no text of its own."""
    width, height = _size(_child(root, "Area")) or size
    contents = _children(root, "Content")
    page = page_of(contents, width, height)
    is_scan = len(page.glyphs) < _FEW and is_picture(contents, width, height)
    if page.glyphs or is_scan:
        return replace(page, is_scan=is_scan)
    found = (templates.content(template.get("TemplateID")) for template in _children(root, "Template"))
    behind = [content for template in found if template is not None for content in _children(template, "Content")]
    return replace(page_of(behind, width, height), is_scan=is_picture(behind, width, height))


def _size(area: Element | None) -> tuple[float, float] | None:
    for name in ("PhysicalBox", "ApplicationBox", "ContentBox"):
        box = numbers(_text(_child(area, name)), 4)
        if box is not None and box[2] > 0 and box[3] > 0:
            return box[2], box[3]
    return None


def _children(element: Element | None, name: str) -> list[Element]:
    return [child for child in element if local_name(child) == name] if element is not None else []


def _child(element: Element | None, name: str) -> Element | None:
    return next(iter(_children(element, name)), None)


def _text(element: Element | None) -> str:
    return (element.text or "") if element is not None else ""
