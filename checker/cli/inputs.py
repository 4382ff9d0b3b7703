"""Which files a call means: files, folders, patterns that the shell left alone, and ``-``."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from checker.model import Source, Unreadable
from checker.reading import SUFFIXES, read_bytes, read_file

STDIN = "-"
RESULTS = "reports_out"
"""The folder of results: what stands there was written by an earlier run."""

_LEFT_BEHIND = (".", "~$")
"""How names begin that systems, editors and office programs leave behind."""


def expand(
    arguments: Iterable[str], excluded: Sequence[str] = (), left_out: Callable[[str], bool] | None = None
) -> list[str]:
    """The paths meant, each once, folders and patterns in the order of their names.

    Of folders and patterns, files whose name or path matches an excluded pattern, or that ``left_out`` says, are left
    out. A file that is named itself is always meant.
    """
    found: dict[str, None] = {}
    for argument in arguments:
        paths = _meant(argument, excluded)
        named = paths == [argument]
        found.update((path, None) for path in paths if named or left_out is None or not left_out(path))
    return list(found)


def told_nothing_found(arguments: Sequence[str]) -> None:
    """Say on standard error that no file was found, and which could be."""
    from checker.writing.visible import shown

    kinds = " ".join(SUFFIXES)
    print(f"没有找到可以检查的文件：{shown('、'.join(arguments))}。能查的文件：{kinds}。", file=sys.stderr)


def _meant(argument: str, excluded: Sequence[str]) -> list[str]:
    path = Path(argument)
    if argument == STDIN or _is_file(path):
        return [argument]
    if path.is_dir():
        locked: list[str] = []
        found = (p for p in _walked(path, locked) if p.suffix.lower() in SUFFIXES and not _is_left_behind(p, path))
        meant = [str(p) for p in found if _is_file(p) and not _is_excluded(p, path, excluded)]
        return sorted([*meant, *locked])
    if glob.has_magic(argument):
        # Path.glob refuses absolute patterns; a call may give one.
        found = (Path(p) for p in glob.glob(argument, recursive=True))  # noqa: PTH207
        return sorted(str(p) for p in found if _is_file(p) and not _is_excluded(p, Path(), excluded))
    return [argument]


def _walked(folder: Path, locked: list[str]) -> Iterator[Path]:
    """The files below a folder; folders that may not be looked into are put into ``locked``, so that they are told."""

    def put_aside(error: OSError) -> None:
        locked.append(str(error.filename))

    for name, folders, files in os.walk(folder, onerror=put_aside):
        folders[:] = [each for each in folders if each != RESULTS and not each.startswith(_LEFT_BEHIND)]
        yield from (Path(name, each) for each in files)


def _is_file(path: Path) -> bool:
    """Is there a file, as far as one may look?"""
    return os.path.isfile(path)  # noqa: PTH113


def _is_left_behind(path: Path, folder: Path) -> bool:
    """Is a file, or a folder that it is in, one that systems and tools keep for themselves?"""
    return any(part.startswith(_LEFT_BEHIND) for part in path.relative_to(folder).parts)


def _is_excluded(path: Path, folder: Path, patterns: Sequence[str]) -> bool:
    """Does a pattern match the file's name, its path from the folder, or one of the folders in between?"""
    inside = path.relative_to(folder) if path.is_relative_to(folder) else path
    names = [str(path), str(inside), *inside.parts, *(str(parent) for parent in inside.parents)]
    return any(fnmatch(name, pattern.rstrip("/")) for pattern in patterns for name in names)


def read(path: str, format: str | None = None) -> Source | Unreadable:
    """Read a file, or standard input; ``format`` is what the user says it is, None to look."""
    if path == STDIN:
        return read_bytes(sys.stdin.buffer.read(), STDIN, format)
    return read_file(path, format)
