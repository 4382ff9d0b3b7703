"""The same quantity with two values: 建成19个……这21个; 执法队15名队员……全队17名队员; 全年检查214次……今年检查241次."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from checker.checks.figures.left_over import left_over_flaws
from checker.checks.figures.reading import SHARE, Figure
from checker.checks.figures.scope import Scope, alike
from checker.checks.figures.sums import Limits, above, limits, meet, total
from checker.checks.flaws import Flaw
from checker.parsing.periods import WHOLE_YEAR, months_in

_EARLIER = 3
"""Sentences before one that takes up what they counted."""

_SMALL = 2
"""Counts too small to say which things are meant."""

_NEAREST = 6
_NOUN, _WHOLE_NOUN, _LONG_NOUN = 6, 4, 14
_SHORT_LABEL, _SHORT_HEAD = 8, 2
_TEAM_NAME = 3
_TOLD = 20
_DONE = "出来到好"
_LIKE = 0.7
"""Of the first number: so much a second, smaller one must be to be taken for the same."""

_ALIKE_NAMES = 20
"""Figures of one name that one is held against."""


def check_repeated(scope: Scope) -> list[Flaw]:
    """Quantities that are given twice with different values."""
    flaws: list[Flaw] = []
    finders = {"again": _taken_up, "spoken_of": _taken_up}
    finders |= dict.fromkeys(("undone", "left", "short_of"), left_over_flaws)
    for statement in scope.figures.statements:
        if not statement.figures:
            continue
        find = dict.fromkeys(finder for role, finder in finders.items() if scope.has(role, statement.span))
        for figure in statement.figures:
            if figure.counts:
                flaws += [
                    flaw
                    for finder in (*find, _collective, _more_than_before, _more_than_stock, _named_by_deed)
                    for flaw in finder(scope, figure)
                ]
    flaws += _same_names(scope)
    return flaws


# --- 这21个服务点 ----------------------------------------------------------------------------------------------------


def _taken_up(scope: Scope, figure: Figure) -> Iterator[Flaw]:
    noun = _noun_taken_up(scope, figure)
    begin = scope.statement(figure).span[0]
    listed = "、" in scope.text[max(begin, figure.span[0] - 2 * _NOUN) : figure.span[0]]
    if len(noun) < 2 or figure.amount.value <= _SMALL or listed:
        return
    earlier = scope.before(figure, _EARLIER)
    named = [f for f in earlier if f.unit == figure.unit and alike(noun, _clause_of(scope, f))]
    if named and not any(meet(value, limits(figure)) for value in _values(scope, earlier)):
        yield _flaw(scope, named[-1], figure)


def _noun_taken_up(scope: Scope, figure: Figure) -> str:
    """服务点 of 这21个服务点; 行动 of 90天行动期间 at the head of a clause, which speaks of what was told before."""
    if scope.ends_with("again", figure.label):
        return scope.words(figure.tail)[:_NOUN]
    if figure.label[0] != figure.span[0]:
        return ""
    near = (figure.span[1], figure.span[1] + _NOUN + 2)
    ends = [start for start, _ in scope.spans("spoken_of", near) if start > figure.span[1] + 1]
    return scope.words((figure.span[1], ends[0])) if ends else ""


def _clause_of(scope: Scope, figure: Figure) -> str:
    return scope.label(figure) + scope.words((figure.span[1], figure.clause[1]))


def _values(scope: Scope, figures: Sequence[Figure]) -> Iterator[Limits]:
    """The values of figures, of their enumerations, and of the last ones by twos."""
    yield from map(limits, figures)
    for statement in {f.statement: scope.statement(f) for f in figures}.values():
        yield from (total(run) for run in statement.runs)
    for pair in combinations(figures[-_NEAREST:], 2):
        yield total(pair)


def _more_than_before(scope: Scope, figure: Figure) -> Iterator[Flaw]:
    """召开联席会议3次。4次联席会议…: fewer can be some of them, more cannot."""
    noun = scope.words(figure.tail)[:_WHOLE_NOUN]
    if figure.span[0] != scope.statement(figure).span[0] or len(noun) < _WHOLE_NOUN:
        return
    named = [f for f in scope.before(figure, 1) if f.unit == figure.unit and scope.label(f).endswith(noun)]
    earlier = scope.before(figure, _EARLIER)
    given = any(meet(value, limits(figure)) for value in _values(scope, earlier))
    if len(named) == 1 and above(limits(figure), limits(named[0])) and not given:
        yield _flaw(scope, named[0], figure)


def _more_than_stock(scope: Scope, figure: Figure) -> Iterator[Flaw]:
    """辖17个村。18个村均…: all of them, and more than there are."""
    near = (figure.span[1], min(figure.tail[1], figure.span[1] + _NOUN))
    ends = [start for start, _ in scope.spans("all", near)]
    noun = scope.words((figure.span[1], ends[0])) if ends else ""
    if not noun or figure.label[1] - figure.label[0] > _SHORT_HEAD:
        return
    earlier = scope.before(figure, _EARLIER)
    stocks = [
        f
        for f in earlier
        if f.unit == figure.unit and scope.ends_with("stock_of", f.label) and scope.words(f.tail).startswith(noun)
    ]
    given = any(meet(value, limits(figure)) for value in _values(scope, earlier))
    if stocks and not given and above(limits(figure), limits(stocks[-1])):
        yield _flaw(scope, stocks[-1], figure)


# --- 选树的35户示范户 -----------------------------------------------------------------------------------------------


def _named_by_deed(scope: Scope, figure: Figure) -> Iterator[Flaw]:
    """选树示范户30户。对选树的35户示范户…: the same deed, the same noun, another number."""
    if not scope.ends_with("of_what", figure.label) or scope.has("partial", figure.clause):
        return
    words = scope.words((figure.label[0], figure.span[0] - 1)).rstrip(_DONE)
    deed, lead = words[-2:], words[:-2]
    noun = _noun_behind(scope, figure)
    if len(deed) < 2 or len(noun) < 2 or (lead and not scope.is_one_of("leads_deed", lead[-1])):
        return
    earlier = scope.before(figure, _EARLIER)
    for other in reversed([f for f in earlier if f.statement != figure.statement and f.unit == figure.unit]):
        if deed in scope.label(other) and _has_noun(scope, other, noun):
            least = min(figure.amount.value, other.amount.value)
            is_same = figure.amount.value > other.amount.value or least >= _LIKE * other.amount.value
            set_apart = scope.is_of_before(other) or scope.has("partial", other.label)
            if is_same and not set_apart and not any(meet(v, limits(figure)) for v in _values(scope, earlier)):
                yield _flaw(scope, other, figure)
            return


def _has_noun(scope: Scope, figure: Figure, noun: str) -> bool:
    """Is the first word of a noun the one that a figure counts?"""
    label, tail = scope.label(figure).rstrip("”》"), scope.words(figure.tail).lstrip("“《")
    return any(label.endswith(noun[:n]) for n in range(2, len(noun) + 1)) or tail.startswith(noun[:3])


def _noun_behind(scope: Scope, figure: Figure) -> str:
    """The first characters of what a figure counts, without quotes."""
    return scope.words((figure.span[1], figure.span[1] + _LONG_NOUN)).lstrip("“《")


# --- 全队17名队员 ----------------------------------------------------------------------------------------------------


def _collective(scope: Scope, figure: Figure) -> Iterator[Flaw]:
    """全队17名队员 after 执法队15名队员; 全镇辖13个行政村, 全镇15个行政村; 12人的宣讲队, 宣讲队15名成员."""
    noun = scope.words(figure.tail)[:2]
    whole = next(reversed(scope.spans("whole_of", figure.label)), None)
    team = scope.label(figure)[-_TEAM_NAME:] if scope.ends_with("team", figure.label) else ""
    if len(noun) < 2 or not noun.isalpha() or not (whole or team) or scope.has("partial", figure.label):
        return
    for other in scope.before(figure, _EARLIER):
        if meet(limits(other), limits(figure)) or scope.is_of_before(other) or scope.has("partial", other.clause):
            continue
        if (whole and _counts_all(scope, other, figure, scope.text[whole[1] - 1])) or _sizes(scope, other, team):
            yield _flaw(scope, other, figure)
            return
        if team and _are_members(scope, other, figure, team):
            yield _flaw(scope, other, figure)
            return


def _counts_all(scope: Scope, other: Figure, figure: Figure, body: str) -> bool:
    """Does another figure count all of the same: 执法队15名队员, 全镇辖13个行政村?"""
    label = scope.label(other)
    of_all = label.endswith(body) or scope.ends_with("stock_of", other.label)
    noun = scope.words(figure.tail)[:2]
    is_same = other.unit == figure.unit and scope.words(other.tail).startswith(noun)
    return is_same and of_all and len(label) <= _SHORT_LABEL


def _sizes(scope: Scope, other: Figure, team: str) -> bool:
    """组建一支12人的法治宣讲队: is it the size of the team of that name?"""
    tail = scope.words((other.span[1], other.clause[1]))
    return len(team) == _TEAM_NAME and scope.is_one_of("of_what", tail[:1]) and tail.endswith(team)


def _are_members(scope: Scope, other: Figure, figure: Figure, team: str) -> bool:
    """11个成员单位 where the sentence names 领导小组, or 8个部门组成的联席会议, and 领导小组12个成员单位."""
    if other.unit != figure.unit or other.statement == figure.statement:
        return False
    if figure.amount.value < other.amount.value and not scope.has("all", figure.clause):
        return False
    behind = scope.words((other.span[1], other.clause[1]))
    forms = scope.spans("forming", (other.span[1], other.clause[1]))
    if forms and team in scope.words(other.clause):
        return True
    noun = scope.words(figure.tail)[:_WHOLE_NOUN]
    named = team in scope.text[scope.statement(other).span[0] : other.span[0]]
    return named and len(scope.label(other)) <= _TEAM_NAME and len(noun) == _WHOLE_NOUN and behind.startswith(noun)


# --- the same name ---------------------------------------------------------------------------------------------------


def _same_names(scope: Scope) -> Iterator[Flaw]:
    """按期答复率98.4% and 按期答复率96.4%; 全年开展涉企行政检查214次 and 今年涉企行政检查241次."""
    seen: dict[tuple[str, str], list[tuple[Figure, str]]] = {}
    for statement in scope.figures.statements:
        for figure in statement.figures:
            name = _name(scope, figure)
            if name is None:
                continue
            namesakes = seen.setdefault((name[-4:], figure.family), [])
            for other, its_name in namesakes[-_ALIKE_NAMES:]:
                if _is_same(scope, other, its_name, figure, name):
                    yield _flaw(scope, other, figure)
                    break
            namesakes.append((figure, name))


def _name(scope: Scope, figure: Figure) -> str | None:
    """What a figure counts in the whole year at the own office, without words of time and telling; None if unsure."""
    if figure.depth or scope.is_of_before(figure) or not scope.has("whole_year", figure.label):
        return None
    if any(scope.has(role, figure.clause) for role in ("partial", "each", "goals", "among", "differs")):
        return None
    if months_in(scope.label(figure)) not in (frozenset(), WHOLE_YEAR):
        return None
    if figure.family == SHARE and not scope.has("rate_mark", figure.label):
        return None
    name = scope.without(figure.label, "whole_year", "telling", "reaching", "moves")
    if not name:
        ends = [start for start, _ in scope.spans("of_what", figure.tail)]
        name = scope.words((figure.span[1], ends[0] if ends else figure.tail[1]))
    return name if len(name) >= _WHOLE_NOUN else None


def _is_same(scope: Scope, other: Figure, its_name: str, figure: Figure, name: str) -> bool:
    if meet(limits(other), limits(figure)) or other.unit != figure.unit:
        return False
    if scope.statement(other).passage != scope.statement(figure).passage:
        return name == its_name and len(name) >= _NOUN
    shorter, longer = sorted((name, its_name), key=len)
    if not longer.endswith(shorter):
        return False
    more = longer[: -len(shorter)]
    before = scope.text[scope.statement(other).span[0] : other.span[0]]
    return not more or alike(more, before) or more in before


def _flaw(scope: Scope, first: Figure, second: Figure) -> Flaw:
    told = f"前面写的是{scope.words(first.span)}"
    end = max(second.span[1], min(second.tail[1], second.span[1] + _NOUN))
    span = (max(second.label[0], second.span[0] - _TOLD), end)
    return Flaw(
        span, {"said": scope.words(second.span), "sum": told}, ((f"前文 {scope.words(first.span)}", first.span),)
    )
