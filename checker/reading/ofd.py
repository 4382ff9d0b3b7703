"""OFD, the official fixed-layout format (GB/T 33190-2016): bytes → Source.

OFD.xml names the documents, a document its pages, a page its contents. Paths are relative to the file that names them,
or begin with ``/`` at the root of the archive. Signatures, seals, annotations, pictures and attachments are no text.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from checker.reading.archive import Archive
from checker.reading.extracted import Extracted, RefusedError
from checker.reading.layout import Page, laid_out
from checker.reading.ofd_text import local_name, numbers, page_of
from checker.reading.xml_tree import parse_xml

MOST_PAGES = 2_000
"""Pages of a file; a report has ten to thirty."""

_ROOT = "OFD.xml"
_A4 = (210.0, 297.0)
_NO_TEXT = (
    "这份 OFD 里没有文字，只有图片，可能是扫描件。请改用原来的 Word 或 WPS 稿检查；找不到原稿的，请先做文字识别（OCR）。"
)
_TOO_MANY = f"文件超过 {MOST_PAGES} 页。年度报告一般不到 50 页，请确认文件没有拿错，或只保留正文另存。"
_DAMAGED = "OFD 文件已损坏，读不出文字。请用 OFD 阅读软件打开看看；打不开的，请重新导出或找发文单位重新拷贝。"
_DAMAGED_PAGE = "OFD 文件第{page}页已损坏，读不完整。请用 OFD 阅读软件打开看看；打不开的，请重新导出或找发文单位重新拷贝。"
_ENCRYPTED = "文件设有密码，读不了。请取消密码保护后再检查。"


def extract(data: bytes) -> Extracted:
    """The text of an OFD file; a file of which one page is damaged is refused, as half a report would be misjudged.

    Raises:
        RefusedError: when it is damaged, encrypted, too large, or has no text.
    """
    package = _Package(data)
    has_text = False

    def pages() -> Iterator[Page]:
        nonlocal has_text
        for page in _pages(package):
            has_text = has_text or bool(page.glyphs)
            yield page

    found = laid_out(pages())
    if not has_text:
        raise RefusedError(_NO_TEXT)
    return found


class _Package:
    """The parts of the archive by the paths that its files use."""

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data)
        self._names = {name.replace("\\", "/").lower().strip("/"): name for name in self._archive.names}
        if any(posixpath.basename(name) == "encryptions.xml" for name in self._names):
            raise RefusedError(_ENCRYPTED)

    def find(self, path: str, base: str) -> str | None:
        """The part that a path in the part ``base`` names; some writers count all paths from the root."""
        path = path.strip().replace("\\", "/")
        folders = ("",) if path.startswith("/") else (posixpath.dirname(base), "")
        for folder in folders:
            # Nothing is above the root: what climbs out of it is sought within.
            name = posixpath.normpath(posixpath.join("/", folder, path.lstrip("/"))).strip("/")
            if name.lower() in self._names:
                return self._names[name.lower()]
        return None

    def read(self, name: str | None) -> Element:
        if name is None:
            raise RefusedError(_DAMAGED)
        return parse_xml(self._archive.read(name))


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
                yield _page(content, size, templates)
            except RefusedError as error:
                raise RefusedError(_DAMAGED_PAGE.format(page=number)) from error
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
    """The template pages of a document by their identifiers, read when a page needs them."""

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
            self._read[id] = self._package.read(self._package.find(self._paths[id], self._document))
        return self._read[id]


def _page(root: Element, size: tuple[float, float], templates: _Templates) -> Page:
    """One page. Its templates hold letterheads, frames and feet; they are read where the page has no text of its own."""
    width, height = _size(_child(root, "Area")) or size
    page = page_of(_children(root, "Content"), width, height)
    if page.glyphs:
        return page
    found = (templates.content(template.get("TemplateID")) for template in _children(root, "Template"))
    contents = [content for template in found if template is not None for content in _children(template, "Content")]
    return page_of(contents, width, height)


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
