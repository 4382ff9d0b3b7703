"""How much what one item says is taken up by another: words of one matter, and uncommon letters that both have.

A problem is its headline (what falls short) and what goes on about it. Matters of the headline weigh more than those of
the rest; broad words (人手, 培训, 台账) count in full only where the other item speaks of no other matter. Letters that
belong to no word of the synonyms are taken for a matter of their own, so that a report may speak of things that no list
of words foresees.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from checker.model import Span
from checker.parsing.ordinals import ordinal_at
from checker.synonyms import Synonyms

_READ = 1500
"""Characters of an item that are looked at, so that a report of one endless item costs no more than others."""

_HAN = re.compile("[㐀-鿿]+")
_CLAUSE_END = re.compile("[，。；：！？\n]")

_NARROW = 0.45
"""From this weight on words tell what is spoken of; broader ones tell in what respect."""

_BESIDE_ANOTHER_MATTER = 0.5
_IN_DETAIL = 0.7
_LETTERS = {2: 0.45, 3: 0.75}
_MANY_LETTERS = 1.0
_LETTER, _LETTERS_MOST = 0.25, 0.9
_LEAST_SAID, _MOST_SAID = 0.6, 1.5
_REPEATED = 0.8
"""What it is worth when the plan has all the letters of the headline."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word with its groups, or a run of letters that belong to no word (no groups); worth less after the headline."""

    text: str
    groups: tuple[int, ...]
    worth: float


@dataclass(frozen=True, slots=True)
class Said:
    """What an item says, taken to pieces; ``weight`` is how much its headline says."""

    pieces: tuple[Piece, ...]
    groups: frozenset[int]
    letters: frozenset[str]
    pairs: frozenset[str]
    headline: frozenset[str]
    weight: float


def read(text: str, synonyms: Synonyms) -> Said:
    """What an item says; its ordinal says nothing."""
    text = text.lstrip()
    ordinal = ordinal_at(text, 0)
    text = text[ordinal.end if ordinal else 0 :][:_READ]
    found = list(_pieces(text, synonyms))
    end, weight = _headline(text, found, synonyms)
    pieces = [Piece(text[slice(*span)], groups, 1.0 if span[0] < end else _IN_DETAIL) for span, groups in found]
    return Said(
        tuple(pieces),
        frozenset(group for piece in pieces for group in piece.groups),
        frozenset(pair for piece in pieces if not piece.groups for pair in _pairs(piece.text)),
        frozenset(_pairs(text)),
        frozenset(_pairs(text[:end])),
        weight,
    )


def likeness(problem: Said, plan: Said, synonyms: Synonyms, rarity: Mapping[int, float]) -> float:
    """How much of a problem a plan item takes up, from 0 to 1; ``rarity`` (0 to 1) by group, where it is not 1."""
    matters = _shared_matters(problem, plan, synonyms, rarity)
    narrow = sum(worth for worth, weight in matters if weight >= _NARROW) + _shared_letters(problem, plan)
    broad = sum(worth for worth, weight in matters if weight < _NARROW)
    if not narrow and any(synonyms.groups[group].weight >= _NARROW for group in plan.groups):
        broad *= _BESIDE_ANOTHER_MATTER
    said = min(_MOST_SAID, max(_LEAST_SAID, problem.weight))
    repeated = len(problem.headline & plan.pairs) / len(problem.headline) if problem.headline else 0.0
    return round(min(1.0, max((narrow + broad) / said, _REPEATED * repeated)), 2)


# --- taking an item to pieces -------------------------------------------------------------------------------------


def _pieces(text: str, synonyms: Synonyms) -> Iterator[tuple[Span, tuple[int, ...]]]:
    """The words of a text and the runs of letters between them, in order."""
    reach = 0
    for span, groups in synonyms.find(text):
        yield from _runs(text, reach, span[0])
        yield span, groups
        reach = max(reach, span[1])
    yield from _runs(text, reach, len(text))


def _runs(text: str, start: int, end: int) -> Iterator[tuple[Span, tuple[int, ...]]]:
    for run in _HAN.finditer(text, start, end):
        if run.end() - run.start() > 1:
            yield run.span(), ()


def _pairs(text: str) -> Iterator[str]:
    for run in _HAN.findall(text):
        yield from (run[i : i + 2] for i in range(len(run) - 1))


def _headline(
    text: str, found: Sequence[tuple[Span, tuple[int, ...]]], synonyms: Synonyms
) -> tuple[int, float]:
    """Where the headline of an item ends, and how much it says: its first clause that says anything."""
    ends = [mark.start() for mark in _CLAUSE_END.finditer(text)] or [len(text)]
    for clause, pieces in groupby(found, lambda piece: bisect_right(ends, piece[0][0])):
        weight = _weight(list(pieces), synonyms)
        if weight > 0:
            return ends[min(clause, len(ends) - 1)], weight
    return ends[0], 0.0


def _weight(pieces: Sequence[tuple[Span, tuple[int, ...]]], synonyms: Synonyms) -> float:
    """How much pieces say: each matter once, and what other letters there are."""
    matters: dict[int, float] = {}
    letters = 0.0
    for (start, end), groups in pieces:
        if groups:
            best = max(groups, key=lambda group: synonyms.groups[group].weight)
            matters[best] = synonyms.groups[best].weight
        else:
            letters += min(_LETTERS_MOST, _LETTER * (end - start))
    return sum(matters.values()) + letters


# --- what two items share -----------------------------------------------------------------------------------------


def _shared_matters(
    problem: Said, plan: Said, synonyms: Synonyms, rarity: Mapping[int, float]
) -> list[tuple[float, float]]:
    """What each matter that both speak of is worth, with the weight of its words; each word of the problem counts once."""
    shared = [
        (synonyms.groups[group].weight * rarity.get(group, 1.0) * piece.worth, group)
        for piece in problem.pieces
        for group in piece.groups
        if group in plan.groups and synonyms.groups[group].weight
    ]
    taken: set[str] = set()
    counted: set[int] = set()
    found = []
    for worth, group in sorted(shared, reverse=True):
        words = {piece.text for piece in problem.pieces if group in piece.groups}
        if group not in counted and not words <= taken:
            found.append((worth, synonyms.groups[group].weight))
            taken |= words
        counted.add(group)
    return found


def _shared_letters(problem: Said, plan: Said) -> float:
    """What the letters are worth that belong to no word and that both items have."""
    shared: dict[str, float] = {}
    for piece in problem.pieces:
        if piece.groups:
            continue
        pairs = [piece.text[i : i + 2] in plan.letters for i in range(len(piece.text) - 1)]
        start = 0
        for both, run in groupby(pairs):
            length = len(list(run))
            if both:
                letters = piece.text[start : start + length + 1]
                worth = _LETTERS.get(len(letters), _MANY_LETTERS) * piece.worth
                shared[letters] = max(worth, shared.get(letters, 0.0))
            start += length
    return sum(shared.values())
