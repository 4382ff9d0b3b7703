"""``fzcheck matrix FILE…``: reports × elements and kinds of findings in one table."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from checker.choosing import AUTO
from checker.cli import ChineseHelp, app
from checker.cli.asking import asked_job
from checker.cli.configured import configured
from checker.cli.exit_codes import ExitCode
from checker.cli.judging import run_job
from checker.cli.options import (
    BaselineOption,
    ConfigOption,
    Exclude,
    FailOn,
    FailOnOption,
    FailUnder,
    Files,
    InputFormat,
    InputFormatOption,
    Jobs,
    NoBaseline,
    NoCompare,
    NoConfig,
    Previous,
    Rules,
    Tier,
    TierOption,
    Year,
)
from checker.cli.outputs import chosen_outputs
from checker.writing.overview import ORDERS

_FORMATS = ("matrix", "xlsx", "csv")
Sort = Enum("Sort", {name: name for name in ORDERS}, type=str)  # type: ignore[misc]


@app.command("matrix", cls=ChineseHelp)
def matrix(
    context: typer.Context,
    files: Files,
    sort: Annotated[
        Sort,
        typer.Option(
            help="次序：worst 最差的在前，score 按得分，missing 缺得多的在前，name 按单位，given 按给出的先后。"
        ),
    ] = Sort.worst,  # type: ignore[attr-defined]
    format: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="格式[=位置]",
            help=f"{'、'.join(_FORMATS)} 等；默认 matrix，即屏幕上的表。可写几次，如 -f matrix -f xlsx=汇总.xlsx。",
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写到这个文件，而不是屏幕。")] = None,
    rules: Rules = AUTO,
    tier: TierOption = Tier.auto,  # type: ignore[attr-defined]
    year: Year = "auto",
    exclude: Exclude = None,
    input_format: InputFormatOption = InputFormat.auto,  # type: ignore[attr-defined]
    fail_on: FailOnOption = FailOn.missing,  # type: ignore[attr-defined]
    fail_under: FailUnder = None,
    previous: Previous = None,
    no_compare: NoCompare = False,
    baseline: BaselineOption = None,
    no_baseline: NoBaseline = False,
    config: ConfigOption = None,
    no_config: NoConfig = False,
    jobs: Jobs = 0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="只列出不通过的报告。")] = False,
) -> int:
    """把许多份报告列成一张表：每份各项要素怎样、有哪几类问题，最后说明缺得最多的是什么。"""
    options = {
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
    asked = configured(context, files, options, config=config, no_config=no_config, no_baseline=no_baseline)
    if asked is None:
        return ExitCode.ERROR
    outputs = chosen_outputs(format or ["matrix"], output)
    job = asked_job(asked, input_format=input_format, no_compare=no_compare)
    return ExitCode.ERROR if job is None else run_job(job, outputs, quiet=quiet, order=sort.value)
