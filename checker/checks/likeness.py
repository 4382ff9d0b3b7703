"""How much what one item says is taken up by another: words of one matter, and uncommon letters that both have.

A problem is its headline (what falls short) and what goes on about it. Matters of the headline weigh more than those of
the rest; broad words (人手, 培训, 台账) count in full only where the other item speaks of no other matter. Letters that
belong to no word of the synonyms are taken for a matter of their own, so that a report may speak of things that no list
of words foresees.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from checker.model import Span
from checker.parsing.ordinals import ordinal_at
from checker.synonyms import Role, Synonyms

_READ = 1500
"""Characters of an item that are looked at, so that a report of one endless item costs no more than others."""

_HAN = re.compile("[㐀-鿿]+")
_RUN = re.compile("[㐀-鿿]{2,}")
_CLAUSE_END = re.compile("[，。；：！？\n]")

_NARROW = 0.45
"""From this weight on words tell what is spoken of; broader ones tell in what respect."""

_BESIDE_ANOTHER_MATTER = 0.5
_IN_OTHER_WORK = 0.55
_IN_DETAIL, _IN_PLAN_DETAIL = 0.7, 0.8
_LETTERS = {2: 0.45, 3: 0.75}
_MANY_LETTERS = 1.0
_LETTER, _LETTERS_MOST = 0.25, 0.9
_LEAST_SAID, _MOST_SAID = 0.6, 1.5
_REPEATED = 0.8
"""What it is worth when the plan has all the letters of the headline."""


class Piece(NamedTuple):
    """A word with its groups, or a run of letters that belong to no word (no groups)."""

    span: Span
    text: str
    groups: tuple[int, ...]
    in_headline: bool

    @property
    def worth(self) -> float:
        """What the piece is worth for where it stands."""
        return 1.0 if self.in_headline else _IN_DETAIL


@dataclass(frozen=True)
class Said:
    """What an item says, taken to pieces; ``weight`` is how much its headline says."""

    text: str
    pieces: tuple[Piece, ...]
    headline: Span
    weight: float

    @cached_property
    def groups(self) -> Mapping[int, bool]:
        """The groups of its words; does one of the words stand in the headline?"""
        found: dict[int, bool] = {}
        for piece in self.pieces:
            for group in piece.groups:
                found[group] = piece.in_headline or found.get(group, False)
        return found

    @cached_property
    def letters(self) -> frozenset[str]:
        """The pairs of letters that belong to no word."""
        return frozenset(pair for piece in self.pieces if not piece.groups for pair in _pairs(piece.text))

    @cached_property
    def pairs(self) -> frozenset[str]:
        """All pairs of letters."""
        return frozenset(_pairs(self.text))

    @cached_property
    def headline_pairs(self) -> frozenset[str]:
        """The pairs of letters of the headline."""
        return frozenset(_pairs(self.text[slice(*self.headline)]))


def read(text: str, synonyms: Synonyms, own_name: str = "") -> Said:
    """What an item says; its ordinal says nothing, nor do letters of the office's own name."""
    text = text.lstrip()
    ordinal = ordinal_at(text, 0)
    text = text[ordinal.end if ordinal else 0 :][:_READ]
    words = synonyms.find(text)
    telling = [word for word in words if word[1]]
    letters = (run for run in _uncovered(synonyms.letters(text), words) if text[slice(*run)] not in own_name)
    found = sorted([*telling, *((run, ()) for run in letters)])
    headline, weight = _headline(text, found, synonyms)
    pieces = (Piece(span, text[slice(*span)], groups, span[0] < headline[1]) for span, groups in found)
    return Said(text, tuple(pieces), headline, weight)


def likeness(problem: Said, plan: Said, synonyms: Synonyms, rarity: Mapping[int, float]) -> float:
    """How much of a problem a plan item takes up: 1 is as much as the headline says, the rest comes on top.

    ``rarity`` (0 to 1) is given by group, where it is not 1.
    """
    shared = [*_shared_matters(problem, plan, synonyms, rarity), *_shared_letters(problem, plan)]
    narrow = sum(one.worth for one in shared if one.weight >= _NARROW)
    broad = sum(one.worth for one in shared if one.weight < _NARROW)
    named = any(one.weight >= _NARROW and one.in_headline for one in shared)
    if not named and any(synonyms.groups[group].weight >= _NARROW for group in plan.groups):
        broad *= _BESIDE_ANOTHER_MATTER
    said = min(_MOST_SAID, max(_LEAST_SAID, problem.weight))
    repeated = len(problem.headline_pairs & plan.pairs) / max(1, len(problem.headline_pairs))
    taken_up = max((narrow + broad) / said, _REPEATED * repeated)
    if strange_to(problem, plan, synonyms, _NARROW):
        taken_up *= _IN_OTHER_WORK
    return taken_up


