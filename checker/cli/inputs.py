"""Which files a call means: files, folders, patterns that the shell left alone, and ``-``."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from checker.model import Source, Unreadable
from checker.reading import SUFFIXES, read_bytes, read_file

STDIN = "-"


def expand(arguments: Iterable[str]) -> Iterator[str]:
    """The paths meant, each once, folders and patterns in the order of their names."""
    seen: set[str] = set()
    for argument in arguments:
        for path in _meant(argument):
            if path not in seen:
                seen.add(path)
                yield path


def _meant(argument: str) -> list[str]:
    path = Path(argument)
    if argument == STDIN or path.is_file():
        return [argument]
    if path.is_dir():
        # Names with a leading dot are what systems and editors leave behind, not reports.
        return sorted(
            str(p)
            for p in path.rglob("*")
            if p.suffix.lower() in SUFFIXES and not p.name.startswith(".") and p.is_file()
        )
    if glob.has_magic(argument):
        # Path.glob refuses absolute patterns; a call may give one.
        return sorted(p for p in glob.glob(argument, recursive=True) if Path(p).is_file())  # noqa: PTH207
    return [argument]


def read(path: str) -> Source | Unreadable:
    """Read a file, or standard input."""
    if path == STDIN:
        return read_bytes(sys.stdin.buffer.read(), STDIN)
    return read_file(path)
