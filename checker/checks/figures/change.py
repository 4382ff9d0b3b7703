"""A change against an earlier value: 由A增至B, B较上年的A下降P, 2023年A、2024年B, 同比增长P; and B比上年增加C, 增长P.

Two values and what is said of the way from one to the other: a difference, a percentage, points, a multiple, 翻一番.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.checks.figures.reading import POINTS, SHARE, TIMES, Figure, Statement
from checker.checks.figures.scope import Scope, alike
from checker.checks.figures.sums import (
    Limits,
    above,
    decimal,
    limits,
    meet,
    percent,
    plain,
    printed,
    quotient,
    share,
    shown_as,
)
from checker.checks.figures.ways import Way, is_difference, is_multiple_of, is_now, is_old, said_of, speaks_of, ways_in
from checker.checks.flaws import Flaw
from checker.model import Span
from checker.parsing.amounts import doubling_in

_EARLIER = 3
"""Sentences before one that says 同比, in which last year's value is looked for."""

_TOLD = 8


def check_changes(scope: Scope) -> list[Flaw]:
    """Changes that do not follow from the two values."""
    flaws: list[Flaw] = []
    for statement in scope.figures.statements:
        if _is_about_change(scope, statement):
            for flaw in _flaws(scope, statement):
                if all(flaw.span != other.span for other in flaws):
                    flaws.append(flaw)
    return flaws


def _is_about_change(scope: Scope, statement: Statement) -> bool:
    if not statement.figures:
        return False
    said = any(scope.has(role, statement.span) for role in ("moves", "reaching", "from"))
    return said or any(figure.family == TIMES for figure in statement.figures)


def _flaws(scope: Scope, statement: Statement) -> Iterator[Flaw]:
    ways = ways_in(scope, statement)
    judged: set[Figure] = set()
    for n, way in enumerate(ways):
        stop = ways[n + 1].old.label[0] if n + 1 < len(ways) else statement.span[1]
        found = [_turned(scope, way)]
        for said in said_of(scope, statement, way, stop):
            if said not in judged:
                judged.add(said)
                found.append(_judge(scope, way, said))
        if len(ways) == 1:
            found.append(_doubled(scope, statement, way))
        yield from (flaw for flaw in found if flaw is not None)
    rest = [f for f in statement.figures if f not in judged and is_difference(scope, f)]
    if rest and not ways:
        yield from _against_earlier_sentences(scope, rest)
    yield from _without_old_value(scope, statement, rest)


# --- does the difference follow --------------------------------------------------------------------------------------


def _judge(scope: Scope, way: Way, said: Figure) -> Flaw | None:
    if way.old.amount.value == 0 or scope.has("of_old", said.label) > (said.family == TIMES):
        return None
    if said.family == TIMES:
        return _judge_multiple(scope, way, said)
    turned = _is_wrong_way(scope, way, said)
    minus = _minus(scope, way)
    of_shares = way.old.family == SHARE
    if said.family == POINTS or (said.family == SHARE and of_shares):
        if (_is_points(way, said) and not turned) or (said.family == SHARE and _is_percentage(way, said)):
            return None
        return _flaw(scope, way, said, f"{minus}＝{decimal(_difference(way) * 100)}个百分点")
    if said.family == SHARE:
        if _is_percentage(way, said) and not turned:
            return None
        result = percent(quotient(_difference(way), way.old.amount.value))
        return _flaw(scope, way, said, f"（{minus}）÷{printed(way.old, scope.text)}＝{result}")
    if meet(_spread(way), shown_as(said)) and not turned:
        return None
    return _flaw(scope, way, said, f"{minus}＝{plain(_difference(way), way.old)}")


def _judge_multiple(scope: Scope, way: Way, said: Figure) -> Flaw | None:
    """增长1.5倍: to 2.5 times, or loosely to 1.5 times; 是上年的1.5倍: to 1.5 times."""
    low, high = share(limits(way.new), limits(way.old))
    fits = meet((low, high), shown_as(said))
    grown = not is_multiple_of(scope, said, way.old) and not scope.has("of_old", said.label)
    if fits or (grown and meet((low - 1, high - 1), shown_as(said))):
        return None
    return _flaw(scope, way, said, _ratio(scope, way))


def _turned(scope: Scope, way: Way) -> Flaw | None:
    """由15件增加到12件: the word says the other way."""
    if not scope.has("from", way.old.label) or scope.has("betters", way.new.label):
        return None
    if not _is_wrong_way(scope, way, way.new):
        return None
    return _flaw(scope, way, None, f"{_minus(scope, way)}＝{plain(_difference(way), way.old)}")


def _is_wrong_way(scope: Scope, way: Way, said: Figure) -> bool:
    rises, falls = scope.has("rises", said.label), scope.has("falls", said.label)
    old, new = limits(way.old), limits(way.new)
    return rises != falls and (above(old, new) if rises else above(new, old))


def _doubled(scope: Scope, statement: Statement, way: Way) -> Flaw | None:
    """翻一番, 翻两番, and what comes near to it."""
    found = doubling_in(scope.text, *statement.span)
    ratio = quotient(way.new.amount.value, way.old.amount.value)
    if found is None or not ratio or found.low <= ratio <= found.high:
        return None
    return _flaw(scope, way, None, _ratio(scope, way), found.span)


def _difference(way: Way) -> float:
    return abs(way.new.amount.value - way.old.amount.value)


