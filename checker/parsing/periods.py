"""Parts of a year as reports name them: 上半年, 前三季度, 一至四季度, 截至11月底, 1—10月, 3月, 全年."""

from __future__ import annotations

import re

WHOLE_YEAR = frozenset(range(1, 13))
"""All months of a year."""

_TIMES = {"月": 12, "季": 4, "周": 52}
_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_MONTH = r"(?:1[0-2]|[1-9])"
_PERIOD = re.compile(
    r"(?P<first_half>上半年)|(?P<second_half>下半年)|(?P<year>全年|年度)"
    r"|(?P<quarters>前(?P<up_to>[二两三])个?季度|第?(?P<from>[一二三四1-4])(?:季度)?[至到—-]第?(?P<to>[二三四2-4])季度)"
    r"|第?(?P<quarter>[一二三四1-4])季度"
    rf"|(?:截至[^，。；]{{0,8}}?|[至到](?={_MONTH}月[末底]))(?P<until>{_MONTH})月|(?<!\d)(?P<since>{_MONTH})(?:月份?)?[至到—~-](?P<last>{_MONTH})月"
    rf"|(?<!\d)(?P<month>{_MONTH})月"
)
_DATE = rf"(?<!\d)(?:20\d\d年)?{_MONTH}月(?:份|初|底|[上中下]旬|\d{{1,2}}日)?"
_DATES = re.compile(rf"{_DATE}(?:(?:[、，]|和|及|以及|与){_DATE})+$")
_ONE_DATE = re.compile(_DATE)


def months_in(text: str) -> frozenset[int]:
    """The months that the words of a text name; none when it names no part of the year."""
    found: set[int] = set()
    for match in _PERIOD.finditer(text):
        found.update(_months(match))
    return frozenset(found)


def dates_at_end(text: str) -> tuple[int, int]:
    """How many dates of a row a text ends with (3月、6月和12月), and where they begin."""
    match = _DATES.search(text)
    return (len(_ONE_DATE.findall(match[0])), match.start()) if match else (0, len(text))


def times_a_year(words: str) -> int | None:
    """How often a year has the stretch of time that words begin with: 12 for 月 and 月均, 4 for 季度, 52 for 周."""
    return next((times for word, times in _TIMES.items() if words.removeprefix("个").startswith(word)), None)


def _months(match: re.Match[str]) -> range:
    if match["first_half"]:
        return range(1, 7)
    if match["second_half"]:
        return range(7, 13)
    if match["year"]:
        return range(1, 13)
    if match["quarters"]:
        up_to = {"二": 2, "两": 2, "三": 3}.get(match["up_to"] or "")
        first = 1 if up_to else _quarter(match["from"])
        return range(first * 3 - 2, (up_to or _quarter(match["to"])) * 3 + 1)
    if match["quarter"]:
        quarter = _quarter(match["quarter"])
        return range(quarter * 3 - 2, quarter * 3 + 1)
    if match["until"]:
        return range(1, int(match["until"]) + 1)
    if match["since"]:
        return range(int(match["since"]), int(match["last"]) + 1)
    return range(int(match["month"]), int(match["month"]) + 1)


def _quarter(numeral: str) -> int:
    return _NUMBERS.get(numeral) or int(numeral)
