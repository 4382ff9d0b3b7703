"""A change against an earlier value: 由A增至B, B较上年的A下降P, 2023年A、2024年B, 同比增长P; and B比上年增加C, 增长P.

Two values and what is said of the way from one to the other: a difference, a percentage, points, a multiple, 翻一番.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.checks.figures.reading import POINTS, SHARE, TIMES, Figure, Statement
from checker.checks.figures.scope import Scope, alike
from checker.checks.figures.sums import Limits, above, decimal, limits, meet, percent, plain, printed, share, shown_as
from checker.checks.flaws import Flaw
from checker.model import Span

_EARLIER = 3
"""Sentences before one that says 同比, in which last year's value is looked for."""

_DOUBLED = re.compile("(?P<near>近|将近|接近)?翻(?:了|了近)?(?P<times>[一两二])?番(?P<more>还多|多|以上|有余)?")
_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class _Way:
    """From an earlier value to a later one."""

    old: Figure
    new: Figure

    @property
    def end(self) -> int:
        """Where both have been named."""
        return max(self.old.span[1], self.new.span[1])


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
    ways = sorted(_ways(scope, statement), key=lambda way: way.end)
    judged: set[Figure] = set()
    for n, way in enumerate(ways):
        stop = ways[n + 1].old.label[0] if n + 1 < len(ways) else statement.span[1]
        turned = _turned(scope, way)
        if turned is not None:
            yield turned
        for said in _said_of(scope, statement, way, stop):
            if said not in judged:
                judged.add(said)
                flaw = _judge(scope, way, said)
                if flaw is not None:
                    yield flaw
        if len(ways) == 1 and (flaw := _doubled(scope, statement, way)) is not None:
            yield flaw
    rest = [f for f in statement.figures if f not in judged and _is_difference(scope, f)]
    if rest and not ways:
        yield from _against_earlier_sentences(scope, statement, rest)
    yield from _without_old_value(scope, statement, rest)


# --- roles -------------------------------------------------------------------------------------------------------------


def _is_result(scope: Scope, figure: Figure) -> bool:
    return scope.ends_with("reaching", figure.label, 1)


def _is_difference(scope: Scope, figure: Figure) -> bool:
    return scope.ends_with("moves", figure.label, 2) and not _is_result(scope, figure) and not _is_mean(scope, figure)


def _is_mean(scope: Scope, figure: Figure) -> bool:
    return scope.has("each", figure.label)


def _is_start(scope: Scope, figure: Figure) -> bool:
    return scope.ends_with("from", figure.label)


def _is_old(scope: Scope, figure: Figure) -> bool:
    """Does its label end with 上年的 or the like, or begin with an earlier year that it is not compared with?"""
    if not scope.is_of_before(figure) or _is_difference(scope, figure) or _is_result(scope, figure):
        return False
    return scope.ends_with("of_before", figure.label) or not scope.has("compared", figure.label)


def _ways(scope: Scope, statement: Statement) -> Iterator[_Way]:
    """All pairs of an earlier and a later value that a sentence names."""
    figures = [f for f in statement.figures if f.family not in (POINTS, TIMES)]
    used: set[Figure] = set()
    for i, figure in enumerate(figures[:-1]):
        new = figures[i + 1]
        in_one = new.clause == figure.clause and scope.has("from", figure.label)
        if (_is_start(scope, figure) or in_one) and not _is_difference(scope, figure):
            if new.family == figure.family and (_is_result(scope, new) or scope.ends_with("towards", new.label, 1)):
                used.update((figure, new))
                yield _Way(figure, new)
    for i, figure in enumerate(figures):
        if figure in used or not _is_old(scope, figure):
            continue
        new = _new_value(scope, figures, i)
        if new is not None:
            yield _Way(figure, new)


def _new_value(scope: Scope, figures: Sequence[Figure], at: int) -> Figure | None:
    """This year's value to an old one: the nearest before it, else the next after it."""
    old = figures[at]

    def fits(figure: Figure) -> bool:
        return (
            figure.family == old.family
            and figure.depth <= old.depth
            and not _is_difference(scope, figure)
            and (not scope.is_of_before(figure) or _is_later(scope, figure, old))
        )

    before = next((f for f in reversed(figures[:at]) if fits(f)), None)
    if before is not None and not scope.has("break", (before.span[1], old.span[0])):
        return before
    return next((f for f in figures[at + 1 :] if fits(f)), None)


