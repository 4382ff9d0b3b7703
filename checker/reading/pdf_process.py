"""The process that reads PDFs for :mod:`checker.reading.pdf`: files come in, texts go out."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from typing import Any

from checker.reading.extracted import RefusedError
from checker.reading.layout import laid_out
from checker.reading.pdf import received, send
from checker.reading.pdf_pages import DAMAGED, pages_of

_MOST_MEMORY = 2 * 2**30
"""Bytes; a report takes sixty million."""


def serve() -> None:
    """Read one file after the other until standard input ends."""
    _limit_memory()
    while (data := received(sys.stdin.buffer)) is not None:
        send(sys.stdout.buffer, json.dumps(_answer(data)).encode())


def _answer(data: bytes) -> dict[str, Any]:
    try:
        found = laid_out(pages_of(data))
    except RefusedError as refusal:
        return {"refused": str(refusal)}
    except Exception:  # Damaged files lead to errors of every kind; the process goes on with the next one.
        return {"refused": DAMAGED}
    printed = [(line.offset, line.page, line.line) for line in found.printed]
    return {"text": found.text, "printed": printed, "unread_pages": found.unread_pages}


def _limit_memory() -> None:
    """Bound the memory, on systems that can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    serve()
