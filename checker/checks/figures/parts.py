"""Parts and their total: the total announced before (共…其中…, 包括…, 分别为…, 甲类中…) or after (…共计…).

An enumeration is held against the totals it can belong to. One that fits settles it. Where none fits, more than the
whole is always a contradiction of parts that exclude each other; less is one only where the enumeration says that it is
complete: by its words (分别为, 按…分), by its last part (其他, 其余), by names that leave nothing over (男 and 女).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.checks.figures.reading import SHARE, Figure, Statement, elements_of
from checker.checks.figures.scope import (
    Scope,
    above,
    alike,
    limits,
    meet,
    percent,
    plain,
    printed,
    spanning,
    total,
    value_of,
)
from checker.checks.flaws import Flaw
from checker.model import Span
from checker.parsing.periods import months_in
from checker.rulebook.kinds.figures import Division

_YEAR = frozenset(range(1, 13))
_LONG_LIST = 3
_KINDS = "零一二三四五六七八九"
_ALMOST = 1.2
_TINY = 1e-3
_FARTHEST = 2
"""Sentences between a total and the enumeration that takes it up again."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """Parts that a sentence relates to one of several totals."""

    wholes: tuple[Figure, ...]
    parts: tuple[Figure, ...]
    complete: bool
    exclusive: bool
    others: tuple[tuple[Figure, ...], ...] = ()


def check_parts(scope: Scope) -> list[Flaw]:
    """Enumerations that do not add up to their total."""
    flaws: list[Flaw] = []
    for statement in scope.figures.statements:
        if statement.compares:
            for claim in _claims(scope, statement):
                flaw = _judge(scope, claim)
                if flaw is not None and all(flaw.span != other.span for other in flaws):
                    flaws.append(flaw)
            flaws += _shares(scope, statement)
    return flaws


def _claims(scope: Scope, statement: Statement) -> Iterator[_Claim]:
    runs = statement.runs
    yield from _after_markers(scope, statement, runs)
    yield from _unmarked(scope, statement)
    yield from _closed(scope, statement)
    yield from _counted_kinds(scope, statement, runs)
    for run in runs:
        yield from _in_brackets(scope, statement, run)
        yield from _almost(scope, statement, run)
        yield from _taken_up(scope, statement, run)
    yield from _before_totals(scope, statement, runs)


# --- the total stands before its parts ---------------------------------------------------------------------------------


def _after_markers(scope: Scope, statement: Statement, runs: Sequence[tuple[Figure, ...]]) -> Iterator[_Claim]:
    """其中…, 包括…, 分别为…, 由…构成, 按…分: what follows are parts of what stands before."""
    for role in ("among", "made_of", "sorted", "inside"):
        for marker in scope.spans(role, statement.span):
            following = [f for f in statement.figures if f.span[0] >= marker[0] and f.counts]
            if not following or following[0].span[0] - marker[1] > 30:
                continue
            first = _first_part(scope, statement, following, marker[0])
            run = next((r[r.index(first) :] for r in runs if first in r), (first,))
            wholes = _wholes(scope, statement, first, marker[0])
            if not wholes and role != "made_of":
                wholes = _wholes_before(scope, statement, first, marker[0])
            if not wholes:
                continue
            series = _series(scope, statement, first, role == "sorted")
            complete = role in ("made_of", "sorted") and not scope.has("open", (marker[0], run[-1].span[1] + 2))
            yield from _extended(scope, wholes, run, series, complete or _kinds_counted(scope, statement, run))


def _first_part(scope: Scope, statement: Statement, following: Sequence[Figure], marker: int) -> Figure:
    """The first figure behind a marker, or the second where only that is counted like the total (向23户清退31.2万元)."""
    first = following[0]
    if len(following) > 1:
        second = following[1]
        beside = second.clause == first.clause and first.tail[1] >= second.label[0]
        if beside and (scope.label(second) == "的" or not _wholes(scope, statement, first, marker)):
            return second
    return first


def _kinds_counted(scope: Scope, statement: Statement, run: Sequence[Figure]) -> bool:
    """三类, 四个部分: do words around an enumeration say how many parts it has?"""
    stop = min(statement.span[1], run[-1].clause[1], run[-1].span[1] + 8)
    near = (max(statement.span[0], run[0].label[0] - 12), max(stop, run[-1].span[1]))
    words = [word.replace("两", "二") for word in scope.terms("kinds", near)]
    return any(_KINDS[len(run)] in word for word in words) if len(run) < len(_KINDS) else False


def _extended(
    scope: Scope, wholes: tuple[Figure, ...], run: tuple[Figure, ...], series: tuple[Figure, ...], complete: bool
) -> Iterator[_Claim]:
    """The enumeration as far as 、 reaches, or on over commas to a part that closes it."""
    others = _starts(series)
    closed = next((n for n, part in enumerate(series, 1) if n > 1 and scope.has("closing", part.label)), None)
    if closed is not None and closed >= len(run):
        ends = tuple(series[n:closed] for n in range(1, closed - 1))
        yield _Claim(wholes, series[:closed], True, True, (*others, *ends))
    elif len(run) > 1:
        closes = scope.has("closing", run[-1].label)
        whole = complete and len(series) <= len(run) or closes
        yield _Claim(wholes, run, whole, complete or _exclusive(scope, run), others)
        if len(series) > len(run) and _named_alike(scope, series):
            yield _Claim(wholes, series, False, _exclusive(scope, series), others)
    elif len(series) > 1:
        plain_names = all(not scope.has("stages", f.label) and f.tail[0] == f.tail[1] for f in series)
        if complete or plain_names or _division(scope, series, wholes[0]) is not None:
            yield _Claim(wholes, series, complete, complete or _exclusive(scope, series), others)


def _named_alike(scope: Scope, parts: Sequence[Figure]) -> bool:
    """价格调整类3次，规划许可类2次: do all names end alike?"""
    return len({scope.label(part)[-1:] for part in parts}) == 1 and len(scope.label(parts[0])) > 1


def _wholes(scope: Scope, statement: Statement, first: Figure, before: int) -> tuple[Figure, ...]:
    """The totals of the same sentence that parts after a place can belong to, nearest first."""
    here = [f for f in statement.figures if f.span[1] <= before and _can_hold(scope, f, first)]
    return tuple(reversed(here))


def _wholes_before(scope: Scope, statement: Statement, first: Figure, before: int) -> tuple[Figure, ...]:
    """Those of the sentence before, for words that open a sentence."""
    if any(f.counts and f.span[1] <= before for f in statement.figures):
        return ()
    earlier = list(scope.figures.near(first.statement, 1))[:-1]
    return tuple(f for s in earlier for f in reversed(s.figures) if f.depth == 0 and _can_hold(scope, f, first))


def _can_hold(scope: Scope, figure: Figure, part: Figure) -> bool:
    return figure.family == part.family and figure.depth <= part.depth and not scope.is_of_before(figure)


def _series(scope: Scope, statement: Statement, first: Figure, sorts: bool = False) -> tuple[Figure, ...]:
    """Figures of a family from one on, over commas, up to words that begin something else."""
    found = [first]
    for figure in statement.figures[statement.figures.index(first) + 1 :]:
        if figure.depth != first.depth:
            continue
        between = (found[-1].span[1], figure.span[0])
        if scope.has("apart", between) or scope.has("among", between) or scope.has("total", figure.label):
            break
        if scope.has("within", between) or (scope.has("break", between) and not sorts):
            break
        if figure.family == first.family:
            found.append(figure)
    return tuple(found)


def _in_brackets(scope: Scope, statement: Statement, run: tuple[Figure, ...]) -> Iterator[_Claim]:
    """新增阵地14处（村级11处、学校3处）: what stands in brackets behind a figure are its parts."""
    first = run[0]
    if not first.depth or scope.text[first.clause[0] - 1] != "（":
        return
    opening = first.clause[0] - 1
    for figure in reversed(statement.figures):
        if figure.depth == first.depth - 1 and figure.span[1] <= opening:
            if figure.family == first.family and opening - figure.span[1] <= 8:
                is_open = scope.has("open", first.clause) or scope.has("among", first.clause)
                yield _Claim((figure,), run, not is_open, _exclusive(scope, run))
            return


def _unmarked(scope: Scope, statement: Statement) -> Iterator[_Claim]:
    """Names that divide a whole need no marker: 对象34人，男性30人、女性6人; nor do the quarters of a year."""
    taken = 0
    for i, first in enumerate(statement.figures):
        if i < taken or not first.counts:
            continue
        if not any(f.family == first.family for f in statement.figures[i + 1 :]):
            continue
        wholes = _wholes(scope, statement, first, first.label[0])
        if not wholes or scope.has("break", (wholes[0].span[1], first.span[0])):
            continue
        series = _series(scope, statement, first)
        for n in range(len(series), 1, -1):
            parts = series[:n]
            division = _division(scope, parts, wholes[0])
            if division is not None or _fill_the_year(scope, wholes[0], parts) or _are_named(scope, wholes[0], parts):
                whole = division is None or _is_whole(scope, division, parts)
                yield _Claim(wholes, parts, whole, True, _starts(series))
                taken = statement.figures.index(parts[-1]) + 1
                break
        if i >= taken and len(series) >= _LONG_LIST and _follows_directly(scope, wholes[0], series):
            listed = scope.text[wholes[0].clause[1] : wholes[0].clause[1] + 1] == "："
            sorts = _named_alike(scope, series) and value_of(series) <= _ALMOST * wholes[0].amount.value
            if sorts or (listed and series[-1] is statement.figures[-1]):
                yield _Claim(wholes, series, listed, _exclusive(scope, series), _starts(series))


def _are_named(scope: Scope, whole: Figure, parts: Sequence[Figure]) -> bool:
    """来信来电387件，来信46件、来电351件: does the name of the whole hold the names of all its parts?"""
    name = scope.label(whole)
    labels = [scope.label(part) for part in parts]
    return len(set(labels)) == len(labels) and all(len(label) > 1 and label in name for label in labels)


def _follows_directly(scope: Scope, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Do parts begin in the clause behind their total, one in each clause?"""
    if parts[0].clause[0] != whole.clause[1] + 1 or any(part.tail[0] != part.tail[1] for part in parts):
        return False
    return all(b.clause in (a.clause, (a.clause[1] + 1, b.clause[1])) for a, b in zip(parts, parts[1:], strict=False))


