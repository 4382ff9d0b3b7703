"""``[tool.fzcheck]`` of a ``pyproject.toml``, with the lines of what one looks for.

The standard library reads TOML without places, so they are sought line by line: keys of the table, and the entries of
the tables below it. What stands inside a value is told at the line of its key.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from typing import Any

from checker.config.values import ConfigError
from checker.rulebook.placed import DataPath, YamlFile
from checker.rulebook.problems import Problem

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]#]*?)\s*\]")
_KEY = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([\w-]+))\s*=""")
_OURS = "tool.fzcheck"
_WHERE = re.compile(r"\s*\(at line (\d+), column (\d+)\)| \(at end of document\)")


def parse_table(text: str, label: str) -> YamlFile:
    """The table and its places.

    Raises:
        ConfigError: when the file is no TOML.
    """
    lines = text.split("\n")
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _WHERE.search(str(error))
        line, column = (int(found[1]), int(found[2])) if found and found[1] else (len(lines), 1)
        message = f"TOML 写法有误（{_WHERE.sub('', str(error))}）。请检查引号和括号是否成对。"
        raise ConfigError([Problem(label, line, column, message, lines[min(line, len(lines)) - 1])]) from None
    tool = data.get("tool")
    table = tool.get("fzcheck", {}) if isinstance(tool, dict) else {}
    return YamlFile(label, _plain(table), lines, _places(lines))


def _plain(value: Any) -> Any:
    """The value with dates as YAML files give them."""
    if isinstance(value, dict):
        return {key: _plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_plain(child) for child in value]
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else value


def _places(lines: list[str]) -> dict[DataPath, tuple[int, int]]:
    places: dict[DataPath, tuple[int, int]] = {}
    counts: dict[str, int] = {}
    here: DataPath | None = None
    for number, line in enumerate(lines, 1):
        if header := _HEADER.match(line):
            here = _table(header[1], header[2], counts)
            if here is not None:
                places.setdefault(here, (number, line.index("[") + 1))
        elif here is not None and (key := _KEY.match(line)):
            name = key[1] or key[2] or key[3]
            places.setdefault((*here, name), (number, len(line) - len(line.lstrip()) + 1))
    return places


def _table(brackets: str, name: str, counts: dict[str, int]) -> DataPath | None:
    """The path of a table of ours; the entries of a list of tables are counted."""
    if name != _OURS and not name.startswith(_OURS + "."):
        return None
    below = name.removeprefix(_OURS).strip(".")
    if not below:
        return ()
    if brackets == "[":
        return (below,)
    counts[below] = counts.get(below, -1) + 1
    return (below, counts[below])
