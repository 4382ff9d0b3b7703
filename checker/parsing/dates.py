"""Dates as reports print them: 2024年1月15日, 二〇二四年一月十五日, 2024-01-15, 2024.1.15."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from checker.parsing.ordinals import number_of

_ZERO_TO_NINE = str.maketrans("〇零○一二三四五六七八九", "000123456789")
HAN_YEAR = "[〇零○一二三四五六七八九]{4}"
"""A pattern of a year in Chinese digits."""

_DATE = re.compile(
    rf"(?P<y>(?:19|20)\d{{2}}|{HAN_YEAR})(?:年|[-./])(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})(?:月|[-./])"
    r"(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日?"
)
_YEAR = re.compile(rf"(?<!\d)(?P<y>(?:19|20)\d{{2}}|{HAN_YEAR})年度?")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date where it stands; ``value`` is None when the calendar has no such day."""

    start: int
    end: int
    year: int
    value: datetime.date | None


def dates_in(text: str, start: int = 0, end: int | None = None) -> list[PrintedDate]:
    """All full dates in a stretch of the clean view."""
    found = []
    for match in _DATE.finditer(text, start, len(text) if end is None else end):
        year, month, day = year_of(match["y"]), number_of(match["m"]) or 0, number_of(match["d"]) or 0
        try:
            value = datetime.date(year, month, day)
        except ValueError:
            value = None
        found.append(PrintedDate(match.start(), match.end(), year, value))
    return found


def years_in(text: str) -> list[int]:
    """All years named in a text (2023年, 2023年度, 二〇二三年), in order."""
    return [year_of(match["y"]) for match in _YEAR.finditer(text)]


def year_of(numeral: str) -> int:
    """The value of a four-digit year, in Arabic or Chinese digits."""
    return int(numeral.translate(_ZERO_TO_NINE))
