"""The numbers that OpenDocument lists show, computed from their styles (ODF 1.3 part 3, 16.30 and 19.880)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

LEVELS = 10
"""Levels of a list."""

_LARGEST = 9_999
_DIGITS = "零一二三四五六七八九"
_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_CYCLES = {"甲": "甲乙丙丁戊己庚辛壬癸", "子": "子丑寅卯辰巳午未申酉戌亥"}
_ENCLOSED = {"①": 0x2460, "⑴": 0x2474, "⒈": 0x2488}
_SLOT = re.compile(r"%(\d{1,2})%")


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is numbered.

    ``format`` is the style:num-format ("1", "一, 二, 三, ..."; empty: no number), ``pattern`` the whole label with
    ``%N%`` for the number of level N (None: ``prefix``, the numbers of ``shown`` levels, ``suffix``). ``bullet`` stands
    instead of a number.
    """

    format: str = ""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    start: int = 1
    pattern: str | None = None
    bullet: str = ""


ListStyle = Mapping[int, Level]
"""The levels of a list style, from 1."""


@dataclass(slots=True)
class Counter:
    """Where a list has arrived, level by level."""

    _counts: list[int | None] = field(default_factory=lambda: [None] * (LEVELS + 1))

    def next(self, level: int, style: ListStyle, start: int | None = None) -> str:
        """Count an item and give its label, empty for a list without numbers; ``start`` begins anew."""
        level = max(1, min(level, LEVELS))
        how = style.get(level, Level())
        count = self._counts[level]
        self._counts[level] = start if start is not None else how.start if count is None else count + 1
        self._counts[level + 1 :] = [None] * (LEVELS - level)
        return how.bullet or self._label(level, style)

    def _label(self, level: int, style: ListStyle) -> str:
        how = style.get(level, Level())
        if not how.format:
            return ""
        if how.pattern is not None:
            return _SLOT.sub(lambda slot: self._number(int(slot[1]), style), how.pattern)
        shown = [self._number(i, style) for i in range(max(1, level - how.shown + 1), level + 1)]
        return how.prefix + ".".join(number for number in shown if number) + how.suffix

    def _number(self, level: int, style: ListStyle) -> str:
        if not 1 <= level <= LEVELS:
            return ""
        how = style.get(level, Level())
        count = self._counts[level]
        return numeral(how.start if count is None else count, how.format)


def numeral(number: int, format: str) -> str:
    """A number as a style:num-format writes it; what a format has no sign for stands in digits."""
    if not 0 < number <= _LARGEST or not format:
        return str(number) if format else ""
    first = format[0]
    if format.startswith("01"):
        return f"{number:02}"
    if first in "一壹":
        written = chinese(number)
        return written.translate(_FORMAL) if first == "壹" else written
    if first in _CYCLES:
        return _CYCLES[first][(number - 1) % len(_CYCLES[first])]
    if first in _ENCLOSED and number <= 20:
        return chr(_ENCLOSED[first] + number - 1)
    if first == "１":
        return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(number))
    if first in "aA":
        return _letters(number, first)
    if first in "iI":
        return _roman(number) if first == "I" else _roman(number).lower()
    return str(number)


def chinese(number: int) -> str:
    """A number from 1 to 9,999 in words: 十, 十一, 二十, 一百零五."""
    written = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += _DIGITS[digit] + name
        elif written and number % unit and not written.endswith("零"):
            written += "零"
    return written[1:] if 10 <= number < 20 else written


def _letters(number: int, first: str) -> str:
    written = ""
    while number:
        number, digit = divmod(number - 1, 26)
        written = chr(ord(first) + digit) + written
    return written


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


class Lists:
    """The lists of a document as they are met, so that a list can go on one before it."""

    def __init__(self) -> None:
        self._by_id: dict[str, Counter] = {}
        self._by_style: dict[str, Counter] = {}

    def open(self, style: str, id: str, continued: str, goes_on: bool) -> Counter:
        """The counter of a list: that of the list ``continued``, that of the last in its style, or a new one."""
        counter = self._by_id.get(continued) if continued else self._by_style.get(style) if goes_on else None
        counter = counter or Counter()
        if id:
            self._by_id[id] = counter
        self._by_style[style] = counter
        return counter


def spaced(label: str) -> str:
    """A label before its words: signs of Chinese stand close, others with a space."""
    return label if not label or ord(label[-1]) > 0x2FFF or label[-1].isspace() else label + " "


def whole(raw: str | None, otherwise: int) -> int:
    """A whole number of an attribute, bounded."""
    return min(int(raw[:9]), 10**6) if raw and raw.isdecimal() else otherwise