def _is_later(scope: Scope, figure: Figure, old: Figure) -> bool:
    """Do both labels name a year, and the first the later one?"""
    year, old_year = scope.year_of(figure), scope.year_of(old)
    return year is not None and old_year is not None and year > old_year


def _said_of(scope: Scope, statement: Statement, way: _Way, stop: int) -> Iterator[Figure]:
    """What is said of the way, up to where the sentence speaks of something else."""
    shares = 0
    for figure in statement.figures:
        begin = min(way.old.clause[0], way.new.clause[0])
        follows = figure.span[0] >= way.end or figure.clause == way.old.clause or figure.clause[1] + 1 == begin
        follows = follows or (way.old.depth > way.new.depth and way.new.order < figure.order < way.old.order)
        alone = sum(other.clause == figure.clause for other in statement.figures) == 1
        follows = follows or (alone and figure.order > way.new.order and figure.clause[1] + 1 == way.old.clause[0])
        if figure in (way.old, way.new) or not follows or figure.span[0] >= stop:
            continue
        if _is_multiple_of(scope, figure, way.old) or _is_gain(scope, statement, figure, way):
            yield figure
            continue
        if figure.family == TIMES and figure.clause[1] + 1 == begin and scope.has("of_old", figure.label):
            yield figure
            continue
        if not _is_difference(scope, figure) or not (figure.clause[1] + 1 == begin or _speaks_of(scope, figure, way)):
            continue
        shares += figure.family == SHARE
        if shares > 1 and figure.family == SHARE:
            return
        yield figure


def _is_multiple_of(scope: Scope, figure: Figure, old: Figure) -> bool:
    """是上年1.4万人次的3倍."""
    return figure.family == TIMES and figure.label[0] == old.span[1] and scope.label(figure) == "的"


def _is_gain(scope: Scope, statement: Statement, figure: Figure, way: _Way) -> bool:
    """由16台增配到28台，新增12台: alone behind both values."""
    if figure.family != way.new.family or figure.clause[0] != way.new.clause[1] + 1 or statement.siblings(figure)[1:]:
        return False
    label = figure.label
    later = [f for f in statement.figures if f.order > figure.order and f.family == figure.family]
    return (
        not later and any(found == label for found in scope.spans("gains", label)) and way.old.clause == way.new.clause
    )


def _speaks_of(scope: Scope, figure: Figure, way: _Way) -> bool:
    """Has a difference no subject of its own, or the one of the way?"""
    if figure.family not in (way.old.family, SHARE, POINTS, TIMES):
        return False
    if figure.family == POINTS and way.old.family != SHARE:
        return False
    label = figure.label
    fillers = scope.spans("moves", label) + scope.spans("change_words", label)
    own = "".join(c for i, c in enumerate(scope.words(label), label[0]) if not any(a <= i < b for a, b in fillers))
    if len(own) < 2 or figure.clause in (way.old.clause, way.new.clause):
        return True
    begin = min(way.old.clause[0], way.new.clause[0])
    return alike(own, scope.text[begin : way.end])


# --- do they agree -----------------------------------------------------------------------------------------------------


def _judge(scope: Scope, way: _Way, said: Figure) -> Flaw | None:
    old, new = limits(way.old), limits(way.new)
    if said.family == SHARE and way.old.family == SHARE:
        if _points(way, said) or _percentage(old, new, said):
            return None
        return _flaw(scope, way, said, f"{_minus(scope, way)}＝{plain(_difference(way) * 100, said)}个百分点")
    if said.family == POINTS:
        wrong_way = _is_wrong_way(scope, way, said)
        if _points(way, said) and not wrong_way:
            return None
        return _flaw(scope, way, said, f"{_minus(scope, way)}＝{decimal(_difference(way) * 100)}个百分点")
    if said.family == SHARE:
        if scope.has("of_old", said.label) or way.old.amount.value == 0:
            return None
        if _percentage(old, new, said) and not _is_wrong_way(scope, way, said):
            return None
        result = percent(_difference(way) / way.old.amount.value)
        return _flaw(scope, way, said, f"（{_minus(scope, way)}）÷{printed(way.old, scope.text)}＝{result}")
    if said.family == TIMES:
        loosely = not _is_multiple_of(scope, said, way.old) and not scope.has("of_old", said.label)
        if way.old.amount.value == 0 or _multiple(old, new, said, loosely):
            return None
        result = decimal(way.new.amount.value / way.old.amount.value)
        told = f"{printed(way.new, scope.text)}÷{printed(way.old, scope.text)}＝{result}"
        return _flaw(scope, way, said, told)
    if _amount(old, new, said) and not _is_wrong_way(scope, way, said):
        return None
    return _flaw(scope, way, said, f"{_minus(scope, way)}＝{plain(_difference(way), way.old)}")


