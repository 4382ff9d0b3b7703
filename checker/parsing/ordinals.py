"""Ordinals: 一、 （一） 1. （1） ① and the items 一是, 第一, 其一, 首先.

Levels follow GB/T 9704—2012, 7.3.3 (一、 → （一） → 1. → （1）). Text is the clean view: half-width digits, full-width
punctuation, no spaces inside Chinese.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ITEM_LEVEL = 6
"""Level of an item inside a paragraph; lower levels are headings."""

DIGITS = "一二三四五六七八九"
SIGNS = "①-⑳⑴-⒛㈠-㈩"
"""Ordinals that are one character, as in a class of characters."""

_HAN = "[一二三四五六七八九十]{1,3}"
_SEQUENCE_WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": 4}

_STYLES: tuple[tuple[str, int, str], ...] = (
    ("part", 1, rf"第(?P<n>{_HAN})(?:部分|章)[：、，]?"),
    ("han-dun", 1, rf"(?P<n>{_HAN})(?:、|，、?|[.．]|(?=[　 ]))"),
    ("han-paren", 2, rf"(?:[（(〔【]?(?P<n>{_HAN}|[-—])[）)〕】]|(?P<one>[㈠-㈩]))[、，.]?"),
    ("arabic", 3, r"(?:(?P<n>\d{1,2})(?:[.．、]|，、?)(?=\D|(?:19|20)\d\d年|\d{1,2}月\d|$)|(?P<one>[⒈-⒛]))"),
    ("arabic-paren", 4, r"(?:[（(]?(?P<n>\d{1,2})[）)]|(?P<one>[⑴-⒇]))[、，.]?"),
    ("circled", 5, r"(?P<n>[①-⑳])(?![号栋幢区组类期标线])"),
    ("item", ITEM_LEVEL, rf"(?P<n>{_HAN})[是要](?!否)"),
    ("item-di", ITEM_LEVEL, rf"第(?P<n>{_HAN})[，、：](?!第)"),
    ("item-qi", ITEM_LEVEL, r"其(?P<n>[一二三四五六七])[，、：是]"),
    ("item-word", ITEM_LEVEL, r"(?P<n>首先|其次|再次|最后)[，是]?"),
)
_MATCHERS = tuple((style, level, re.compile(pattern)) for style, level, pattern in _STYLES)
_NUMERAL = re.compile(rf"{_HAN}|\d+")
_ONES = {"㈠": 10, "⒈": 20, "⑴": 20, "①": 20}
"""Numbers printed as one character: the first of each series, and how many there are."""

_GOES_ON = re.compile(f"(?P<n>{_HAN})(?:季度|月|产业|片区|标段|[组社期])")
_CANDIDATE = re.compile(rf"[一二三四五六七八九十第其首再最（(〔【{SIGNS}\-—]|\d")


@dataclass(frozen=True, slots=True)
class Ordinal:
    """An ordinal found in the clean view: ``value`` from 1, ``end`` where the words after it begin."""

    style: str
    level: int
    value: int
    start: int
    end: int


def ordinal_at(text: str, start: int) -> Ordinal | None:
    """The ordinal that begins at an offset, or None."""
    if start >= len(text) or not _CANDIDATE.match(text, start):
        return None
    for style, level, matcher in _MATCHERS:
        if match := matcher.match(text, start):
            numeral = match[match.lastgroup or 0]
            value = number_of(numeral)
            if value is None:
                continue
            if style == "han-dun" and _enumerates(text, match.end(), value):
                continue
            if style == "han-paren" and match[0][0] in DIGITS + "十-—" and numeral in "-—":
                continue
            return Ordinal(style, level, value, start, match.end())
    return None


def _enumerates(text: str, after: int, value: int) -> bool:
    """Is a number with 、 the first of two that go together (三、四季度)?"""
    second = _GOES_ON.match(text, after)
    return second is not None and number_of(second["n"]) == value + 1


def number_of(numeral: str) -> int | None:
    """The value of an ordinal's numeral; a dash stands for a misread 一."""
    if numeral in "-—":
        return 1
    if numeral.isdigit() and numeral.isascii():
        return int(numeral) or None
    for first, size in _ONES.items():
        if 0 <= ord(numeral[0]) - ord(first) < size:
            return ord(numeral[0]) - ord(first) + 1
    if numeral in _SEQUENCE_WORDS:
        return _SEQUENCE_WORDS[numeral]
    tens, ten, units = numeral.rpartition("十")
    if not ten:
        return DIGITS.index(numeral) + 1 if len(numeral) == 1 and numeral in DIGITS else None
    if (tens and tens not in DIGITS) or (units and units not in DIGITS):
        return None
    return (DIGITS.index(tens) + 1 if tens else 1) * 10 + (DIGITS.index(units) + 1 if units else 0)


def numeral_like(ordinal: str, value: int) -> str:
    """An ordinal as printed, with another value: （三） for （二） and 3."""
    for first, size in _ONES.items():
        if ordinal and 0 <= ord(ordinal[0]) - ord(first) < size:
            return chr(ord(first) + value - 1)
    numeral = str(value) if any(char.isdigit() for char in ordinal) else han_numeral(value)
    return _NUMERAL.sub(numeral, ordinal, count=1)


def han_numeral(value: int) -> str:
    """A number from 1 to 99 as headings write it: 一, 十, 二十一."""
    tens, units = divmod(value, 10)
    head = (DIGITS[tens - 1] if tens > 1 else "") + ("十" if tens else "")
    return head + (DIGITS[units - 1] if units else "")
