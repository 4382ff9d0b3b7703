"""The table of a reviewing office as comma-separated values (RFC 4180), one row a report, for Excel, WPS and scripts.

Spreadsheet programs run what looks like a formula; an apostrophe before it makes it text.
"""

from __future__ import annotations

import csv
import datetime
import os
import re
import sys
from typing import TextIO

from checker.model import Result, Severity, State, Unreadable, Verdict
from checker.writing.overview import Overview
from checker.writing.rows import PATH, VERDICT, WORST, Value, columns_of
from checker.writing.run import Run
from checker.writing.visible import shown
from checker.writing.words import SEVERITIES, STATES, VERDICTS

UNREADABLE = "读不了"
_BOM = "\ufeff"
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\t\r]")


class Writer:
    """Collects the rows and writes them at the end, because the columns depend on what occurs."""

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._stream = stream
        self._run = run
        self._overview = Overview()

    def add(self, result: Result | Unreadable) -> None:
        """Take one report."""
        self._overview.take(result, self._run)

    def finish(self) -> None:
        """Write the table, the files that could not be read last, each with the reason."""
        on_screen = self._stream is sys.stdout
        if not on_screen:
            # Without it Excel and WPS on Windows take the file for GBK.
            self._stream.write(_BOM)
        # Standard output puts in the \r itself on Windows.
        end = "\n" if on_screen and os.name == "nt" else "\r\n"
        # Texts stand in quotes, so that a program that parts cells at semicolons or tabs finds none in them.
        writer = csv.writer(self._stream, quoting=csv.QUOTE_NONNUMERIC, lineterminator=end)
        columns = columns_of(self._overview, self._run)
        writer.writerow([column.title for column in columns])
        for entry in self._overview.ordered(self._run.order):
            writer.writerow([_field(column.value(entry)) for column in columns])
        for unreadable in self._overview.unreadable:
            told = {PATH: unreadable.path, VERDICT: UNREADABLE, WORST: unreadable.message}
            writer.writerow([_field(told.get(column.title)) for column in columns])


def _field(value: Value) -> str | int | float:
    match value:
        case None:
            return ""
        case State():
            return STATES[value]
        case Verdict():
            return VERDICTS[value]
        case Severity():
            return SEVERITIES[value]
        case datetime.date():
            return value.isoformat()
        case str():
            return harmless(value)
        case _:
            return value


def harmless(text: str) -> str:
    """A text on one line that no spreadsheet program takes for a formula."""
    line = shown(" ".join(text.split()))
    return f"'{line}" if _FORMULA.match(text) or _FORMULA.match(line) else line
