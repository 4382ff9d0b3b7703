"""What a call asks for, put together from the options that several subcommands share."""

from __future__ import annotations

import math
from collections.abc import Sequence

import typer

from checker.cli.inputs import expand, told_nothing_found
from checker.cli.judging import Job
from checker.cli.options import FailOn, InputFormat, Tier, tier_of, year_of
from checker.parsing import Overrides
from checker.scoring import Policy


def asked_job(
    files: Sequence[str],
    *,
    rules: str,
    tier: Tier,
    year: str,
    exclude: Sequence[str] | None,
    input_format: InputFormat,
    fail_on: FailOn,
    fail_under: float | None,
    previous: str | None,
    no_compare: bool,
    jobs: int,
) -> Job | None:
    """The job that the options ask for; None, and a word on standard error, when no file is meant.

    Raises:
        typer.BadParameter: when an option does not make sense.
    """
    if fail_under is not None and math.isnan(fail_under):
        raise typer.BadParameter("应写成 0 到 100 之间的数。", param_hint="--fail-under")
    overrides = Overrides(tier_of(tier), year_of(year))
    paths = expand(files, exclude or ())
    if not paths:
        told_nothing_found(files)
        return None
    earlier = expand([previous]) if previous is not None else []
    if previous is not None and not earlier:
        raise typer.BadParameter("这个文件夹里没有能读的报告。", param_hint="--previous")
    given = None if input_format.value == "auto" else input_format.value
    return Job(paths, rules, Policy(fail_on.value, fail_under), overrides, given, jobs, earlier, not no_compare)
