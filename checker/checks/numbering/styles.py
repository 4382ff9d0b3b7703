"""Lists whose ordinals are written in several styles, and lists that stand above a list of a higher level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.checks.numbering.lists import RANK, List
from checker.checks.numbering.marks import Mark

_RIGHT_ON_TOP = "han-dun"
_SHARE_ON_TOP = 1 / 3
"""From this share on, 一、 is what the first level should have, though more of its headings be written otherwise."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """An ordinal in another style than those ``beside`` it, or above one of a higher level."""

    mark: Mark
    beside: Mark
    is_inverted: bool = False


def misfits_of(lists: Sequence[List]) -> list[Misfit]:
    """All misfits in the order of the text; of an inverted list only the first."""
    found: list[Misfit] = []
    inverted: set[int] = set()
    for one in lists:
        if (style := _right_style(one)) is not None:
            found += _odd_ones(one, style)
        elif (form := _right_form(one)) is not None:
            beside = next(mark for mark in one.items if mark.form == form)
            found += [Misfit(mark, beside) for mark in one.items if mark.form != form]
        if (outer := one.outer) is not None and id(outer) not in inverted and (misfit := _inversion(one, outer)):
            inverted.add(id(outer))
            found.append(misfit)
    return sorted(found, key=lambda misfit: misfit.mark.span)


def _right_style(one: List) -> str | None:
    """The style that a mixed list should have, None for one that is not mixed."""
    if len(one.styles) == 1:
        return None
    count = Counter(mark.style for mark in one.items)
    above = RANK.get(one.under.style, 0) if one.under else 0
    if one.under is None and count[_RIGHT_ON_TOP] >= _SHARE_ON_TOP * len(one.items):
        return _RIGHT_ON_TOP
    first = {mark.style: -i for i, mark in reversed(tuple(enumerate(one.items)))}
    return max(count, key=lambda style: (count[style], RANK.get(style) == above + 1, first[style]))


def _right_form(one: List) -> str | None:
    """How most numbers of a list are set off (1. or 1、), None when all are or no most can be told."""
    count = Counter(mark.form for mark in one.items)
    form, most = count.most_common(1)[0]
    return form if len(count) > 1 and 2 * most > len(one.items) else None


def _odd_ones(one: List, right: str) -> Iterator[Misfit]:
    beside = next(mark for mark in one.items if mark.style == right)
    for mark in one.items:
        if mark.style == right:
            beside = mark
        else:
            yield Misfit(mark, beside)


def _inversion(one: List, outer: List) -> Misfit | None:
    """The ordinal above a list of a higher level, when it is sure that the one stands under the other."""
    under, first = one.under, one.items[0]
    if under is None or under.style not in RANK or first.style not in RANK or not under.opens_paragraph:
        return None
    if first.value != 1:
        return None
    if RANK[first.style] >= RANK[under.style] or len(outer.styles) > 1:
        return None
    goes_on = outer.tail is not under and outer.tail.span > first.span
    adjacent = under.alone and first.paragraph == under.paragraph + 1 and len(one.items) > 1
    return Misfit(under, first, is_inverted=True) if goes_on or adjacent else None
