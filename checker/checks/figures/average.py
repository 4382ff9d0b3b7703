"""Means and multiples: 86名务工人员追回129万元，人均1.5万元; 每万人15批; 13个村每村6户，共78户."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.checks.figures.reading import Figure, Statement
from checker.checks.figures.scope import Scope, alike
from checker.checks.figures.sums import Limits, decimal, limits, meet, plain, printed, share, shown_as, total
from checker.checks.flaws import Flaw

_TIMES = {"每月": 12, "每个月": 12, "月均": 12, "每季度": 4, "每季": 4, "每周": 52}
_PER = re.compile("每(?P<scale>十万|[百千万])(?P<unit>[人名户家件个])")
_EACH = re.compile("(?P<names>[^，。；：]+)(?:每年|均|分别)?各[^，。；：、和及]{0,4}$")
_AND = re.compile("[、和及]")
_RATIO = re.compile("(?<![0-9:：.])([0-9]{1,3})[:：]([0-9]{1,4})(?![0-9:：.])")
_SCALES = {"百": 100, "千": 1_000, "万": 10_000, "十万": 100_000}


def check_averages(scope: Scope) -> list[Flaw]:
    """Means that do not follow from sum and number, sums that do not follow from number and share of each."""
    flaws: list[Flaw] = []
    for statement in scope.figures.statements:
        if len(statement.figures) > 1 and scope.has("ratio", statement.span):
            flaws += _ratio(scope, statement)
        if len(statement.figures) > 1 and any(
            scope.has(role, statement.span) for role in ("mean", "every", "shared_out")
        ):
            for figure in statement.figures:
                if not figure.counts:
                    continue
                if not scope.has("goals", figure.clause):
                    flaws += _mean(scope, statement, figure)
                    flaws += _shared_out(scope, statement, figure)
                if not scope.has("goals", figure.clause) or scope.has("fulfilled", statement.span):
                    flaws += _multiple(scope, statement, figure)
    return flaws


# --- means -------------------------------------------------------------------------------------------------------------


def _mean(scope: Scope, statement: Statement, figure: Figure) -> Iterator[Flaw]:
    """人均追回2.1万元; 平均每次发现4个; 每万人18批."""
    found = scope.spans("mean", figure.label)
    per = _PER.search(scope.label(figure))
    if not found and not per:
        return
    beside = statement.siblings(figure)
    before = [f for f in reversed(statement.figures) if f.order < figure.order and f.counts and f not in beside]
    after = [f for f in statement.figures if f.order > figure.order and scope.has("whole_number", f.label)]
    sums = [f for f in before if f.family == figure.family or _is_visit(scope, f, figure)]
    if per:
        scale = float(_SCALES[per["scale"]])
        numbers = [f for f in before if f not in sums and _is_unit(scope, f, per["unit"])]
        yield from _judge(scope, sums, numbers, [], scale, figure)
        return
    word, what = scope.words(found[-1]), scope.text[found[-1][1] : figure.span[0]]
    if (times := next((n for w, n in _TIMES.items() if w in word + what[:2]), None)) is not None:
        if sums and not any(_gives(limits(s), (times, times), figure) for s in sums):
            yield _mean_flaw(scope, sums[0], str(times), sums[0].amount.value / times, figure, ())
        return
    numbers = [f for f in (*before, *after) if _is_counted(scope, f, word, what)]
    added = [total(run) for run in statement.runs if run[-1].order < figure.order]
    listed = [total(run) for run in statement.runs if run[0].family == figure.family and run[-1].order < figure.order]
    if any(_gives(run, limits(n), figure) for run in listed for n in numbers):
        return
    yield from _judge(scope, sums, numbers, added, 1.0, figure)


def _judge(
    scope: Scope,
    sums: Sequence[Figure],
    numbers: Sequence[Figure],
    added: Sequence[Limits],
    scale: float,
    figure: Figure,
) -> Iterator[Flaw]:
    if not sums or not numbers:
        return
    counts = [(n, limits(n)) for n in numbers] + [(None, limit) for limit in added]
    scaled = [(n, (low / scale, high / scale)) for n, (low, high) in counts]
    if any(_gives(limits(s), limit, figure) for s in sums for n, limit in scaled if n is not s):
        return
    number = numbers[0]
    whole = next((s for s in sums if s is not number), None)
    if whole is not None:
        value = whole.amount.value * scale / max(number.amount.value, 1.0)
        told = printed(number, scope.text) + (f"×{int(scale)}" if scale > 1 else "")
        yield _mean_flaw(scope, whole, told, value, figure, (number,))


def _is_visit(scope: Scope, whole: Figure, mean: Figure) -> bool:
    """Attendances, for a mean of people, attendances or times."""
    visits, people = scope.rule.words["visits"], scope.rule.words["people"]
    return whole.family == visits and (mean.unit == "次" or mean.family in (visits, people))


def _is_unit(scope: Scope, figure: Figure, unit: str) -> bool:
    people = scope.rule.words["people"]
    return figure.family == people if unit in "人名" else figure.unit == unit


def _is_counted(scope: Scope, figure: Figure, word: str, after: str) -> bool:
    """Does a figure count what a mean is per: people for 人均, its unit or noun for 平均每组?"""
    if after.startswith(figure.unit) and len(figure.unit) > 1:
        return True
    if len(word) == 2 and word != "平均" and not scope.says("per_person", word):
        alike_units = {"场": ("场", "场次", "次", "期"), "案": ("件", "起", "宗")}
        return figure.unit in alike_units.get(word[0], word[0]) or scope.words(figure.tail).startswith(word[0])
    if scope.says("per_person", word) or (after.startswith("人") and not after.startswith("人次")):
        return figure.family == scope.rule.words["people"]
    noun = re.sub("^每?[个名位家]?", "", after)
    if not noun:
        return after[:1] == figure.unit
    tail = scope.words(figure.tail)[:8]
    if len(noun) > 1 and noun[:2] in figure.unit + tail:
        return True
    return noun[0] == figure.unit[-1] or noun[0] in tail


def _gives(whole: Limits, number: Limits, mean: Figure) -> bool:
    """Can sum and number give the mean, as rounded?"""
    return meet(share(whole, number), shown_as(mean, mean.amount.step or 1.0))


def _mean_flaw(
    scope: Scope, whole: Figure, number: str, value: float, mean: Figure, others: tuple[Figure, ...]
) -> Flaw:
    told = f"{printed(whole, scope.text)}÷{number}＝{plain(round(value, 2), mean)}"
    if "×" in number:
        told = told.replace(f"÷{number}", f"÷（{number.replace('×', '÷')}）")
    here = [whole, mean, *others]
    related = tuple((f"相关 {scope.words(f.span)}", f.span) for f in (whole, *others))
    said = scope.words((max(mean.label[0], mean.span[0] - 8), mean.span[1]))
    return Flaw((min(f.label[0] for f in here), max(f.span[1] for f in here)), {"said": said, "sum": told}, related)


# --- multiples ---------------------------------------------------------------------------------------------------------


def _multiple(scope: Scope, statement: Statement, each: Figure) -> Iterator[Flaw]:
    """13个村每村6户，共78户; 每户1500元的标准，42户，共发放6.3万元."""
    found = scope.spans("every", each.label)
    if not found or scope.has("mean", each.label) or len(statement.siblings(each)) > 1:
        return
    after = scope.text[found[-1][1] : each.span[0]]
    others = [f for f in statement.figures if f is not each and f.counts]
    numbers = [f for f in others if f.family != each.family and _is_counted(scope, f, "", after)]
    totals = [f for f in others if f.family == each.family and f not in numbers and scope.has("added_up", f.label)]
    if (divided := [n for n in numbers if n.order < each.order and scope.label(n).endswith("分")]) and not totals:
        totals = [f for f in others if f.family == each.family and f.order < divided[0].order][-1:]
    if each.family == scope.rule.words["money"] and scope.has("tariff", each.clause):
        totals += [f for f in others if f.family == each.family and f not in totals]
    if scope.has("fulfilled", statement.span):
        totals += [f for f in others if f.family == each.family and f not in totals and scope.has("stock", f.label)]
    covered = [f for f in others if f.family == each.family and scope.has("whole_number", f.label)]
    covered = [f for f in covered if f not in numbers and alike(scope.words(f.tail), scope.words(each.tail), 1)]
    totals += [f for f in covered if f not in totals and any(_falls_short(n, each, f) for n in numbers)]
    if not numbers or not totals or any(_holds(n, each, t) for n in numbers for t in totals):
        return
    number, whole = min(numbers, key=lambda n: abs(n.order - each.order)), totals[0]
    text = scope.text
    product = plain(number.amount.value * each.amount.value, whole)
    told = f"{printed(number, text)}×{printed(each, text)}＝{product}，不是{printed(whole, text)}"
    here = (number, each, whole)
    related = tuple((f"相关 {scope.words(f.span)}", f.span) for f in here)
    span = (min(f.span[0] for f in here), max(f.span[1] for f in here))
    yield Flaw(span, {"said": scope.words(whole.span), "sum": told}, related)


def _falls_short(number: Figure, each: Figure, whole: Figure) -> bool:
    return number.amount.high * each.amount.high < whole.amount.low


def _ratio(scope: Scope, statement: Statement) -> Iterator[Flaw]:
    """按1:4的比例，68个村民小组配备17名: one of two figures is so many times the other."""
    ratios = [m for m in _RATIO.finditer(scope.text, *statement.span)]
    counts = [f for f in statement.figures if f.counts and not f.depth]
    if len(ratios) != 1 or len(counts) < 2 or not scope.has("ratio", statement.span):
        return
    a, b = int(ratios[0][1]), int(ratios[0][2])
    if not a or not b or any(f.amount.is_vague for f in counts) or max(a, b) > 1000:
        return
    pairs = [(x, y) for x in counts for y in counts if x.order < y.order]
    exact = [
        (x, y) for x, y in pairs if x.amount.value * a == y.amount.value * b or x.amount.value * b == y.amount.value * a
    ]
    if exact or len(counts) != 2:
        return
    x, y = pairs[0]
    greater, lesser = sorted((x, y), key=lambda f: -f.amount.value)
    told = f"{printed(greater, scope.text)}÷{printed(lesser, scope.text)}＝{decimal(greater.amount.value / max(lesser.amount.value, 1), 2)}，不合{a}:{b}"
    related = (
        (f"相关 {scope.words(x.span)}", x.span),
        (f"相关 {scope.words(y.span)}", y.span),
        ("比例", ratios[0].span()),
    )
    yield Flaw((x.span[0], y.span[1]), {"said": scope.words(y.span), "sum": told}, related)


def _shared_out(scope: Scope, statement: Statement, each: Figure) -> Iterator[Flaw]:
    """45个……2025年、2026年、2027年各12个: so many named parts of one size."""
    names = _EACH.search(scope.label(each))
    if names is None or not scope.has("shared_out", statement.span):
        return
    count = len(_AND.findall(names["names"])) + 1
    wholes = [f for f in statement.figures if f.family == each.family and f.order < each.order]
    product = (each.amount.low * count, each.amount.high * count)
    if count < 2 or not wholes or any(meet(product, limits(w)) for w in wholes):
        return
    whole = wholes[-1]
    told = f"{count}×{printed(each, scope.text)}＝{plain(count * each.amount.value, whole)}，不是{printed(whole, scope.text)}"
    related = ((f"合计 {scope.words(whole.span)}", whole.span), (f"各 {scope.words(each.span)}", each.span))
    yield Flaw((whole.span[0], each.span[1]), {"said": scope.words(whole.span), "sum": told}, related)


def _holds(number: Figure, each: Figure, whole: Figure) -> bool:
    """Can so many times so much be the total? With 不少于 it can be more."""
    product = (number.amount.low * each.amount.low, number.amount.high * each.amount.high)
    return meet(product, limits(whole))
