"""Numbers as Word prints them: the number formats of ISO/IEC 29500-1, 17.18.59 (ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_TRADITIONAL_FORMAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)
_LARGEST_ROMAN, _LARGEST_LETTER, _LARGEST_COUNT = 3_999, 780, 99_999_999


def numeral(value: int, format: str) -> str:
    """A number in one of Word's formats; what a format cannot write, and unknown formats, are written in digits."""
    if format == "none":
        return ""
    written = _FORMATS[format](value) if format in _FORMATS and value > 0 else None
    return str(value) if written is None else written


def _counted(value: int, digits: str = "零" + _DIGITS[1:], units: str = "十百千", one_ten: bool = False) -> str | None:
    """A number in words, 二十一; ``one_ten`` writes 一十 where usage drops the 一."""
    if value > _LARGEST_COUNT:
        return None
    high, low = divmod(value, 10_000)
    words = _below_ten_thousand(low, digits, units)
    if high:
        gap = digits[0] if 0 < low < 1000 else ""
        words = _below_ten_thousand(high, digits, units) + "万" + gap + words
    return words if one_ten or not words.startswith(digits[1] + units[0]) else words[1:]


def _below_ten_thousand(value: int, digits: str, units: str) -> str:
    words, gap = "", False
    for place, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit = value // place % 10
        if digit:
            words += (digits[0] if gap and words else "") + digits[digit] + unit
        gap = not digit
    return words


def _positional(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _letters(value: int) -> str | None:
    """a to z, aa to zz with one and the same letter, and so on."""
    times, letter = divmod(value - 1, 26)
    return chr(ord("a") + letter) * (times + 1) if value <= _LARGEST_LETTER else None


def _roman(value: int) -> str | None:
    if value > _LARGEST_ROMAN:
        return None
    words = ""
    for size, letters in _ROMAN:
        words += letters * (value // size)
        value %= size
    return words


def _upper(lower: Callable[[int], str | None]) -> Callable[[int], str | None]:
    def upper(value: int) -> str | None:
        written = lower(value)
        return None if written is None else written.upper()

    return upper


def _circled(value: int) -> str | None:
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= value <= last:
            return chr(code + value - first)
    return None


def _from_table(first: str, size: int = 20) -> Callable[[int], str | None]:
    """A run of characters of Unicode, the first of which stands for 1."""
    return lambda value: chr(ord(first) + value - 1) if value <= size else None


def _from_letters(letters: str) -> Callable[[int], str | None]:
    return lambda value: letters[value - 1] if value <= len(letters) else None


_FORMATS: dict[str, Callable[[int], str | None]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        _counted,
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _positional),
    "chineseLegalSimplified": lambda value: _counted(value, _FORMAL_DIGITS, "拾佰仟", one_ten=True),
    "ideographLegalTraditional": lambda value: _counted(value, _TRADITIONAL_FORMAL, "拾佰仟", one_ten=True),
    "ideographTraditional": _from_letters(_STEMS),
    "ideographZodiac": _from_letters(_BRANCHES),
    **dict.fromkeys(
        ("decimalFullWidth", "decimalFullWidth2"),
        lambda value: "".join(chr(0xFF10 + int(digit)) for digit in str(value)),
    ),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalEnclosedFullstop": _from_table("⒈"),
    "decimalEnclosedParen": _from_table("⑴"),
    "ideographEnclosedCircle": _from_table("㊀", 10),
    "decimalZero": lambda value: f"{value:02}",
    "numberInDash": lambda value: f"- {value} -",
    "lowerLetter": _letters,
    "upperLetter": _upper(_letters),
    "lowerRoman": _roman,
    "upperRoman": _upper(_roman),
}
