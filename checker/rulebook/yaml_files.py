"""YAML files with the place of every value. Nothing in them is executed."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, NoReturn

import yaml

from checker.rulebook.placed import DataPath, YamlFile
from checker.rulebook.problems import Problem, RulebookError

__all__ = ["DataPath", "YamlFile", "load_yaml", "parse_yaml"]

MAX_BYTES = 2 * 2**20
MAX_DEPTH = 40

_PLAIN = frozenset(("str", "int", "float", "bool", "null", "timestamp"))


def load_yaml(path: Path, name: str | None = None) -> YamlFile:
    """Read one YAML file.

    Raises:
        RulebookError: when it cannot be read or is no YAML.
    """
    label = name or str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RulebookError([Problem(label, 0, 0, f"规则文件超过 {MAX_BYTES // 2**20} MB，请拆成几个文件。")])
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RulebookError(
            [Problem(label, 0, 0, f"规则文件要存成 UTF-8 编码（第 {error.start} 个字节起认不出）。")]
        ) from None
    except OSError as error:
        raise RulebookError([Problem(label, 0, 0, f"打不开规则文件（{error.strerror or error}）。")]) from None
    return parse_yaml(text, label)


def parse_yaml(text: str, label: str) -> YamlFile:
    """Read YAML from a text; ``label`` is what messages call it.

    Raises:
        RulebookError: when it is no YAML, or uses anchors, tags or twice the same key.
    """
    lines = text.split("\n")
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
        result = YamlFile(label, None, lines)
        data = _Converter(loader, result).convert(node, (), 0) if node is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        source = lines[line - 1] if line <= len(lines) else ""
        message = f"YAML 写法有误（{error.problem or error.context}）。请检查缩进、冒号后的空格和引号是否成对。"
        raise RulebookError([Problem(label, line, column, message, source)]) from None
    except (yaml.YAMLError, ValueError) as error:
        raise RulebookError([Problem(label, 1, 1, f"YAML 写法有误（{error}）。")]) from None
    finally:
        loader.dispose()
    return YamlFile(label, data, lines, result.places)


class _Converter:
    def __init__(self, loader: yaml.CSafeLoader, file: YamlFile) -> None:
        self._loader = loader
        self._file = file
        self._seen: set[int] = set()

    def convert(self, node: yaml.Node, path: DataPath, depth: int) -> Any:
        place = (node.start_mark.line + 1, node.start_mark.column + 1)
        self._file.places.setdefault(path, place)
        if depth > MAX_DEPTH:
            self._refuse(node, "嵌套太深。")
        if id(node) in self._seen:
            self._refuse(node, "不支持 YAML 的锚点和别名（& 和 *），请把内容直接写出来。")
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(child, (*path, i), depth + 1) for i, child in enumerate(node.value)]
        if node.tag.removeprefix("tag:yaml.org,2002:") not in _PLAIN:
            self._refuse(node, f"不支持标签 {node.tag}。")
        value = self._loader.construct_object(node)
        return value.isoformat() if isinstance(value, datetime.date) else value

    def _mapping(self, node: yaml.MappingNode, path: DataPath, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse(key_node, "键必须是简单的文字。")
            key = str(key_node.value)
            if key in result:
                self._refuse(key_node, f"“{key}”写了两次，请留一个。")
            self._file.places[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            result[key] = self.convert(value_node, (*path, key), depth + 1)
        return result

    def _refuse(self, node: yaml.Node, message: str) -> NoReturn:
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        source = self._file.lines[line - 1] if line <= len(self._file.lines) else ""
        raise RulebookError([Problem(self._file.path, line, column, message, source)])
