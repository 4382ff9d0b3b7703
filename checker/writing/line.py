"""One line a finding, ``path:line:column: severity rule message``, for editors, ``grep`` and scripts."""

from __future__ import annotations

from typing import TextIO

from checker.model import Result, Unreadable
from checker.writing.remarks import Remark, remarks_of
from checker.writing.run import Run
from checker.writing.visible import shown


class Writer:
    """Writes the findings of each report as it comes."""

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._stream = stream
        self._run = run

    def add(self, result: Result | Unreadable) -> None:
        """Write the findings of one report."""
        self._stream.write("".join(f"{_line(one)}\n" for one in remarks_of(result, self._run)))

    def finish(self) -> None:
        """Nothing comes after the last finding."""


def _line(one: Remark) -> str:
    line, column = (one.place.line, one.place.column) if one.place else (1, 1)
    return f"{shown(one.path)}:{line}:{column}: {one.severity} {one.rule} {one.text}"
