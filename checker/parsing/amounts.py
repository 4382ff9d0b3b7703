"""Amounts as reports print them: 1,284, 3.4万余, 二十余, 近百, 97.5%, 百分之九十, 三分之一, 六成, 一半以上.

An amount keeps what its words leave open: rounding, 余 and 多, 约 and 近, 以上 and 不足. The text is the clean view.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from checker.model import Span

_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_PLACES = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_HAN = "〇零一二两三四五六七八九十百千"

_NUMBER = re.compile(
    rf"百分之(?P<hundredth>[{_HAN}]+(?:点[〇零一二三四五六七八九]+)?|\d+(?:\.\d+)?)"
    r"|(?P<below>[二三四五六七八九十]|\d{1,2})分之(?P<above>[一二两三四五六七八九]|\d{1,2})"
    r"|(?P<half>半数|过半|[一大]半)"
    rf"|(?P<tenth>[{_HAN}]|10|\d(?:\.\d)?)成(?P<fifth>[五5半])?(?=[多余以的左上，。；、）\n]|$)"
    r"|(?P<arabic>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"|(?P<han>[几数]?[{_HAN}](?:[万亿]?[{_HAN}])*几?(?:点[〇零一二三四五六七八九]+)?)"
)
_MYRIAD = re.compile(r"(?P<odd>[余多几])?(?P<scale>[十百千]?(?:万亿|亿|万)|[百千](?=余|多))(?P<after>[余多几])?")
_BEFORE = re.compile(
    r"(?:(?P<near>将近|接近|(?<![附就邻靠临最])近)|(?P<about>大约|(?<![履签违公条合契邀预])约)"
    r"|(?P<least>超过|超出|突破|至少|不少于|不低于|不小于|多于|高于|逾|超)"
    r"|(?P<most>不足|不到|不满|未满|未达到?|少于|低于|不超过|不高于|不多于|至多|最多))(?:了|为|有|达)?$"
)
_AFTER = re.compile(
    r"(?:[（(]含[）)])?(?:(?P<odd>余|多)|(?P<about>左右|上下)|(?P<least>(?:及|或)?以上)|(?P<most>(?:及|或)?以[下内]))"
)
_CLOCK = re.compile(r"[:.·/]\d")
_CLOCK_MARKS = (":", ".", "·", "/")
_LOOK_BACK = 6


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what its words leave open.

    ``low`` to ``high`` (None: no limit) is where the true value lies; ``step`` is the unit of the last digit given,
    0 for a whole number that is meant exactly. ``is_share`` says that it is a part of a whole, with 1 for all of it.
    ``span`` runs from the first digit to the last character read, 余 and 多 included.
    """

    span: Span
    value: Fraction
    low: Fraction
    high: Fraction | None
    step: Fraction
    is_share: bool
    is_vague: bool


def amounts_in(text: str) -> Iterator[Amount]:
    """All numbers of a text, in order; what they count is not looked at."""
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if match["arabic"] is not None and _is_part_of_a_longer_number(text, start, end):
            continue
        value, step, is_share = _value(match)
        if value is None:
            continue
        odd = vague = None
        if match["arabic"] is not None or match["han"] is not None:
            if scaled := _MYRIAD.match(text, end):
                scale = _scale(scaled["scale"])
                value, step = value * scale, (step or Fraction(1)) * scale
                odd, end = scaled["odd"] or scaled["after"], scaled.end()
            elif text.startswith(("%", "‰"), end):
                scale = 100 if text[end] == "%" else 1000
                value, step, is_share = value / scale, (step or Fraction(1)) / scale, True
                end += 1
        if match["han"] in ("百", "千") and not odd and text[end : end + 1] not in ("余", "多"):
            continue
        yield _bounded(text, start, end, value, step, is_share, odd or vague, match)


def after_unit(amount: Amount, text: str, end: int) -> tuple[Amount, int]:
    """The amount with the words of approximation that follow its unit (98%以上, 200人左右), and where they end."""
    found = _AFTER.match(text, end)
    if not found or (found["odd"] and not amount.is_share and text[end - 1 : end] not in "元斤里亩吨"):
        return amount, end
    low, high = _limits(amount, _word(found))
    return Amount(amount.span, amount.value, low, high, amount.step, amount.is_share, True), found.end()


