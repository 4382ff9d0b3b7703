"""The settings of a call: defaults < configuration < environment < command line (docs/configuration.md)."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import typer

from checker.choosing import AUTO
from checker.cli.environment import from_environment
from checker.cli.outputs import Output, chosen_outputs
from checker.config import BASELINE, Config, ConfigError, Given, find_baseline, find_config, load_config
from checker.config.matching import is_exact
from checker.config.values import Waiver
from checker.gate import BaselineError, Gate, load_baseline
from checker.rulebook.packs import rules_folder
from checker.writing.visible import shown

DEFAULT = "默认"
COMMAND_LINE = "命令行"


@dataclass(frozen=True)
class Configured:
    """The settings of a call by key, each with its origin, and the configuration if there is one.

    Paths of the configuration are relative to the working directory, as those of the command line are.
    """

    files: Sequence[str]
    settings: Mapping[str, Given]
    config: Config | None
    gate: Gate | None

    def value(self, key: str) -> Any:
        """The value of a setting, None or empty when it is given nowhere and has no default."""
        return self.settings[key].value if key in self.settings else None

    def outputs(self, path: Path | None) -> tuple[Output, ...]:
        """The outputs that the settings and ``-o PATH`` ask for.

        Raises:
            typer.BadParameter: when they contradict each other or name no format; it names the setting's origin.
        """
        formats = self.settings["formats"]
        try:
            return chosen_outputs(formats.value, path)
        except typer.BadParameter as error:
            if formats.origin not in (DEFAULT, COMMAND_LINE) and error.param_hint != "--output":
                error.param_hint = formats.origin
            raise


def configured(
    context: typer.Context,
    files: Sequence[str],
    options: Mapping[str, Any],
    *,
    config: Path | None,
    no_config: bool,
    no_baseline: bool = False,
) -> Configured | None:
    """The settings of a call on files; None, and a word on standard error, when configuration or baseline are faulty.

    ``options`` are the values of the options, by the names of their parameters, that can also be given elsewhere.

    Raises:
        typer.BadParameter: when an environment variable makes no sense, or options contradict each other.
    """
    if config is not None and no_config:
        raise typer.BadParameter("不能与 --no-config 同用。", param_hint="--config")
    try:
        layers = _options(context, options)
        return _configured(layers, files, config, no_config=no_config, no_baseline=no_baseline)
    except ConfigError as error:
        told_config_error(error)
    except BaselineError as error:
        print(shown(str(error)), file=sys.stderr)
    return None


def told_config_error(error: ConfigError) -> None:
    """Say on standard error what is wrong with a configuration."""
    print("配置有误，没有检查任何报告：", *map(shown, str(error).split("\n")), sep="\n", file=sys.stderr)


def _configured(
    options: tuple[dict[str, Given], dict[str, Given]],
    files: Sequence[str],
    path: Path | None,
    *,
    no_config: bool,
    no_baseline: bool,
) -> Configured:
    found = None if no_config else path or find_config(files)
    config = load_config(found) if found is not None else None
    defaults, line = options
    outside = from_environment(os.environ) | line
    settings = defaults | (_here(config) if config is not None else {}) | outside
    if config is not None:
        # What was said on the command line of all reports counts for those too of which the configuration says more.
        reports = config.reports
        if "tier" in outside:
            reports = tuple(replace(one, tier=None) for one in reports)
        if "year" in outside:
            reports = tuple(replace(one, year=None) for one in reports)
        config = replace(config, reports=reports)
    baseline = None if no_baseline else _baseline_path(settings, files, config, no_config=no_config)
    if baseline is not None and "baseline" not in settings:
        settings = settings | {"baseline": Given(str(baseline), "自动找到")}
    gate = None
    if baseline is not None or (config is not None and config.waivers):
        folder = config.folder if config is not None else Path.cwd()
        waivers = config.waivers if config is not None else ()
        _tell_of_lost(waivers, folder)
        known = load_baseline(baseline) if baseline is not None else None
        gate = Gate(datetime.date.today(), folder, waivers, known)
    return Configured(files, settings, config, gate)


def _tell_of_lost(waivers: Sequence[Waiver], folder: Path) -> None:
    """Say on standard error which waivers name a file that is not there: no report can tell that they are unused."""
    for waiver in waivers:
        if waiver.path is None or not is_exact(waiver.path):
            continue
        found = (folder / waiver.path,) if "/" in waiver.path else folder.rglob(waiver.path)
        if not any(os.path.lexists(path) for path in found):
            told = f"注意：豁免（{waiver.origin}）写的“{waiver.path}”没有这个文件，这条豁免用不上。"
            print(shown(told), file=sys.stderr)


def _options(context: typer.Context, options: Mapping[str, Any]) -> tuple[dict[str, Given], dict[str, Given]]:
    """The defaults of the options of a call, and what the command line says."""
    defaults = {"formats": Given(("text",), DEFAULT)}
    line: dict[str, Given] = {}
    for option, value in options.items():
        key = "formats" if option == "format" else option.replace("_", "-")
        source = context.get_parameter_source(option)
        if source is not None and source.name == "COMMANDLINE":
            line[key] = Given(_plain(value), COMMAND_LINE)
        elif value is not None:
            defaults[key] = Given(_plain(value), DEFAULT)
    return defaults, line


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return str(value) if isinstance(value, Path) else getattr(value, "value", value)


def _baseline_path(
    settings: Mapping[str, Given], files: Sequence[str], config: Config | None, *, no_config: bool
) -> Path | None:
    if "baseline" in settings:
        return Path(settings["baseline"].value)
    if no_config:
        return None
    if config is None:
        return find_baseline(files)
    beside = config.folder / BASELINE
    return Path(shortened(beside)) if beside.is_file() else None


def _here(config: Config) -> dict[str, Given]:
    """The settings of a configuration, its paths as one writes them here."""
    settings = dict(config.settings)
    for key in ("previous", "baseline"):
        if key in settings:
            settings[key] = replace(settings[key], value=shortened(config.folder / settings[key].value))
    if "year" in settings:
        settings["year"] = replace(settings["year"], value=str(settings["year"].value))
    if "rules" in settings:
        settings["rules"] = replace(settings["rules"], value=_pack(settings["rules"].value, config.folder))
    if "formats" in settings:
        settings["formats"] = replace(
            settings["formats"], value=tuple(_placed(one, config.folder) for one in settings["formats"].value)
        )
    return settings


def _pack(name: str, folder: Path) -> str:
    is_bundled = name == AUTO or ("/" not in name and (rules_folder() / name / "pack.yaml").is_file())
    return shortened(folder / name) if not is_bundled and (folder / name).exists() else name


def _placed(format: str, folder: Path) -> str:
    name, sign, place = format.partition("=")
    return f"{name}={shortened(folder / place)}" if sign else name


def shortened(path: Path) -> str:
    """A path from the working directory on, when it is below."""
    absolute, here = path.absolute(), Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(path)
