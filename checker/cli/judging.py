"""Judging many reports: in this process or in several, each result told and counted as it comes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from checker.checks.timing import Timing
from checker.choosing import Packs
from checker.cli.comparison import Kept, Looked, compared_with
from checker.cli.configured import told_config_error
from checker.cli.exit_codes import ExitCode, exit_code
from checker.cli.inputs import STDIN, read
from checker.cli.outputs import Output, OutputError, opened
from checker.cli.progress import Bar
from checker.cli.rule_texts import rule_texts
from checker.cli.workers import worker_count, workers
from checker.comparing import NO_PREVIOUS, Compared, Gist, Silent, gist_of
from checker.config import Config, ConfigError, adjusted, problems_with
from checker.gate import KINDS, Gate
from checker.model import Report, Result, Source, Tally, Unreadable
from checker.parsing import Overrides
from checker.pipeline import judge_report
from checker.rulebook import RuleSet, load_pack
from checker.rulebook.problems import RulebookError
from checker.scoring import Policy
from checker.writing.run import Run


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be judged, and how.

    ``previous`` are reports of the year before; ``compares`` says whether the reports are held against each other.
    What ``config`` says of single reports counts more than ``overrides``. With ``timing`` all work is done in this
    process and the time of each rule is added to it.
    """

    paths: Sequence[str]
    rules: str
    policy: Policy
    overrides: Overrides
    input_format: str | None = None
    jobs: int = 0
    previous: Sequence[str] = ()
    compares: bool = True
    config: Config | None = None
    gate: Gate | None = None
    timing: Timing | None = None

    def overrides_of(self, path: str) -> Overrides:
        """What the user says of a report."""
        if self.config is None or not self.config.reports:
            return self.overrides
        tier, year = self.config.said_of(path)
        return Overrides(
            tier.value if tier is not None else self.overrides.tier,
            year.value if year is not None else self.overrides.year,
        )


def run_job(
    job: Job, outputs: Sequence[Output], *, quiet: bool = False, verbose: bool = False, order: str = "worst"
) -> int:
    """Judge the reports of a job, write the results, and give the exit code.

    ``order`` is one of :data:`checker.writing.overview.ORDERS`, for the formats that list reports.
    """
    packs = packs_of(job.rules, job.config)
    if packs is None:
        return ExitCode.ERROR
    ruleset = packs.first
    softened = [{"rule": each.rule, "what": each.what, "origin": each.origin} for each in ruleset.softened]
    _say_aloud(ruleset)
    run = Run(
        ruleset.id,
        ruleset.version,
        quiet,
        verbose,
        kinds=ruleset.kinds if job.gate is None else {**ruleset.kinds, **KINDS},
        order=order,
        rules=rule_texts(ruleset, gated=job.gate is not None),
        exit_code=exit_code,
        softened=softened,
    )
    try:
        with opened(outputs, [*job.paths, *job.previous], run) as writers:
            for result in results(job, packs, outputs):
                _tell_and_count(result, run.tally)
                for writer in writers:
                    writer.add(result)
            for writer in writers:
                writer.finish()
        _tell_where(outputs, run.tally)
    except OutputError as error:
        print(error, file=sys.stderr)
        return ExitCode.ERROR
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        print(f"写不了输出（{error.strerror or error}）。请检查有没有权限、磁盘有没有空间。", file=sys.stderr)
        return ExitCode.ERROR
    return exit_code(run.tally)


def packs_of(rules: str, config: Config | None) -> Packs | None:
    """Packs as a configuration wants them; None, and a word on standard error, when something is wrong with either."""
    try:
        packs = Packs(rules)
        if config is None:
            return packs
        # The other packs are asked only when the first does not have a rule that the configuration names.
        if problems_with(config, [packs.first]) and (problems := problems_with(config, packs.all)):
            told_config_error(ConfigError(problems))
            return None
    except RulebookError as error:
        print(f"规则包有误，没有检查任何报告：\n{error}", file=sys.stderr)
        return None
    return Packs(rules, _made_for(config), adjusted(packs.first, config))


def _made_for(config: Config | None) -> Callable[[str], RuleSet]:
    """What loads a pack as a configuration wants it."""
    return load_pack if config is None else lambda name: adjusted(load_pack(name), config)


def _say_aloud(ruleset: RuleSet) -> None:
    """Tell on standard error what the pack takes back of what a legal document orders."""
    if ruleset.softened:
        told = "；".join(f"{each.rule} {each.what}（{each.origin}）" for each in ruleset.softened)
        print(f"注意：规则包 {ruleset.id} 放宽了文件明确要求的规则：{told}。", file=sys.stderr)


