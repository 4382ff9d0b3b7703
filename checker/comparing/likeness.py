"""How sentences are alike: but for figures, but for years, but for one short stretch.

Sentences are given as their letters and digits alone.
"""

from __future__ import annotations

import re

_LIKE = 0.85
"""Share of a sentence that stands alike at its beginning and end in a near duplicate."""

_LONGEST_CHANGE = 8
"""Characters that may differ between near duplicates, figures apart."""

_FIGURE = re.compile("[0-9〇零一二两三四五六七八九十百千万亿几余多]+")
_YEAR = re.compile("(?:19|20)[0-9]{2}(?=年|$)")


def without_figures(key: str) -> str:
    """A sentence with one sign for each figure, in digits or in words."""
    return _FIGURE.sub("0", key)


def without_years(key: str) -> str:
    """A sentence with one sign for each year."""
    return _YEAR.sub("Y", key)


def but_for_one_stretch(one: str, other: str, least: int) -> bool:
    """Are two strings alike at both ends, ``least`` letters or more, with only a short stretch between?"""
    shorter = min(len(one), len(other))
    head = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    tail = next((i for i in range(shorter - head) if one[-1 - i] != other[-1 - i]), shorter - head)
    longer = max(len(one), len(other))
    return head + tail >= max(least, _LIKE * longer) and longer - head - tail <= _LONGEST_CHANGE
