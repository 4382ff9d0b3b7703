"""Two wordings of a sentence beside each other: which words of each are not in the other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"(?P<figure>\d+(?:[.,．，]\d+)*|[〇零一二两三四五六七八九十百千万亿]+)|(?P<word>[^\W_])")
_FIGURE = "#"
_LONGEST = 10_000
"""Characters; longer sentences are no sentences, and shown as they are."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words in a row; ``differs`` when the other sentence has others in their place."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class _Token:
    """A figure or a letter; ``kind`` is the same for all figures."""

    text: str
    kind: str
    start: int
    end: int


def side_by_side(one: str, other: str) -> tuple[Sequence[Part], Sequence[Part]]:
    """Both sentences in parts: figures that differ, and the stretch where the words do.

    Sentences that are held against each other differ in figures and in one stretch at most, so it is enough to look
    from both ends; that takes time linear in their length. Marks, spaces and widths are not compared.
    """
    if max(len(one), len(other)) > _LONGEST:
        return [Part(one, differs=False)], [Part(other, differs=False)]
    left, right = list(_tokens(one)), list(_tokens(other))
    shorter = min(len(left), len(right))
    head = next((i for i in range(shorter) if left[i].kind != right[i].kind), shorter)
    rest = shorter - head
    tail = next((i for i in range(rest) if left[-1 - i].kind != right[-1 - i].kind), rest)
    alike = [*zip(left[:head], right[:head], strict=True)]
    alike += zip(left[len(left) - tail :], right[len(right) - tail :], strict=True)
    moved = [(a, b) for a, b in alike if a.text != b.text]
    return (
        _parts(one, [*(a for a, _ in moved), *_joined(left[head : len(left) - tail])]),
        _parts(other, [*(b for _, b in moved), *_joined(right[head : len(right) - tail])]),
    )


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        plain = unicodedata.normalize("NFKC", found[0]).casefold()
        yield _Token(plain, _FIGURE if found.lastgroup == "figure" else plain, *found.span())


def _joined(tokens: Sequence[_Token]) -> list[_Token]:
    """A stretch as one, with the marks in it."""
    return [_Token("", "", tokens[0].start, tokens[-1].end)] if tokens else []


def _parts(text: str, differing: Sequence[_Token]) -> list[Part]:
    parts = []
    at = 0
    for token in sorted(differing, key=lambda token: token.start):
        parts += [Part(text[at : token.start], differs=False), Part(text[token.start : token.end], differs=True)]
        at = token.end
    return [part for part in (*parts, Part(text[at:], differs=False)) if part.text]
