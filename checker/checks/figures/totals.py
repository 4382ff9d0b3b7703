"""Enumerations before their total: 甲32件、乙41件，共计73件; 新建20个，加上往年的25个，累计45个."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.checks.figures.divisions import fill_the_year
from checker.checks.figures.lists import ALMOST, LONG_LIST, Claim, Parts
from checker.checks.figures.reading import Figure, Statement, elements_of
from checker.checks.figures.scope import Scope, alike
from checker.checks.figures.sums import quotient, value_of
from checker.parsing.periods import WHOLE_YEAR, months_in

_REACH = 30
_OWN_WORDS = 6
_LONGEST_NAME = 10


def claims_before_totals(scope: Scope, statement: Statement) -> Iterator[Claim]:
    """All enumerations of a sentence whose total stands behind them."""
    for i, whole in enumerate(statement.figures):
        before = tuple(f for f in statement.figures[:i] if f.depth == whole.depth and f.family == whole.family)
        if not before or not whole.counts or scope.is_of_before(whole):
            continue
        others = tuple(before[n:] for n in range(len(before) - 1))
        if len(before) > 1 and _is_total_of_all(scope, statement, before, whole):
            yield Claim((whole,), before, True, True, others)
        elif not scope.has("plus", (before[0].span[1], before[-1].span[0])) and _is_bare(
            scope, statement, before, whole
        ):
            yield from _of_list(scope, statement, before, whole, others)


def _is_total_of_all(scope: Scope, statement: Statement, before: Parts, whole: Figure) -> bool:
    """Do words or names say that all figures before it are its parts?"""
    if months_in(scope.label(whole)) == WHOLE_YEAR and fill_the_year(scope, whole, before):
        return True
    if len(before) >= LONG_LIST and scope.ends_with("whole_number", whole.label, _OWN_WORDS):
        return _nothing_else(statement, before, whole) and _is_near(before, whole)
    if scope.has("plus", (before[0].span[1], before[-1].span[0])) and scope.has("stock", whole.label):
        return not scope.has("stages", whole.label) and not scope.has("leaving", statement.span)
    sorts = scope.has("sorted", (statement.span[0], before[0].span[0]))
    return sorts and scope.has("whole_number", whole.label) and _nothing_else(statement, before, whole)


def _of_list(
    scope: Scope, statement: Statement, before: Parts, whole: Figure, others: tuple[Parts, ...]
) -> Iterator[Claim]:
    run = next((r for r in statement.runs if r[-1] is before[-1]), ())
    mixed = _mixed_run(statement, before[-1])
    parts = mixed if len(mixed) > 1 else run
    if len(parts) > 1 and whole.span[0] - before[-1].span[1] <= _REACH:
        yield Claim((whole,), parts, True, True, (*others, run))
    elif len(before) > 1 and _nothing_else(statement, before, whole):
        is_sum = scope.has("sum", whole.label) or _is_near(before, whole)
        yield from [Claim((whole,), before, True, True, others)] if is_sum else []


def _mixed_run(statement: Statement, last: Figure) -> Parts:
    """The enumeration that ends with a figure, one figure a part, whatever the units (合同42份、文件39件)."""
    for elements in elements_of(statement.figures):
        for n, element in enumerate(elements):
            if element[-1] is last:
                found = [last]
                for part in reversed(elements[:n]):
                    if len(part) != 1 or not part[0].counts:
                        break
                    found.append(part[0])
                return tuple(reversed(found))
    return (last,)


def _is_bare(scope: Scope, statement: Statement, before: Parts, whole: Figure) -> bool:
    """Is it a total of what stands before, with no more of its own than 全年, 五类问题 or the words of the parts?"""
    label = scope.label(whole)
    if "、" in label or not scope.has("added_up", whole.label):
        return False
    if any(at - whole.label[0] <= _OWN_WORDS for at, _ in scope.spans("total", (whole.label[0], whole.span[1]))):
        return True
    own = scope.words((scope.spans("added_up", whole.label)[-1][1], whole.span[0]))
    steps = scope.terms("stages", whole.label)
    if any(step not in part for step in steps for part in map(scope.label, before) if part):
        return False
    names = scope.words((statement.span[0], whole.clause[0]))
    return 0 < len(own) <= _LONGEST_NAME and alike(own, names) and _is_near(before, whole)


def _is_near(before: Sequence[Figure], whole: Figure) -> bool:
    return 1 / ALMOST <= quotient(value_of(before), whole.amount.value) <= ALMOST


def _nothing_else(statement: Statement, before: Sequence[Figure], whole: Figure) -> bool:
    """Is there no other figure between parts and total?"""
    between = [f for f in statement.figures if before[0].order <= f.order < whole.order and f.depth == whole.depth]
    return all(f.family == whole.family for f in between if f.clause != whole.clause)
