"""Years as sentences name them: 2023年, 二〇二三年, alone or in periods and lists (2021—2025年, 2022年和2023年)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum, auto

from checker.model import Span
from checker.parsing.dates import HAN_YEAR, year_of

_NUMERAL = re.compile(rf"(?<![0-9.])(?P<y>(?:19|20)[0-9]{{2}}(?![0-9])|{HAN_YEAR})(?P<unit>年|(?=全年))?")
_DAY = "(?:[0-9]{1,2}月(?:份|[0-9]{1,2}日|[上中下]旬|底|初|末)?|上半年|下半年|第?[一二三四]季度|底|初|末)?"
_LINK = re.compile(rf"度?{_DAY}(?:起|开始|以来)?(?:(?P<to>[—~至到/-]{{1,2}})|、|和|与|及|以及|或)(?:从|自)?")
_OPEN_END = re.compile(rf"度?{_DAY}(?:起|开始|以来)?(?:[—~-]{{1,2}}|至|到)(?:今|目前|现在)")
_LONGEST_LINK = 20
_FIRST, _LAST = 1900, 2099
_MARKS = re.compile(r"[《》〔〕\[\]【】\n]")
_TITLE = "《"
_PAIRS = {"》": "《", "〕": "〔", "]": "[", "】": "【"}


class Group(Enum):
    """What several years together stand for."""

    NONE = auto()
    PERIOD = auto()
    LIST = auto()


@dataclass(frozen=True, slots=True)
class NamedYear:
    """A year where it stands, ``end`` after its 年.

    ``group`` is what it is a member of, ``first`` that it is the first of it; ``in_title`` that it stands between title
    marks.
    """

    start: int
    end: int
    value: int
    group: Group
    first: bool
    in_title: bool

    @property
    def alone(self) -> bool:
        """Is the year no member of a period or list?"""
        return self.group is Group.NONE


def named_years(text: str) -> list[NamedYear]:
    """The years that a text names, in order; not those in the numbers of documents."""
    marked = _marked(text)
    starts = [start for start, _ in marked]
    found = [match for match in _NUMERAL.finditer(text) if _FIRST <= year_of(match["y"]) <= _LAST]
    years: list[NamedYear] = []
    follower: NamedYear | None = None
    for match in reversed(found):
        i = bisect_right(starts, match.start()) - 1
        mark = text[marked[i][0]] if i >= 0 and match.start() < marked[i][1] else ""
        if mark and mark != _TITLE:
            continue
        group = _group(text, match, follower) if follower is not None else Group.NONE
        linked = group is not Group.NONE
        if linked:
            last = years[-1]
            years[-1] = replace(last, group=group if last.alone else last.group, first=False)
        follower = None
        if match["unit"] is not None or linked:
            if not linked and _OPEN_END.match(text, match.end()):
                group = Group.PERIOD
            follower = NamedYear(match.start(), match.end(), year_of(match["y"]), group, linked, bool(mark))
            years.append(follower)
    return years[::-1]


def _group(text: str, first: re.Match[str], second: NamedYear) -> Group:
    """What two years stand for; from January to December of one year is no period of years."""
    gap = second.start - first.end()
    if not 0 < gap <= _LONGEST_LINK or year_of(first["y"]) == second.value:
        return Group.NONE
    link = _LINK.fullmatch(text, first.end(), second.start)
    if link is None:
        return Group.NONE
    return Group.PERIOD if link["to"] else Group.LIST


def _marked(text: str) -> list[Span]:
    """What stands between title marks or in the brackets of document numbers, outermost only, within a paragraph."""
    closed: list[Span] = []
    opened: list[tuple[str, int]] = []
    waiting = Counter[str]()
    for mark in _MARKS.finditer(text):
        char = mark[0]
        if char == "\n":
            opened.clear()
            waiting.clear()
        elif char not in _PAIRS:
            opened.append((char, mark.start()))
            waiting[char] += 1
        elif waiting[_PAIRS[char]]:
            last, start = opened.pop()
            waiting[last] -= 1
            while last != _PAIRS[char]:
                last, start = opened.pop()
                waiting[last] -= 1
            while closed and closed[-1][0] > start:
                closed.pop()
            closed.append((start, mark.end()))
    return closed
