"""``fzcheck baseline write|update``: put on record what there is, so that only what is new fails a report."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from checker.choosing import AUTO
from checker.cli import ChineseHelp, app
from checker.cli.asking import asked_job
from checker.cli.configured import Configured, configured, shortened
from checker.cli.exit_codes import ExitCode
from checker.cli.inputs import STDIN
from checker.cli.judging import packs_of, results, told_unreadable
from checker.cli.options import (
    ConfigOption,
    Exclude,
    InputFormat,
    Jobs,
    NoCompare,
    NoConfig,
    Rules,
    Tier,
    TierOption,
    Year,
)
from checker.config import BASELINE, find_baseline, from_folder
from checker.gate import Baseline, BaselineError, Recorded, load_baseline, recorded
from checker.model import Unreadable
from checker.scoring import Policy
from checker.writing.visible import shown

Files = Annotated[
    list[str] | None, typer.Argument(metavar="[文件…]", help="报告文件、文件夹或通配符；不写就是配置文件所在的文件夹。")
]
Target = Annotated[
    Path | None, typer.Option("--baseline", metavar="文件", help=f"基线文件；默认是配置文件旁边的 {BASELINE}。")
]

commands = typer.Typer(no_args_is_help=False, rich_markup_mode=None, help="记下现有的问题，以后只管新的。")
app.add_typer(commands, name="baseline")


@commands.callback()
def _baseline() -> None:
    """记下现有的问题和得分，以后只有新的问题、得分降低才不通过。"""


@commands.command("write", cls=ChineseHelp)
def write(
    context: typer.Context,
    files: Files = None,
    baseline: Target = None,
    rules: Rules = AUTO,
    tier: TierOption = Tier.auto,  # type: ignore[attr-defined]
    year: Year = "auto",
    exclude: Exclude = None,
    no_compare: NoCompare = False,
    config: ConfigOption = None,
    no_config: NoConfig = False,
    jobs: Jobs = 0,
) -> int:
    """重新写基线：把这些报告现有的问题和得分全部记下。"""
    options = {"rules": rules, "tier": tier, "year": year, "exclude": exclude, "jobs": jobs}
    asked = configured(context, files or ["."], options, config=config, no_config=no_config, no_baseline=True)
    found = _judged(asked, files, no_compare=no_compare)
    if asked is None or found is None:
        return ExitCode.ERROR
    path = _path(asked, baseline, no_config=no_config)
    if (named := _by_name(found.reports, path.parent)) is None or not _put(path, Baseline(path.parent, named)):
        return ExitCode.ERROR
    count = sum(len(report.findings) for report in named.values())
    print(f"已写好 {shown(shortened(path))}：{len(named)} 份报告，{count} 条已有的问题。")
    return ExitCode.ERROR if found.unreadable else ExitCode.OK


@commands.command("update", cls=ChineseHelp)
def update(
    context: typer.Context,
    files: Files = None,
    baseline: Target = None,
    rules: Rules = AUTO,
    tier: TierOption = Tier.auto,  # type: ignore[attr-defined]
    year: Year = "auto",
    exclude: Exclude = None,
    no_compare: NoCompare = False,
    config: ConfigOption = None,
    no_config: NoConfig = False,
    jobs: Jobs = 0,
) -> int:
    """收紧基线：去掉已经改好的，提高已经提高的得分；新的问题、没有记过的报告不收。"""
    options = {"rules": rules, "tier": tier, "year": year, "exclude": exclude, "jobs": jobs}
    asked = configured(context, files or ["."], options, config=config, no_config=no_config, no_baseline=True)
    if asked is None:
        return ExitCode.ERROR
    path = _path(asked, baseline, no_config=no_config)
    try:
        before = load_baseline(Path(shortened(path)))
    except BaselineError as error:
        print(shown(str(error)), file=sys.stderr)
        return ExitCode.ERROR
    found = _judged(asked, files, no_compare=no_compare)
    if found is None or (named := _by_name(found.reports, path.parent)) is None:
        return ExitCode.ERROR
    after = _tightened(before, named)
    if not _put(path, after):
        return ExitCode.ERROR
    print("\n".join(_told(shortened(path), before, after, named)))
    return ExitCode.ERROR if found.unreadable else ExitCode.OK


@dataclass(frozen=True, slots=True)
class _Found:
    """What is to be recorded of each report by its path as given, and how many could not be read."""

    reports: Mapping[str, Recorded]
    unreadable: int


def _judged(asked: Configured | None, files: Sequence[str] | None, *, no_compare: bool) -> _Found | None:
    """Judge the reports; None, and a word on standard error, when that cannot be done."""
    if asked is None:
        return None
    if not files and asked.config is not None:
        asked = replace(asked, files=[shortened(asked.config.folder)])
    if STDIN in asked.files:
        raise typer.BadParameter("基线按文件记，不能用标准输入。", param_hint="要检查的文件")
    # Whatever is to fail a report, and what has been failing it until now, is of no interest here.
    job = asked_job(asked, input_format=InputFormat.auto, no_compare=no_compare)  # type: ignore[attr-defined]
    packs = packs_of(job.rules, job.config) if job is not None else None
    if job is None or packs is None:
        return None
    job = replace(job, policy=Policy("never"))
    reports: dict[str, Recorded] = {}
    unreadable = 0
    for result in results(job, packs):
        if isinstance(result, Unreadable):
            unreadable += 1
            told_unreadable(result)
        else:
            reports[result.source.path] = recorded(result)
    return _Found(reports, unreadable)


def _path(asked: Configured, given: Path | None, *, no_config: bool) -> Path:
    """Where the baseline is or is to be: as given, as configured, beside the configuration, or in this folder."""
    if given is not None:
        return given.absolute()
    if "baseline" in asked.settings:
        return Path(asked.settings["baseline"].value).absolute()
    if asked.config is not None:
        return asked.config.folder / BASELINE
    found = None if no_config else find_baseline(asked.files)
    return found or Path(BASELINE).absolute()


def _by_name(reports: Mapping[str, Recorded], folder: Path) -> dict[str, Recorded] | None:
    """The reports by their paths from the folder of the baseline; None, and a word, when there is no way to one."""
    named: dict[str, Recorded] = {}
    for path, report in reports.items():
        name = from_folder(path, folder)
        if name is None:
            print(
                f"{shown(path)} 和基线文件不在同一个盘上，记不进去。请用 --baseline 把基线放到报告所在的盘。",
                file=sys.stderr,
            )
            return None
        named[name] = report
    return named


def _tightened(before: Baseline, now: Mapping[str, Recorded]) -> Baseline:
    """The baseline without what has been mended, with the scores that have risen, without reports that are gone."""
    reports: dict[str, Recorded] = {}
    for name, old in before.reports.items():
        new = now.get(name)
        if new is not None:
            kept = {key: rule for key, rule in old.findings.items() if key in new.findings}
            reports[name] = Recorded(max(old.score, new.score), kept)
        elif (before.folder / name).exists():
            reports[name] = old
    return Baseline(before.folder, reports)


def _told(path: str, before: Baseline, after: Baseline, now: Mapping[str, Recorded]) -> list[str]:
    both = [(before.reports[name], after.reports[name]) for name in after.reports]
    mended = sum(len(old.findings) - len(new.findings) for old, new in both)
    risen = sum(new.score > old.score for old, new in both)
    gone = len(before.reports) - len(after.reports)
    lines = [f"已更新 {shown(path)}：去掉改好的 {mended} 条，提高 {risen} 份的得分，去掉不在了的报告 {gone} 份。"]
    old = {name: before.reports[name].findings.keys() for name in now if name in before.reports}
    fresh = sum(len(now[name].findings.keys() - keys) for name, keys in old.items())
    unknown = len(now) - len(old)
    if fresh or unknown:
        lines.append(f"没有收进：新的问题 {fresh} 条，没有记过的报告 {unknown} 份。")
        lines.append("请先改正；确需收进，用 fzcheck baseline write。")
    return lines


def _put(path: Path, baseline: Baseline) -> bool:
    """Write the baseline, whole or not at all; False, and a word on standard error, when that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".fzcheck-", suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(baseline.text())
            Path(name).chmod(0o644)
            os.replace(name, path)
        except OSError:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        print(f"写不了 {shown(str(path))}（{error.strerror or error}）。请检查文件夹有没有写入权限。", file=sys.stderr)
        return False
    return True