def _turned(scope: Scope, way: _Way) -> Flaw | None:
    """由15件增加到12件: the word says the other way."""
    label = way.new.label
    if not scope.has("from", way.old.label) or scope.has("betters", label):
        return None
    rises, falls = scope.has("rises", label), scope.has("falls", label)
    old, new = limits(way.old), limits(way.new)
    if rises == falls or not (above(old, new) if rises else above(new, old)):
        return None
    return _flaw(scope, way, None, f"{_minus(scope, way)}＝{plain(_difference(way), way.old)}")


def _is_wrong_way(scope: Scope, way: _Way, said: Figure) -> bool:
    rises, falls = scope.has("rises", said.label), scope.has("falls", said.label)
    old, new = limits(way.old), limits(way.new)
    return rises != falls and (above(old, new) if rises else above(new, old))


def _difference(way: _Way) -> float:
    return abs(way.new.amount.value - way.old.amount.value)


def _spread(old: Limits, new: Limits) -> Limits:
    """The limits of the difference, whichever way."""
    low = max(0.0, new[0] - old[1], old[0] - new[1])
    return low, max(abs(new[1] - old[0]), abs(old[1] - new[0]))


def _amount(old: Limits, new: Limits, said: Figure) -> bool:
    return meet(_spread(old, new), shown_as(said))


def _points(way: _Way, said: Figure) -> bool:
    """The difference of the two as printed, rounded no more than what is said of it."""
    if way.old.amount.is_vague or way.new.amount.is_vague:
        return True
    scale = 100 if said.family == POINTS else 1
    step = said.amount.step or 0.01 * scale
    window = limits(said)
    if not said.amount.is_vague:
        window = (said.amount.value - step / 2, said.amount.value + step / 2)
    difference = _difference(way) * scale
    return meet((difference, difference), window)


def _percentage(old: Limits, new: Limits, said: Figure) -> bool:
    return meet(share(_spread(old, new), old), shown_as(said))


def _multiple(old: Limits, new: Limits, said: Figure, grown: bool) -> bool:
    """增长1.5倍: to 2.5 times, or loosely to 1.5 times."""
    low, high = share(new, old)
    window = shown_as(said)
    return (grown and meet((low - 1, high - 1), window)) or meet((low, high), window)


def _doubled(scope: Scope, statement: Statement, way: _Way) -> Flaw | None:
    """翻一番, 翻两番, and what comes near to it."""
    found = _DOUBLED.search(scope.text, *statement.span)
    if found is None or way.old.amount.value <= 0:
        return None
    times = float(4 if found["times"] in ("两", "二") else 2)
    ratio = way.new.amount.value / way.old.amount.value
    near = found["near"] or found[0].startswith("翻了近")
    low = times if found["more"] else times * (0.8 if near else 0.95)
    high = times * (1.02 if near else 1.5)
    if low <= ratio <= high:
        return None
    told = f"{printed(way.new, scope.text)}÷{printed(way.old, scope.text)}＝{decimal(ratio)}"
    return _flaw(scope, way, None, told, found.span())


# --- values in other sentences, or not given ---------------------------------------------------------------------------


