"""So many times so much: 13个村每村6户，共78户; 甲、乙、丙各12个; 按1:4的比例，68个村民小组配备17名."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.checks.figures.reading import Figure, Statement
from checker.checks.figures.scope import Scope, alike
from checker.checks.figures.sums import decimal, limits, meet, plain, printed, quotient
from checker.checks.flaws import Flaw

_LISTED = re.compile("[、和及]")
_CLAUSES = re.compile("[，。；：]")
_RATIO = re.compile("(?<![0-9:：.])([1-9][0-9]{0,2})[:：]([1-9][0-9]{0,3})(?![0-9:：.])")
_NOUN, _NAME = 8, 3


def multiples(scope: Scope, statement: Statement) -> Iterator[Flaw]:
    """Sums of a sentence that do not follow from number and share of each."""
    if scope.has("ratio", statement.span):
        yield from _ratio(scope, statement)
    for figure in statement.figures:
        is_goal = scope.has("goals", figure.clause)
        if figure.counts and not is_goal and scope.has("apiece", figure.label):
            yield from _shared_out(scope, statement, figure)
        if figure.counts and (not is_goal or scope.has("fulfilled", statement.span)):
            yield from _each(scope, statement, figure)


def is_counted_by(scope: Scope, figure: Figure, per: str) -> bool:
    """Does a figure count what something is per: 人, 户, 月, 组, 个村, by its unit or by its noun?"""
    noun = per
    for word in scope.terms_of("measures", per):
        noun = noun.removeprefix(word)
    if len(figure.unit) > 1 and per.startswith(figure.unit):
        return True
    if scope.is_one_of("people", per[:1]) and not scope.is_one_of("visits", per[:2]):
        return scope.is_family("people", figure)
    if scope.is_one_of("occasions", per[:1]) and scope.is_one_of("occasions", figure.unit):
        return True
    if not noun:
        return per[:1] == figure.unit
    tail = scope.words(figure.tail)[:_NOUN]
    if (len(noun) > 1 and noun[:2] in figure.unit + tail) or noun[0] == figure.unit[-1] or noun[0] in tail:
        return True
    return not tail and len(noun) == 1 and noun in scope.label(figure)[-_NAME:]


def _each(scope: Scope, statement: Statement, each: Figure) -> Iterator[Flaw]:
    """13个村每村6户，共78户; 按每户1500元的标准，42户，共发放6.3万元."""
    found = scope.spans("every", each.label)
    if not found or scope.has("mean", each.label) or len(statement.siblings(each)) > 1:
        return
    per = scope.words((found[-1][1], each.span[0]))
    others = [f for f in statement.figures if f is not each and f.counts]
    numbers = [f for f in others if f.family != each.family and is_counted_by(scope, f, per)]
    totals = list(_totals(scope, statement, each, others, numbers))
    if not numbers or not totals or any(_holds(n, each, t) for n in numbers for t in totals):
        return
    number, whole = min(numbers, key=lambda n: abs(n.order - each.order)), totals[0]
    product = plain(number.amount.value * each.amount.value, whole)
    told = f"{printed(number, scope.text)}×{printed(each, scope.text)}＝{product}，不是{printed(whole, scope.text)}"
    here = (number, each, whole)
    related = tuple((f"相关 {scope.words(f.span)}", f.span) for f in here)
    span = (min(f.span[0] for f in here), max(f.span[1] for f in here))
    yield Flaw(span, {"said": scope.words(whole.span), "sum": told}, related)


def _totals(
    scope: Scope, statement: Statement, each: Figure, others: Sequence[Figure], numbers: Sequence[Figure]
) -> Iterator[Figure]:
    """The figures that the product can be."""
    alike_figures = [f for f in others if f.family == each.family and f not in numbers]
    summed = [f for f in alike_figures if scope.has("added_up", f.label)]
    yield from summed
    divided = [n for n in numbers if n.order < each.order and scope.ends_with("divided", n.label)]
    if divided and not summed:
        yield from [f for f in alike_figures if f.order < divided[0].order][-1:]
    if scope.is_family("money", each) and scope.has("tariff", each.clause):
        yield from alike_figures
    if scope.has("fulfilled", statement.span):
        yield from (f for f in alike_figures if scope.has("stock", f.label))
    for figure in alike_figures:
        too_few = any(n.amount.high * each.amount.high < figure.amount.low for n in numbers)
        is_kin = alike(scope.words(figure.tail), scope.words(each.tail), 1)
        if too_few and is_kin and scope.has("whole_number", figure.label):
            yield figure


def _holds(number: Figure, each: Figure, whole: Figure) -> bool:
    """Can so many times so much be the total? With 不少于 it can be more."""
    product = (number.amount.low * each.amount.low, number.amount.high * each.amount.high)
    return meet(product, limits(whole))


def _shared_out(scope: Scope, statement: Statement, each: Figure) -> Iterator[Flaw]:
    """45个……2025年、2026年、2027年各12个: so many named parts of one size."""
    if not scope.has("shared_out", statement.span):
        return
    mark = scope.spans("apiece", each.label)[-1]
    names = _CLAUSES.split(scope.words((each.label[0], mark[0])))[-1]
    count = len(_LISTED.findall(names)) + 1
    wholes = [f for f in statement.figures if f.family == each.family and f.order < each.order]
    product = (each.amount.low * count, each.amount.high * count)
    if count < 2 or not wholes or any(meet(product, limits(w)) for w in wholes):
        return
    whole = wholes[-1]
    added = plain(count * each.amount.value, whole)
    told = f"{count}×{printed(each, scope.text)}＝{added}，不是{printed(whole, scope.text)}"
    related = ((f"合计 {scope.words(whole.span)}", whole.span), (f"各 {scope.words(each.span)}", each.span))
    yield Flaw((whole.span[0], each.span[1]), {"said": scope.words(whole.span), "sum": told}, related)


def _ratio(scope: Scope, statement: Statement) -> Iterator[Flaw]:
    """1:4 of two figures: one must be four times the other."""
    ratios = list(_RATIO.finditer(scope.text, *statement.span))
    counts = [f for f in statement.figures if f.counts and not f.depth]
    if len(ratios) != 1 or any(f.amount.is_vague for f in counts):
        return
    a, b = int(ratios[0][1]), int(ratios[0][2])
    pairs = [(x.amount.value, y.amount.value) for x in counts for y in counts if x.order < y.order]
    if len(counts) != 2 or any(x * a == y * b or x * b == y * a for x, y in pairs):
        return
    x, y = counts
    greater, lesser = sorted((x, y), key=lambda f: -f.amount.value)
    times = decimal(quotient(greater.amount.value, lesser.amount.value), 2)
    told = f"{printed(greater, scope.text)}÷{printed(lesser, scope.text)}＝{times}，不合{a}:{b}"
    related = (*((f"相关 {scope.words(f.span)}", f.span) for f in counts), ("比例", ratios[0].span()))
    yield Flaw((x.span[0], y.span[1]), {"said": scope.words(y.span), "sum": told}, related)
