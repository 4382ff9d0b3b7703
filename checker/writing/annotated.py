"""The text for people inside GitHub Actions: with an annotation a finding at the end.

The runner takes commands from what a step prints, so the words of a report are printed while commands are switched off.
The word that switches them on again is made from all that is printed in between; no report can contain it.
"""

from __future__ import annotations

import hashlib
import io
from typing import TextIO

from checker.model import Result, Unreadable
from checker.writing import github, terminal
from checker.writing.run import Run


class Writer:
    """Keeps the text until all of it is known."""

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._stream = stream
        self._told, self._commands = io.StringIO(), io.StringIO()
        self._writers = (terminal.Writer(self._told, run), github.Writer(self._commands, run))

    def add(self, result: Result | Unreadable) -> None:
        """Take one result."""
        for writer in self._writers:
            writer.add(result)

    def finish(self) -> None:
        """Write the text, then the commands."""
        for writer in self._writers:
            writer.finish()
        told = self._told.getvalue()
        word = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
        self._stream.write(f"::stop-commands::{word}\n{told}::{word}::\n{self._commands.getvalue()}")
