"""Values that come from several rule files: what was merged, and where each part of it was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from checker.rulebook.problems import Problem
from checker.rulebook.yaml_files import DataPath, YamlFile


@dataclass(frozen=True)
class Traced:
    """An entry of a pack (a rule, a lexicon …) with the places its parts come from.

    ``sources`` maps paths inside the entry to a file and a path there; the empty path is where the entry as a whole was
    defined, longer ones are what packs on top of it changed.
    """

    data: Any
    sources: dict[DataPath, tuple[YamlFile, DataPath]] = field(default_factory=dict)

    @classmethod
    def of(cls, data: Any, file: YamlFile, path: DataPath) -> Traced:
        """An entry that one file defines as a whole."""
        return cls(data, {(): (file, path)})

    def problem(self, path: DataPath, message: str) -> Problem:
        """A problem at a value of the entry, told where that value was written."""
        file, there = self.written(path)
        return file.problem(there, message)

    def place(self, path: DataPath = ()) -> str:
        """Where a value was written, as file:line."""
        file, there = self.written(path)
        while there and there not in file.places:
            there = there[:-1]
        return f"{file.path}:{file.places.get(there, (1, 1))[0]}"

    def files(self) -> set[str]:
        """The files that the entry comes from."""
        return {file.path for file, _ in self.sources.values()}

    def changed(self, change: Any, file: YamlFile, there: DataPath) -> Traced:
        """The entry with the values of a change in place of its own; mappings are merged key by key."""
        sources = dict(self.sources)
        return Traced(_merged(self.data, change, (), file, there, sources), sources)

    def written(self, path: DataPath) -> tuple[YamlFile, DataPath]:
        """The file and the path there under which a value was written."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.sources:
                file, there = self.sources[path[:length]]
                return file, (*there, *path[length:])
        raise KeyError(path)


def _merged(
    base: Any,
    change: Any,
    path: DataPath,
    file: YamlFile,
    there: DataPath,
    sources: dict[DataPath, tuple[YamlFile, DataPath]],
) -> Any:
    if path and not (isinstance(base, dict) and isinstance(change, dict)):
        for old in [key for key in sources if key[: len(path)] == path]:
            del sources[old]
        sources[path] = (file, there)
        return change
    merged = dict(base)
    for key, value in change.items():
        merged[key] = _merged(base.get(key), value, (*path, key), file, (*there, key), sources)
    return merged


def leaves(data: Any, path: DataPath = ()) -> Iterator[tuple[DataPath, Any]]:
    """The values of an entry that are no mappings, with their paths."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    else:
        yield path, data
