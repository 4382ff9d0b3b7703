"""Near misses of fixed expressions: a wrong, missing, doubled or swapped character.

That a stretch of text is one character away from an expression says little: 协调介入 holds no 调解, 整治度假村 no 制度.
It is held for a slip when the stretch falls into words far better with the expression than as it stands, and when the
wrong character looks or sounds like the right one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.checks.reading import AROUND, cut_with, is_han, surroundings
from checker.chinese.confusables import Likeness, likeness
from checker.chinese.expressions import Expressions, Slip, Wordings
from checker.chinese.segmenting import Cut, common_cost
from checker.model import Span

_OFTEN_ALONE = frozenset(
    "的地得之和与及或等在为是按对由将被把从向于以不各该本每其并使让到来去上下中内外前后多少大小新老"
    "无有没可能会要就也还又再已将即则若如因而但且某"
)
"""Characters that are words of their own in any sentence."""

_REPEATED = re.compile(r"(?=([一-鿿]{1,2})\1)")
# How much cheaper the cut must become for each sort of slip.
_GAIN_ALIKE = 9.0
_GAIN_ALIKE_ALONE = 6.0
_GAIN_NEAR_SOUND = 13.0
_GAIN_UNLIKE = 17.0
_GAIN_SWAPPED = 10.0
_GAIN_MISSING = 12.0
_GAIN_DOUBLED = 6.0
_SELDOM_ALONE = 8.0
"""Cost of a character by itself from which on one that is left over speaks for a slip."""

_GAIN_NATURAL = 6.0
"""How much more when the character has a use of its own there (执法中|对) or makes a word with the one beside the
expression (劳动合同|发生)."""


class NearMiss(NamedTuple):
    """A stretch of text that stands for an expression; ``sure`` when no other reading is left."""

    span: Span
    right: str
    sure: bool


class _Edit(NamedTuple):
    """What would mend a slip: ``instead`` in place of a span.

    ``gain`` is what the cut must gain by it; ``inside`` asks for an expression with more of it on both sides of the
    place; ``broken`` for a character left over as no part of a word.
    """

    span: Span
    instead: str
    gain: float
    sure: bool = True
    inside: bool = False
    broken: bool = False


def near_misses(text: str, expressions: Expressions, let_pass: Wordings) -> list[NearMiss]:
    """All near misses in a text, in order, each place once."""
    reach = expressions.longest + AROUND
    found: list[NearMiss] = []
    for edit in dict.fromkeys(_edits(text, expressions)):
        # What lies farther off than an expression reaches is not looked at, however long the text.
        begin = max(0, edit.span[0] - reach)
        stretch = text[begin : edit.span[1] + reach]
        miss = _judge(stretch, edit, begin, expressions, let_pass)
        if miss is not None:
            found.append(miss)
    return _once(found)


def _once(found: Iterable[NearMiss]) -> list[NearMiss]:
    """Of those that overlap, the one that is sure, else the longest."""
    kept: list[NearMiss] = []
    taken: list[Span] = []
    for miss in sorted(found, key=lambda m: (not m.sure, m.span[0] - m.span[1], m.span)):
        at = bisect_left(taken, (miss.span[1], 0))
        if at == 0 or taken[at - 1][1] <= miss.span[0]:
            kept.append(miss)
            taken.insert(at, miss.span)
    return sorted(kept, key=lambda m: m.span)


def _edits(text: str, expressions: Expressions) -> Iterator[_Edit]:
    for suspect in expressions.suspects(text):
        at = suspect.place
        match suspect.slip:
            case Slip.SWAPPED:
                pair = text[at : at + 2]
                if pair[0] != pair[1]:
                    yield _Edit((at, at + 2), pair[::-1], _GAIN_SWAPPED)
            case Slip.MISSING:
                for right in suspect.rights:
                    if expressions.is_well_inside(text, (at, at), right):
                        yield _Edit((at, at), right, _GAIN_MISSING, sure=False, inside=True, broken=True)
            case Slip.WRONG:
                yield from _with_another(text, at, suspect.rights, expressions)
    for found in _REPEATED.finditer(text):
        start, middle = found.span(1)
        span, once = (start, middle + len(found[1])), found[1]
        if len(once) == 1:
            # At its edge the other one may belong to the word beside it (双河镇镇长).
            inside = is_han(text[start - 1 : start]) and is_han(text[span[1] : span[1] + 1])
            yield _Edit(span, once, _GAIN_DOUBLED, inside=inside)
        elif expressions.is_well_inside(text, span, once):
            yield _Edit(span, once, _GAIN_DOUBLED, inside=True)


def _with_another(text: str, at: int, rights: str, expressions: Expressions) -> Iterator[_Edit]:
    span = at, at + 1
    for right in rights:
        match likeness(text[at], right):
            case Likeness.SAME:
                yield _Edit(span, right, _GAIN_ALIKE)
            case Likeness.NEAR_SOUND:
                yield _Edit(span, right, _GAIN_NEAR_SOUND)
            case _ if expressions.is_well_inside(text, span, right):
                yield _Edit(span, right, _GAIN_UNLIKE, sure=False, inside=True, broken=True)


def _judge(stretch: str, edit: _Edit, begin: int, expressions: Expressions, let_pass: Wordings) -> NearMiss | None:
    """The near miss that an edit mends, if it is one; ``begin`` is where the stretch begins in the text."""
    start, end = edit.span[0] - begin, edit.span[1] - begin
    mended = stretch[:start] + edit.instead + stretch[end:]
    place = start, start + len(edit.instead)
    if edit.broken and _is_whole(stretch, start, end):
        return None
    covering = expressions.covering(mended, place)
    if covering is None or (edit.inside and (covering[0] == place[0] or covering[1] == place[1])):
        return None
    longer = len(stretch) - len(mended)
    span = covering[0], covering[1] + longer
    beside = (start, end) if start < end else (max(start - 1, span[0]), min(start + 1, span[1]))
    if expressions.covering(stretch, beside) or let_pass.covering(stretch, (start, end)):
        return None
    left, right = surroundings(stretch, span)
    stands = cut_with(stretch[left:right], expressions)
    if edit.broken and not _is_broken(stands, start - left, end - left, left > 0 and stretch[left - 1].isdigit()):
        return None
    wrong = stretch[start:end]
    natural = (start < end and wrong in _OFTEN_ALONE) or _joins_outside(stretch, span, start, end)
    gain = edit.gain + (_GAIN_NATURAL if natural else 0)
    if edit.gain == _GAIN_ALIKE and wrong in stands.words and (common_cost(wrong) or 0) >= _SELDOM_ALONE:
        gain -= _GAIN_ALIKE - _GAIN_ALIKE_ALONE
    if stands.cost - cut_with(mended[left : right - longer], expressions).cost < gain:
        return None
    return NearMiss((span[0] + begin, span[1] + begin), mended[covering[0] : covering[1]], edit.sure)


def _joins_outside(text: str, span: Span, start: int, end: int) -> bool:
    """Does the wrong character stand at an edge and make a common word with the one beyond?"""
    pairs = [text[start - 1 : start + 1]] if start == span[0] else []
    pairs += [text[end - 1 : end + 1]] if end == span[1] else []
    return any(len(pair) == 2 and common_cost(pair) is not None for pair in pairs)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Do common words meet where a character would be missing? Or is the one in the place part of such a word?"""
    before, after = (start - 2, start) if start == end else (start - 1, start)
    is_word = [i >= 0 and i + 2 <= len(text) and common_cost(text[i : i + 2]) is not None for i in (before, after)]
    return all(is_word) if start == end else any(is_word)


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
