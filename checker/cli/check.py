"""``fzcheck FILE…``: judge reports."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from checker.cli import ChineseHelp, app
from checker.cli.exit_codes import ExitCode, exit_code
from checker.cli.inputs import STDIN, expand, read
from checker.model import Result, Unreadable
from checker.parsing import Overrides
from checker.pipeline import judge
from checker.rulebook import RuleSet, load_pack
from checker.rulebook.problems import RulebookError
from checker.scoring import FAIL_ON, Policy
from checker.writing import FORMATS, writer
from checker.writing.run import Run

TIERS = ("auto", "province", "city", "county", "township", "subdistrict", "department")
_MANY = 48
"""From so many files on, worker processes pay for their start."""
_MAX_JOBS = 32
_CHUNK = 8

Format = Enum("Format", {name: name for name in FORMATS}, type=str)  # type: ignore[misc]
Tier = Enum("Tier", {name: name for name in TIERS}, type=str)  # type: ignore[misc]
FailOn = Enum("FailOn", {name: name for name in FAIL_ON}, type=str)  # type: ignore[misc]

_EPILOG = (
    "其他命令：fzcheck explain 规则（说明一条规则要什么、依据是什么）。"
    "退出码：0 全部通过，1 有报告不通过，2 有文件读不了或用法有误。"
)


@app.command("check", cls=ChineseHelp, epilog=_EPILOG)
def check(
    files: Annotated[list[str], typer.Argument(metavar="文件…", help="报告文件、文件夹或通配符；- 表示标准输入。")],
    format: Annotated[Format, typer.Option("--format", "-f", help="输出格式。")] = Format.text,  # type: ignore[attr-defined]
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写到这个文件，而不是屏幕。")] = None,
    rules: Annotated[str, typer.Option("--rules", help="规则包的名字、文件夹或 pack.yaml。")] = "fzzf",
    tier: Annotated[Tier, typer.Option("--tier", help="报告单位的层级；auto 为自动判断。")] = Tier.auto,  # type: ignore[attr-defined]
    year: Annotated[str, typer.Option("--year", help="报告年度，如 2024；auto 为自动判断。")] = "auto",
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="什么情况算不通过：缺要素、要素薄弱、有错误、有警告、从不。")
    ] = FailOn.missing,  # type: ignore[attr-defined]
    fail_under: Annotated[
        float | None, typer.Option("--fail-under", min=0, max=100, help="得分低于这个数也算不通过。")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=0, max=_MAX_JOBS, help="同时工作的进程数；0 为按工作量决定。")] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="只显示不通过的报告。")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="多显示一些：每条不足对应哪项安排，哪些规则没能判断。")
    ] = False,
) -> int:
    """检查报告：五项要素写全了没有、写实了没有，缺什么、怎么补、依据是什么。"""
    if fail_under is not None and math.isnan(fail_under):
        raise typer.BadParameter("应写成 0 到 100 之间的数。", param_hint="--fail-under")
    overrides = Overrides(None if tier.value == "auto" else tier.value, _year(year))
    paths = list(expand(files))
    if not paths:
        print(f"没有找到可以检查的文件：{_named('、'.join(files))}。文件夹里要有 .txt 或 .md 文件。", file=sys.stderr)
        return ExitCode.ERROR
    if output is not None and output.is_dir():
        print(f"写不了 {_named(output)}：这是文件夹，请写上文件名，如 {_named(output / '结果.txt')}。", file=sys.stderr)
        return ExitCode.ERROR
    if output is not None and any(_same_file(output, path) for path in paths):
        print(f"写不了 {_named(output)}：这是要检查的报告，写上去原文就没有了，请换一个文件名。", file=sys.stderr)
        return ExitCode.ERROR
    try:
        ruleset = load_pack(rules)
    except RulebookError as error:
        print(f"规则包有误，没有检查任何报告：\n{error}", file=sys.stderr)
        return ExitCode.ERROR
    policy = Policy(fail_on.value, fail_under)
    run = Run(ruleset.id, ruleset.version, quiet, verbose)
    results = _told(run.counted(_results(paths, rules, ruleset, policy, overrides, jobs)))
    try:
        with _stream(output) as stream:
            writer(format.value)(results, stream, run)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        print(
            f"写不了 {_named(output or '输出')}（{error.strerror or error}）。请检查文件夹是否存在、有没有权限。",
            file=sys.stderr,
        )
        return ExitCode.ERROR
    return exit_code(run.tally)


def _year(value: str) -> int | None:
    if value == "auto":
        return None
    if value.isascii() and value.isdigit() and 1990 <= int(value) <= 2100:
        return int(value)
    raise typer.BadParameter("应写成四位年份，如 2024，或写 auto。", param_hint="--year")


def _named(path: str | Path) -> str:
    """A path as an error line may show it: a file name can hold terminal controls."""
    from checker.writing.terminal import shown

    return shown(str(path))


def _same_file(output: Path, path: str) -> bool:
    return path != STDIN and output.exists() and Path(path).exists() and output.samefile(path)


def _told(results: Iterator[Result | Unreadable]) -> Iterator[Result | Unreadable]:
    """Say on standard error what could not be read, and pass everything on."""
    for result in results:
        if isinstance(result, Unreadable):
            print(f"读不了 {_named(result.path)}：{result.message}", file=sys.stderr)
        yield result


@contextmanager
def _stream(output: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that is written whole or not at all."""
    if output is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    import tempfile

    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=output.parent, prefix=".fzcheck-", delete=False
    ) as file:
        part = Path(file.name)
        try:
            yield file  # type: ignore[misc]
        except BaseException:
            file.close()
            part.unlink(missing_ok=True)
            raise
    os.chmod(part, 0o644)
    os.replace(part, output)


# --- judging many -------------------------------------------------------------------------------------------------


def _results(
    paths: Sequence[str], rules: str, ruleset: RuleSet, policy: Policy, overrides: Overrides, jobs: int
) -> Iterator[Result | Unreadable]:
    """Results in the order of the paths, from this process or from several."""
    workers = jobs or (min(os.cpu_count() or 1, _MAX_JOBS) if len(paths) >= _MANY else 1)
    if workers == 1 or len(paths) == 1 or STDIN in paths:
        for path in paths:
            yield _one(path, ruleset, policy, overrides)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers, initializer=_start_worker, initargs=(rules, policy, overrides)) as pool:
        # In slices, so that neither paths nor results of a whole archive wait in memory.
        step = workers * _CHUNK * 4
        for i in range(0, len(paths), step):
            yield from pool.map(_in_worker, paths[i : i + step], chunksize=_CHUNK)


def _one(path: str, ruleset: RuleSet, policy: Policy, overrides: Overrides) -> Result | Unreadable:
    source = read(path)
    return source if isinstance(source, Unreadable) else judge(source, ruleset, policy, overrides)


_worker: tuple[RuleSet, Policy, Overrides] | None = None


def _start_worker(rules: str, policy: Policy, overrides: Overrides) -> None:
    global _worker
    _worker = (load_pack(rules), policy, overrides)


def _in_worker(path: str) -> Result | Unreadable:
    assert _worker is not None
    return _one(path, *_worker)
