"""Path patterns as a configuration writes them.

``*`` and ``?`` stay within one name, ``**`` goes through folders. A pattern without ``/`` means files of that name in
any folder, one that ends with ``/`` all that is in the folder; else it is the path from the folder of the
configuration.
"""

from __future__ import annotations

import os
import re
import unicodedata
from functools import cache
from pathlib import Path

_PIECE = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANING = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def matches(pattern: str, path: str) -> bool:
    """Does a pattern match a path that :func:`inside` gave?"""
    return _compiled(pattern).fullmatch(path) is not None


def is_exact(pattern: str) -> bool:
    """Does a pattern name a file, not several by wildcards or by their folder?"""
    return not pattern.endswith(("/", "\\")) and not {"*", "?"} & set(pattern)


def from_folder(path: str, folder: Path) -> str | None:
    """A path from a folder on, with ``/``; None for standard input and for a file on another drive.

    Composed as most systems write Chinese and Latin letters, so that what was written on one fits files of another.
    """
    try:
        relative = os.path.relpath(Path(path).absolute(), folder.absolute())
    except ValueError:
        return None
    return None if path == "-" else unicodedata.normalize("NFC", relative.replace(os.sep, "/"))


def inside(path: str, folder: Path) -> str | None:
    """A path from a folder on; None when the file is not in it."""
    name = from_folder(path, folder)
    return None if name is None or name == ".." or name.startswith("../") else name


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    words = unicodedata.normalize("NFC", pattern.replace("\\", "/")).removeprefix("./")
    if words.endswith("/"):
        words += "**"
    elif "/" not in words:
        words = "**/" + words
    return re.compile("".join(_MEANING.get(piece) or re.escape(piece) for piece in _PIECE.findall(words)), re.DOTALL)