def _against_earlier_sentences(scope: Scope, statement: Statement, rest: Sequence[Figure]) -> Iterator[Flaw]:
    """2023年6起。……2024年降到4起，同比下降50%; or 全年968件。2023年1146件。减少188件."""
    for said in rest:
        earlier = [f for s in scope.figures.near(said.statement, _EARLIER) for f in s.figures if f.order < said.order]
        olds = [f for f in earlier if f.counts and _is_old(scope, f)]
        for old in reversed(olds):
            news = [
                f
                for f in earlier
                if f.family == old.family
                and f is not old
                and not scope.is_of_before(f)
                and not _is_difference(scope, f)
                and f.depth == 0
                and _same_matter(scope, f, old)
            ]
            here = [f for f in news if f.statement == said.statement]
            if said.family not in (old.family, SHARE) or not (here or news):
                continue
            new = (here or news)[-1]
            way = _Way(old, new)
            if _speaks_of(scope, said, way) and (
                here or said.clause == old.clause or alike(scope.label(said)[:-2], scope.around(old))
            ):
                flaw = _judge(scope, way, said)
                if flaw is not None:
                    yield flaw
                break


def _same_matter(scope: Scope, new: Figure, old: Figure) -> bool:
    """Do the words around two figures name one thing?"""
    return alike(_name(scope, new), _name(scope, old), 2)


def _name(scope: Scope, figure: Figure) -> str:
    """A figure's words without those of time and change."""
    label = figure.label
    drop = [*scope.spans("change_words", label), *scope.spans("moves", label), *scope.spans("reaching", label)]
    kept = "".join(c for i, c in enumerate(scope.words(label), label[0]) if not any(a <= i < b for a, b in drop))
    return "".join(c for c in kept if not c.isdigit() and c != "年") + "|" + scope.words(figure.tail)[:8]


def _without_old_value(scope: Scope, statement: Statement, rest: Sequence[Figure]) -> Iterator[Flaw]:
    """310路，较上年末增加62路，增长25%: the base is what remains without the increase."""
    for added, said in zip(rest, rest[1:], strict=False):
        if not added.counts or said.family != SHARE or said.order != added.order + 1:
            continue
        if not scope.has("before", added.label) and not scope.has("change_words", added.label):
            continue
        new = next((f for f in reversed(statement.figures) if f.order < added.order and f.family == added.family), None)
        own_words = scope.has("rises", said.label) != scope.has("falls", said.label)
        if new is None or not own_words or _is_difference(scope, new):
            continue
        rises = scope.has("rises", added.label)
        base = new.amount.value - added.amount.value if rises else new.amount.value + added.amount.value
        if base <= 0 or new.amount.is_vague or added.amount.is_vague:
            continue
        spread = (new.amount.step + added.amount.step) / 2
        if not meet(share(limits(added), (base - spread, base + spread)), shown_as(said)):
            sign = "－" if rises else "＋"
            text = scope.text
            told = f"{printed(added, text)}÷（{printed(new, text)}{sign}{printed(added, text)}）＝{percent(added.amount.value / base)}"
            related = (("现值", new.span), ("增减数", added.span))
            yield Flaw((new.label[0], said.span[1]), {"said": _told(scope, said), "sum": told}, related)


# --- telling -----------------------------------------------------------------------------------------------------------


def _minus(scope: Scope, way: _Way) -> str:
    greater, less = sorted((way.old, way.new), key=lambda f: f.amount.value, reverse=True)
    return f"{printed(greater, scope.text)}－{printed(less, scope.text)}"


def _told(scope: Scope, said: Figure) -> str:
    return scope.words((max(said.label[0], said.span[0] - 8), said.span[1]))


def _flaw(scope: Scope, way: _Way, said: Figure | None, told: str, other: Span | None = None) -> Flaw:
    last = said.span if said is not None else other or way.new.span
    said_words = _told(scope, said) if said is not None else scope.words(other or (way.new.label[0], way.new.span[1]))
    statement = (said or way.new).statement
    here = [f for f in (way.old, way.new) if f.statement == statement]
    start = min([said.clause[0] if said is not None else last[0], *(f.label[0] for f in here)])
    end = max([last[1], *(f.span[1] for f in here)])
    related = (
        (f"原来 {scope.words(way.old.span)}", way.old.span),
        (f"现在 {scope.words(way.new.span)}", way.new.span),
    )
    return Flaw((start, end), {"said": said_words, "sum": told}, related)