def _bounded(
    text: str,
    start: int,
    end: int,
    value: Fraction,
    step: Fraction,
    is_share: bool,
    odd: str | None,
    match: re.Match[str],
) -> Amount:
    exact = Amount((start, end), value, value - step / 2, value + step / 2, step, is_share, False)
    if match["above"] is not None or match["half"] is not None:
        spread = Fraction(1, 20) if match["half"] else Fraction(1, 40)
        exact = Amount((start, end), value, value - spread, value + spread, Fraction(0), True, True)
        if match["half"] in ("过半", "大半"):
            return Amount((start, end), value, value, Fraction(1), Fraction(0), True, True)
    elif match["han"] is not None and (found := _between(match["han"])):
        exact = Amount((start, end), value, found[0], found[1], step, is_share, True)
    elif odd:
        exact = Amount((start, end), value, *_limits(exact, "odd"), step, is_share, True)
    elif text.startswith(("余", "多", "几"), end) and not text.startswith(("多次", "多名", "多个", "多种", "多元"), end):
        exact = Amount((start, end + 1), value, *_limits(exact, "odd"), step, is_share, True)
    if before := _BEFORE.search(text, max(0, start - _LOOK_BACK), start):
        low, high = _limits(exact, _word(before))
        return Amount(exact.span, value, low, high, step, is_share, True)
    return exact


def _word(match: re.Match[str]) -> str:
    return next(name for name, found in match.groupdict().items() if found)


def _limits(amount: Amount, word: str) -> tuple[Fraction, Fraction | None]:
    """What a word of approximation leaves open."""
    value, place = amount.value, amount.step
    match word:
        case "odd":
            return value, value + (place if amount.is_share else _last_place(value))
        case "near":
            spread = max(place, value / 20) if amount.is_share else value * 3 / 20
            return value - spread, value
        case "about":
            spread = max(place * 7 / 10, value / 20) if amount.is_share else value / 10
            return min(amount.low, value - spread), max(amount.high or value, value + spread)
        case "least":
            return value, Fraction(1) if amount.is_share and value <= 1 else None
        case _:
            return Fraction(0), value


def _last_place(value: Fraction) -> Fraction:
    """The place of the last digit that is not zero: 10 for 190, 1,000 for 12,000."""
    place = Fraction(1)
    if value.denominator != 1:
        while (value / place).denominator != 1:
            place /= 10
        return place
    while value and value % (place * 10) == 0:
        place *= 10
    return place


def _value(match: re.Match[str]) -> tuple[Fraction | None, Fraction, bool]:
    """The value, the step and whether it is a share."""
    if match["hundredth"] is not None:
        digits = match["hundredth"]
        value = Fraction(digits) if digits[0].isascii() else han_number(digits)
        decimals = len(digits.partition("点" if "点" in digits else ".")[2])
        return (None if value is None else value / 100), Fraction(1, 100 * 10**decimals), True
    if match["above"] is not None:
        above, below = _small(match["above"]), _small(match["below"])
        return (Fraction(above, below) if 0 < above <= below else None), Fraction(0), True
    if match["half"] is not None:
        return Fraction(1, 2), Fraction(0), True
    if match["tenth"] is not None:
        tenth = Fraction(match["tenth"]) if match["tenth"][0].isascii() else han_number(match["tenth"])
        if tenth is None or not 0 < tenth <= 10:
            return None, Fraction(0), True
        if match["fifth"]:
            return (tenth + Fraction(1, 2)) / 10, Fraction(1, 20), True
        return tenth / 10, Fraction(1, 10), True
    if match["arabic"] is not None:
        digits = match["arabic"].replace(",", "")
        decimals = len(digits.partition(".")[2])
        return Fraction(digits), Fraction(1, 10**decimals) if decimals else Fraction(0), False
    value = han_number(match["han"])
    decimals = len(match["han"].partition("点")[2])
    return value, Fraction(1, 10**decimals) if decimals else Fraction(0), False


def han_number(numeral: str) -> Fraction | None:
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
    value = Fraction(total + section + (digit or 0))
    for place, char in enumerate(decimals, 1):
        value += Fraction(_DIGITS[char], 10**place)
    return value


def _between(numeral: str) -> tuple[Fraction, Fraction] | None:
    """The limits of a numeral with 几 or 数."""
    value = han_number(numeral)
    if value is None:
        return None
    if numeral[0] in "几数":
        return value, value * 5
    if numeral.endswith("几"):
        return value, value + 9
    return None


def _small(numeral: str) -> int:
    if numeral.isascii():
        return int(numeral)
    return int(han_number(numeral) or 0)


def _scale(word: str) -> int:
    scale = 1
    for char in word:
        scale *= _PLACES.get(char) or _MYRIADS[char]
    return scale


def _is_part_of_a_longer_number(text: str, start: int, end: int) -> bool:
    """Is it a piece of a time, a date or a code (8:30, 3·15, 20-31)?"""
    before = text[start - 1 : start]
    return bool(_CLOCK.match(text, end)) or (before in _CLOCK_MARKS and text[start - 2 : start - 1].isdigit())
