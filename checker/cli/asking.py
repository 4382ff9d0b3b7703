"""What a call asks for, put together from its settings and the options that several subcommands share."""

from __future__ import annotations

import math

import typer

from checker.cli.configured import Configured
from checker.cli.inputs import expand, told_nothing_found
from checker.cli.judging import Job
from checker.cli.options import InputFormat, year_of
from checker.parsing import Overrides
from checker.scoring import Policy


def asked_job(asked: Configured, *, input_format: InputFormat, no_compare: bool) -> Job | None:
    """The job that the settings ask for; None, and a word on standard error, when no file is meant.

    Raises:
        typer.BadParameter: when a setting does not make sense.
    """
    fail_under = asked.value("fail-under")
    if fail_under is not None and math.isnan(fail_under):
        raise typer.BadParameter("应写成 0 到 100 之间的数。", param_hint="--fail-under")
    tier = asked.value("tier")
    overrides = Overrides(None if tier == "auto" else tier, year_of(asked.value("year")))
    paths = _paths(asked)
    if not paths:
        told_nothing_found(asked.files)
        return None
    previous = asked.value("previous")
    earlier = expand([previous]) if previous is not None else []
    if previous is not None and not earlier:
        raise typer.BadParameter("这个文件夹里没有能读的报告。", param_hint="--previous")
    return Job(
        paths,
        asked.value("rules"),
        Policy(asked.value("fail-on"), fail_under),
        overrides,
        None if input_format.value == "auto" else input_format.value,
        asked.value("jobs"),
        earlier,
        not no_compare,
        asked.config,
        asked.gate,
    )


def _paths(asked: Configured) -> list[str]:
    exclude, config = asked.settings.get("exclude"), asked.config
    if config is not None and exclude is not None and exclude is config.settings.get("exclude"):
        return expand(asked.files, (), config.excludes)
    return expand(asked.files, exclude.value if exclude is not None else ())
