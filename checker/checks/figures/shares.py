"""Shares without a name of their own: 占38.2%, 占受访户的七成, 不足两成; and whether the shares of one whole add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.checks.figures.divisions import overlaps
from checker.checks.figures.lists import LONG_LIST, numbered
from checker.checks.figures.operands import has_share, last_mark, pair_of, rate_flaw, right_before, wholes_of
from checker.checks.figures.reading import SHARE, Figure, Statement
from checker.checks.figures.scope import Scope
from checker.checks.figures.sums import percent, quotient, spanning, value_of
from checker.checks.flaws import Flaw

_TOLD = "占比"
_ROUNDING = 1e-6
_FAR_OFF = 2.0
"""Times as much as said, or as little: a whole in another sentence that gives such a share is another matter."""


def share_flaw(scope: Scope, statement: Statement, figure: Figure) -> Flaw | None:
    """A share right behind the figure that it is the share of."""
    if scope.is_one_of("of_what", scope.label(figure)):
        return _of_given(scope, statement, figure)
    if counted := _in_bracket(scope, statement, figure):
        return _of_bracket(scope, figure, counted)
    mark = last_mark(scope, figure)
    subject = (figure.label[0], mark[0]) if mark else figure.label
    if scope.without(subject, "fillers") or scope.has("several", figure.label):
        return None
    part = right_before(scope, statement, figure)
    if part is None:
        return None
    wholes = [
        w
        for w in wholes_of(scope, part, figure)
        if value_of(w) >= part.amount.value and not (len(w) == 1 and _is_parallel(scope, w[0], part))
    ]
    behind = [(w,) for w in statement.figures if w.family == part.family and w.order > part.order]
    wholes = wholes or [w for w in behind if scope.has("added_up", w[0].label) and not _is_parallel(scope, w[0], part)]
    if not wholes or any(pair_of(part, w[0]).gives(figure) for w in (*wholes, *behind) if len(w) == 1):
        return None
    if mark and scope.has("that_kind", (mark[1], figure.span[0])):
        return None
    base = scope.without((mark[1], figure.span[0]), "fillers", "of_what", "whole_of", "bases") if mark else ""
    whole = _meant(scope, [w[0] for w in wholes if len(w) == 1], part, figure, base)
    return None if whole is None else rate_flaw(scope, figure, pair_of(part, whole), _TOLD)


def _is_parallel(scope: Scope, other: Figure, part: Figure) -> bool:
    """Has another figure a share of its own (甲12件，占38%，乙9件，占28%), and no 其中 makes the part a part of it?"""
    return has_share(scope, other) and not scope.has("among", (other.span[1], part.span[0]))


def _of_given(scope: Scope, statement: Statement, figure: Figure) -> Flaw | None:
    """办结161件，占全部175件的88%: the whole stands between 占 and the share."""
    before = [f for f in statement.figures if f.order < figure.order and f.depth == figure.depth]
    if len(before) < 2 or before[-1].span[1] != figure.label[0] or not scope.has("share_mark", before[-1].label):
        return None
    whole = before[-1]
    part = next((f for f in reversed(before[:-1]) if f.family == whole.family), None)
    if part is None or scope.is_of_before(part) or pair_of(part, whole).gives(figure):
        return None
    return rate_flaw(scope, figure, pair_of(part, whole), _TOLD)


def _in_bracket(scope: Scope, statement: Statement, figure: Figure) -> Figure | None:
    """The count in the bracket right behind a share: 四成以上（71起）."""
    if scope.text[figure.span[1] : figure.span[1] + 1] != "（":
        return None
    inside = [f for f in statement.figures if f.depth == figure.depth + 1 and f.clause[0] == figure.span[1] + 1]
    counted = inside[0] if len(inside) == 1 and inside[0].counts else None
    if counted is None or scope.label(counted) or scope.text[counted.span[1] : counted.span[1] + 1] != "）":
        return None
    return counted


def _of_bracket(scope: Scope, figure: Figure, counted: Figure) -> Flaw | None:
    wholes = [w for w in scope.before(counted, 1) if w.depth <= figure.depth and not scope.is_of_before(w)]
    here = [w for w in wholes if w.statement == counted.statement and w.amount.value >= counted.amount.value]
    if not here or any(pair_of(counted, w).gives(figure) for w in wholes):
        return None
    divided = [w for w in here if scope.has("within", (w.span[1], min(w.clause[1] + 1, figure.span[0])))]
    return rate_flaw(scope, figure, pair_of(counted, divided[-1]), _TOLD) if divided else None


def _meant(scope: Scope, wholes: Sequence[Figure], part: Figure, figure: Figure, base: str) -> Figure | None:
    """The whole that a share is of: the one that its base names, else the one that the sentence divides."""
    areas = scope.terms("whole_of", figure.label)
    if areas:
        wholes = [w for w in wholes if all(a in scope.words(scope.statement(w).span) for a in areas)]
    if len(base) > 1 or (base and not scope.has("bases", figure.label)):
        named = next((w for w in wholes if _names(scope.around(w), base)), None)
        return named if named is None or _is_near(named, part, figure) else None
    here = [w for w in wholes if w.statement == part.statement]
    if here:
        return max(here, key=lambda w: w.amount.value)
    linked = scope.begins_with("among", scope.statement(part).span, 2)
    return wholes[-1] if linked and wholes else None


def _is_near(whole: Figure, part: Figure, figure: Figure) -> bool:
    """Does a whole stand in the sentence of its part, or give a share that resembles what is said?"""
    likeness = quotient(quotient(part.amount.value, whole.amount.value), figure.amount.value)
    return whole.statement == part.statement or 1 / _FAR_OFF <= likeness <= _FAR_OFF


def _names(words: str, base: str) -> bool:
    """Do words say all that the base of a share says?"""
    return base in words or (len(base) > 1 and all(base[i : i + 2] in words for i in range(len(base) - 1)))


def sums_of_shares(scope: Scope, statement: Statement) -> Iterator[Flaw]:
    """邻里占45%、婚姻占30%、债务占20%、其他占10%: together more than all, or less where the list is complete."""
    for run in _runs_of_shares(scope, statement):
        marked = [last_mark(scope, part) is not None for part in run]
        if not (all(marked) or (marked[0] and not any(marked[1:]))):
            continue
        if any(scope.has("rate_mark", part.label) or scope.has("each", part.label) for part in run):
            continue
        if any(part.amount.is_vague for part in run) or overlaps(scope, run):
            continue
        spread = sum(part.amount.step for part in run) / 2 + _ROUNDING
        added = value_of(run)
        closed = scope.has("closing", run[-1].label)
        if (added > 1 + spread and (len(run) >= LONG_LIST or closed)) or (closed and added < 1 - spread):
            sums = "＋".join(scope.words(part.span) for part in run)
            related = tuple((f"占比 {scope.words(part.span)}", part.span) for part in run)
            yield Flaw(spanning(run), {"said": "占比之和", "sum": f"{sums}＝{percent(added)}，不是100%"}, related)


def _runs_of_shares(scope: Scope, statement: Statement) -> list[tuple[Figure, ...]]:
    """Shares that 、 puts side by side; over commas only where nothing is counted twice."""
    runs = [run for run in statement.runs if run[0].family == SHARE]
    series = tuple(f for f in statement.figures if f.family == SHARE and not f.depth)
    if runs or len(series) < LONG_LIST:
        return runs
    once = scope.has("counted_once", statement.span) or scope.has("sorted", statement.span)
    return [series] if once or _is_whole(scope, statement, series) else []


def _is_whole(scope: Scope, statement: Statement, series: Sequence[Figure]) -> bool:
    """Do bare shares (占45%) in clauses of their own make up one whole, by their last name or by their number?"""
    for share in series:
        mark = last_mark(scope, share)
        if mark is None or scope.without((mark[1], share.span[0]), "fillers"):
            return False
    if any(a.clause[1] + 1 != b.clause[0] for a, b in pairwise(series)):
        return False
    head = (statement.span[0], series[0].span[0])
    named = scope.has("composed", head) or numbered(scope.terms("kinds", statement.span), len(series))
    return named or scope.has("closing", series[-1].label)
