"""What a report takes over from last year's report of its office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.comparing.compared import Silent
from checker.comparing.gist import Gist, same_office
from checker.comparing.likeness import but_for_one_stretch, without_figures
from checker.model import Change

_LEAST_ALIKE = 24
"""Letters, figures apart, that sentences have in common which differ in a short stretch."""

_KEY = 10
_COMPARED = 8
"""Of last year's sentences that begin or end alike, so many are compared."""


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A sentence that stood last year; places in the lists of pieces, of this report and of last year's."""

    here: int
    there: int
    change: Change


def taken_over(keys: Sequence[str], previous: Gist) -> list[TakenOver]:
    """Which sentences stood last year: word for word, but for figures, or but for one short stretch."""
    before = [told.key for told in previous.told]
    masked = [without_figures(key) for key in before]
    same = _first_places(before)
    but_for_figures = _first_places(masked)
    edges: dict[tuple[bool, str], list[int]] = {}
    for i, key in enumerate(masked):
        for edge in _edges(key):
            edges.setdefault(edge, []).append(i)
    found = []
    for i, key in enumerate(keys):
        bare = without_figures(key)
        if (there := same.get(key)) is not None:
            found.append(TakenOver(i, there, Change.NONE))
        elif (there := but_for_figures.get(bare)) is not None:
            found.append(TakenOver(i, there, Change.FIGURES))
        else:
            near = sorted({j for edge in _edges(bare) for j in edges.get(edge, ())[:_COMPARED]})
            match = next((j for j in near if but_for_one_stretch(bare, masked[j], _LEAST_ALIKE)), None)
            if match is not None:
                found.append(TakenOver(i, match, Change.WORDS))
    return found


def _first_places(keys: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for i, key in enumerate(keys):
        places.setdefault(key, i)
    return places


def _edges(key: str) -> tuple[tuple[bool, str], tuple[bool, str]]:
    return (False, key[:_KEY]), (True, key[-_KEY:])


def previous_of(gist: Gist, candidates: Sequence[Gist], *, is_given: bool) -> Gist | Silent:
    """Last year's report of the office that made a report, among those that were given.

    With ``is_given`` the one candidate was named for this one report, and neither office nor year are asked: a draft
    may still bear the old year. Otherwise it is the report of the same office on the year before, or else on the latest
    year before; where this report's year is unknown, the latest of all.
    """
    others = [one for one in candidates if one.sha256 != gist.sha256]
    if is_given and len(candidates) == 1:
        return others[0] if others else Silent("给出的上年报告就是这份报告本身", failed=True)
    if gist.office is None:
        return Silent("看不出报告单位，不知道哪一份是它上年的报告")
    own = [one for one in others if same_office(one.office, gist.office)]
    if not own:
        return Silent("给出的上年报告里没有这个单位的")
    year = gist.year
    earlier = [one for one in own if year is None or one.year is None or one.year < year]
    if not earlier:
        return Silent("给出的报告都不早于这份报告的年度")
    return max(earlier, key=lambda one: (one.year or 0, one.path))
