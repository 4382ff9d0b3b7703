"""A commented rule file of a kind of check, made from the JSON Schemas, so that it never falls out of step with them.

Values come from the schemas: ``examples`` where they give any, else the first value allowed. Names that a rule must
give (lexicons, a basis) are defined in the same file, so that it loads as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from checker.rulebook.packs import rules_folder

_MOST_DEPTH = 12
_FIRST = ("id", "check", "title", "kind", "severity", "points", "cap", "basis", "applies")
_LAST = ("message", "hint", "examples")
_WIDTH = 118


def kinds() -> tuple[str, ...]:
    """The kinds of check, by name."""
    return tuple(sorted(path.name.partition(".")[0] for path in (_schemas() / "checks").glob("*.schema.json")))


def skeleton(kind: str) -> str:
    """The skeleton of a rule file.

    Raises:
        KeyError: when there is no such kind of check.
    """
    if kind not in kinds():
        raise KeyError(kind)
    maker = _Maker(kind)
    own = maker.schema(_schemas() / "checks" / f"{kind}.schema.json")
    shared = maker.schema(_schemas() / "rules.schema.json")
    finding = {} if kind == "element" else shared.data["$defs"]["finding"]["properties"]
    required = maker.required(own)
    if kind != "element":
        required += [*shared.data["$defs"]["rule"]["required"], *shared.data["$defs"]["finding"]["required"]]
    lines = [
        f"# {own.data['title']}",
        "# 把【】里的和例子换成自己的；前面有“# ”的是可以不写的，要写就去掉“# ”。",
        "# 写完运行：fzcheck rules lint 规则包　再运行：fzcheck rules test --rules 规则包",
        f"# 各个键的细节见 docs/rules.md（check: {kind}）。",
        "",
        "rules:",
    ]
    properties = own.data["properties"]
    for key in _ordered(properties):
        place = own if isinstance(properties[key], dict) else shared
        child = properties[key] if isinstance(properties[key], dict) else finding.get(key, {})
        if key in ("id", "check"):
            child = {"const": f"mine/{kind}" if key == "id" else kind}
        lines += maker.entry(key, child, place, needed=key in required or key in maker.chosen)
    lines += ["", *maker.definitions()]
    return "\n".join(lines) + "\n"


def _ordered(properties: Mapping[str, Any]) -> list[str]:
    between = [key for key in properties if key not in _FIRST and key not in _LAST]
    return [
        *(key for key in _FIRST if key in properties),
        *between,
        *(key for key in _LAST if key in properties),
    ]


def _schemas() -> Path:
    return rules_folder() / "schema"


class _Dumper(yaml.SafeDumper):
    """Without anchors, which rule files must not have."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Write everything out."""
        return True


def _dumped(value: Any) -> list[str]:
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH).splitlines()


_BLANKS = {
    "title": "规则的名称",
    "message": "错在哪里",
    "hint": "怎么改",
    "pass": "一段没有问题、不该提示的话",
    "text": "一段有问题、应当提示的话",
    "quote": "应当指出的原文",
    "present": "达标的写法",
    "weak": "薄弱的写法",
    "missing": "缺失的写法",
    "name": "名称",
}


def _blank(key: str) -> str:
    """What stands where an author has to write."""
    return f"【{_BLANKS.get(key, key)}】"


class _Schema:
    """A schema, or a part of one, and the file it stands in."""

    def __init__(self, path: Path, data: Any) -> None:
        self.path = path
        self.data = data


@cache
def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


