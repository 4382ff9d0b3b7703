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
    """An output format: its name, its module, what it writes to, the usual suffix, the extra it needs.

    What is ``for_machines`` is in UTF-8 with line feeds wherever it goes.
    """

    name: str
    module: str
    writes: Writes = Writes.TEXT
    suffix: str = ""
    extra: str | None = None
    for_machines: bool = False


FORMATS = {
    format.name: format
    for format in (
        Format("text", "checker.writing.terminal", suffix=".txt"),
        Format("matrix", "checker.writing.matrix", suffix=".txt"),
        Format("json", "checker.writing.json_result", suffix=".json", for_machines=True),
        Format("markdown", "checker.writing.markdown", suffix=".md"),
        Format("csv", "checker.writing.csv_table", suffix=".csv"),
        Format("xlsx", "checker.writing.workbook", Writes.FILE, ".xlsx", "xlsx"),
        Format("html", "checker.writing.html", Writes.FOLDER, ".html", "html"),
        Format("docx", "checker.writing.docx", Writes.FOLDER, ".docx", "docx"),
        Format("sarif", "checker.writing.sarif", suffix=".sarif", for_machines=True),
        Format("junit", "checker.writing.junit", suffix=".xml", for_machines=True),
        Format("github", "checker.writing.github", suffix=".txt", for_machines=True),
        Format("gitlab", "checker.writing.gitlab", suffix=".json", for_machines=True),
        Format("checkstyle", "checker.writing.checkstyle", suffix=".xml", for_machines=True),
        Format("line", "checker.writing.line", suffix=".txt", for_machines=True),
    )
}
"""The output formats by name, the default first."""

ANNOTATED = Format("text", "checker.writing.annotated", suffix=".txt", for_machines=True)
"""What the text format is inside GitHub Actions."""


def open_writer(format: Format, target: Target, run: Run) -> ReportWriter:
    """A writer of a format.

    Raises:
        ImportError: when the extra of the format is not installed.
    """
    writer: ReportWriter = import_module(format.module).Writer(target, run)
    return writer