def _tell_where(outputs: Sequence[Output], tally: Tally) -> None:
    """Tell a person at a terminal what came of it when the results went to files."""
    if sys.stderr.isatty() and not any(output.on_screen for output in outputs):
        from checker.writing.overview import totals
        from checker.writing.visible import shown

        places = "、".join(shown(str(output.path)) for output in outputs)
        print(f"{totals(tally)}结果在 {places}。", file=sys.stderr)


def _tell_and_count(result: Result | Unreadable, tally: Tally) -> None:
    """Count a result, and say on standard error what could not be read."""
    tally.add(result)
    if isinstance(result, Unreadable):
        told_unreadable(result)
    elif result.source.unread_pages:
        from checker.writing.visible import shown

        pages = "、".join(map(str, result.source.unread_pages))
        print(
            f"注意 {shown(result.source.path)}：第{pages}页是图片，没有文字可以检查，结论不含这几页。", file=sys.stderr
        )


def told_unreadable(unreadable: Unreadable) -> None:
    """Say on standard error what could not be read."""
    from checker.writing.visible import shown

    print(f"读不了 {shown(unreadable.path)}：{unreadable.message}", file=sys.stderr)


def results(job: Job, packs: Packs, outputs: Sequence[Output] = ()) -> Iterator[Result | Unreadable]:
    """Results in the order of the paths, those of reports of the year before that could not be read first."""
    count = 1 if STDIN in job.paths or job.timing else worker_count(job.jobs, len(job.paths))
    looks_first = bool(job.previous) or (job.compares and len(job.paths) > 1)
    bar = Bar(len(job.previous) + len(job.paths) * (2 if looks_first else 1), outputs)
    try:
        with workers((job, packs), partial(_made_anew, job), count) as hands:
            if not looks_first:
                tasks: Iterable[_Task] = (_Task(path) for path in job.paths)
            else:
                before = list(bar.counted(hands.map(_look_back, job.previous)))
                yield from (one.found for one in before if isinstance(one.found, Unreadable))
                tasks = _tasks(job, packs, bar.counted(hands.map(_look, job.paths)), before)
            yield from bar.counted(hands.map(_judge, tasks))
    finally:
        bar.close()


@dataclass(frozen=True, slots=True)
class _Task:
    """A report to be judged, parsed before or not, with what it is held against."""

    path: str
    found: Report | Unreadable | None = None
    pack: str = ""
    compared: Compared = field(default_factory=Compared)


def _tasks(job: Job, packs: Packs, looked: Iterable[Looked], before: Sequence[Looked]) -> Iterator[_Task]:
    kept, seen = Kept(), list[tuple[str, Gist | None]]()
    for path, one in zip(job.paths, looked, strict=True):
        kept.add(path, one.found, must=path == STDIN)
        seen.append((one.pack, one.gist))
    none = Silent("给出的上年报告读不了") if job.previous else NO_PREVIOUS
    found = dict[str, Iterator[Compared]]()
    for pack in {pack for pack, _ in seen}:
        # Reports are held against reports of their own kind.
        gists = [gist for kind, gist in seen if kind == pack]
        earlier = [one.gist for one in before if one.gist is not None and (one.pack == pack or len(seen) == 1)]
        compared = compared_with(
            gists, earlier or none, packs.named(pack), with_others=job.compares, is_given=len(seen) == 1
        )
        found[pack] = iter(compared)
    for path, (pack, _) in zip(job.paths, seen, strict=True):
        yield _Task(path, kept.take(path), pack, next(found[pack]))


def _made_anew(job: Job) -> tuple[Job, Packs]:
    return job, Packs(job.rules, _made_for(job.config))


def _look(shared: tuple[Job, Packs], path: str) -> Looked:
    """Read and parse a report of the job."""
    job, packs = shared
    return _parsed(read(path, job.input_format), packs, job.overrides_of(path))


def _look_back(shared: tuple[Job, Packs], path: str) -> Looked:
    """Read and parse a report of the year before, of which the user says nothing else."""
    return _parsed(read(path), shared[1], Overrides())


def _parsed(source: Source | Unreadable, packs: Packs, overrides: Overrides) -> Looked:
    if isinstance(source, Unreadable):
        return Looked(source, None, packs.first.id)
    report, ruleset = packs.parsed(source, overrides)
    return Looked(report, gist_of(report, ruleset.conventions), ruleset.id)


def _judge(shared: tuple[Job, Packs], task: _Task) -> Result | Unreadable:
    job, packs = shared
    found, pack = task.found, task.pack
    if found is None:
        looked = _look(shared, task.path)
        found, pack = looked.found, looked.pack
    if isinstance(found, Unreadable):
        return found
    return judge_report(found, packs.named(pack), job.policy, task.compared, job.gate, job.timing)
