"""Enumerations behind their total (共…其中…, 包括…, 分别为…, 甲类中…): which figures are parts of which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checker.checks.figures.divisions import (
    division_of,
    exclusive,
    fill_the_year,
    is_whole,
    named_alike,
    named_in_whole,
)
from checker.checks.figures.operands import has_share
from checker.checks.figures.reading import Figure, Statement
from checker.checks.figures.scope import Scope, alike
from checker.checks.figures.sums import quotient, value_of

LONG_LIST = 3
ALMOST = 1.2
"""Sums up to this many times a total are taken for it where little else says so."""

FARTHEST = 2
"""Sentences between a total and the enumeration that takes it up again."""

_NUMERALS = "零一二三四五六七八九"
_MARKER_REACH = 30
_NAME_REACH = 10
_KINDS_BEFORE, _KINDS_BEHIND = 12, 8
_BRACKET_REACH = 8
_SENTENCE_HEAD = 2

Parts = tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Parts that a sentence relates to one of several totals, nearest first.

    ``complete``: nothing is left out. ``exclusive``: nothing is counted twice. ``others`` are other figures that may be
    meant as parts; when they fit, all is well.
    """

    wholes: Parts
    parts: Parts
    complete: bool
    exclusive: bool
    others: tuple[Parts, ...] = ()


def claims_behind_totals(scope: Scope, statement: Statement) -> Iterator[Claim]:
    """All enumerations of a sentence whose total stands before them."""
    yield from _after_markers(scope, statement)
    yield from _by_names(scope, statement)
    yield from _closed(scope, statement)
    for run in statement.runs:
        yield from _counted_kinds(scope, statement, run)
        yield from _in_brackets(scope, statement, run)
        yield from _almost(scope, statement, run)
        yield from _taken_up(scope, statement, run)


# --- words that say so -----------------------------------------------------------------------------------------------


def _after_markers(scope: Scope, statement: Statement) -> Iterator[Claim]:
    """其中…, 包括…, 分别为…, 由…构成, 按…分: what follows are parts of what stands before."""
    for role in ("among", "made_of", "sorted", "inside"):
        for marker in scope.spans(role, statement.span):
            following = [f for f in statement.figures if f.span[0] >= marker[0]]
            following = following if role == "made_of" else [f for f in following if f.counts]
            if not following or not following[0].counts or following[0].span[0] - marker[1] > _MARKER_REACH:
                continue
            following = [f for f in following if f.counts]
            first = _first_part(scope, statement, following, marker[0])
            run = next((r[r.index(first) :] for r in statement.runs if first in r), (first,))
            wholes = wholes_here(scope, statement, first, marker[0])
            if not wholes and role != "made_of":
                wholes = _wholes_before(scope, statement, first, marker[0])
            if not wholes:
                continue
            says_all = role in ("made_of", "sorted") and not scope.has("open", (marker[0], run[-1].span[1] + 2))
            complete = says_all or _are_counted(scope, statement, run)
            yield from _extended(scope, wholes, run, series_from(scope, statement, first, role == "sorted"), complete)


def _first_part(scope: Scope, statement: Statement, following: Sequence[Figure], marker: int) -> Figure:
    """The first figure behind a marker, or the second where the first only describes it.

    1万元以上的6份; 向23户清退31.2万元 as a part of a sum of money.
    """
    first = following[0]
    if len(following) > 1:
        second = following[1]
        beside = second.clause == first.clause and first.tail[1] >= second.label[0]
        describes = scope.is_one_of("of_what", scope.label(second))
        if beside and (describes or not wholes_here(scope, statement, first, marker)):
            return second
    return first


def _extended(scope: Scope, wholes: Parts, run: Parts, series: Parts, complete: bool) -> Iterator[Claim]:
    """The enumeration as far as 、 reaches, or on over commas to a part that closes it."""
    others = beginnings(series)
    closed = next((n for n, part in enumerate(series, 1) if n > 1 and scope.has("closing", part.label)), None)
    if closed is not None and closed >= len(run):
        ends = tuple(series[n:closed] for n in range(1, closed - 1))
        yield Claim(wholes, series[:closed], True, True, (*others, *ends))
    elif len(run) > 1:
        whole = (complete and len(series) <= len(run)) or scope.has("closing", run[-1].label)
        yield Claim(wholes, run, whole, complete or exclusive(scope, run), others)
        if len(series) > len(run) and named_alike(scope, series):
            yield Claim(wholes, series, False, exclusive(scope, series), others)
    elif len(series) > 1:
        plain_names = all(not scope.has("stages", f.label) and f.tail[0] == f.tail[1] for f in series)
        if complete or plain_names or division_of(scope, series, wholes[0]) is not None:
            yield Claim(wholes, series, complete, complete or exclusive(scope, series), others)


