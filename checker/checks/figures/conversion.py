"""One quantity in two units: 2.4公顷（合36亩）, 12.6万元（126000元）, 3.5公里，合7里."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from checker.checks.figures.reading import Figure
from checker.checks.figures.scope import Scope
from checker.checks.figures.sums import Limits, limits, meet, plain, printed
from checker.checks.flaws import Flaw
from checker.rulebook.kinds.figures import Conversion

_SLACK = 0.01
"""Of a converted value: what rounding of the factor may change."""


def check_conversions(scope: Scope) -> list[Flaw]:
    """Quantities that are given again in another unit, with another value."""
    flaws: list[Flaw] = []
    for statement in scope.figures.statements:
        for first, second in pairwise(statement.figures):
            if second.span[1] - first.span[1] < 40 and _is_restated(scope, first, second):
                flaws += _judge(scope, first, second)
    return flaws


def _is_restated(scope: Scope, first: Figure, second: Figure) -> bool:
    """Does a figure say the one before it again, in brackets or behind 折合?"""
    between = scope.words((first.span[1], second.span[0]))
    is_told = scope.has("converts", second.label)
    rest = scope.without(second.label, "converts", "fillers")
    if second.depth == first.depth + 1 and between.startswith("（"):
        is_alone = scope.text[second.tail[1] : second.tail[1] + 1] == "）" and second.tail[0] == second.tail[1]
        return is_alone and not rest and second.label[0] == first.span[1] + 1
    return is_told and second.depth == first.depth and not rest and between[:1] in "，、合折即"


def _judge(scope: Scope, first: Figure, second: Figure) -> Iterator[Flaw]:
    for conversion in scope.rule.conversions:
        for large, small in ((first, second), (second, first)):
            if large.unit in conversion.of and small.unit in conversion.to:
                if large.unit == small.unit and not (second.depth > first.depth and _is_rewritten(first, second)):
                    continue
                if not _fits(conversion, large, small):
                    yield _flaw(scope, conversion, large, small)
                return


def _is_rewritten(first: Figure, second: Figure) -> bool:
    """12.6万元（126000元）: one number with 万, the other without?"""
    return (first.amount.step >= 1) != (second.amount.step >= 1)


def _fits(conversion: Conversion, large: Figure, small: Figure) -> bool:
    times = conversion.times
    low, high = limits(large)
    converted = (low * times, high * times)
    spread = max(small.amount.step, 1.0 if small.amount.step == 0 else 0.0) / 2
    spread += _SLACK * small.amount.value if conversion.is_rounded or small.amount.is_vague else 0.0
    shown: Limits = (small.amount.low - spread, small.amount.high + spread)
    back = (small.amount.low / times, small.amount.high / times)
    step = large.amount.step or 1.0
    return meet(converted, shown) or meet(back, (low - step / 2, high + step / 2))


def _flaw(scope: Scope, conversion: Conversion, large: Figure, small: Figure) -> Flaw:
    times, text = conversion.times, scope.text
    value = plain(large.amount.value * times, small)
    told = f"{scope.words(large.span)}是{value}{small.unit}，不是{printed(small, text)}{small.unit}"
    end = max(large.span[1], small.span[1])
    span = (min(large.span[0], small.span[0]), end + (text[end : end + 1] == "）"))
    related = tuple((f"相关 {scope.words(f.span)}", f.span) for f in (large, small))
    return Flaw(span, {"said": scope.words(span), "sum": told}, related)
