"""Several shares for several counts, in the same order: 37家、41家和29家，分别占107家的34.6%、38.3%和27.1%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.checks.figures.operands import pair_of, rate_flaw
from checker.checks.figures.reading import SHARE, Figure, Statement
from checker.checks.figures.scope import Scope
from checker.checks.figures.sums import meet, share, shown_as, total, value_of
from checker.checks.flaws import Flaw

_FARTHEST = 2

Run = tuple[Figure, ...]


def paired_runs(scope: Scope, statement: Statement) -> list[Run]:
    """The shares of a sentence that belong to counts before them, in order."""
    if not scope.has("respectively", statement.span):
        return []
    runs = [run for run in statement.runs if run[0].family == SHARE]
    return [run for run in runs if scope.has("respectively", (run[0].clause[0], run[0].span[0]))]


def paired_flaws(scope: Scope, statement: Statement, shares: Run) -> Iterator[Flaw]:
    """Shares that no whole gives for the counts that they belong to."""
    counts = _counts(statement, shares)
    if counts is None or not scope.has("share_mark", (shares[0].clause[0], shares[0].span[0])):
        return
    earlier: list[Run] = [(f,) for f in reversed(scope.before(counts[0], _FARTHEST)) if not scope.is_of_before(f)]
    between = [f for f in statement.figures if counts[-1].order < f.order < shares[0].order]
    wholes: list[Run] = [*((f,) for f in between if f.family == counts[0].family), counts, *earlier]
    if any(_gives(counts, whole, shares) for whole in wholes):
        return
    whole = wholes[0]
    for part, rate in zip(counts, shares, strict=True):
        if not _follows(part, whole, rate):
            pair = replace(pair_of(part, whole[0]), wholes=tuple(whole))
            yield rate_flaw(scope, rate, pair, "占比")
            return


def _counts(statement: Statement, shares: Run) -> Run | None:
    """The last enumeration of as many counts before the shares."""
    runs = [run for run in statement.runs if run[0].counts and run[-1].order < shares[0].order]
    fitting = [run for run in runs if len(run) == len(shares)]
    return max(fitting, key=lambda run: run[0].order, default=None)


def _gives(counts: Run, whole: Sequence[Figure], shares: Run) -> bool:
    return all(_follows(part, whole, rate) for part, rate in zip(counts, shares, strict=True))


def _follows(part: Figure, whole: Sequence[Figure], rate: Figure) -> bool:
    if value_of(whole) < part.amount.value:
        return False
    return meet(share((part.amount.low, part.amount.high), total(whole)), shown_as(rate))
