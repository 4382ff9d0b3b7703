"""Stocks and flows: what there was, what came, what went, what is left (年初29人，新增3人、解除8人，年末24人)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.checks.figures.reading import Figure, Statement
from checker.checks.figures.scope import Scope
from checker.checks.figures.sums import less, limits, meet, plain, plus, printed, total, value_of
from checker.checks.flaws import Flaw

_ROUNDING = 1e-6
_MOST_SPENT = 8
_ROLES = ("opening_stock", "closing_stock", "inflow", "outflow")


def check_balances(scope: Scope) -> list[Flaw]:
    """Stocks that do not follow from the flows."""
    flaws: list[Flaw] = []
    for statement in scope.figures.statements:
        if len(statement.figures) < 3 or not statement.compares:
            continue
        if scope.has("budget", statement.span) and scope.has("unspent", statement.span):
            flaws += _unspent(scope, statement)
        if _is_about_stocks(scope, statement):
            for family in dict.fromkeys(f.family for f in statement.figures if f.counts):
                flaws += _stock(scope, statement, family)
                flaws += _net(scope, statement, family)
    return flaws


def _is_about_stocks(scope: Scope, statement: Statement) -> bool:
    return scope.has("opening_stock", statement.span) or scope.has("net", statement.span)


def _stock(scope: Scope, statement: Statement, family: str) -> Iterator[Flaw]:
    by_role: dict[str, list[Figure]] = {role: [] for role in _ROLES}
    for figure in statement.figures:
        if figure.family == family and figure.depth == 0:
            role = next((r for r in _ROLES if scope.has(r, figure.label)), None)
            if role is None or scope.has("among", figure.label):
                return
            by_role[role].append(figure)
    opening, closing, came, went = (by_role[role] for role in _ROLES)
    if len(closing) != 1 or len(opening) != 1 or not came:
        return
    if not went and (scope.has("outflow", statement.span) or scope.has("leaving", statement.span)):
        return
    left = less(plus(total(opening), total(came)), total(went))
    others = (less(total(opening), total(went)), less(total(came), total(went)), plus(total(opening), total(came)))
    said = limits(closing[0])
    if any(meet(stock, said) for stock in (left, *(others if went else ()))):
        return
    yield _flaw(scope, closing[0], [*opening, *came], went)


def _unspent(scope: Scope, statement: Statement) -> Iterator[Flaw]:
    """批复经费50万元，支出46.5万元，结余3.5万元."""
    sums = [f for f in statement.figures if scope.is_family("money", f) and not f.depth]
    for at, left in enumerate(sums):
        begin = max((i for i in range(at) if scope.has("budget", sums[i].label)), default=None)
        if not scope.has("unspent", left.label) or begin is None:
            continue
        spent = sums[begin + 1 : at]
        if (
            not 0 < len(spent) <= _MOST_SPENT
            or begin >= _MOST_SPENT
            or scope.is_of_before(left)
            or not all(scope.has("spent", f.label) for f in spent)
        ):
            return
        if any(scope.has("among", f.label) for f in spent):
            return
        budgets = [sums[i : begin + 1] for i in range(begin, -1, -1) if scope.has("budget", sums[i].label)]
        spans = [spent[i:j] for j in range(1, len(spent) + 1) for i in range(j)]
        if not any(_leaves(given, some, left) for given in budgets for some in spans):
            yield _flaw(scope, left, budgets[-1], spent)
        return


def _leaves(budget: Sequence[Figure], spent: Sequence[Figure], left: Figure) -> bool:
    """Is that what is left, as exact as the figure given most closely?"""
    figures = (*budget, left, *spent)
    if any(f.amount.is_vague for f in figures):
        return meet(less(total(budget), total(spent)), limits(left))
    spread = min(f.amount.step for f in figures) * len(figures) / 2 + _ROUNDING
    return abs(value_of(budget) - value_of(spent) - left.amount.value) <= spread


def _net(scope: Scope, statement: Statement, family: str) -> Iterator[Flaw]:
    """取消12项、新增5项，净减7项."""
    net = [f for f in statement.figures if f.family == family and scope.has("net", f.label)]
    if len(net) != 1:
        return
    before = [f for f in statement.figures if f.family == family and f.order < net[0].order]
    came = [f for f in before if scope.has("inflow", f.label)][-1:]
    went = [f for f in before if scope.has("outflow", f.label)][-1:]
    if not came or not went:
        return
    spread = less(total(came), total(went))
    said = limits(net[0])
    if meet(spread, said) or meet((-spread[1], -spread[0]), said):
        return
    greater, lesser = (came, went) if came[0].amount.value >= went[0].amount.value else (went, came)
    yield _flaw(scope, net[0], greater, lesser)


def _flaw(scope: Scope, left: Figure, came: Sequence[Figure], went: Sequence[Figure]) -> Flaw:
    text = scope.text
    sums = "＋".join(printed(f, text) for f in came) + "".join(f"－{printed(f, text)}" for f in went)
    value = value_of(came) - value_of(went)
    here = (left, *came, *went)
    span = (min(f.label[0] for f in here), max(f.span[1] for f in here))
    related = tuple((f"相关 {scope.words(f.span)}", f.span) for f in here)
    told = f"{sums}＝{plain(value, left)}，不是{printed(left, text)}"
    return Flaw(span, {"said": scope.words((left.label[0], left.span[1])), "sum": told}, related)
