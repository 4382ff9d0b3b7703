"""Numbers that check themselves."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

_ID_LENGTH = 18
_ID_WEIGHTS = tuple(2 ** (_ID_LENGTH - 1 - i) % 11 for i in range(_ID_LENGTH - 1))
_ID_CHECKS = "10X98765432"
_CARD_LENGTHS = range(13, 20)


def is_resident_id(number: str) -> bool:
    """Is it a citizen's identity number: a date that the calendar has, and the check character of GB 11643?"""
    if len(number) != _ID_LENGTH or not _has_birthday(number) or not number[:-1].isdecimal():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:-1], _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11] == number[-1].upper()


def is_bank_card(number: str) -> bool:
    """Is it a card number (ISO/IEC 7812, Luhn) and no citizen's identity number?"""
    if len(number) not in _CARD_LENGTHS or not number.isdecimal() or is_resident_id(number):
        return False
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(number))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _has_birthday(number: str) -> bool:
    try:
        datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return True


CHECKSUMS: Mapping[str, Callable[[str], bool]] = {"resident-id": is_resident_id, "bank-card": is_bank_card}
"""What a rule may ask for."""
