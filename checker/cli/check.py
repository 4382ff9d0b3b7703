"""``fzcheck FILE…``: judge reports."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from checker.checks.timing import Timing
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
from checker.writing import FORMATS

_EPILOG = (
    "其他命令：fzcheck matrix 文件…（许多份报告一张表）；fzcheck new（起草一份空白报告）；"
    "fzcheck explain 规则（说明一条规则要什么、依据是什么）；fzcheck rules --help（写规则用的命令）；"
    "fzcheck init（在仓库里写好配置和 CI 任务）；fzcheck baseline write（记下现有的问题，以后只管新的）。"
    "退出码：0 全部通过，1 有报告不通过，2 有文件读不了或用法有误。"
)


@app.command("check", cls=ChineseHelp, epilog=_EPILOG)
def check(
    context: typer.Context,
    files: Files,
    format: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="格式[=位置]",
            help=f"输出格式：{'、'.join(FORMATS)}；默认 text。可写几次，如 -f text -f xlsx=结果.xlsx。",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到这个文件（html、docx 写到这个文件夹），而不是屏幕。")
    ] = None,
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
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="只显示不通过的报告。")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="多显示一些：每条不足对应哪项安排，哪些规则没能判断。")
    ] = False,
    profile: Annotated[
        bool, typer.Option("--profile", help="查完后在标准错误上列出每条规则用了多少时间（只用一个进程）。")
    ] = False,
) -> int:
    """检查报告：该写的写全了没有、写实了没有，缺什么、怎么补、依据是什么。"""
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
    asked = configured(context, files, options, config=config, no_config=no_config, no_baseline=no_baseline)
    if asked is None:
        return ExitCode.ERROR
    outputs = asked.outputs(output)
    job = asked_job(asked, input_format=input_format, no_compare=no_compare)
    if job is None:
        return ExitCode.ERROR
    timing = Timing() if profile else None
    code = run_job(replace(job, timing=timing), outputs, quiet=quiet, verbose=verbose)
    if timing is not None:
        from checker.cli.profile import print_times

        print_times(timing)
    return code
