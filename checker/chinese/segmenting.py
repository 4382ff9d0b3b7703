"""How well a stretch of Chinese falls into common words.

The cost of a cut is the sum over its words of the negative logarithm of their frequency; a character that belongs to no
word is dear. A wrong character breaks the word it stands in, so that the stretch costs much more than the right one.

``common-words.txt``: a line is a first character with the cost of the character alone, then each word that begins
with it (without that character) with its cost; costs are letters, a is 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_UNKNOWN = 17.5
"""Cost of a character that the table does not know."""

_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of text cut into words, and what it costs."""

    cost: float
    words: tuple[str, ...]


def cut(text: str, own_cost: Callable[[str], float | None], longest: int) -> Cut:
    """The cheapest cut of a text.

    ``own_cost`` tells the cost of words that the caller knows besides the common ones (None: not one of them), which
    may be ``longest`` characters long.
    """
    size = len(text)
    reach = max(longest, _LONGEST)
    costs = [0.0] + [float("inf")] * size
    begins = [0] * (size + 1)
    for start in range(size):
        for end in range(start + 1, min(size, start + reach) + 1):
            word = text[start:end]
            cost = own_cost(word)
            if cost is None:
                cost = common_cost(word)
            if cost is not None and costs[start] + cost < costs[end]:
                costs[end], begins[end] = costs[start] + cost, start
    words = []
    end = size
    while end:
        words.append(text[begins[end] : end])
        end = begins[end]
    return Cut(costs[size], tuple(reversed(words)))


def common_cost(word: str) -> float | None:
    """The cost of a common word or of a single character, None for what is no common word."""
    line = _common_words().get(word[0])
    if len(word) == 1:
        return float(ord(line[1]) - 96) if line and line[1].isascii() and line[1] != " " else _UNKNOWN
    if line is None or len(word) > _LONGEST:
        return None
    entry = " " + word[1:]
    at = line.find(entry)
    while at >= 0:
        follows = line[at + len(entry)]
        if "a" <= follows <= "z":
            return float(ord(follows) - 96)
        at = line.find(entry, at + 1)
    return None


@cache
def _common_words() -> dict[str, str]:
    lines = Path(__file__).with_name("common-words.txt").read_text("utf-8").splitlines()
    return {line[0]: line for line in lines if line}
