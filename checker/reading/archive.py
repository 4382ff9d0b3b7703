"""Zip archives from anywhere: bounded in entries, size and ratio, never written to disk."""

from __future__ import annotations

import io
import zipfile
import zlib

from checker.reading.extracted import RefusedError

MOST_ENTRIES = 5_000
MAX_ENTRY = 64 * 2**20
"""Bytes of one part once unpacked."""

MAX_TOTAL = 256 * 2**20
"""Bytes of all parts that are read, once unpacked."""

MAX_RATIO = 200
"""How many times its packed size a part over :data:`SMALL` may have; text packs to a tenth, blank tables to less."""

SMALL = 2**20
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_DAMAGED = "文件已损坏，打不开。请用 Word 或 WPS 打开并另存一份再检查；打不开时请找原稿重新拷贝。"
_BOMB = "文件解压后异常地大，不像正常文稿，为安全起见没有读。请用 Word 或 WPS 打开后另存一份再检查。"


class Archive:
    """The parts of a zip archive.

    Raises:
        RefusedError: when the archive is damaged, encrypted, or bigger than a document can be.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise RefusedError(_DAMAGED) from error
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES:
            raise RefusedError(_BOMB)
        if any(entry.flag_bits & 1 for entry in entries):
            raise RefusedError("文件设有密码，读不了。请取消密码保护后再检查。")
        self._entries = {entry.filename: entry for entry in entries}
        self._left = MAX_TOTAL

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            RefusedError: when the part is absent, damaged or too large.
        """
        entry = self._entries.get(name)
        if entry is None:
            raise RefusedError(_DAMAGED)
        limit = min(MAX_ENTRY, self._left)
        if entry.file_size > limit or entry.file_size > max(SMALL, entry.compress_size * MAX_RATIO):
            raise RefusedError(_BOMB)
        try:
            with self._zip.open(entry) as part:
                # The sizes in the directory of the archive may lie.
                data = part.read(entry.file_size + 1)
        except _DAMAGE as error:
            raise RefusedError(_DAMAGED) from error
        if len(data) > entry.file_size:
            raise RefusedError(_BOMB)
        self._left -= len(data)
        return data