def _are_counted(scope: Scope, statement: Statement, run: Sequence[Figure]) -> bool:
    """三类, 四个部分: do words around an enumeration say how many parts it has?"""
    if len(run) >= len(_NUMERALS):
        return False
    stop = max(run[-1].span[1], min(statement.span[1], run[-1].clause[1], run[-1].span[1] + _KINDS_BEHIND))
    near = (max(statement.span[0], run[0].label[0] - _KINDS_BEFORE), stop)
    return numbered(scope.terms("kinds", near), len(run))


def numbered(words: Sequence[str], number: int) -> bool:
    """Does one of the words (四类, 两个部分) say this number?"""
    return number < len(_NUMERALS) and any(_NUMERALS[number] in word.replace("两", "二") for word in words)


def _counted_kinds(scope: Scope, statement: Statement, run: Parts) -> Iterator[Claim]:
    """信访件147件，来信38件、来访65件、网上39件三种渠道."""
    wholes = wholes_here(scope, statement, run[0], run[0].label[0])
    if wholes and not run[0].depth and _are_counted(scope, statement, run):
        yield Claim(wholes, run, True, True, beginnings(run))


def _closed(scope: Scope, statement: Statement) -> Iterator[Claim]:
    """收到问题34个，当场答复29个，其余5个: the last part says that the list is complete."""
    for last in statement.figures:
        if not last.counts or last.depth or not scope.begins_with("closing", last.label, 1):
            continue
        before = [f for f in statement.figures if f.family == last.family and f.order < last.order and not f.depth]
        if len(before) < 2 or any(scope.is_of_before(f) for f in before):
            continue
        whole, parts = before[0], (*before[1:], last)
        listed = before[1] in statement.siblings(whole) or scope.has("within", (statement.span[0], whole.span[0]))
        listed = listed or has_share(scope, whole) or (len(before) >= LONG_LIST and named_alike(scope, before))
        if listed or scope.has("cumulative", whole.label):
            continue
        if whole.amount.value > max(part.amount.value for part in parts):
            others = ((whole, *parts), *((*before[n:], last) for n in range(2, len(before))))
            yield Claim((whole, *before[1:-1]), parts, True, True, others)


# --- names, brackets, nearness ---------------------------------------------------------------------------------------


def _by_names(scope: Scope, statement: Statement) -> Iterator[Claim]:
    """Names that divide a whole need no marker: 对象34人，男性30人、女性6人; nor do the quarters of a year."""
    taken = 0
    for i, first in enumerate(statement.figures):
        if i < taken or not first.counts or not any(f.family == first.family for f in statement.figures[i + 1 :]):
            continue
        wholes = wholes_here(scope, statement, first, first.label[0])
        if not wholes and _opens(statement, first):
            wholes = _wholes_before(scope, statement, first, first.label[0])[:1]
        elif wholes and scope.has("break", (wholes[0].span[1], first.span[0])):
            continue
        if not wholes:
            continue
        if wholes[0] in statement.siblings(first):
            continue
        series = series_from(scope, statement, first)
        claim = _divided(scope, wholes, series) or _listed(scope, statement, wholes, series)
        if claim is not None:
            yield claim
            taken = statement.figures.index(claim.parts[-1]) + 1


def _opens(statement: Statement, first: Figure) -> bool:
    """Does a sentence begin with a figure and its name?"""
    return first is statement.figures[0] and first.clause[0] <= statement.span[0] + _SENTENCE_HEAD


def _divided(scope: Scope, wholes: Parts, series: Parts) -> Claim | None:
    for n in range(len(series), 1, -1):
        parts = series[:n]
        division = division_of(scope, parts, wholes[0])
        if division is not None:
            return Claim(wholes, parts, is_whole(scope, division, parts), True, beginnings(series))
        if fill_the_year(scope, wholes[0], parts) or named_in_whole(scope, wholes[0], parts):
            return Claim(wholes, parts, True, True, beginnings(series))
    return None


def _listed(scope: Scope, statement: Statement, wholes: Parts, series: Parts) -> Claim | None:
    """总投资640万元：中央320万元，省级180万元，…; 听证8次，价格类3次，规划类2次，…"""
    if len(series) < LONG_LIST or not _follow_directly(wholes[0], series):
        return None
    announced = scope.text[wholes[0].clause[1] : wholes[0].clause[1] + 1] == "："
    sorts = named_alike(scope, series) and quotient(value_of(series), wholes[0].amount.value) <= ALMOST
    if sorts or (announced and series[-1] is statement.figures[-1]):
        return Claim(wholes, series, announced, exclusive(scope, series), beginnings(series))
    return None