def strange_to(problem: Said, plan: Said, synonyms: Synonyms, least: float = 0.0) -> bool:
    """Does a plan item speak, in words of at least this weight, of other work, of which the problem does not speak?"""
    return any(
        synonyms.groups[group].role is Role.ELSEWHERE and synonyms.groups[group].weight >= least
        for group in plan.groups
        if group not in problem.groups
    )


# --- taking an item to pieces -------------------------------------------------------------------------------------


def _uncovered(text: str, words: Sequence[tuple[Span, tuple[int, ...]]]) -> Iterator[Span]:
    """The runs of two letters or more that belong to no word."""
    reach = 0
    for (start, end), _ in [*words, ((len(text), len(text)), ())]:
        if start > reach + 1:
            yield from (run.span() for run in _RUN.finditer(text, reach, start))
        reach = max(reach, end)


def _pairs(text: str) -> Iterator[str]:
    for run in _HAN.findall(text):
        yield from (run[i : i + 2] for i in range(len(run) - 1))


def _headline(text: str, found: Sequence[tuple[Span, tuple[int, ...]]], synonyms: Synonyms) -> tuple[Span, float]:
    """Where the headline of an item stands, and how much it says: its first clause that says anything."""
    ends = [mark.start() for mark in _CLAUSE_END.finditer(text)] or [len(text)]
    for clause, pieces in groupby(found, lambda piece: bisect_right(ends, piece[0][0])):
        weight = _weight(pieces, synonyms)
        if weight > 0:
            return (ends[clause - 1] if clause else 0, ends[min(clause, len(ends) - 1)]), weight
    return (0, ends[0]), 0.0


def _weight(pieces: Iterable[tuple[Span, tuple[int, ...]]], synonyms: Synonyms) -> float:
    """How much pieces say: each matter once, of words that overlap the one that says most, and other letters."""
    said = []
    for (start, end), groups in pieces:
        best = max(groups, key=lambda group: synonyms.groups[group].weight, default=-1)
        weight = synonyms.groups[best].weight if groups else min(_LETTERS_MOST, _LETTER * (end - start))
        said.append((weight, best, (start, end)))
    total = 0.0
    taken: list[Span] = []
    counted: set[int] = set()
    for weight, best, span in sorted(said, reverse=True):
        if best not in counted and not any(_overlap(span, other) for other in taken):
            total += weight
            taken.append(span)
            counted |= {best} - {-1}
    return total


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


# --- what two items share -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shared:
    """Something that both items have: what it is worth, the weight of its words, does the headline have it?"""

    worth: float
    weight: float
    in_headline: bool


def _shared_matters(problem: Said, plan: Said, synonyms: Synonyms, rarity: Mapping[int, float]) -> Iterator[_Shared]:
    """The matters that both speak of; each place of the problem counts once, for the one that is worth most."""
    candidates = []
    for piece in problem.pieces:
        for group in piece.groups:
            if group in plan.groups:
                place = piece.worth * (1.0 if plan.groups[group] else _IN_PLAN_DETAIL)
                worth = synonyms.groups[group].weight * rarity.get(group, 1.0) * place
                candidates.append((worth, group, piece))
    candidates.sort(key=lambda one: (-one[0], one[1], one[2].span))
    taken: list[Span] = []
    counted: set[int] = set()
    for worth, group, piece in candidates:
        if group not in counted and not any(_overlap(piece.span, other) for other in taken):
            yield _Shared(worth, synonyms.groups[group].weight, piece.in_headline)
            counted.add(group)
            taken.append(piece.span)


def _shared_letters(problem: Said, plan: Said) -> Iterator[_Shared]:
    """The letters that belong to no word and that both items have."""
    seen: set[str] = set()
    for piece in problem.pieces:
        if piece.groups:
            continue
        pairs = [piece.text[i : i + 2] in plan.letters for i in range(len(piece.text) - 1)]
        start = 0
        for both, run in groupby(pairs):
            length = len(list(run))
            letters = piece.text[start : start + length + 1]
            if both and letters not in seen:
                seen.add(letters)
                weight = _LETTERS.get(len(letters), _MANY_LETTERS)
                yield _Shared(weight * piece.worth, weight, piece.in_headline)
            start += length
