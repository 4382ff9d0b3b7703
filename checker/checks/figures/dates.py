"""Dates in a row, and how often something took place on them: 3月、6月、9月和12月先后3次."""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks.figures.reading import Statement
from checker.checks.figures.scope import Scope
from checker.checks.flaws import Flaw
from checker.parsing.periods import dates_at_end

_LONGEST_ROW = 120
_FEWEST = 2


def fewer_than_dates(scope: Scope, statement: Statement) -> Iterator[Flaw]:
    """Fewer times than dates are named; more can be."""
    for figure in statement.figures:
        if not figure.counts or figure.depth or not scope.is_one_of("occasions", figure.unit):
            continue
        start = max(statement.span[0], figure.span[0] - _LONGEST_ROW)
        end = figure.span[0]
        for said in reversed(scope.spans("telling", (start, end))):
            if said[1] == end:
                end = said[0]
        dates, begin = dates_at_end(scope.text[start:end])
        if dates >= _FEWEST and figure.amount.high < dates and not scope.has("each", (end, figure.span[0])):
            told = f"写了{dates}个时间，不是{scope.words(figure.span)}"
            span = (start + begin, figure.span[1])
            yield Flaw(span, {"said": scope.words(figure.span), "sum": told}, (("次数", figure.span),))
