"""Judging many reports: in this process or in several, each result told and counted as it comes."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checker.cli.exit_codes import ExitCode, exit_code
from checker.cli.inputs import STDIN, read
from checker.cli.options import MOST_JOBS
from checker.cli.outputs import Output, OutputError, opened
from checker.model import Result, Tally, Unreadable
from checker.parsing import Overrides
from checker.pipeline import judge
from checker.rulebook import RuleSet, load_pack
from checker.rulebook.problems import RulebookError
from checker.scoring import Policy
from checker.writing.run import Run

_MANY = 48
"""From so many files on, worker processes pay for their start."""
_CHUNK = 8
_PATIENCE = 1.0
"""Seconds of work before a progress bar is shown."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be judged, and how."""

    paths: Sequence[str]
    rules: str
    policy: Policy
    overrides: Overrides
    input_format: str | None = None
    jobs: int = 0


def run_job(job: Job, outputs: Sequence[Output], *, quiet: bool = False, verbose: bool = False) -> int:
    """Judge the reports of a job, write the results, and give the exit code."""
    try:
        ruleset = load_pack(job.rules)
    except RulebookError as error:
        print(f"规则包有误，没有检查任何报告：\n{error}", file=sys.stderr)
        return ExitCode.ERROR
    run = Run(ruleset.id, ruleset.version, quiet, verbose)
    try:
        with opened(outputs, job.paths, run) as writers:
            for result in _watched(_results(job, ruleset), len(job.paths), outputs):
                _tell_and_count(result, run.tally)
                for writer in writers:
                    writer.add(result)
            for writer in writers:
                writer.finish()
    except OutputError as error:
        print(error, file=sys.stderr)
        return ExitCode.ERROR
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        print(f"写不了输出（{error.strerror or error}）。请检查有没有权限、磁盘有没有空间。", file=sys.stderr)
        return ExitCode.ERROR
    return exit_code(run.tally)


def _tell_and_count(result: Result | Unreadable, tally: Tally) -> None:
    """Count a result, and say on standard error what could not be read."""
    tally.add(result)
    if isinstance(result, Unreadable):
        from checker.writing.visible import shown

        print(f"读不了 {shown(result.path)}：{result.message}", file=sys.stderr)


def _results(job: Job, ruleset: RuleSet) -> Iterator[Result | Unreadable]:
    """Results in the order of the paths, from this process or from several."""
    paths = job.paths
    workers = job.jobs or (min(os.cpu_count() or 1, MOST_JOBS) if len(paths) >= _MANY else 1)
    if workers == 1 or len(paths) == 1 or STDIN in paths:
        for path in paths:
            yield _one(path, job, ruleset)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers, initializer=_start_worker, initargs=(job,)) as pool:
        # In slices, so that neither paths nor results of a whole archive wait in memory.
        step = workers * _CHUNK * 4
        for i in range(0, len(paths), step):
            yield from pool.map(_in_worker, paths[i : i + step], chunksize=_CHUNK)


def _one(path: str, job: Job, ruleset: RuleSet) -> Result | Unreadable:
    source = read(path, job.input_format)
    return source if isinstance(source, Unreadable) else judge(source, ruleset, job.policy, job.overrides)


_worker: tuple[Job, RuleSet] | None = None


def _start_worker(job: Job) -> None:
    global _worker
    _worker = (job, load_pack(job.rules))


def _in_worker(path: str) -> Result | Unreadable:
    assert _worker is not None
    return _one(path, *_worker)


def _watched(
    results: Iterable[Result | Unreadable], total: int, outputs: Sequence[Output]
) -> Iterator[Result | Unreadable]:
    """Pass results on; on a terminal that shows no results itself, a bar tells how far the work is."""
    screen_is_taken = any(output.on_screen for output in outputs) and sys.stdout.isatty()
    if total < 2 or screen_is_taken or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    started = time.monotonic()
    columns = (TextColumn("正在检查"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task("", total=total)
    is_shown = False
    try:
        for result in results:
            yield result
            progress.advance(task)
            if not is_shown and time.monotonic() - started > _PATIENCE:
                progress.start()
                is_shown = True
    finally:
        if is_shown:
            progress.stop()
