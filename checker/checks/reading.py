"""Does a stretch of text read better with another wording?"""

from __future__ import annotations

from checker.chinese.expressions import Wordings
from checker.chinese.segmenting import Cut, cut
from checker.model import Span

AROUND = 6
"""Characters on either side that are cut into words with the doubtful stretch."""

_KNOWN_COST = 9.0
_LONG_COST = 0.5
"""What a wording that is known as such costs in a cut, and each of its characters from the seventh on."""

_BETTER = 7.0
"""How much cheaper a cut must be to read better."""


def reads_better(text: str, span: Span, right: str) -> bool:
    """Does the text fall into words better with ``right`` in a place?"""
    left, end = surroundings(text, span)
    known = Wordings([right])
    stands = cut_with(text[left:end], known)
    mended = cut_with(text[left : span[0]] + right + text[span[1] : end], known)
    return stands.cost - mended.cost >= _BETTER


def surroundings(text: str, span: Span) -> Span:
    """The span with the Chinese characters around it, as far as they count."""
    left, right = span
    while left > max(0, span[0] - AROUND) and is_han(text[left - 1]):
        left -= 1
    while right < min(len(text), span[1] + AROUND) and is_han(text[right]):
        right += 1
    return left, right


def is_han(char: str) -> bool:
    """Is it a Chinese character (and not nothing)?"""
    return "一" <= char <= "鿿"


def cut_with(text: str, known: Wordings) -> Cut:
    """The cheapest cut of a text into common words and known wordings."""

    def known_cost(word: str) -> float | None:
        return _KNOWN_COST + _LONG_COST * max(0, len(word) - 6) if word in known.all else None

    return cut(text, known_cost, known.longest)
