"""Results → output. One module a format, imported when used; each has ``Writer(target, run)``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Protocol, TextIO, TypeAlias

from checker.model import Result, Unreadable
from checker.writing.run import Run


class Writes(Enum):
    """What a format writes to: a stream of text, one file of bytes, or a folder with a file a report."""

    TEXT = "text"
    FILE = "file"
    FOLDER = "folder"


Target: TypeAlias = TextIO | BinaryIO | Path
"""Where a writer writes: a text stream, a binary stream or an existing folder, as its :class:`Writes` says."""


class ReportWriter(Protocol):
    """Takes the results one by one as they come, in constant memory where the format allows it."""

    def add(self, result: Result | Unreadable) -> None:
        """Take one result."""

    def finish(self) -> None:
        """Write what comes after the last result."""


@dataclass(frozen=True, slots=True)
class Format:
    """An output format: its name, its module, what it writes to, the usual suffix, the extra it needs."""

    name: str
    module: str
    writes: Writes = Writes.TEXT
    suffix: str = ""
    extra: str | None = None


FORMATS = {
    format.name: format
    for format in (
        Format("text", "checker.writing.terminal", suffix=".txt"),
        Format("matrix", "checker.writing.matrix", suffix=".txt"),
        Format("json", "checker.writing.json_result", suffix=".json"),
        Format("markdown", "checker.writing.markdown", suffix=".md"),
        Format("csv", "checker.writing.csv_table", suffix=".csv"),
        Format("xlsx", "checker.writing.workbook", Writes.FILE, ".xlsx", "xlsx"),
        Format("html", "checker.writing.html", Writes.FOLDER, ".html", "html"),
        Format("docx", "checker.writing.docx", Writes.FOLDER, ".docx", "docx"),
    )
}
"""The output formats by name, the default first."""


def open_writer(format: Format, target: Target, run: Run) -> ReportWriter:
    """A writer of a format.

    Raises:
        ImportError: when the extra of the format is not installed.
    """
    writer: ReportWriter = import_module(format.module).Writer(target, run)
    return writer
