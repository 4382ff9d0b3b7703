"""The parts of a Word package; what is not replaced stays byte for byte."""

from __future__ import annotations

import io
import shutil
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from lxml import etree  # type: ignore[import-untyped]

_MOST_BYTES = 512 * 2**20
"""Bytes of all parts once unpacked that are copied."""

TYPES = "[Content_Types].xml"
"""The part that tells the kind of every part."""

_SUFFIXES = {
    "application/vnd.ms-word.document.macroEnabled.main+xml": ".docm",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": ".dotm",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": ".dotx",
}
"""Main parts that Word opens only under a name of their own."""

_DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    KeyError,
)


class DamagedError(Exception):
    """A package to which nothing can be added."""


class Parts:
    """The parts of a package; those that are set replace those of the archive.

    Raises:
        DamagedError: when the archive cannot be copied.
    """

    def __init__(self, archive: bytes | None, own: Mapping[str, bytes]) -> None:
        self._own = dict(own)
        self._zip: zipfile.ZipFile | None = None
        if archive is not None:
            try:
                self._zip = zipfile.ZipFile(io.BytesIO(archive))
            except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
                raise DamagedError from error
            if sum(entry.file_size for entry in self._zip.infolist()) > _MOST_BYTES:
                raise DamagedError

    def __contains__(self, name: str) -> bool:
        return name in self._own or (self._zip is not None and name in self._zip.NameToInfo)

    def tree(self, name: str) -> etree._Element | None:
        """The tree of a part, None when it is not there."""
        if name not in self:
            return None
        try:
            data = self._own[name] if self._zip is None or name in self._own else self._zip.read(name)
            return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        except (etree.XMLSyntaxError, *_DAMAGE) as error:
            raise DamagedError from error

    def set(self, name: str, root: etree._Element) -> None:
        """Replace a part, or add one."""
        self._own[name] = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)

    def write(self, path: Path | BinaryIO) -> None:
        """Write the package to a file or a stream, its parts in their old order."""
        left = dict(self._own)
        seen: set[str] = set()
        try:
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
                for entry in () if self._zip is None else self._zip.infolist():
                    if entry.filename in seen:
                        continue
                    seen.add(entry.filename)
                    copy = zipfile.ZipInfo(entry.filename, entry.date_time)
                    copy.external_attr = entry.external_attr
                    stored = entry.compress_type == zipfile.ZIP_STORED
                    copy.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                    if entry.filename in left:
                        out.writestr(copy, left.pop(entry.filename))
                        continue
                    assert self._zip is not None
                    with self._zip.open(entry.filename) as old, out.open(copy, "w") as new:
                        shutil.copyfileobj(old, new)
                for name, data in left.items():
                    out.writestr(name, data)
        except _DAMAGE as error:
            if isinstance(path, Path):
                path.unlink(missing_ok=True)
            raise DamagedError from error


def suffix_of(parts: Parts) -> str:
    """The suffix under which Word opens a package."""
    types = parts.tree(TYPES)
    kinds = () if types is None else [one.get("ContentType", "") for one in types]
    return next((_SUFFIXES[kind] for kind in kinds if kind in _SUFFIXES), ".docx")
