"""A configuration file → Config. What was read and found right before is taken from the cache."""

from __future__ import annotations

import datetime
import hashlib
import math
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from checker.config.values import Config, ConfigError, Given, ReportPattern, Waiver
from checker.model import Severity
from checker.rulebook.cache import load_document, save_document
from checker.rulebook.packs import rules_folder
from checker.rulebook.placed import DataPath, YamlFile
from checker.rulebook.problems import Problem, RulebookError

_MAX_BYTES = 2 * 2**20
_SIMPLE = ("rules", "tier", "year", "fail-on", "fail-under", "formats", "exclude", "previous", "jobs", "baseline")
_NOT_WAIVED = ("report/", "config/", "baseline/")
"""Groups of findings that no rule of a pack makes: they speak of the file or of the configuration as a whole."""


def load_config(path: Path, *, use_cache: bool = True) -> Config:
    """Read a configuration.

    Raises:
        ConfigError: with all that is wrong in it.
    """
    label = _label(path)
    try:
        file = _read(path, label, use_cache=use_cache)
    except ConfigError:
        raise
    except RulebookError as error:
        raise ConfigError(error.problems) from None
    if problems := list(_problems(file)):
        raise ConfigError(problems)
    return _config(path.absolute(), file)


def _label(path: Path) -> str:
    """What messages call the file: its path from here, when it is below."""
    absolute, here = path.absolute(), Path.cwd()
    return absolute.relative_to(here).as_posix() if absolute.is_relative_to(here) else str(path)


def _read(path: Path, label: str, *, use_cache: bool) -> YamlFile:
    try:
        data = path.read_bytes()
    except OSError as error:
        why = "没有这个文件" if isinstance(error, FileNotFoundError) else error.strerror or error
        raise ConfigError([Problem(label, 0, 0, f"打不开配置文件（{why}）。")]) from None
    if len(data) > _MAX_BYTES:
        raise ConfigError([Problem(label, 0, 0, f"配置文件超过 {_MAX_BYTES // 2**20} MB，请确认没有写错文件。")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"配置文件要存成 UTF-8 编码（第 {error.start} 个字节起认不出）。"
        raise ConfigError([Problem(label, 0, 0, message)]) from None
    schema = rules_folder() / "schema" / "config.schema.json"
    digest = hashlib.sha256(b"\0".join((b"config", path.suffix.encode(), schema.read_bytes(), data))).hexdigest()
    known = load_document(digest) if use_cache else None
    if known is not None:
        places = {tuple(place): (line, column) for place, line, column in known["places"]}
        return YamlFile(label, known["data"], text.split("\n"), places)
    file = _parsed(text, label, is_toml=path.suffix == ".toml")
    from checker.rulebook.schema import validate

    if problems := validate(file, schema):
        raise ConfigError(problems)
    if use_cache:
        save_document(digest, {"data": file.data, "places": [[list(k), *v] for k, v in file.places.items()]})
    return file


def _parsed(text: str, label: str, *, is_toml: bool) -> YamlFile:
    if is_toml:
        from checker.config.toml_table import parse_table

        return parse_table(text, label)
    from checker.rulebook.yaml_files import parse_yaml

    file = parse_yaml(text, label)
    # An empty file, or one in which everything is commented out, says nothing.
    return YamlFile(label, {}, file.lines) if file.data is None else file


def _problems(file: YamlFile) -> Iterator[Problem]:
    """What a schema cannot say."""
    data = file.data
    for key in ("rules", "previous", "baseline"):
        if "\0" in data.get(key, ""):
            yield file.problem((key,), f"“{key}”里有不能用在文件名里的字符。")
    if math.isnan(data.get("fail-under", 0)):
        yield file.problem(("fail-under",), "“fail-under”应写成 0 到 100 之间的数。")
    for i, value in enumerate(data.get("formats", ())):
        place = PurePosixPath(value.partition("=")[2].replace("\\", "/"))
        if "\0" in value or place.is_absolute() or ".." in place.parts or (place.parts[:1] and ":" in place.parts[0]):
            yield file.problem(
                ("formats", i), "配置里的输出位置要在配置文件所在的文件夹里面；写到别处请用命令行的 -f 格式=位置。"
            )
    seen: set[str] = set()
    for i, entry in enumerate(data.get("ignore", ())):
        if entry["rule"] in seen:
            yield file.problem(("ignore", i, "rule"), f"“{entry['rule']}”写了两次，请留一条。")
        seen.add(entry["rule"])
    for i, entry in enumerate(data.get("waivers", ())):
        if entry["rule"].startswith(_NOT_WAIVED):
            message = f"“{entry['rule']}”说的不是报告里的一处，不能豁免；不是这类报告的文件请写进 exclude。"
            yield file.problem(("waivers", i, "rule"), message)
        if _date(entry["until"]) is None:
            yield file.problem(("waivers", i, "until"), f"没有 {entry['until']} 这一天。")


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _config(path: Path, file: YamlFile) -> Config:
    data = file.data

    def origin(*place: str | int) -> str:
        return f"{path.name}:{file.place(place)[0]}"

    return Config(
        path=path,
        file=file,
        settings={
            key: Given(_frozen(data[key]), f"{file.path}:{file.place((key,))[0]}") for key in _SIMPLE if key in data
        },
        reports=tuple(
            ReportPattern(entry["path"], entry.get("tier"), entry.get("year"), _placed(file, ("reports", i)))
            for i, entry in enumerate(data.get("reports", ()))
        ),
        severities={rule: Severity(severity) for rule, severity in data.get("severities", {}).items()},
        ignored={
            entry["rule"]: f"{origin('ignore', i)} 写明不查：{entry['reason']}"
            for i, entry in enumerate(data.get("ignore", ()))
        },
        waivers=tuple(
            Waiver(
                rule=entry["rule"],
                reason=entry["reason"],
                who=entry["who"],
                until=datetime.date.fromisoformat(entry["until"]),
                origin=origin("waivers", i),
                path=entry.get("path"),
                section=entry.get("section"),
                quote=entry.get("quote"),
            )
            for i, entry in enumerate(data.get("waivers", ()))
        ),
    )


def _placed(file: YamlFile, place: DataPath) -> str:
    return f"{file.path}:{file.place(place)[0]}"


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
