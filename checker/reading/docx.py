"""Word documents (.docx, .docm, .dotx): what a person sees in them, a paragraph or a table row a line."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from checker.reading.archive import Archive
from checker.reading.extracted import Extracted, RefusedError
from checker.reading.xml_tree import parse_xml
from checker.wordml import blocks_of, laid_out, load_package

_NO_DOCUMENT = "文件里没有正文，可能已损坏，或不是 Word 文稿。请用 Word 或 WPS 打开并另存一份再检查。"


def extract(data: bytes) -> Extracted:
    """The text of a Word document with its automatic numbers; places are counted in paragraphs.

    Raises:
        RefusedError: when the file is damaged, encrypted, bigger than a document can be, or has no main part.
    """
    archive = Archive(data)

    def parse(name: str) -> Element | None:
        return parse_xml(archive.read(name)) if name in archive else None

    package = load_package(parse)
    if package is None:
        raise RefusedError(_NO_DOCUMENT)
    layout = laid_out(blocks_of(package))
    return Extracted(layout.text, blocks=layout.starts, original=data)
