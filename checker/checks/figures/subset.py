"""A part that is larger than what it is part of.

41人，其中首次53人; 14个村中已有16个; 发放320份，收回335份; 立案18件，结案25件.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.checks.figures.reading import Figure, Statement
from checker.checks.figures.scope import Scope, alike, says_one_of
from checker.checks.figures.sums import Limits, above, limits, printed, total
from checker.checks.flaws import Flaw
from checker.parsing.periods import WHOLE_YEAR, months_in

_EARLIER = 3
"""Sentences before one that takes up what they counted."""

_MARKER_REACH = 24
_NAME_REACH, _LONGEST_NOUN = 10, 4

_Found = Iterator[tuple[Sequence[Figure], Figure]]


def check_subsets(scope: Scope) -> list[Flaw]:
    """Parts larger than all that they can be parts of."""
    flaws: list[Flaw] = []
    seen: set[Figure] = set()
    for statement in scope.figures.statements:
        for wholes, part in _found(scope, statement):
            if part in seen or not wholes or any(not above(limits(part), w) for w in _values(scope, wholes)):
                continue
            if not scope.has("each", part.label) and not scope.has("overlap", statement.span):
                seen.add(part)
                flaws.append(_flaw(scope, wholes[0], part))
    return flaws


def _values(scope: Scope, wholes: Sequence[Figure]) -> Iterator[Limits]:
    """The values of wholes, and of the enumerations that they stand in."""
    for whole in wholes:
        yield limits(whole)
        yield total(scope.statement(whole).siblings(whole))


def _found(scope: Scope, statement: Statement) -> _Found:
    if statement.compares:
        yield from _among(scope, statement)
        yield from _inside(scope, statement)
        yield from _of_stock(scope, statement)
        yield from _periods(scope, statement)
    families = set[str]()
    for part in statement.figures:
        if part.counts:
            yield from _later(scope, statement, part, part.family not in families)
            families.add(part.family)
    if statement.figures:
        yield from _taken_up(scope, statement)


def _can_hold(scope: Scope, whole: Figure, part: Figure) -> bool:
    return whole.family == part.family and whole.depth <= part.depth and not scope.is_of_before(whole)


def _among(scope: Scope, statement: Statement) -> _Found:
    """41人到庭旁听，其中首次53人."""
    for marker in scope.spans("among", statement.span):
        part = next((f for f in statement.figures if f.span[0] >= marker[1] and f.counts), None)
        if part is not None and part.span[0] - marker[1] <= _MARKER_REACH:
            before = [f for f in reversed(statement.figures) if f.span[1] <= marker[0]]
            yield [f for f in before if _can_hold(scope, f, part)], part


def _inside(scope: Scope, statement: Statement) -> _Found:
    """14个行政村中已有16个; 46家单位已有51家."""
    for whole, part in pairwise(f for f in statement.figures if f.counts):
        tail = (whole.span[1], min(whole.clause[1] + 1, part.span[0]))
        some = whole.clause == part.clause and whole.unit == part.unit and scope.ends_with("some", part.label)
        if not _can_hold(scope, whole, part) or scope.ends_with("making", part.label, 1):
            continue
        if scope.has("within", tail) or (some and not scope.is_one_of("any_thing", part.unit)):
            yield [whole], part


def _of_stock(scope: Scope, statement: Statement) -> _Found:
    """共有规模养殖场31家，已办理登记的34家: those of all there are of which something is said."""
    for whole, part in pairwise(f for f in statement.figures if f.counts):
        is_some = scope.ends_with("of_what", part.label) and scope.has("done", part.label)
        if is_some and whole.unit == part.unit and scope.has("stock_of", whole.label) and _can_hold(scope, whole, part):
            yield [whole], part


def _periods(scope: Scope, statement: Statement) -> _Found:
    """上半年办结312件，全年办结298件: a part of the year with more than the year."""
    counted = [f for f in statement.figures if f.counts and not f.depth]
    for whole in counted:
        if months_in(scope.label(whole)) != WHOLE_YEAR or scope.has("standing", whole.label):
            continue
        for part in counted:
            months = months_in(scope.label(part))
            of_year = not scope.is_of_before(part) or scope.is_of_this_year(part)
            if part.family != whole.family or not months or months == WHOLE_YEAR or not of_year:
                continue
            names = [scope.without(f.label, "telling", "period") for f in (part, whole)]
            if names[0] == names[1] or (not names[1] and whole.order == part.order + 1):
                yield [whole], part


def _taken_up(scope: Scope, statement: Statement) -> _Found:
    """上述建议已答复13件; 当年所立案件中，已结案15件."""
    part = next((f for f in statement.figures if f.counts), None)
    if part is None:
        return
    begin = statement.span[0]
    before = (begin, part.span[0])
    names = [scope.text[max(begin, at - _NAME_REACH) : at] for at, _ in scope.spans("within", before)]
    names += [scope.text[at : min(at + _LONGEST_NOUN, part.span[0])] for _, at in scope.spans("again", before)]
    for name in names:
        earlier = [f for f in scope.before(part, _EARLIER) if _can_hold(scope, f, part)]
        yield sorted((f for f in earlier if alike(name, scope.around(f))), key=lambda f: -f.amount.value), part


# --- a first count and a later one -----------------------------------------------------------------------------------


def _later(scope: Scope, statement: Statement, part: Figure, is_first: bool) -> _Found:
    """发放问卷320份，收回335份; 应公开68项，公开71项; where things can be carried over, only if nothing says so."""
    earlier = [f for f in reversed(statement.figures) if f.order < part.order and _can_hold(scope, f, part)]
    earlier = [f for f in earlier if not scope.has("break", (f.span[1], part.span[0]))]
    if is_first:
        before = [f for f in scope.before(part, 1) if _can_hold(scope, f, part)]
        earlier = before if len(before) == 1 else []
    if not any(above(limits(part), limits(f)) for f in earlier):
        return
    yield from _due(scope, part, earlier)
    label = scope.label(part)
    said = f"{label}|{scope.words(part.tail)[:_NAME_REACH]}"
    for step in scope.rule.steps:
        if (step.units and part.unit not in step.units) or not says_one_of(said, step.then):
            continue
        if says_one_of(_dropped(label, step.then), step.first) or (step.carries and _is_carried(scope, part)):
            continue
        firsts = [f for f in earlier if says_one_of(_named(scope, f), step.first)]
        if firsts and _is_same_matter(scope, firsts[0], part, step.then):
            yield [*firsts, *(f for f in earlier if f.order > firsts[0].order)], part


def _due(scope: Scope, part: Figure, earlier: Sequence[Figure]) -> _Found:
    label = scope.label(part)
    for whole in earlier:
        wanted = scope.terms("ought", whole.label)
        if wanted and wanted[-1] in label and not scope.has("ought", part.label):
            yield [f for f in earlier if f.order >= whole.order], part
            return


def _named(scope: Scope, figure: Figure) -> str:
    """The label of a figure; with what follows it where that is what is done to it (对15家单位开展“回头看”)."""
    label = scope.without(figure.label, "following")
    done_to = scope.ends_with("object", figure.label)
    return label + scope.words((figure.span[1], figure.clause[1])) if done_to else label


def _is_same_matter(scope: Scope, first: Figure, part: Figure, then: Sequence[str]) -> bool:
    """Has the later count no noun of its own, or one that the clause of the first one has?"""
    if scope.has("recipient", part.label) or scope.ends_with("of_what", part.label):
        return True
    own = _dropped(scope.without(part.label, "telling", "among", "done", "by_when"), then)
    return len(own) < 2 or alike(own, scope.words(first.clause))


def _dropped(label: str, words: Sequence[str]) -> str:
    for word in words:
        label = label.replace(word, "")
    return label


def _is_carried(scope: Scope, part: Figure) -> bool:
    """Does the passage speak of what was left over from before?"""
    return any(scope.has("carried", s.span) for s in scope.figures.near(part.statement, _EARLIER, _EARLIER))


def _flaw(scope: Scope, whole: Figure, part: Figure) -> Flaw:
    here = [f for f in (whole, part) if f.statement == part.statement]
    span = (min(f.label[0] for f in here), max(f.span[1] for f in here))
    told = f"{printed(part, scope.text)}大于{printed(whole, scope.text)}"
    related = ((f"整体 {scope.words(whole.span)}", whole.span), (f"部分 {scope.words(part.span)}", part.span))
    return Flaw(span, {"said": scope.words(part.span), "sum": told}, related)
