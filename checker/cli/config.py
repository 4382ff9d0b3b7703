"""``fzcheck config show``: each setting in effect, and where it comes from."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from checker.choosing import AUTO
from checker.cli import ChineseHelp, app
from checker.cli.configured import DEFAULT, Configured, configured, shortened
from checker.cli.exit_codes import ExitCode
from checker.cli.judging import packs_of
from checker.cli.options import (
    BaselineOption,
    ConfigOption,
    Exclude,
    FailOn,
    FailOnOption,
    FailUnder,
    Jobs,
    NoConfig,
    Previous,
    Rules,
    Tier,
    TierOption,
    Year,
)
from checker.config import Config, Given
from checker.writing.visible import shown

_KEYS = (
    "rules",
    "tier",
    "year",
    "fail-on",
    "fail-under",
    "formats",
    "exclude",
    "previous",
    "baseline",
    "jobs",
)
_NONE = "（无）"

commands = typer.Typer(no_args_is_help=False, rich_markup_mode=None, help="看配置。")
app.add_typer(commands, name="config")


@commands.callback()
def _config() -> None:
    """看配置：每项设置是什么，来自哪里。"""


@commands.command("show", cls=ChineseHelp)
def show(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="[文件]", help="看查这份报告（或这个文件夹）时的设置。")] = ".",
    format: Annotated[
        list[str] | None, typer.Option("--format", "-f", metavar="格式[=位置]", help="与检查时的选项同义，下同。")
    ] = None,
    rules: Rules = AUTO,
    tier: TierOption = Tier.auto,  # type: ignore[attr-defined]
    year: Year = "auto",
    exclude: Exclude = None,
    fail_on: FailOnOption = FailOn.missing,  # type: ignore[attr-defined]
    fail_under: FailUnder = None,
    previous: Previous = None,
    baseline: BaselineOption = None,
    config: ConfigOption = None,
    no_config: NoConfig = False,
    jobs: Jobs = 0,
) -> int:
    """列出生效的每项设置和它的来处：默认、配置文件的哪一行、环境变量、命令行。"""
    options = {
        "format": format,
        "rules": rules,
        "tier": tier,
        "year": year,
        "exclude": exclude,
        "fail_on": fail_on,
        "fail_under": fail_under,
        "previous": previous,
        "jobs": jobs,
        "baseline": baseline,
    }
    asked = configured(context, [file], options, config=config, no_config=no_config)
    if asked is None:
        return ExitCode.ERROR
    asked.outputs(None)
    if packs_of(asked.value("rules"), asked.config) is None:
        return ExitCode.ERROR
    path = asked.config.path if asked.config else None
    print(f"配置文件：{shown(shortened(path)) if path else '没有找到，用默认设置'}")
    print("\n".join(_lines(asked, file)))
    return ExitCode.OK


def _lines(asked: Configured, file: str) -> list[str]:
    settings = {key: asked.settings.get(key, Given(None, DEFAULT)) for key in _KEYS}
    if asked.config is not None and Path(file).is_file():
        tier, year = asked.config.said_of(file)
        settings |= {key: given for key, given in (("tier", tier), ("year", year)) if given is not None}
    lines = [f"{key} = {_told(given.value)}　（{given.origin}）" for key, given in settings.items()]
    return [shown(line) for line in [*lines, *(_more(asked.config) if asked.config is not None else ())]]


def _more(config: Config) -> list[str]:
    """What the configuration says of rules and of reports."""
    today = datetime.date.today()
    lines = [f"severities：{rule} = {severity}" for rule, severity in config.severities.items()]
    lines += [f"ignore：{rule}　{reason}" for rule, reason in config.ignored.items()]
    for one in config.reports:
        said = "，".join(f"{key} = {value}" for key, value in (("tier", one.tier), ("year", one.year)) if value)
        lines.append(f"reports：{one.path}　{said or '（命令行或环境变量另有指定）'}　（{one.origin}）")
    for waiver in config.waivers:
        places = "，".join(part for part in (waiver.path, waiver.section, waiver.quote) if part)
        expired = "，已经过期" if waiver.until < today else ""
        told = f"{waiver.who}，到 {waiver.until} 为止{expired}，{waiver.reason}"
        lines.append(f"waivers：{waiver.rule}　{places}　{told}　（{waiver.origin}）")
    return lines


def _told(value: Any) -> str:
    if isinstance(value, tuple):
        return "、".join(value) or _NONE
    if isinstance(value, float):
        return f"{value:g}"
    return _NONE if value is None else str(value)