def _almost(scope: Scope, statement: Statement, run: tuple[Figure, ...]) -> Iterator[_Claim]:
    """出车26趟，跑集市7趟、偏远山村14趟、工地8趟: a long list right behind a total that it almost adds up to."""
    wholes = _wholes(scope, statement, run[0], run[0].label[0])
    if len(run) < _LONG_LIST or not wholes or run[0].depth:
        return
    between = scope.words((wholes[0].span[1], run[0].span[0]))
    ratio = value_of(run) / max(wholes[0].amount.value, _TINY)
    if between.count("，") + between.count("：") == 1 and "；" not in between and 1 < ratio <= _ALMOST:
        yield _Claim(wholes, run, False, _exclusive(scope, run), _starts(run))


def _counted_kinds(scope: Scope, statement: Statement, runs: Sequence[tuple[Figure, ...]]) -> Iterator[_Claim]:
    """信访件147件，来信38件、来访65件、网上39件三种渠道."""
    for run in runs:
        wholes = _wholes(scope, statement, run[0], run[0].label[0])
        if wholes and not run[0].depth and _kinds_counted(scope, statement, run):
            yield _Claim(wholes, run, True, True, _starts(run))


def _closed(scope: Scope, statement: Statement) -> Iterator[_Claim]:
    """收到问题34个，当场答复29个，其余5个: the last part says that the list is complete."""
    for last in statement.figures:
        if not last.counts or last.depth or not scope.begins_with("closing", last.label, 1):
            continue
        before = [f for f in statement.figures if f.family == last.family and f.order < last.order and not f.depth]
        if len(before) < 2 or any(scope.is_of_before(f) for f in before):
            continue
        whole, parts = before[0], (*before[1:], last)
        others = ((whole, *parts), *((*before[n:], last) for n in range(2, len(before))))
        if before[1] in statement.siblings(whole) or scope.has("within", (statement.span[0], whole.span[0])):
            continue
        if scope.has("cumulative", whole.label):
            continue
        if whole.amount.value > max(part.amount.value for part in parts):
            yield _Claim((whole, *before[1:-1]), parts, True, True, others)