def _follow_directly(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Do parts begin in the clause behind their total, one in each clause?"""
    between = parts[0].clause[0] - whole.clause[1]
    if (between != 1 and (parts[0].statement == whole.statement or between > 2)) or any(
        part.tail[0] != part.tail[1] for part in parts
    ):
        return False
    return all(b.clause == a.clause or b.clause[0] == a.clause[1] + 1 for a, b in pairwise(parts))


def _in_brackets(scope: Scope, statement: Statement, run: Parts) -> Iterator[Claim]:
    """新增阵地14处（村级11处、学校3处）: what stands in brackets behind a figure are its parts."""
    first = run[0]
    opening = first.clause[0] - 1
    if not first.depth or scope.text[opening] != "（":
        return
    for figure in reversed(statement.figures):
        if figure.depth == first.depth - 1 and figure.span[1] <= opening:
            if figure.family == first.family and opening - figure.span[1] <= _BRACKET_REACH:
                is_open = scope.has("open", first.clause) or scope.has("among", first.clause)
                yield Claim((figure,), run, not is_open, exclusive(scope, run))
            return


def _almost(scope: Scope, statement: Statement, run: Parts) -> Iterator[Claim]:
    """出车26趟，跑集市7趟、偏远山村14趟、工地8趟: a long list right behind a total that it almost adds up to."""
    wholes = wholes_here(scope, statement, run[0], run[0].label[0])
    if len(run) < LONG_LIST or not wholes or run[0].depth:
        return
    between = scope.words((wholes[0].span[1], run[0].span[0]))
    near = between.count("，") + between.count("：") == 1 and "；" not in between
    if near and 1 < quotient(value_of(run), wholes[0].amount.value) <= ALMOST:
        yield Claim(wholes, run, False, exclusive(scope, run), beginnings(run))


def _taken_up(scope: Scope, statement: Statement, run: Parts) -> Iterator[Claim]:
    """承诺件中提前办结201件、如期办结66件: the whole was given before under that name."""
    first = run[0]
    if not first.counts:
        return
    begin = max([statement.span[0], *(f.span[1] for f in statement.figures if f.span[1] <= first.label[0])])
    for marker in scope.spans("within", (begin, first.span[0])):
        name = scope.text[max(begin, marker[0] - _NAME_REACH) : marker[0]]
        for figure in reversed(scope.before(first, FARTHEST)):
            if _is_called(scope, figure, name):
                yield Claim((figure,), run, scope.has("closing", run[-1].label), exclusive(scope, run))
                return


def _is_called(scope: Scope, figure: Figure, name: str) -> bool:
    """Does a figure count what a name says?"""
    label, tail = scope.label(figure), scope.words(figure.tail)
    for own in (label, tail[:8]):
        if len(own) >= 2 and (own[-4:] in name or name[-4:] in own) and alike(own[-4:], name):
            return True
    return len(label) >= 2 and label[-2:] in name


# --- what stands where -----------------------------------------------------------------------------------------------


def wholes_here(scope: Scope, statement: Statement, first: Figure, before: int) -> Parts:
    """The totals of the same sentence that parts after a place can belong to, nearest first."""
    here = [f for f in statement.figures if f.span[1] <= before and _can_hold(scope, f, first)]
    return tuple(f for f in reversed(here) if not _is_replaced(scope, here, f))


def _wholes_before(scope: Scope, statement: Statement, first: Figure, before: int) -> Parts:
    """Those of the sentence before, for words that open a sentence."""
    if any(f.counts and f.span[1] <= before for f in statement.figures):
        return ()
    earlier = list(scope.figures.near(first.statement, 1))[:-1]
    return tuple(f for s in earlier for f in reversed(s.figures) if f.depth == 0 and _can_hold(scope, f, first))


def _is_replaced(scope: Scope, here: Sequence[Figure], figure: Figure) -> bool:
    """由11个归并为7个: is it the old one of two values?"""
    following = next((f for f in here if f.order > figure.order), None)
    if following is None or not scope.has("from", figure.label):
        return False
    return scope.ends_with("reaching", following.label, 1)


def _can_hold(scope: Scope, figure: Figure, part: Figure) -> bool:
    return figure.family == part.family and figure.depth <= part.depth and not scope.is_of_before(figure)


def series_from(scope: Scope, statement: Statement, first: Figure, sorts: bool = False) -> Parts:
    """Figures of a family from one on, over commas, up to words that begin something else."""
    found = [first]
    for figure in statement.figures[statement.figures.index(first) + 1 :]:
        if figure.depth != first.depth:
            continue
        between = (found[-1].span[1], figure.span[0])
        if first.depth and "）" in scope.words(between):
            break
        if scope.has("total", figure.label) or any(scope.has(role, between) for role in ("apart", "among", "within")):
            break
        if scope.has("break", between) and not sorts:
            break
        if figure.family == first.family:
            found.append(figure)
    return tuple(found)


def beginnings(series: Sequence[Figure]) -> tuple[Parts, ...]:
    """The first two, three, … figures of a series."""
    return tuple(tuple(series[:n]) for n in range(2, len(series) + 1))
