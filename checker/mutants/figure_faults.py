"""Faults of figures: a rate, a part of a sum.

Which figures belong together is told here from the arithmetic alone, not by the checks that are tried: a rate to a
decimal that two numbers of its sentence make, a number that is the sum of those of its unit that follow it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations

from checker.checks.context import Context
from checker.model import Report, Span
from checker.mutants.planting import Edit, Planted

_NUMBER = re.compile(r"(?<![0-9.])([0-9]{1,7}(?:\.[0-9]{1,2})?)([%\u4e00-\u9fff])(?![0-9])")
_LEAST_WHOLE = 20
_LEAST_TOTAL = 10
"""Rates and sums of smaller numbers can come about by chance."""


@dataclass(frozen=True, slots=True)
class _Number:
    span: Span
    digits: str
    unit: str

    @property
    def value(self) -> float:
        return float(self.digits)


def _numbers(report: Report, span: Span) -> list[_Number]:
    text = report.clean.text
    return [_Number(m.span(1), m[1], m[2]) for m in _NUMBER.finditer(text, *span)]


def rates(context: Context) -> list[Planted]:
    """A rate with a decimal made a tenth smaller."""
    report = context.report
    found: list[Planted] = []
    for sentence in report.sentences:
        numbers = _numbers(report, sentence.span)
        counts = [n for n in numbers if n.unit != "%" and "." not in n.digits]
        for rate in numbers:
            if rate.unit != "%" or "." not in rate.digits or not _is_made(rate, counts):
                continue
            wrong = f"{rate.value * 0.9:.{len(rate.digits.partition('.')[2])}f}"
            words = report.words((max(sentence.span[0], rate.span[0] - 6), rate.span[1] + 1))
            edit = Edit(report.clean.to_source(rate.span), wrong)
            found.append(Planted(f"“{words}”写成{wrong}%", [edit], frozenset(["figures"])))
    return found


def _is_made(rate: _Number, counts: list[_Number]) -> bool:
    """Is there just one pair of numbers of the same unit before the rate that makes it?"""
    places = len(rate.digits.partition(".")[2])
    pairs = [
        (part, whole)
        for part, whole in ((a, b) if a.value < b.value else (b, a) for a, b in combinations(counts, 2))
        if part.unit == whole.unit
        and whole.value >= _LEAST_WHOLE
        and max(part.span[1], whole.span[1]) <= rate.span[0]
        and round(100 * part.value / whole.value, places) == rate.value
    ]
    return len(pairs) == 1


def sums(context: Context) -> list[Planted]:
    """A part of a sum made larger."""
    report = context.report
    found: list[Planted] = []
    for sentence in report.sentences:
        numbers = [n for n in _numbers(report, sentence.span) if n.unit != "%" and "." not in n.digits]
        for i, total in enumerate(numbers):
            parts = _parts(total, numbers[i + 1 :])
            if not parts:
                continue
            part = parts[0]
            wrong = str(int(part.digits) + max(2, int(total.digits) // 10))
            words = report.words((max(sentence.span[0], part.span[0] - 6), part.span[1] + 1))
            edit = Edit(report.clean.to_source(part.span), wrong)
            found.append(Planted(f"“{words}”写成{wrong}", [edit], frozenset(["figures"])))
    return found


def _parts(total: _Number, after: list[_Number]) -> list[_Number]:
    """The numbers right after a total, two or more, all of its unit, that add up to it."""
    added = 0
    if total.value < _LEAST_TOTAL:
        return []
    for i, number in enumerate(after):
        if number.unit != total.unit:
            return []
        added += int(number.digits)
        if added == int(total.digits) and i > 0:
            return after[: i + 1]
        if added > int(total.digits):
            return []
    return []
