"""Data of a file with the place of every value, apart from the library that reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from checker.rulebook.problems import Problem

DataPath: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class YamlFile:
    """The data of a file, and where each key and value stands (line and column from 1)."""

    path: str
    data: Any
    lines: list[str]
    places: dict[DataPath, tuple[int, int]] = field(default_factory=dict)

    def problem(self, path: DataPath, message: str) -> Problem:
        """A problem at a value, or at the nearest value around it that has a place."""
        line, column = self.place(path)
        source = self.lines[line - 1] if line <= len(self.lines) else ""
        return Problem(self.path, line, column, message, source)

    def place(self, path: DataPath) -> tuple[int, int]:
        """Line and column of a value, or of the nearest value around it that has a place."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))
