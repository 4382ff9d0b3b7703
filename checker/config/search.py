"""Where the configuration of a run and its baseline are: in the folder of the files checked, or in one above it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from glob import has_magic
from pathlib import Path

CONFIG = "fzcheck.yaml"
BASELINE = "fzcheck-baseline.json"
_OTHER_SPELLING = "fzcheck.yml"
_PYPROJECT = "pyproject.toml"
_TABLE = b"[tool.fzcheck"
_MOST = 2 * 2**20


def find_config(arguments: Sequence[str]) -> Path | None:
    """The nearest ``fzcheck.yaml``, or ``pyproject.toml`` with a table for it, from the files checked upwards.

    One run has one configuration: the search begins in the folder that holds all the files.
    """
    for folder in _upwards(arguments):
        for name in (CONFIG, _OTHER_SPELLING):
            if _is_file(folder / name):
                return folder / name
        if _speaks_of_us(folder / _PYPROJECT):
            return folder / _PYPROJECT
    return None


def find_baseline(arguments: Sequence[str]) -> Path | None:
    """The nearest baseline from the files checked upwards."""
    found = (folder / BASELINE for folder in _upwards(arguments))
    return next((path for path in found if _is_file(path)), None)


def _upwards(arguments: Sequence[str]) -> Iterator[Path]:
    """The folder of the files and those above it, up to the root of the repository or of the file system."""
    start = _common(arguments)
    for folder in (start, *start.parents):
        yield folder
        if os.path.exists(folder / ".git"):  # noqa: PTH110
            return


def _common(arguments: Sequence[str]) -> Path:
    folders = [_folder(argument) for argument in arguments if argument != "-"] or [Path.cwd()]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # several drives
        return Path.cwd()


def _folder(argument: str) -> Path:
    # Without resolving links: a report belongs to the folder in which the user sees it.
    path = Path(os.path.abspath(argument))  # noqa: PTH100
    if path.is_dir():
        return path
    while has_magic(str(path)) and not path.exists():
        path = path.parent
    return path if path.is_dir() else path.parent


def _is_file(path: Path) -> bool:
    """Is there a file, as far as one may look?"""
    return os.path.isfile(path)  # noqa: PTH113


def _speaks_of_us(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_size <= _MOST and _TABLE in path.read_bytes()
    except OSError:
        return False
