"""Means and multiples: 86名务工人员追回129万元，人均1.5万元; 平均每月2.25次; 13个村每村6户，共78户."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from checker.checks.figures.lists import siblings, tight_runs
from checker.checks.figures.reading import Figure, Statement
from checker.checks.figures.scope import Limits, Scope, limits, meet, plain, printed, total
from checker.checks.flaws import Flaw

_MONTHS, _QUARTERS, _WEEKS = 12, 4, 52
_TIMES = {"每月": _MONTHS, "每个月": _MONTHS, "月均": _MONTHS, "每季度": _QUARTERS, "每季": _QUARTERS, "每周": _WEEKS}


def check_averages(scope: Scope) -> list[Flaw]:
    """Means that do not follow from sum and number, sums that do not follow from number and share of each."""
    flaws: list[Flaw] = []
    for statement in scope.figures.statements:
        for figure in statement.figures:
            if figure.counts:
                flaws += _mean(scope, statement, figure)
                flaws += _multiple(scope, statement, figure)
    return flaws


def _mean(scope: Scope, statement: Statement, figure: Figure) -> Iterator[Flaw]:
    """人均追回2.1万元; 平均每次发现4个."""
    found = scope.spans("mean", figure.label)
    if not found or scope.has("goals", figure.clause):
        return
    word, after = scope.words(found[-1]), scope.text[found[-1][1] : figure.span[0]]
    beside = siblings(figure, statement)
    before = [f for f in reversed(statement.figures) if f.order < figure.order and f.counts and f not in beside]
    sums = [f for f in before if f.family == figure.family or _is_visit(scope, f, figure)]
    if (times := next((n for w, n in _TIMES.items() if w in word + after[:2]), None)) is not None:
        if sums and not any(_gives(limits(s), (Fraction(times), Fraction(times)), figure) for s in sums):
            yield _mean_flaw(scope, sums[0], str(times), Fraction(times), figure, ())
        return
    numbers = [f for f in before if _is_counted(scope, f, word, after) and f not in sums]
    added = [total(run) for run in tight_runs(statement) if run[-1].order < figure.order]
    pairs = [(s, n) for s in sums for n in numbers]
    counts = [*map(limits, numbers), *added]
    if pairs and not any(_gives(limits(s), n, figure) for s in sums for n in counts):
        whole, number = pairs[0]
        yield _mean_flaw(scope, whole, printed(number, scope.text), number.amount.value, figure, (number,))


def _is_visit(scope: Scope, total: Figure, mean: Figure) -> bool:
    return scope.rule.words["visits"] == total.family and mean.unit == "次"


def _is_counted(scope: Scope, figure: Figure, word: str, after: str) -> bool:
    """Does a figure count what a mean is per: people for 人均, its unit or noun for 平均每组?"""
    if scope.says("per_person", word) or after.startswith("人"):
        return figure.family == scope.rule.words["people"]
    noun = after.removeprefix("每").removeprefix("个").removeprefix("名")
    own = figure.unit + scope.words(figure.tail)[:6]
    return bool(noun) and any(noun.startswith(own[i : i + 2]) for i in range(max(1, len(own) - 1)) if len(noun) > 1) or (
        bool(noun) and noun[0] in (figure.unit[-1], *scope.words(figure.tail)[:1])
    )


def _gives(whole: Limits, number: Limits, mean: Figure) -> bool:
    """Can sum and number give the mean, as rounded?"""
    if whole[1] is None or number[1] is None or number[0] <= 0:
        return True
    amount = mean.amount
    step = amount.step or Fraction(1)
    said = (amount.low, amount.high) if amount.is_vague else (amount.value - step / 2, amount.value + step)
    return meet((whole[0] / number[1], whole[1] / number[0]), said)


def _mean_flaw(
    scope: Scope, whole: Figure, number: str, count: Fraction, mean: Figure, others: tuple[Figure, ...]
) -> Flaw:
    value = whole.amount.value / count
    told = f"{printed(whole, scope.text)}÷{number}＝{plain(Fraction(round(value * 100), 100), mean)}"
    here = [whole, mean, *others]
    related = tuple((f"相关 {scope.words(f.span)}", f.span) for f in (whole, *others))
    said = scope.words((max(mean.label[0], mean.span[0] - 8), mean.span[1]))
    return Flaw((min(f.label[0] for f in here), max(f.span[1] for f in here)), {"said": said, "sum": told}, related)


def _multiple(scope: Scope, statement: Statement, each: Figure) -> Iterator[Flaw]:
    """13个村每村6户，共78户."""
    found = scope.spans("every", each.label)
    if not found or scope.has("mean", each.label) or scope.has("goals", each.clause) or scope.has("standards", each.clause):
        return
    after = scope.text[found[-1][1] : each.span[0]]
    others = [f for f in statement.figures if f is not each and f.counts]
    numbers = [f for f in reversed(others) if f.order < each.order and _is_counted(scope, f, "", after)]
    totals = [
        f
        for f in others
        if f.family == each.family and f not in numbers and scope.has("total", (f.label[0], f.span[1]))
    ]
    if not numbers or not totals or each.amount.is_vague:
        return
    if any(meet(_product(n, each), limits(t)) for n in numbers for t in totals):
        return
    number, whole = numbers[0], totals[0]
    text = scope.text
    product = plain(number.amount.value * each.amount.value, whole)
    told = f"{printed(number, text)}×{printed(each, text)}＝{product}，不是{printed(whole, text)}"
    here = (number, each, whole)
    related = tuple((f"相关 {scope.words(f.span)}", f.span) for f in here)
    span = (min(f.span[0] for f in here), max(f.span[1] for f in here))
    yield Flaw(span, {"said": scope.words(whole.span), "sum": told}, related)


def _product(number: Figure, each: Figure) -> Limits:
    low = number.amount.low * each.amount.low
    high = None
    if number.amount.high is not None and each.amount.high is not None:
        high = number.amount.high * each.amount.high
    return low, high
