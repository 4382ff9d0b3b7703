"""Amounts as reports print them: 1,284, 3.4万余, 二十余, 近百, 97.5%, 百分之九十, 三分之一, 六成, 一半以上.

An amount keeps what its words leave open: rounding, 余 and 多, 约 and 近, 以上 and 不足. The text is the clean view.
Values are floats: what they are used for is comparing sums and shares of printed numbers, with room for rounding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import inf
from typing import NamedTuple, TypeVar

from checker.model import Span

_T = TypeVar("_T")
_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_PLACES = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_HAN = "〇零一二两三四五六七八九十百千"

_BEGIN = re.compile(f"[0-9]|[几数半过大](?=[半{_HAN}])|一[{_HAN}万亿成半点几]|[〇零二两三四五六七八九十百千]")
_NUMBER = re.compile(
    r"(?P<arabic>\d{1,3}(?:[, ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?!成[^本为立功果效员长]|分之)"
    rf"|百分之(?P<hundredth>[{_HAN}]+(?:点[〇零一二三四五六七八九]+)?|\d+(?:\.\d+)?)"
    r"|(?P<below>[二三四五六七八九十]|\d{1,2})分之(?P<above>[一二两三四五六七八九]|\d{1,2})"
    r"|(?P<half>半数|过半|[一大]半)"
    rf"|(?P<tenth>[{_HAN}]|10|\d(?:\.\d)?)成(?P<fifth>[五5半])?(?=[多余以的左上，。；、（）\n]|$)"
    rf"|(?P<han>[几数]?[{_HAN}](?:[万亿]?[{_HAN}])*几?(?:点[〇零一二三四五六七八九]+)?)"
)
_SCALED = re.compile(r"(?P<odd>[余多几])?(?P<scale>[十百千]?(?:万亿|亿|万)|[百千](?=余|多))(?P<after>[余多几])?")
_SCALING = "余多几十百千万亿"
_DATED = "年月日"
"""Behind a number these, or nothing at all, mean that it counts nothing."""

_BEFORE = re.compile(
    r"(?:(?P<near>将近|接近|(?<![附就邻靠临最])近)|(?P<about>大约|(?<![履签违公条合契邀预])约)"
    r"|(?P<least>超过|超出|突破|至少|不少于|不低于|不小于|多于|高于|逾|超)"
    r"|(?P<most>不足|不到|不满|未满|未达到?|少于|低于|不超过|不高于|不多于|至多|最多))[了为有达]?$"
)
_AFTER = re.compile(
    r"(?:[（(]含[）)])?(?:(?P<odd>余|多)|(?P<about>左右|上下)|(?P<least>(?:及|或)?以上)|(?P<most>(?:及|或)?以[下内]))"
)
_DOUBLED = re.compile(
    "(?P<near>近|将近|接近)?翻了?(?P<nearly>近|将近)?(?P<times>[一两二])?番(?P<more>还多|多|以上|有余)?"
)
_NEARLY, _ALMOST = 0.8, 0.95
_NOT_ODD = ("多次", "多名", "多个", "多种", "多元", "多项")
_CLOCK_MARKS = (":", ".", "·", "/")
_LOOK_BACK = 6
_LONGEST_NUMBER = 16
"""Characters; a longer one is a code."""


class Amount(NamedTuple):
    """A number with what its words leave open.

    ``low`` to ``high`` (infinite: no limit) is where the true value lies; ``step`` is the unit of the last digit given,
    0 for a whole number that is meant exactly. ``is_share`` says that it is a part of a whole, with 1 for all of it;
    ``is_vague`` that words such as 余 and 约 leave it open. ``span`` runs from the first digit to the last character
    read, 余 and 多 included.
    """

    span: Span
    value: float
    low: float
    high: float
    step: float
    is_share: bool = False
    is_vague: bool = False


def amounts_in(text: str, counted: Callable[[int], _T | None]) -> Iterator[tuple[Amount, _T | None]]:
    """The shares in a text, and the numbers behind which something is counted, in order.

    ``counted`` says what is counted behind a number that ends at a place, 万 and 余 included; None is nothing.
    """
    at = 0
    for begin in _BEGIN.finditer(text):
        if begin.start() < at:
            continue
        match = _NUMBER.match(text, begin.start())
        if match is not None:
            at = match.end()
            found = _amount(text, match, counted)
            if found is not None:
                at = max(at, found[0].span[1])
                yield found


def after_unit(amount: Amount, text: str, end: int) -> tuple[Amount, int]:
    """The amount with the words of approximation that follow its unit (98%以上, 200人左右), and where they end."""
    if text[end : end + 1] not in "余多左上以及或（(":
        return amount, end
    found = _AFTER.match(text, end)
    if not found or (found["odd"] and not amount.is_share and text[end - 1 : end] not in "元斤里亩吨"):
        return amount, end
    low, high = _limits(amount, _word(found))
    return amount._replace(low=low, high=high, is_vague=True), found.end()


def doubling_in(text: str, start: int, end: int) -> Amount | None:
    """翻一番, 翻了近两番, 翻一番还多: how many times something has grown, as a reader would let pass."""
    found = _DOUBLED.search(text, start, end)
    if found is None:
        return None
    near = found["near"] or found["nearly"]
    times = 4.0 if found["times"] in ("两", "二") else 2.0
    low: float = times if found["more"] else times * (_NEARLY if near else _ALMOST)
    high = times * (1.02 if near else 1.5)
    return Amount(found.span(), times, low, high, 0.0, False, True)


def scale_of(word: str) -> int:
    """What a word of tens multiplies by: 10,000 for 万, 100,000 for 十万."""
    scale = 1
    for char in word:
        scale *= _PLACES.get(char) or _MYRIADS.get(char, 1)
    return scale


def han_number(numeral: str) -> float | None:
    """The value of a numeral in Chinese characters (一百零五, 二十, 三点五, 几十), None when it is none."""
    whole, _, decimals = numeral.partition("点")
    if whole.startswith(("几", "数")):
        whole = "二" + whole[1:]
    whole = whole.rstrip("几")
    total = section = 0
    digit: int | None = None
    for char in whole:
        if char in _DIGITS:
            if digit is not None and digit != 0:
                return None
            digit = _DIGITS[char]
        elif char in _PLACES:
            section += (1 if digit is None or digit == 0 else digit) * _PLACES[char]
            digit = None
        else:
            total += (section + (digit or 0)) * _MYRIADS[char]
            section, digit = 0, None
    value = float(total + section + (digit or 0))
    for place, char in enumerate(decimals, 1):
        value += _DIGITS[char] / 10**place
    return value


def _amount(text: str, match: re.Match[str], counted: Callable[[int], _T | None]) -> tuple[Amount, _T | None] | None:
    start, end = match.span()
    arabic, han = match["arabic"], match["han"]
    if arabic is None and han is None:
        share = _share(text, match)
        return None if share is None else (share, None)
    behind = text[end : end + 1]
    if behind in _DATED or (arabic is not None and _is_part_of_a_longer_number(text, start, end)):
        return None
    scale, odd = 1, None
    if behind in "%‰":
        share = _percent(text, match, 100 if behind == "%" else 1_000)
        return None if share is None else (share, None)
    if behind in _SCALING and (scaled := _SCALED.match(text, end)):
        scale, odd, end = scale_of(scaled["scale"]), scaled["odd"] or scaled["after"], scaled.end()
    elif behind in "余多几" and not text.startswith(_NOT_ODD, end):
        odd, end = behind, end + 1
    if han in ("百", "千") and not odd:
        return None
    what = counted(end)
    number = None if what is None else _number(match)
    if number is None:
        return None
    value, decimals = number
    step = scale / 10**decimals if decimals or scale > 1 else 0.0
    value *= scale
    exact = Amount((start, end), value, value - step / 2, value + step / 2, step)
    if han is not None and (found := _between(han, value)):
        exact = exact._replace(low=found[0], high=found[1], is_vague=True)
    elif odd:
        low, high = _limits(exact, "odd")
        exact = exact._replace(low=low, high=high, is_vague=True)
    return _preceded(text, exact), what


def _percent(text: str, match: re.Match[str], scale: int) -> Amount | None:
    number = _number(match)
    if number is None:
        return None
    value, step = number[0] / scale, 1 / (scale * 10 ** number[1])
    exact = Amount((match.start(), match.end() + 1), value, value - step / 2, value + step / 2, step, True)
    return _preceded(text, exact)


def _share(text: str, match: re.Match[str]) -> Amount | None:
    span = match.span()
    if match["half"] is not None:
        low, high = (0.5, 1.0) if match["half"] in ("过半", "大半") else (0.45, 0.55)
        exact = Amount(span, 0.5, low, high, 0.0, True, True)
    elif match["above"] is not None:
        above, below = _small(match["above"]), _small(match["below"])
        if not 0 < above <= below:
            return None
        exact = Amount(span, above / below, above / below - 0.025, above / below + 0.025, 0.0, True, True)
    elif match["hundredth"] is not None:
        digits = match["hundredth"]
        value = float(digits) if digits[0].isascii() else han_number(digits)
        if value is None or len(digits) > _LONGEST_NUMBER:
            return None
        step = 0.01 / 10 ** len(digits.partition("点" if "点" in digits else ".")[2])
        exact = Amount(span, value / 100, value / 100 - step / 2, value / 100 + step / 2, step, True)
    else:
        tenth = float(match["tenth"]) if match["tenth"][0].isascii() else han_number(match["tenth"])
        if tenth is None or not 0 < tenth <= 10:
            return None
        value, step = (tenth / 10 + 0.05, 0.05) if match["fifth"] else (tenth / 10, 0.1)
        exact = Amount(span, value, value - step / 2, value + step / 2, step, True)
        if text.startswith(("多", "余"), span[1]):
            low, high = _limits(exact, "odd")
            exact = exact._replace(span=(span[0], span[1] + 1), low=low, high=high, is_vague=True)
    return _preceded(text, exact)


def _preceded(text: str, amount: Amount) -> Amount:
    """The amount with the words of approximation before it."""
    start = amount.span[0]
    if text[start - 1 : start] in "，、。；：的":
        return amount
    if before := _BEFORE.search(text, max(0, start - _LOOK_BACK), start):
        low, high = _limits(amount, _word(before))
        return amount._replace(low=low, high=high, is_vague=True)
    return amount


def _word(match: re.Match[str]) -> str:
    return next(name for name, found in match.groupdict().items() if found)


def _limits(amount: Amount, word: str) -> tuple[float, float]:
    """What a word of approximation leaves open."""
    value, place = amount.value, amount.step
    match word:
        case "odd":
            return value, value + (place if amount.is_share else _last_place(value))
        case "near":
            spread = max(place, value / 20) if amount.is_share else value * 0.15
            return value - spread, value
        case "about":
            spread = max(place * 0.7, value / 20) if amount.is_share else value / 10
            return min(amount.low, value - spread), max(amount.high, value + spread)
        case "least":
            return value, 1.0 if amount.is_share and value <= 1 else inf
        case _:
            return 0.0, value


def _last_place(value: float) -> float:
    """The place of the last digit that is not zero: 10 for 190, 1,000 for 12,000."""
    if value != int(value):
        return 10.0 ** -len(f"{value:.6f}".rstrip("0").partition(".")[2])
    place = 1
    while value and value % (place * 10) == 0:
        place *= 10
    return float(place)


def _number(match: re.Match[str]) -> tuple[float, int] | None:
    """The number as written, and how many decimals it has."""
    if match["arabic"] is not None:
        digits = match["arabic"].replace(",", "").replace(" ", "")
        return (float(digits), len(digits.partition(".")[2])) if len(digits) <= _LONGEST_NUMBER else None
    value = han_number(match["han"]) if len(match["han"]) <= _LONGEST_NUMBER else None
    return None if value is None else (value, len(match["han"].partition("点")[2]))


def _between(numeral: str, value: float) -> tuple[float, float] | None:
    """The limits of a numeral with 几 or 数."""
    if numeral[0] in "几数":
        return value, value * 5
    return (value, value + 9) if numeral.endswith("几") else None


def _small(numeral: str) -> int:
    return int(numeral) if numeral.isascii() else int(han_number(numeral) or 0)


def _is_part_of_a_longer_number(text: str, start: int, end: int) -> bool:
    """Is it a piece of a time, a date or a code (8:30, 3·15, 20-31)?"""
    if text[end : end + 1] in _CLOCK_MARKS and text[end + 1 : end + 2].isdigit():
        return True
    return text[start - 1 : start] in _CLOCK_MARKS and text[start - 2 : start - 1].isdigit()
