"""Near misses of fixed expressions: a wrong, missing, doubled or swapped character.

That a stretch of text is one character away from an expression says little: 协调介入 holds no 调解, 整治度假村 no 制度. It is
held for a slip when the stretch falls into words far better with the expression than as it stands, and when the wrong
character looks or sounds like the right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checker.checks.expressions import Expressions, Slip, Suspect, Wordings
from checker.checks.reading import HAN, cut_with, surroundings
from checker.chinese.confusables import Likeness, likeness
from checker.chinese.segmenting import Cut
from checker.model import Span

_OFTEN_ALONE = "的地得之和与及或等在为是按对由将被把从向于以不各该本每其并使让到来去上下中内外前后多少大小新老"
_REPEATED = re.compile(r"(?=([一-鿿]{1,2})\1)")
# How much cheaper the cut must become for each sort of slip.
_GAIN_ALIKE = 9.0
_GAIN_NEAR_SOUND = 13.0
_GAIN_UNLIKE = 17.0
_GAIN_SWAPPED = 10.0
_GAIN_MISSING = 12.0
_GAIN_DOUBLED = 6.0

_LONG = 5
"""Characters of an expression that is still known when one is missing or quite another."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A stretch of text that stands for an expression; ``sure`` when no other reading is left."""

    span: Span
    right: str
    sure: bool


@dataclass(frozen=True, slots=True)
class _Mended:
    """A text as it would be without the slip: ``span`` is what was wrong, ``mended`` the same place in the mended text.

    ``gain`` is what the cut must gain; ``broken`` asks for a character that is left over as no part of a word; ``inside``
    for more of the expression on both sides; ``shortest`` for so long an expression.
    """

    text: str
    span: Span
    mended: Span
    gain: float
    sure: bool = True
    broken: bool = False
    inside: bool = False
    shortest: int = 0


def near_misses(text: str, expressions: Expressions, let_pass: Wordings) -> list[NearMiss]:
    """All near misses in a text, in order, each place once."""
    found: list[NearMiss] = []
    for slip in _slips(text, expressions):
        miss = _judge(text, slip, expressions, let_pass)
        if miss is not None:
            found.append(miss)
    return _once(found)


def _once(found: Iterable[NearMiss]) -> list[NearMiss]:
    """Of those that overlap, the one that is sure, else the longest."""
    kept: list[NearMiss] = []
    for miss in sorted(found, key=lambda m: (not m.sure, m.span[0] - m.span[1], m.span)):
        if not any(miss.span[0] < other.span[1] and other.span[0] < miss.span[1] for other in kept):
            kept.append(miss)
    return sorted(kept, key=lambda m: m.span)


def _slips(text: str, expressions: Expressions) -> Iterator[_Mended]:
    seen: set[Suspect] = set()
    for suspect in expressions.suspects(text):
        if suspect not in seen:
            seen.add(suspect)
            yield from _mended(text, suspect)
    for found in _REPEATED.finditer(text):
        start, middle = found.span(1)
        end = middle + middle - start
        inside = middle - start > 1
        yield _Mended(text[:middle] + text[end:], (start, end), (start, middle), _GAIN_DOUBLED, inside=inside)


def _mended(text: str, suspect: Suspect) -> Iterator[_Mended]:
    at = suspect.place
    if suspect.slip is Slip.SWAPPED:
        pair = text[at : at + 2]
        if pair[0] != pair[1]:
            span = at, at + 2
            yield _Mended(text[:at] + pair[::-1] + text[at + 2 :], span, span, _GAIN_SWAPPED)
        return
    for right in dict.fromkeys(suspect.rights):
        if suspect.slip is Slip.MISSING:
            mended = text[:at] + right + text[at:]
            yield _Mended(mended, (at, at), (at, at + 1), _GAIN_MISSING, broken=True, inside=True, shortest=_LONG)
        elif 0 <= at < len(text) and HAN.match(text[at]):
            yield _with_another(text, at, right)


def _with_another(text: str, at: int, right: str) -> _Mended:
    mended = text[:at] + right + text[at + 1 :]
    span = at, at + 1
    match likeness(text[at], right):
        case Likeness.SAME:
            return _Mended(mended, span, span, _GAIN_ALIKE)
        case Likeness.NEAR_SOUND:
            return _Mended(mended, span, span, _GAIN_NEAR_SOUND)
        case _:
            return _Mended(mended, span, span, _GAIN_UNLIKE, sure=False, broken=True, inside=True, shortest=_LONG)


def _judge(text: str, slip: _Mended, expressions: Expressions, let_pass: Wordings) -> NearMiss | None:
    covering = expressions.covering(slip.text, slip.mended)
    if covering is None or covering[1] - covering[0] < slip.shortest:
        return None
    start, end = covering
    if slip.inside and (start == slip.mended[0] or end == slip.mended[1]):
        return None
    longer = len(text) - len(slip.text)
    span = start, end + longer
    around = max(slip.span[0] - 1, span[0]), min(max(slip.span[1], slip.span[0] + 1), span[1])
    if expressions.covering(text, slip.span if slip.span[0] < slip.span[1] else around):
        return None
    if let_pass.covering(text, slip.span):
        return None
    left, right = surroundings(text, span)
    as_it_stands = cut_with(text[left:right], expressions)
    as_mended = cut_with(slip.text[left : right - longer], expressions)
    if as_it_stands.cost - as_mended.cost < slip.gain:
        return None
    after_digit = left > 0 and text[left - 1].isdigit()
    if slip.broken and not _is_broken(as_it_stands, slip.span[0] - left, slip.span[1] - left, after_digit):
        return None
    return NearMiss(span, slip.text[start:end], slip.sure)


def _is_broken(stands: Cut, start: int, end: int, after_digit: bool) -> bool:
    """Is a character in the place, or beside it where one is missing, left over as no part of a word?

    ``after_digit``: the first character of the stretch belongs to a number before it.
    """
    at = 0
    for word in stands.words:
        touches = at < end and start < at + len(word) if start < end else start in (at, at + len(word))
        alone = len(word) == 1 and word not in _OFTEN_ALONE and not (after_digit and at == 0)
        if touches and alone:
            return True
        at += len(word)
    return False
