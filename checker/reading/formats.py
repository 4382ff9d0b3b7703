"""The formats that can be read: how one knows a file of each, which module reads it, what has to be installed."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the suffixes of its files, the reading module and the extra that the module needs."""

    name: str
    suffixes: tuple[str, ...]
    module: str
    extra: str | None = None


FORMATS = {
    format.name: format
    for format in (
        Format("txt", (".txt", ".text"), "checker.reading.text"),
        Format("md", (".md", ".markdown"), "checker.reading.text"),
        Format("docx", (".docx", ".docm", ".dotx"), "checker.reading.docx", "docx"),
        Format("pdf", (".pdf",), "checker.reading.pdf", "pdf"),
        Format("ofd", (".ofd",), "checker.reading.ofd", "ofd"),
        Format("html", (".html", ".htm", ".xhtml", ".mht", ".mhtml"), "checker.reading.html", "html"),
        Format("odt", (".odt",), "checker.reading.odt", "odt"),
        Format("rtf", (".rtf",), "checker.reading.rtf"),
        Format("doc", (".doc", ".wps", ".wpt", ".dot"), "checker.reading.office", "docx"),
    )
}
"""The formats by name; each module has ``extract(data) -> Extracted``."""

SUFFIXES = {suffix: format.name for format in FORMATS.values() for suffix in format.suffixes}
"""File name suffixes that are read when a folder is given, and the format they stand for."""

_ODT = b"application/vnd.oasis.opendocument.text"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>]|meta\s)", re.IGNORECASE)
_MIME = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)
_HEAD = 4096


def format_of(data: bytes, path: str) -> str | None:
    """The name of the format of a file, by its content first; None for an archive of another kind."""
    named = SUFFIXES.get(PurePath(path).suffix.lower(), "txt")
    head = data[:_HEAD]
    if head.startswith(b"PK\x03\x04"):
        return _archive_format(data)
    if head.lstrip().startswith(b"%PDF-"):
        return "pdf"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_OLE):
        return "doc"
    plain = head.replace(b"\0", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head
    is_page = _MARKUP.search(plain) is not None and plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
    is_saved = _MIME.search(plain) is not None and named in ("html", "doc")
    if is_page or is_saved or (named == "html" and b"<" in plain):
        return "html"
    return named if named in ("txt", "md") else "txt"


def _archive_format(data: bytes) -> str | None:
    with suppress(zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
        if "word/document.xml" in names or any(name.startswith("word/") for name in names):
            return "docx"
        if "OFD.xml" in names:
            return "ofd"
        if names & {"content.xml", "encrypted-package"}:
            return "odt"
        return None
    # Damaged: the name in the first entry, which stands uncompressed, still tells.
    head = data[:_HEAD]
    return "odt" if _ODT in head else "ofd" if b"OFD.xml" in head else "docx"
