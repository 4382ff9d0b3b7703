"""What is wrong with a rule file, told with the place and the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a rule file; line and column from 1, 0 when the file as a whole is meant."""

    file: str
    line: int
    column: int
    message: str
    source_line: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        lines = [f"{place}: {self.message}"]
        if self.source_line:
            number = f"{self.line:>5} | "
            lines += [number + self.source_line, " " * 5 + " | " + _pad(self.source_line[: self.column - 1]) + "^"]
        return "\n".join(lines)


class RulebookError(Exception):
    """A pack that cannot be used; carries everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def _pad(text: str) -> str:
    """Blanks as wide as a text, so that the mark below a line stands under the right character."""
    return "".join("　" if ord(char) > 0x2E80 else " " for char in text)
