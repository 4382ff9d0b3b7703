"""Annotations of a GitHub Actions run: a workflow command a finding.

Escaped as the toolkit of GitHub Actions does it (``packages/core/src/command.ts``): per cent and line ends in the
message, colon and comma besides in the properties. What stands in a report can therefore not become a command.
"""

from __future__ import annotations

from typing import TextIO

from checker.model import Result, Severity, Unreadable
from checker.writing.remarks import Remark, remarks_of
from checker.writing.run import Run
from checker.writing.visible import shown

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


class Writer:
    """Writes the commands of each report as it comes."""

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._stream = stream
        self._run = run

    def add(self, result: Result | Unreadable) -> None:
        """Write the commands of one report."""
        self._stream.write("".join(f"{_command(one)}\n" for one in remarks_of(result, self._run)))

    def finish(self) -> None:
        """Nothing comes after the last command."""


def _command(one: Remark) -> str:
    properties: dict[str, object] = {} if one.path == "-" else {"file": shown(one.path)}
    if one.place is not None:
        properties |= {"line": one.place.line, "endLine": one.place.end_line}
        if one.place.line == one.place.end_line:
            # Columns are only allowed within one line.
            properties |= {"col": one.place.column, "endColumn": one.place.end_column}
    properties["title"] = f"{one.title}（{one.rule}）"
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[one.severity]} {told}::{_data(chr(10).join((one.text, *one.advice)))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