class _Maker:
    """Makes values that fit schemas, and remembers the names they use."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._lexicons: dict[str, None] = {}
        self.chosen: set[str] = set()

    def schema(self, path: Path) -> _Schema:
        """A schema file."""
        return _Schema(path, _read(path))

    def required(self, schema: _Schema) -> list[str]:
        """What must be given, also by the first of alternatives."""
        data = schema.data
        names = list(data.get("required", ()))
        for key in ("oneOf", "anyOf"):
            if data.get(key):
                names += data[key][0].get("required", ())
        for part in (data, *data.get("allOf", ())):
            if "if" in part:
                names += part.get("then" if self._holds(part["if"], schema) else "else", {}).get("required", ())
        return list(dict.fromkeys(names))

    def _holds(self, condition: Mapping[str, Any], schema: _Schema) -> bool:
        """Would the values that are made here fulfil a condition on constants?"""
        if not all(name in schema.data.get("required", ()) for name in condition.get("required", ())):
            return False
        made = schema.data["properties"]
        return all(self._first(made[key]) == each.get("const") for key, each in condition["properties"].items())

    def _first(self, schema: Mapping[str, Any]) -> Any:
        return next(iter([*schema.get("examples", ()), *schema.get("enum", ())]), None)

    def entry(self, key: str, data: Mapping[str, Any], place: _Schema, *, needed: bool) -> Iterator[str]:
        """The lines of one key of the rule: what it means, and a value; commented out when it need not be given."""
        names = dict(self._lexicons)
        value = self._value(_Schema(place.path, data), key, 0)
        if not needed:
            self._lexicons = names
        mark = "  - " if key == "id" else "    "
        if told := data.get("title") or data.get("description"):
            yield f"    # {told}" if needed else f"    # （可不写）{told}"
        dumped = _dumped({key: value})
        for line in dumped:
            yield (mark if line is dumped[0] else "    ") + line if needed else f"    # {line}"

    def definitions(self) -> Iterator[str]:
        """The basis and the lexicons that the rule names."""
        basis = {"document": "【文件名称，如《××办法》】", "rank": "建议", "says": "【用一句话说文件怎么要求】"}
        yield "# rank：应当（文件明确要求）、建议（通行写法）、体例；"
        yield "# number（文号）、provision（条款）核对过公布文本再写，"
        yield "# 并用 verified 写上核对的日期，如 verified: 2024-01-31。"
        yield from self._section("basis", {"my-basis": basis})
        if self._lexicons:
            words = {
                name: {"about": f"【{name} 里的词有什么共同点】", "terms": self._terms(name)} for name in self._lexicons
            }
            yield ""
            yield "# 每个词表：terms 逐个写词；patterns 写 RE2 正则；except 写不算数的更长的说法。"
            yield from self._section("lexicons", words)

    def _terms(self, name: str) -> list[str]:
        return [f"【换成四个字以上的词{list(self._lexicons).index(name) + 1}】"]

    def _section(self, name: str, value: Any) -> list[str]:
        return _dumped({name: value})

    def _value(self, schema: _Schema, key: str, depth: int) -> Any:
        data = schema.data
        if "examples" in data and isinstance(data["examples"], list):
            return self._named(data["examples"][0])
        if "const" in data:
            return data["const"]
        if "enum" in data:
            return data["enum"][0]
        if "$ref" in data:
            return self._of_reference(schema, key, depth)
        if depth > _MOST_DEPTH:
            raise RecursionError(key)
        for alternatives in ("oneOf", "anyOf"):
            if alternatives in data and "properties" not in data:
                return self._value(_Schema(schema.path, data[alternatives][0]), key, depth + 1)
        match data.get("type"):
            case "array":
                least = data.get("minItems", 1)
                made = self._value(_Schema(schema.path, data["items"]), key, depth + 1)
                return [made if i == 0 or not isinstance(made, str) else f"{made}{i + 1}" for i in range(least)]
            case "object":
                return self._object(schema, depth)
            case "integer" | "number":
                return data.get("minimum", data.get("exclusiveMinimum", 0) + 0.5 if "exclusiveMinimum" in data else 1)
            case "boolean":
                return True
            case _:
                return _blank(key)

    def _object(self, schema: _Schema, depth: int) -> dict[str, Any]:
        names = self.required(schema)
        properties = schema.data.get("properties", {})
        if len(names) < schema.data.get("minProperties", 0):
            names += [name for name in properties if name not in names][:1]
        return {name: self._value(_Schema(schema.path, properties[name]), name, depth + 1) for name in names}

    def _of_reference(self, schema: _Schema, key: str, depth: int) -> Any:
        file, _, pointer = schema.data["$ref"].partition("#")
        path = (schema.path.parent / file).resolve() if file else schema.path
        name = pointer.rpartition("/")[2]
        match name:
            case "lexicon_name" | "word_list":
                return self._lexicon(key)
            case "lexicon_names" | "word_lists":
                return [self._lexicon(key)]
            case "element_name":
                return {"then": "plan", "plan": "plan"}.get(key, "problems")
            case "name":
                return "my-basis" if key == "basis" else f"my-{self._kind}"
            case "words" | "member_patterns":
                return [_blank(key)]
            case "text":
                return _blank(key)
        found = _read(path)
        for step in filter(None, pointer.split("/")):
            found = found[step]
        return self._value(_Schema(path, found), key, depth + 1)

    def _lexicon(self, key: str) -> str:
        name = f"my-{key.replace('_', '-')}"
        self._lexicons[name] = None
        return name

    def _named(self, value: Any) -> Any:
        """An example of a schema; names of lexicons in it that begin with ``my-`` are defined in the file."""
        if isinstance(value, str) and value.startswith("my-"):
            self._lexicons[value] = None
        for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            self._named(child)
        return value
