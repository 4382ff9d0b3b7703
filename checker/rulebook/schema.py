"""Rule files against their JSON Schemas (draft 2020-12), told in words."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from checker.rulebook.packs import rules_folder
from checker.rulebook.problems import Problem
from checker.rulebook.yaml_files import DataPath

_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数字",
    "boolean": "true 或 false",
    "array": "列表（每行以“- ”开头）",
    "object": "键值对（“键: 值”）",
    "null": "空",
}


class Located(Protocol):
    """Data whose values have places in files."""

    @property
    def data(self) -> Any:
        """The data."""

    def problem(self, path: DataPath, message: str) -> Problem:
        """A problem at a value."""


def validate(file: Located, schema: Path) -> list[Problem]:
    """All that a schema has to say against a file."""
    validator = _validator(schema)
    errors = sorted(validator.iter_errors(file.data), key=lambda e: [str(p) for p in e.absolute_path])
    return [problem for error in errors for problem in _told(error, file)]


@cache
def _validator(schema: Path) -> Any:
    from jsonschema import Draft202012Validator
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    files = {path.as_uri(): json.loads(path.read_text("utf-8")) for path in schema.parent.rglob("*.json")}
    registry = Registry().with_resources((uri, DRAFT202012.create_resource(data)) for uri, data in files.items())
    return Draft202012Validator({"$ref": schema.as_uri()}, registry=registry)


_LOOKED_FOR = ("lexicon_name", "lexicon_names")
_ASKED = ("word_list", "word_lists")


def lexicon_keys(check: str, *, looked_for: bool = False) -> frozenset[str]:
    """The keys of a kind of check under which its schema wants names of lexicons.

    With ``looked_for`` without those whose words are not looked for in the whole report, only asked about one place.
    """
    return _keys_of(check, _LOOKED_FOR if looked_for else (*_LOOKED_FOR, *_ASKED))


def list_keys(check: str) -> frozenset[str]:
    """The keys under which its schema wants names of lexicons that the check reads as lists."""
    return _keys_of(check, ("word_list", "word_lists"))


def pattern_keys(check: str) -> frozenset[str]:
    """The keys under which its schema wants patterns."""
    return _keys_of(check, ("member_patterns",))


def element_keys(check: str) -> frozenset[str]:
    """The keys of a kind of check under which its schema wants the name of an element."""
    return _keys_of(check, ("element_name",))


@cache
def pack_keys() -> frozenset[str]:
    """The keys that ``pack.yaml`` may have."""
    return frozenset(json.loads((rules_folder() / "schema" / "pack.schema.json").read_text("utf-8"))["properties"])


def _keys_of(check: str, wanted: tuple[str, ...]) -> frozenset[str]:
    folder = rules_folder() / "schema"
    schemas = (folder / "checks" / f"{check}.schema.json", folder / "rules.schema.json")
    return frozenset(key for path in schemas for key in _naming(json.loads(path.read_text("utf-8")), wanted))


def _naming(schema: Any, wanted: tuple[str, ...]) -> Iterator[str]:
    if isinstance(schema, list):
        for child in schema:
            yield from _naming(child, wanted)
    elif isinstance(schema, dict):
        for key, child in schema.get("properties", {}).items():
            if isinstance(child, dict) and child.get("$ref", "").rpartition("/")[2] in wanted:
                yield key
        for child in schema.values():
            yield from _naming(child, wanted)


def _told(error: Any, file: Located) -> Iterable[Problem]:
    path: DataPath = tuple(error.absolute_path)
    match error.validator:
        case "oneOf" | "anyOf" if error.context:
            yield from _told(_closest(error), file)
        case "additionalProperties" | "unevaluatedProperties":
            allowed = sorted(error.schema.get("properties", {}))
            for key in _unknown_keys(error, allowed):
                yield file.problem(
                    (*path, key), f"不认识的键“{key}”{_meant(key, allowed)}。这里可以写：{'、'.join(allowed)}。"
                )
        case "required":
            missing = [key for key in error.validator_value if key not in error.instance]
            yield file.problem(
                path,
                f"{_name(path)}缺少“{missing[0] if missing else ''}”。必须写：{'、'.join(error.validator_value)}。",
            )
        case "enum":
            allowed = [str(v) for v in error.validator_value]
            meant = _meant(str(error.instance), allowed)
            message = f"{_name(path)}不能是“{error.instance}”{meant}。可以写：{'、'.join(allowed)}。"
            yield file.problem(path, message)
        case "const":
            yield file.problem(path, f"{_name(path)}应写“{error.validator_value}”。")
        case "type":
            wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
            yield file.problem(path, f"{_name(path)}应是{'或'.join(_TYPES[t] for t in wanted)}。")
        case "pattern":
            wanted_form = error.schema.get("description", error.validator_value)
            yield file.problem(path, f"{_name(path)}写作“{error.instance}”，不合要求：{wanted_form}")
        case "minLength" if error.instance:
            yield file.problem(path, f"{_name(path)}太短，至少要 {error.validator_value} 个字。")
        case "minItems" | "minLength" | "minProperties":
            yield file.problem(path, f"{_name(path)}不能是空的。")
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum":
            yield file.problem(
                path, f"{_name(path)}的值 {error.instance} 超出范围（{error.validator} {error.validator_value}）。"
            )
        case "uniqueItems":
            yield file.problem(path, f"{_name(path)}里有重复的内容。")
        case _:
            yield file.problem(path, f"{_name(path)}不合要求：{error.message}")


def _closest(error: Any) -> Any:
    """Of the branches of a oneOf, the error of the branch that fits best."""
    return max(
        error.context, key=lambda e: (len(e.absolute_path), e.validator not in ("const", "required", "enum", "type"))
    )


def _unknown_keys(error: Any, allowed: list[str]) -> list[str]:
    return [key for key in error.instance if key not in allowed]


def _meant(word: str, allowed: list[str]) -> str:
    close = difflib.get_close_matches(word, allowed, 1, 0.6)
    return f"（是不是“{close[0]}”？）" if close else ""


def _name(path: DataPath) -> str:
    words = [f"第 {p + 1} 项" if isinstance(p, int) else str(p) for p in path[-2:]]
    return f"“{' → '.join(words)}”" if words else "文件"
