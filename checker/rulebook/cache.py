"""The compiled pack, kept in the user's cache folder so that a warm start reads no YAML.

The key is the content of the pack and of the program; a broken, foreign or unwritable cache is only a slower start.
JSON, not pickle: reading it executes nothing.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from platformdirs import user_cache_dir

from checker.version import VERSION

FORMAT = 12
"""Raised when the document changes its form."""


def load_document(digest: str) -> dict[str, Any] | None:
    """The document of a pack with this content, or None."""
    try:
        data = json.loads(_path(digest).read_bytes())
    except (OSError, ValueError):
        return None
    return data["document"] if isinstance(data, dict) and data.get("digest") == digest and "document" in data else None


def save_document(digest: str, document: dict[str, Any]) -> None:
    """Keep a document; written whole or not at all."""
    import tempfile

    path = _path(digest)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"digest": digest, "document": document}, file, ensure_ascii=False)
        os.replace(name, path)


def _path(digest: str) -> Path:
    return Path(user_cache_dir("fzcheck", appauthor=False)) / f"pack-{VERSION}-{FORMAT}-{digest[:32]}.json"
