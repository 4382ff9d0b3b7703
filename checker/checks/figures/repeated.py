"""The same quantity with two values: 建成19个……这21个; 执法队15名队员……全队17名队员; what is left over told wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from checker.checks.figures.reading import SHARE, Figure
from checker.checks.figures.scope import Scope, alike
from checker.checks.figures.sums import Limits, above, less, limits, meet, plain, printed, total
from checker.checks.flaws import Flaw
from checker.parsing.periods import months_in

_EARLIER = 3
"""Sentences before one that takes up what they counted."""

_SMALL = 2
_COLLECTIVE = re.compile("全(?:体|部)?[^，。；、全]{0,2}(?P<of>[^，。；、全])(?:共?有|现有|共|下?辖)?$")
_STOCK = re.compile("(?:下?辖|共有|现有|设有|全[^，。；]共?有)$")
_TEAMS = "队团组班会室站所"
_SHORT = 8
_YEAR = frozenset(range(1, 13))


def check_repeated(scope: Scope) -> list[Flaw]:
    """Quantities that are given twice with different values."""
    flaws: list[Flaw] = []
    finders = {"again": _taken_up, "spoken_of": _taken_up}
    finders |= dict.fromkeys(("undone", "left", "short_of"), _left_over)
    for statement in scope.figures.statements:
        if not statement.figures:
            continue
        find = dict.fromkeys(finder for role, finder in finders.items() if scope.has(role, statement.span))
        for figure in statement.figures:
            if figure.counts:
                flaws += [flaw for finder in (*find, _collective, _more_than_before) for flaw in finder(scope, figure)]
    flaws += _same_names(scope)
    return flaws


# --- 这21个服务点 ------------------------------------------------------------------------------------------------------


def _taken_up(scope: Scope, figure: Figure) -> Iterator[Flaw]:
    noun = scope.words(figure.tail)[:6]
    definite = scope.ends_with("again", figure.label)
    if not definite and figure.label[0] == figure.span[0]:
        # 90天行动期间, 15名队员中: at the head of a clause this is what was spoken of before.
        ends = [s for s, _ in scope.spans("spoken_of", (figure.span[1], figure.span[1] + 8)) if s > figure.span[1] + 1]
        definite = bool(ends)
        noun = scope.text[figure.span[1] : ends[0]] if ends else noun
    if not definite or figure.amount.value <= _SMALL:
        return
    begin = scope.statement(figure).span[0]
    if len(noun) < 2 or "、" in scope.text[max(begin, figure.span[0] - 12) : figure.span[0]]:
        return
    earlier = _before(scope, figure, _EARLIER)
    named = [f for f in earlier if alike(noun, scope.words(f.label) + scope.words((f.span[1], f.clause[1])))]
    named = [f for f in named if f.unit == figure.unit]
    if not named or any(meet(value, limits(figure)) for value in _values(scope, earlier)):
        return
    yield _flaw(scope, named[-1], figure)


def _more_than_before(scope: Scope, figure: Figure) -> Iterator[Flaw]:
    """召开联席会议3次。4次联席会议…: fewer can be some of them, more cannot."""
    if figure.span[0] != scope.statement(figure).span[0]:
        return
    noun = scope.words(figure.tail)[:4]
    named = [f for f in _before(scope, figure, 1) if f.unit == figure.unit and scope.label(f).endswith(noun)]
    if len(noun) == 4 and len(named) == 1 and above(limits(figure), limits(named[0])):
        if not any(meet(value, limits(figure)) for value in _values(scope, _before(scope, figure, _EARLIER))):
            yield _flaw(scope, named[0], figure)


def _before(scope: Scope, figure: Figure, sentences: int) -> list[Figure]:
    return [
        f
        for s in scope.figures.near(figure.statement, sentences)
        for f in s.figures
        if f.order < figure.order and f.family == figure.family
    ]


def _values(scope: Scope, figures: Sequence[Figure]) -> Iterator[Limits]:
    """The values of figures, and of their enumerations."""
    yield from map(limits, figures)
    for statement in {f.statement: scope.statement(f) for f in figures}.values():
        yield from (total(run) for run in statement.runs)
    for a, b in combinations(figures[-6:], 2):
        yield total((a, b))


# --- 全队17名队员 ------------------------------------------------------------------------------------------------------


def _collective(scope: Scope, figure: Figure) -> Iterator[Flaw]:
    """全队17名队员 after 执法队15名队员; 全镇辖13个行政村, 全镇15个行政村; 12人的宣讲队, 宣讲队15名成员."""
    label, noun = scope.label(figure), scope.words(figure.tail)[:2]
    if len(noun) < 2 or ("全" not in label and len(label) > _SHORT) or not noun.isalpha():
        return
    found = _COLLECTIVE.search(label)
    if scope.has("partial", figure.label):
        return
    for other in _before(scope, figure, _EARLIER):
        if other.unit != figure.unit and not _is_team(scope, other, label):
            continue
        if meet(limits(other), limits(figure)) or scope.is_of_before(other) or scope.has("partial", other.clause):
            continue
        its = scope.label(other)
        same_noun = scope.words(other.tail).startswith(noun)
        is_whole = found is not None and (its.endswith(found["of"]) or _STOCK.search(its) is not None)
        if (same_noun and is_whole and len(its) <= _SHORT) or _is_team(scope, other, label):
            yield _flaw(scope, other, figure)
            return


def _is_team(scope: Scope, other: Figure, label: str) -> bool:
    """组建一支12人的法治宣讲队: is it the size of the team that a label names?"""
    name = label[-3:]
    tail = scope.words((other.span[1], other.clause[1]))
    return (
        len(label) <= _SHORT and len(name) == 3 and name[-1] in _TEAMS and tail.startswith("的") and tail.endswith(name)
    )


# --- 未化解的19起 ------------------------------------------------------------------------------------------------------


def _left_over(scope: Scope, figure: Figure) -> Iterator[Flaw]:
    """What is left of a total when the part that is done has been told."""
    found = scope.spans("undone", figure.label)
    short = scope.has("short_of", figure.label)
    rest = not found and scope.begins_with("left", figure.label)
    if not found and not rest and not short:
        return
    earlier = [f for f in _before(scope, figure, 2) if not scope.is_of_before(f)]
    if len(earlier) < 2:
        return
    if any(meet(value, limits(figure)) for value in _remainders(scope, earlier)):
        return
    if short:
        pair = _due(scope, earlier)
    elif found:
        done_word = scope.words((found[-1][1], figure.span[0]))[:2]
        pair = _done(scope, earlier, done_word)
    else:
        here = [f for f in earlier if f.depth == figure.depth and f.statement == earlier[-1].statement]
        pair = (here[0], here[1]) if len(here) == 2 and here[0].amount.value > here[1].amount.value else None
        if figure.statement == earlier[-1].statement or (pair and scope.has("cumulative", pair[0].label)):
            return
    if pair is None or pair[0].amount.value <= figure.amount.value:
        return
    carried = any(scope.has("carried", s.span) for s in scope.figures.near(figure.statement, 2, 1))
    if not carried or scope.has("added_up", pair[0].label):
        whole, done = pair
        text = scope.text
        value = plain(whole.amount.value - done.amount.value, figure)
        told = f"{printed(whole, text)}－{printed(done, text)}＝{value}，不是{printed(figure, text)}"
        yield _flaw(scope, whole, figure, told, done)


def _remainders(scope: Scope, figures: Sequence[Figure]) -> Iterator[Limits]:
    """All that can be left: differences of two, of a figure and what follows it, and the figures themselves."""
    near = figures[-8:]
    yield from map(limits, near)
    for i, whole in enumerate(near):
        for n in range(i + 1, len(near)):
            yield less(limits(whole), limits(near[n]))
            for first in range(i + 1, n):
                yield less(limits(whole), total(near[first : n + 1]))


def _due(scope: Scope, earlier: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """What ought to be and what there is: 应配18人，实有11人."""
    due = [f for f in earlier if scope.has("due", f.label)]
    there = [f for f in earlier if due and f.order > due[-1].order and scope.has("done", f.label)]
    return (due[-1], there[-1]) if there else None


def _done(scope: Scope, earlier: Sequence[Figure], word: str) -> tuple[Figure, Figure] | None:
    """The figure that says how many are done, and the total before it."""
    for at in range(len(earlier) - 1, 0, -1):
        done = earlier[at]
        label = scope.label(done)
        if len(word) < 2 or word not in label or label[max(0, label.find(word) - 1)] in "未不没":
            continue
        beside = scope.statement(done).siblings(done)
        for whole in reversed(earlier[:at]):
            if whole.statement == done.statement and whole.amount.value >= done.amount.value and whole not in beside:
                return whole, done
    return None


# --- the same name -----------------------------------------------------------------------------------------------------


def _same_names(scope: Scope) -> Iterator[Flaw]:
    """按期答复率98.4% and 按期答复率96.4%; 全年开展涉企行政检查214次 and 今年涉企行政检查241次."""
    seen: dict[tuple[str, str], list[tuple[Figure, str]]] = {}
    for statement in scope.figures.statements:
        for figure in statement.figures:
            name = _name(scope, figure)
            if name is None:
                continue
            for other, longer in seen.get((name[-4:], figure.family), ()):
                if _is_same(scope, other, longer, figure, name):
                    yield _flaw(scope, other, figure)
                    break
            seen.setdefault((name[-4:], figure.family), []).append((figure, name))


def _name(scope: Scope, figure: Figure) -> str | None:
    """What a figure says of the whole year and the own office, without the words of time and telling; None if unsure."""
    if figure.depth or scope.is_of_before(figure) or not scope.has("whole_year", figure.label):
        return None
    if any(scope.has(role, figure.clause) for role in ("partial", "each", "goals", "among", "differs")):
        return None
    if months_in(scope.label(figure)) not in (frozenset(), _YEAR):
        return None
    label = figure.label
    if figure.family == SHARE and "率" not in scope.label(figure):
        return None
    drop = [s for role in ("whole_year", "telling", "reaching", "moves") for s in scope.spans(role, label)]
    name = "".join(c for i, c in enumerate(scope.words(label), label[0]) if not any(a <= i < b for a, b in drop))
    return name if len(name) >= 4 else None


def _is_same(scope: Scope, other: Figure, its_name: str, figure: Figure, name: str) -> bool:
    if meet(limits(other), limits(figure)) or other.unit != figure.unit:
        return False
    if scope.statement(other).passage != scope.statement(figure).passage:
        return name == its_name and len(name) >= 6
    longer, shorter = (name, its_name) if len(name) > len(its_name) else (its_name, name)
    if not longer.endswith(shorter):
        return False
    more = longer[: -len(shorter)]
    before = scope.text[scope.statement(other).span[0] : other.span[0]]
    return not more or alike(more, before) or more in before


def _flaw(scope: Scope, first: Figure, second: Figure, told: str | None = None, third: Figure | None = None) -> Flaw:
    text = scope.text
    words = told or f"前面写的是{printed(first, text)}{first.unit if first.counts else ''}"
    span = (max(second.label[0], second.span[0] - 20), max(second.span[1], min(second.tail[1], second.span[1] + 6)))
    others = (first, *((third,) if third is not None else ()))
    related = tuple((f"前文 {scope.words(f.span)}", f.span) for f in others)
    return Flaw(span, {"said": scope.words(second.span), "sum": words}, related)
