"""Options that several subcommands share."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from checker.reading import FORMATS
from checker.scoring import FAIL_ON

TIERS = ("auto", "province", "city", "county", "township", "subdistrict", "department")
MOST_JOBS = 32

Tier = Enum("Tier", {name: name for name in TIERS}, type=str)  # type: ignore[misc]
FailOn = Enum("FailOn", {name: name for name in FAIL_ON}, type=str)  # type: ignore[misc]
InputFormat = Enum("InputFormat", {name: name for name in ("auto", *FORMATS)}, type=str)  # type: ignore[misc]

Files = Annotated[list[str], typer.Argument(metavar="文件…", help="报告文件、文件夹或通配符；- 表示标准输入。")]
Rules = Annotated[
    str, typer.Option("--rules", help="规则包的名字、文件夹或 pack.yaml；auto 为看报告是哪一种，用自带的哪一个包。")
]
OnePack = Annotated[str, typer.Option("--rules", help="规则包的名字、文件夹或 pack.yaml。")]
TierOption = Annotated[Tier, typer.Option("--tier", help="报告单位的层级；auto 为自动判断。")]
Year = Annotated[str, typer.Option("--year", help="报告年度，如 2024；auto 为自动判断。")]
Exclude = Annotated[
    list[str] | None,
    typer.Option("--exclude", metavar="通配符", help="文件夹里不查的文件，如 '*草稿*'；可写几次。"),
]
InputFormatOption = Annotated[
    InputFormat, typer.Option("--input-format", help="输入是什么格式；auto 为看内容判断（标准输入也是）。")
]
Previous = Annotated[
    str | None,
    typer.Option(
        "--previous",
        metavar="文件",
        help="上年的报告（或放着上年报告的文件夹），看哪些是照搬的。",
    ),
]
NoCompare = Annotated[bool, typer.Option("--no-compare", help="几份报告一起查时，不看各单位之间有没有相同的段落。")]
Jobs = Annotated[int, typer.Option("--jobs", min=0, max=MOST_JOBS, help="同时工作的进程数；0 为按工作量决定。")]
FailOnOption = Annotated[
    FailOn, typer.Option("--fail-on", help="什么情况算不通过：缺要素、要素薄弱、有错误、有警告、从不。")
]
FailUnder = Annotated[float | None, typer.Option("--fail-under", min=0, max=100, help="得分低于这个数也算不通过。")]
ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", metavar="文件", help="配置文件；不写时从报告所在的文件夹往上找 fzcheck.yaml。"),
]
NoConfig = Annotated[bool, typer.Option("--no-config", help="不用配置文件，也不去找基线。")]
BaselineOption = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="文件", help="基线：只有新的问题、得分降低才不通过；不写时用找到的那份。"),
]
NoBaseline = Annotated[bool, typer.Option("--no-baseline", help="不看基线，以前就有的问题也算。")]


def tier_of(option: Tier) -> str | None:
    """The tier that the user gave, None when it is to be told from the report."""
    return None if option.value == "auto" else str(option.value)


def year_of(value: str) -> int | None:
    """The year that the user gave, None when it is to be told from the report.

    Raises:
        typer.BadParameter: when it is no year.
    """
    if value == "auto":
        return None
    if value.isascii() and value.isdigit() and 1990 <= int(value) <= 2100:
        return int(value)
    raise typer.BadParameter("应写成四位年份，如 2024，或写 auto。", param_hint="--year")