def _starts(series: Sequence[Figure]) -> tuple[tuple[Figure, ...], ...]:
    return tuple(tuple(series[:n]) for n in range(2, len(series) + 1))


def _fill_the_year(scope: Scope, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Do the parts name all parts of a year, each once (上半年10期，三季度8期，四季度9期)?"""
    months = [months_in(scope.label(part)) for part in parts]
    return (
        sum(map(len, months)) == len(frozenset().union(*months)) == len(_YEAR)
        and months_in(scope.label(whole)) in (_YEAR, frozenset())
        and all(months)
    )


def _taken_up(scope: Scope, statement: Statement, run: tuple[Figure, ...]) -> Iterator[_Claim]:
    """承诺件中提前办结201件、如期办结66件: the whole was given before under that name."""
    first = run[0]
    begin = max([statement.span[0], *(f.span[1] for f in statement.figures if f.span[1] <= first.label[0])])
    for marker in scope.spans("within", (begin, first.span[0])):
        name = scope.text[max(begin, marker[0] - 10) : marker[0]]
        for before in reversed(list(scope.figures.near(first.statement, _FARTHEST))):
            for figure in reversed(before.figures):
                if figure.order < first.order and figure.family == first.family and _is_called(scope, figure, name):
                    yield _Claim((figure,), run, scope.has("closing", run[-1].label), _exclusive(scope, run))
                    return


def _is_called(scope: Scope, figure: Figure, name: str) -> bool:
    """Does a figure count what a name says?"""
    label, tail = scope.label(figure), scope.words(figure.tail)
    for own in (label, tail[:8]):
        if len(own) >= 2 and (own[-4:] in name or name[-4:] in own) and alike(own[-4:], name):
            return True
    return len(label) >= 2 and label[-2:] in name


# --- the total stands behind its parts ---------------------------------------------------------------------------------


def _before_totals(scope: Scope, statement: Statement, runs: Sequence[tuple[Figure, ...]]) -> Iterator[_Claim]:
    """甲32件、乙41件，共计73件; 新建20个，加上往年的25个，累计45个."""
    for i, figure in enumerate(statement.figures):
        before = [f for f in statement.figures[:i] if f.depth == figure.depth and f.family == figure.family]
        if not before or not figure.counts or scope.is_of_before(figure):
            continue
        others = tuple(tuple(before[n:]) for n in range(len(before) - 1))
        if len(before) > 1 and months_in(scope.label(figure)) == _YEAR and _fill_the_year(scope, figure, before):
            yield _Claim((figure,), tuple(before), True, True, others)
            continue
        if scope.has("plus", (before[0].span[1], before[-1].span[0])) and scope.has("stock", figure.label):
            if len(before) > 1 and not scope.has("stages", figure.label) and not scope.has("leaving", statement.span):
                yield _Claim((figure,), tuple(before), True, True, others)
            continue
        sorts = scope.spans("sorted", (statement.span[0], before[0].span[0]))
        if len(before) > 1 and sorts and scope.has("whole_number", figure.label) and _is_all_that_counts(
            statement, before, figure
        ):
            yield _Claim((figure,), tuple(before), True, True, others)
            continue
        if not _is_bare_total(scope, statement, figure, before):
            continue
        run = next((r for r in runs if r[-1] is before[-1]), ())
        mixed = _mixed_run(statement, before[-1])
        mixed = mixed if len(mixed) > 1 else run
        if len(mixed) > 1 and figure.span[0] - before[-1].span[1] <= 30:
            yield _Claim((figure,), mixed, True, True, (*others, run))
        elif len(before) > 1 and _is_all_that_counts(statement, before, figure):
            ratio = value_of(before) / max(figure.amount.value, _TINY)
            if scope.has("sum", figure.label) or 1 / _ALMOST <= ratio <= _ALMOST:
                yield _Claim((figure,), tuple(before), True, True, others)


def _mixed_run(statement: Statement, last: Figure) -> tuple[Figure, ...]:
    """The enumeration that ends with a figure, one figure a part, whatever the units (合同42份、文件39件)."""
    for elements in elements_of(statement.figures):
        for n, element in enumerate(elements):
            if element[-1] is last:
                found = [last]
                for before in reversed(elements[:n]):
                    if len(before) != 1 or not before[0].counts:
                        break
                    found.append(before[0])
                return tuple(reversed(found))
    return (last,)


def _is_bare_total(scope: Scope, statement: Statement, figure: Figure, before: Sequence[Figure]) -> bool:
    """Is it a total of what stands before, with no more of its own than 全年, 五类问题 or the words of the parts?"""
    label = scope.label(figure)
    if "、" in label or not scope.has("added_up", figure.label):
        return False
    if any(start - figure.label[0] <= 6 for start, _ in scope.spans("total", (figure.label[0], figure.span[1]))):
        return True
    own = scope.words((scope.spans("added_up", figure.label)[-1][1], figure.span[0]))
    ratio = value_of(before) / max(figure.amount.value, _TINY)
    steps = scope.terms("stages", figure.label)
    if any(step not in part for step in steps for part in map(scope.label, before) if part):
        return False
    names = scope.words((statement.span[0], figure.clause[0]))
    return 0 < len(own) <= 10 and alike(own, names) and 1 / _ALMOST <= ratio <= _ALMOST


def _is_all_that_counts(statement: Statement, before: Sequence[Figure], whole: Figure) -> bool:
    """Is there no other figure between parts and total?"""
    between = [f for f in statement.figures if before[0].order <= f.order < whole.order and f.depth == whole.depth]
    return all(f.family == whole.family for f in between if f.clause != whole.clause)


# --- shares of one whole ----------------------------------------------------------------------------------------------


def _shares(scope: Scope, statement: Statement) -> Iterator[Flaw]:
    """邻里占45%、婚姻占30%、债务占20%、其他占10%: together more than all, or less where the list is complete."""
    runs = [run for run in statement.runs if run[0].family == SHARE]
    if not runs and (series := [f for f in statement.figures if f.family == SHARE and not f.depth]):
        once = scope.has("counted_once", statement.span) or scope.has("sorted", statement.span)
        runs = [tuple(series)] if once and len(series) >= _LONG_LIST else []
    for run in runs:
        labels = [scope.label(part) for part in run]
        named = all("占" in label for label in labels) or ("占" in labels[0] and not any("占" in x for x in labels[1:]))
        if len(run) < _LONG_LIST - 1 or not named or any("率" in label for label in labels):
            continue
        if any(part.amount.is_vague or scope.has("each", part.label) for part in run) or _overlaps(scope, run):
            continue
        spread = sum(part.amount.step for part in run) / 2 + _TINY**2
        added = value_of(run)
        closed = scope.has("closing", run[-1].label)
        if (added > 1 + spread and (len(run) >= _LONG_LIST or closed)) or (closed and added < 1 - spread):
            sums = "＋".join(scope.words(part.span) for part in run)
            related = tuple((f"占比 {scope.words(part.span)}", part.span) for part in run)
            yield Flaw(spanning(run), {"said": "占比之和", "sum": f"{sums}＝{percent(added)}，不是100%"}, related)


# --- do they add up ----------------------------------------------------------------------------------------------------


def _judge(scope: Scope, claim: _Claim) -> Flaw | None:
    parts = claim.parts
    if any(scope.has("each", f.label) for f in parts) or _overlaps(scope, parts):
        return None
    wholes = [f for f in claim.wholes if not scope.has("each", f.label)]
    possible = list(_possible(scope, wholes, parts))
    if not wholes or any(meet(total(parts), limits(w)) for w in wholes):
        return None
    if any(_is_sum(c, whole) for c in (parts, *claim.others, *_starts(parts)[:-1]) for whole in possible):
        return None
    whole = _nearest(scope, wholes, parts)
    summed = total(parts)
    exceeds = above(summed, limits(whole)) and claim.exclusive
    falls_short = above(limits(whole), summed) and claim.complete
    return _flaw(scope, whole, parts) if exceeds or falls_short else None


def _possible(scope: Scope, wholes: Sequence[Figure], parts: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """What else the parts may be parts of: what was counted a little before, sums of what stands before."""
    yield from ((whole,) for whole in wholes)
    first = parts[0]
    earlier = [
        figure
        for statement in scope.figures.near(first.statement, _FARTHEST)
        for figure in statement.figures
        if figure.family == first.family and figure.order < first.order
    ]
    yield from ((figure,) for figure in earlier)
    here = [figure for figure in earlier if figure.statement == first.statement]
    for n in range(2, len(here) + 1):
        yield tuple(here[-n:])


def _is_sum(parts: Sequence[Figure], wholes: Sequence[Figure]) -> bool:
    """Do the numbers as printed add up, but for the rounding of the one given most closely?"""
    figures = (*parts, *wholes)
    if not parts or any(figure.amount.is_vague for figure in figures):
        return bool(parts) and meet(total(parts), total(wholes))
    finest = min(figure.amount.step for figure in figures)
    return abs(value_of(parts) - value_of(wholes)) <= finest * len(figures) / 2 + _TINY * finest + 1e-9


def _nearest(scope: Scope, wholes: Sequence[Figure], parts: Sequence[Figure]) -> Figure:
    """The nearest total, unless only one farther off speaks of what the parts are."""
    names = "".join(scope.label(part)[-6:] + scope.words(part.tail)[:4] for part in parts)
    related = [whole for whole in wholes if alike(scope.around(whole), names)]
    return related[0] if related and not alike(scope.around(wholes[0]), names) else wholes[0]


def _overlaps(scope: Scope, parts: Sequence[Figure]) -> bool:
    """Does the sentence or the next say that parts overlap?"""
    last = parts[-1]
    near = list(scope.figures.near(last.statement, 0, 1))
    return scope.has("overlap", (near[0].span[0], near[-1].span[1]))


def _exclusive(scope: Scope, parts: Sequence[Figure]) -> bool:
    """Can nothing be counted twice? Steps of one procedure and traits of people can."""
    near = list(scope.figures.near(parts[-1].statement, 0, 1))
    if _division(scope, parts, None) is not None or scope.has("counted_once", (near[0].span[0], near[-1].span[1])):
        return True
    for role in ("stages", "traits"):
        named = {scope.words(span) for part in parts for span in scope.spans(role, (part.label[0], part.tail[1]))}
        if len(named) > 1:
            return False
    return True


def _division(scope: Scope, parts: Sequence[Figure], whole: Figure | None) -> Division | None:
    """The division that all names of an enumeration belong to."""
    labels = [scope.around(part) for part in parts]
    for division in scope.rule.divisions:
        if division.needs and not any(word in label for word in division.needs for label in labels):
            continue
        if whole is not None and division.of and not any(word in scope.around(whole) for word in division.of):
            continue
        named = [
            next((i for i, n in enumerate(division.names) if any(w in label for w in n)), None) for label in labels
        ]
        if None not in named and len(set(named)) == len(named):
            return division
    return None


def _is_whole(scope: Scope, division: Division, parts: Sequence[Figure]) -> bool:
    labels = [scope.around(part) for part in parts]
    return bool(division.whole) and all(any(word in label for label in labels) for word in division.whole)


def _flaw(scope: Scope, whole: Figure, parts: tuple[Figure, ...]) -> Flaw:
    text = scope.text
    added = value_of(parts)
    sums = "＋".join(printed(part, text) for part in parts) + f"＝{plain(added, whole)}"
    span: Span = spanning(parts)
    if whole.statement == parts[0].statement:
        span = (min(span[0], whole.span[0]), max(span[1], whole.span[1]))
    related = ((f"合计 {printed(whole, text)}", whole.span), *((f"分项 {printed(p, text)}", p.span) for p in parts))
    said = f"{printed(whole, text)}{whole.unit}"
    return Flaw(span, {"said": said, "sum": f"{sums}，不是{printed(whole, text)}"}, related)
