"""Means: 86名务工人员追回129万元，人均1.5万元; 平均每月2.25次; 每万人初次信访15批."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.checks.figures.multiple import is_counted_by, multiples
from checker.checks.figures.reading import Figure, Statement
from checker.checks.figures.scope import Scope
from checker.checks.figures.sums import Limits, limits, meet, plain, printed, quotient, share, shown_as, total
from checker.checks.flaws import Flaw
from checker.parsing.amounts import scale_of
from checker.parsing.periods import times_a_year

_TOLD = 8


def check_averages(scope: Scope) -> list[Flaw]:
    """Means that do not follow from sum and number, sums that do not follow from number and share of each."""
    flaws: list[Flaw] = []
    for statement in scope.figures.statements:
        if len(statement.figures) > 1:
            if scope.has("mean", statement.span) or scope.has("per", statement.span):
                for figure in statement.figures:
                    if figure.counts and not scope.has("goals", figure.clause):
                        flaws += _mean(scope, statement, figure)
            flaws += multiples(scope, statement)
    return flaws


def _mean(scope: Scope, statement: Statement, figure: Figure) -> Iterator[Flaw]:
    beside = statement.siblings(figure)
    before = [
        f
        for f in reversed(statement.figures)
        if f.order < figure.order and f.counts and f not in beside and not scope.has("mean", f.label)
    ]
    sums = [f for f in before if f.family == figure.family or _is_attendance(scope, f, figure)]
    if per := scope.spans("per", figure.label):
        # 每万人: a number of people, divided by ten thousand.
        scale = scale_of(scope.words(per[-1])) or 1
        unit = scope.text[per[-1][1]]
        numbers = [f for f in before if f not in sums and is_counted_by(scope, f, unit)]
        yield from _judge(scope, figure, sums, numbers, [], scale)
        return
    if not (means := scope.spans("mean", figure.label)):
        return
    word, what = scope.words(means[-1]), scope.words((means[-1][1], figure.span[0]))
    if (times := times_a_year(word) or times_a_year(what[:2])) is not None:
        if sums and not any(_gives(limits(s), (times, times), figure) for s in sums):
            yield _flaw(scope, figure, sums[0], str(times), quotient(sums[0].amount.value, times), ())
        return
    if times_a_year(what[1:3]) is not None:
        return
    per_unit = word[0] if scope.is_one_of("per_unit", word) else what
    behind = [f for f in statement.figures if f.order > figure.order and scope.has("whole_number", f.label)]
    numbers = [f for f in (*before, *behind) if is_counted_by(scope, f, per_unit)]
    if not numbers and scope.is_family("money", figure) and scope.is_one_of("people", per_unit[:1]):
        numbers = [f for f in before if scope.is_family("visits", f)]
    runs = [run for run in statement.runs if run[-1].order < figure.order]
    listed = [total(run) for run in runs if run[0].family == figure.family]
    if not any(_gives(run, limits(n), figure) for run in listed for n in numbers):
        yield from _judge(scope, figure, sums, numbers, [total(run) for run in runs], 1)


def _is_attendance(scope: Scope, whole: Figure, mean: Figure) -> bool:
    """Attendances, for a mean of people, attendances or occasions."""
    of_people = scope.is_family("visits", mean) or scope.is_family("people", mean)
    return scope.is_family("visits", whole) and (of_people or scope.is_one_of("occasions", mean.unit))


def _judge(
    scope: Scope, figure: Figure, sums: Sequence[Figure], numbers: Sequence[Figure], runs: Sequence[Limits], scale: int
) -> Iterator[Flaw]:
    counts = [*((n, limits(n)) for n in numbers), *((None, run) for run in runs)]
    scaled = [(number, (low / scale, high / scale)) for number, (low, high) in counts]
    if any(_gives(limits(s), n, figure) for s in sums for number, n in scaled if number is not s):
        return
    number = next((n for n in numbers if n not in sums), next(iter(numbers), None))
    whole = next((s for s in sums if s is not number), None)
    if number is not None and whole is not None:
        value = quotient(whole.amount.value * scale, number.amount.value)
        told = printed(number, scope.text) if scale == 1 else f"（{printed(number, scope.text)}÷{scale}）"
        yield _flaw(scope, figure, whole, told, value, (number,))


def _gives(whole: Limits, number: Limits, mean: Figure) -> bool:
    """Can sum and number give the mean, as rounded?"""
    return meet(share(whole, number), shown_as(mean, mean.amount.step or 1.0))


def _flaw(scope: Scope, mean: Figure, whole: Figure, number: str, value: float, others: tuple[Figure, ...]) -> Flaw:
    told = f"{printed(whole, scope.text)}÷{number}＝{plain(round(value, 2), mean)}"
    here = (whole, mean, *others)
    related = tuple((f"相关 {scope.words(f.span)}", f.span) for f in (whole, *others))
    said = scope.words((max(mean.label[0], mean.span[0] - _TOLD), mean.span[1]))
    return Flaw((min(f.label[0] for f in here), max(f.span[1] for f in here)), {"said": said, "sum": told}, related)