def _spread(way: Way) -> Limits:
    """The limits of the difference, whichever way."""
    old, new = limits(way.old), limits(way.new)
    low = max(0.0, new[0] - old[1], old[0] - new[1])
    return low, max(abs(new[1] - old[0]), abs(old[1] - new[0]))


def _is_points(way: Way, said: Figure) -> bool:
    """Is it the difference of the two as printed, rounded no more than what is said of it?"""
    if way.old.amount.is_vague or way.new.amount.is_vague:
        return True
    scale = 100 if said.family == POINTS else 1
    step = said.amount.step or 0.01 * scale
    value = said.amount.value
    window = limits(said) if said.amount.is_vague else (value - step / 2, value + step / 2)
    difference = _difference(way) * scale
    return meet((difference, difference), window)


def _is_percentage(way: Way, said: Figure) -> bool:
    return meet(share(_spread(way), limits(way.old)), shown_as(said))


# --- values in other sentences, or not given -------------------------------------------------------------------------


def _against_earlier_sentences(scope: Scope, rest: Sequence[Figure]) -> Iterator[Flaw]:
    """2023年6起。……2024年降到4起，同比下降50%; or 全年968件。2023年1146件。减少188件."""
    for said in rest:
        near = scope.figures.near(said.statement, _EARLIER)
        earlier = [f for s in near for f in s.figures if f.order < said.order and f.counts]
        for old in reversed([f for f in earlier if is_old(scope, f)]):
            new = _new_value(scope, earlier, old, said)
            if new is None or said.family not in (old.family, SHARE):
                continue
            way = Way(old, new)
            here = said.clause == old.clause or said.statement == new.statement
            if speaks_of(scope, said, way) and (here or alike(scope.label(said)[:-2], scope.around(old))):
                flaw = _judge(scope, way, said)
                if flaw is not None:
                    yield flaw
                break


def _new_value(scope: Scope, earlier: Sequence[Figure], old: Figure, said: Figure) -> Figure | None:
    """The last value of this year of the same matter, in the sentence of the difference if there is one."""
    news = [
        f
        for f in earlier
        if f.family == old.family
        and f is not old
        and f.depth == 0
        and not scope.is_of_before(f)
        and not is_difference(scope, f)
        and is_now(scope, f, old)
        and alike(_matter(scope, f), _matter(scope, old))
    ]
    here = [f for f in news if f.statement == said.statement]
    return next(reversed(here or news), None)


def _matter(scope: Scope, figure: Figure) -> str:
    """A figure's words without those of time and change."""
    label = scope.without(figure.label, "change_words", "moves", "reaching")
    return "".join(c for c in label if not c.isdigit() and c != "年") + "|" + scope.words(figure.tail)[:_TOLD]


def _without_old_value(scope: Scope, statement: Statement, rest: Sequence[Figure]) -> Iterator[Flaw]:
    """310路，较上年末增加62路，增长25%: the base is what remains without the increase."""
    for added, said in pairwise(rest):
        if not added.counts or said.family != SHARE or said.order != added.order + 1:
            continue
        if not scope.has("before", added.label) and not scope.has("change_words", added.label):
            continue
        new = next((f for f in reversed(statement.figures) if f.order < added.order and f.family == added.family), None)
        says_which = scope.has("rises", said.label) != scope.has("falls", said.label)
        if new is None or not says_which or is_difference(scope, new):
            continue
        rises = scope.has("rises", added.label)
        base = new.amount.value - added.amount.value if rises else new.amount.value + added.amount.value
        if base <= 0 or new.amount.is_vague or added.amount.is_vague:
            continue
        spread = (new.amount.step + added.amount.step) / 2
        if not meet(share(limits(added), (base - spread, base + spread)), shown_as(said)):
            before = f"{printed(new, scope.text)}{'－' if rises else '＋'}{printed(added, scope.text)}"
            told = f"{printed(added, scope.text)}÷（{before}）＝{percent(added.amount.value / base)}"
            related = (("现值", new.span), ("增减数", added.span))
            yield Flaw((new.label[0], said.span[1]), {"said": _told(scope, said), "sum": told}, related)


# --- telling ---------------------------------------------------------------------------------------------------------


def _minus(scope: Scope, way: Way) -> str:
    greater, lesser = sorted((way.old, way.new), key=lambda f: f.amount.value, reverse=True)
    return f"{printed(greater, scope.text)}－{printed(lesser, scope.text)}"


def _ratio(scope: Scope, way: Way) -> str:
    ratio = decimal(quotient(way.new.amount.value, way.old.amount.value), 2)
    return f"{printed(way.new, scope.text)}÷{printed(way.old, scope.text)}＝{ratio}"


def _told(scope: Scope, said: Figure) -> str:
    return scope.words((max(said.label[0], said.span[0] - _TOLD), said.span[1]))


def _flaw(scope: Scope, way: Way, said: Figure | None, told: str, other: Span | None = None) -> Flaw:
    if said is not None:
        words, last, begin, statement = _told(scope, said), said.span, said.clause[0], said.statement
    else:
        last = other or (way.new.label[0], way.new.span[1])
        words, begin, statement = scope.words(last), last[0], way.new.statement
    here = [f for f in (way.old, way.new) if f.statement == statement]
    span = (min([begin, *(f.label[0] for f in here)]), max([last[1], *(f.span[1] for f in here)]))
    related = (
        (f"原来 {scope.words(way.old.span)}", way.old.span),
        (f"现在 {scope.words(way.new.span)}", way.new.span),
    )
    return Flaw(span, {"said": words, "sum": told}, related)
