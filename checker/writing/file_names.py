"""Names for the files of a folder of results, made from the paths of the reports."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

_UNSAFE = re.compile(r'[<>:"/\\|?*#%\s]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever follows a full stop."""
_MOST = 120
"""Bytes of a name in UTF-8, so that a suffix, a number and a temporary name still fit into the usual 255."""


class FileNames:
    """Gives each report a name of its own that every file system takes."""

    def __init__(self, suffix: str, *taken: str) -> None:
        self._suffix = suffix
        self._taken = {name.casefold() for name in taken}

    def of(self, path: str) -> str:
        """A name for the report at a path: its own, with the folder's where that is taken, else with a number."""
        parts = PurePath(path).parts[-2:]
        own = _safe(PurePath(parts[-1]).stem if parts else "")
        named = [own, *([_safe(f"{parts[0]}-{own}")] if len(parts) > 1 else [])]
        numbered = (f"{named[-1]}-{number}" for number in range(2, len(self._taken) + 3))
        name = next(n for n in (*named, *numbered) if n.casefold() not in self._taken)
        self._taken.add(name.casefold())
        return name + self._suffix


def _safe(name: str) -> str:
    """A name without separators, control characters and the like, neither hidden nor reserved, of bounded length."""
    plain = unicodedata.normalize("NFC", name)
    plain = "".join("_" if unicodedata.category(c)[0] == "C" else c for c in plain)
    plain = _UNSAFE.sub("_", plain).strip("._- ")
    plain = plain.encode("utf-8")[:_MOST].decode("utf-8", "ignore").rstrip("._- ")
    return f"报告-{plain}".rstrip("-") if not plain or _RESERVED.match(plain) else plain
