"""``check: duplicate``: the same sentence or paragraph twice in one report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws
from checker.checks.own_words import own_letters
from checker.comparing import but_for_one_stretch
from checker.model import Span
from checker.parsing.ordinals import ordinal_at
from checker.parsing.pieces import Piece
from checker.rulebook.kinds.duplicate import Duplicate

_OWN_WORDS = 12
"""Characters that a repeated sentence must have besides formulas."""

_LEAST_ALIKE = 24
"""Characters, figures apart, that near duplicates have in common."""

_LEAST_BUT_FIGURES = 16
"""Characters of near duplicates that differ in figures only."""

_KEY = 10
_COMPARED = 8
"""Of the sentences that begin or end alike, so many are compared."""

_DIGITS = re.compile("[0-9]+")
_YEAR = re.compile("(?:19|20)[0-9]{2}(?=年|$)")


@dataclass(frozen=True, slots=True)
class Repeat:
    """A stretch of pieces that stood before already; places in the list of pieces."""

    first: int
    again: int
    size: int


def check_duplicate(context: Context, settings: Duplicate) -> Flaws:
    """One flaw for each stretch that repeats an earlier one; the place is the second, the first is related."""
    pieces = context.pieces
    same = context.once(_repeats)
    if settings.likeness == "near":
        taken = {r.again + i for r in same if _counts(context, settings, pieces, r) for i in range(r.size)}
        chosen = [
            r for r in context.once(_near) if r.again not in taken and _speak_of_one(context, settings, pieces, r)
        ]
    else:
        chosen = list(same)
    return [_flaw(context, pieces, r) for r in chosen if _counts(context, settings, pieces, r)]


def _flaw(context: Context, pieces: Sequence[Piece], repeat: Repeat) -> Flaw:
    first, again = (_stretch(pieces, start, repeat.size) for start in (repeat.first, repeat.again))
    line = context.place(first).line
    return Flaw(again, {"line": str(line)}, (("前面的一处", first),))


def _stretch(pieces: Sequence[Piece], start: int, size: int) -> Span:
    return pieces[start].span[0], pieces[start + size - 1].span[1]


def _repeats(context: Context) -> list[Repeat]:
    """Stretches that repeat an earlier one word for word."""
    pieces = context.pieces
    seen: dict[str, int] = {}
    found: list[Repeat] = []
    for i, piece in enumerate(pieces):
        first = seen.setdefault(piece.key, i)
        if first == i:
            continue
        last = found[-1] if found else None
        if last and last.again + last.size == i and last.first + last.size == first < last.again:
            found[-1] = Repeat(last.first, last.again, last.size + 1)
        else:
            found.append(Repeat(first, i, 1))
    return found


def _near(context: Context) -> list[Repeat]:
    """Sentences that repeat an earlier one but for figures, or for one short stretch."""
    pieces = context.pieces
    buckets: dict[tuple[str, str], list[int]] = {}
    found = []
    seen: set[str] = set()
    for i, piece in enumerate(pieces):
        masked = _DIGITS.sub("0", piece.key)
        if len(masked) < _LEAST_BUT_FIGURES or piece.key in seen:
            continue
        seen.add(piece.key)
        keys = (("begin", masked[:_KEY]), ("end", masked[-_KEY:]))
        candidates = sorted({j for key in keys for j in buckets.get(key, ())[-_COMPARED:]})
        match = next((j for j in candidates if _alike(pieces[j].key, piece.key)), None)
        if match is not None:
            found.append(Repeat(match, i, 1))
        for key in keys:
            buckets.setdefault(key, []).append(i)
    return found


def _alike(one: str, other: str) -> bool:
    if _YEAR.findall(one) != _YEAR.findall(other):
        return False  # a comparison of years
    one, other = _DIGITS.sub("0", one), _DIGITS.sub("0", other)
    if one == other:
        return True
    return but_for_one_stretch(one, other, _LEAST_ALIKE)


def _speak_of_one(context: Context, settings: Duplicate, pieces: Sequence[Piece], repeat: Repeat) -> bool:
    """Have two sentences the same words of those that would tell them apart?"""
    if settings.unlike is None:
        return True
    text = context.report.clean.text
    spans = (pieces[repeat.first].span, pieces[repeat.again].span)
    one, other = ([text[slice(*s)] for s in context.hits.within(settings.unlike, span)] for span in spans)
    return one == other


def _counts(context: Context, settings: Duplicate, pieces: Sequence[Piece], repeat: Repeat) -> bool:
    """Is a stretch long enough, formulas left out?"""
    inside = pieces[repeat.again : repeat.again + repeat.size]
    if max(piece.length for piece in inside) < settings.shortest and not _is_paragraph(context, inside, settings):
        return False
    return sum(len(own_letters(context, settings.formulas, piece.span)) for piece in inside) >= _OWN_WORDS


def _is_paragraph(context: Context, inside: Sequence[Piece], settings: Duplicate) -> bool:
    start, end = inside[0].span[0], inside[-1].span[1]
    if end - start < settings.shortest:
        return False
    text = context.report.clean.text
    begins = start == 0 or text[start - 1] == "\n" or ordinal_at(text, text.rfind("\n", 0, start) + 1) is not None
    return begins and text[end : end + 1] in ("", "\n")
