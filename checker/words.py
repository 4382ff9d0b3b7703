"""Words of Chinese text, cut by jieba with a dictionary of the domain's own words.

jieba and the dictionary are loaded at the first cut, so that a pack without rules on words never pays for them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jieba

LONGEST_WORD = 6
"""Characters; no word of the dictionary is longer."""


def content_words(text: str, besides: Iterable[tuple[int, int]] = ()) -> list[str]:
    """The words of a text that carry content: two characters or more, outside the given spans."""
    barred = list(besides)
    found = []
    for word, start, end in _tokenizer().tokenize(text, HMM=False):
        if len(word) >= 2 and not word.isdigit() and not any(a < end and start < b for a, b in barred):
            found.append(word)
    return found


def every_word(text: str) -> list[tuple[str, int]]:
    """The words of a text by jieba's own large dictionary, also those it only guesses, each with where it begins."""
    return [(word, start) for word, start, _ in _large().tokenize(text)]


@cache
def _large() -> jieba.Tokenizer:
    tokenizer = _new_tokenizer()
    # Not by its own loading, which writes a cache into the folder for temporary files.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


@cache
def _tokenizer() -> jieba.Tokenizer:
    tokenizer = _new_tokenizer()
    # Filled by hand: jieba's own loading writes a cache into the folder for temporary files.
    frequencies: dict[str, int] = {}
    for line in Path(__file__).with_name("words.txt").read_text("utf-8").splitlines():
        word, _, frequency = line.partition(" ")
        if word != "#":
            frequencies[word] = int(frequency)
    parts = {word[:stop]: 0 for word in frequencies for stop in range(1, len(word))}
    tokenizer.FREQ = {**parts, **frequencies}
    tokenizer.total = sum(frequencies.values())
    tokenizer.initialized = True
    return tokenizer


def _new_tokenizer() -> jieba.Tokenizer:
    # jieba asks setuptools for its data files if it is there; that import alone takes longer than all cutting.
    absent = "pkg_resources" not in sys.modules
    if absent:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        import jieba
    finally:
        if absent:
            del sys.modules["pkg_resources"]
    return jieba.Tokenizer()
