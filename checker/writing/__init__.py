"""Results → output. One module a format, each with ``write(results, stream, run)``, imported when used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TextIO, TypeAlias

from checker.model import Result, Unreadable
from checker.writing.run import Run

Writer: TypeAlias = Callable[[Iterable[Result | Unreadable], TextIO, Run], None]

_MODULES = {"text": "checker.writing.terminal", "json": "checker.writing.json_result"}
FORMATS = tuple(_MODULES)
"""Names of the output formats, the default first."""


def writer(format: str) -> Writer:
    """The writer of a format."""
    write: Writer = import_module(_MODULES[format]).write
    return write
