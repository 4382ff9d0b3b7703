"""Passages that reports of different offices share, found in time linear in the number of reports.

Sentences are put into groups: those with the same letters, years apart, by a table; those nearly so by MinHash and LSH
(rensa), against one sentence of each group. A sentence is asked against a bounded number of groups, and of each group a
bounded number of offices is kept, so that neither a thousand equal reports nor one sentence in all of them costs more
than others. What is really shared is told exactly from the texts by the check.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from checker.comparing.compared import Shared, Silent
from checker.comparing.gist import Gist, same_office
from checker.comparing.likeness import without_years

_PERMUTATIONS, _BANDS, _THRESHOLD, _SEED = 32, 8, 0.5, 20210811
"""Eight bands of four: sentences alike by 0.6 are found in 67 of 100 cases, by 0.7 in 89, by 0.8 in 99."""

_SHINGLE = 3
_LEAST_FOR_NEAR = 20
"""Letters; shorter sentences share a group only when they are the same."""

_LONGEST = 1_000
"""Letters; longer sentences are only held to be the same."""

_ALIKE = 0.55
"""The share of three-letter pieces that near sentences have in common, of all that either has (Jaccard)."""

_ASKED = 8
_OFFICES_KEPT = 6
_BATCH = 1_024


@dataclass(frozen=True, slots=True)
class Common:
    """What very many share is a common formula: from ``offices`` offices on, what more than ``share`` of them have."""

    offices: int
    share: float


@dataclass(slots=True)
class _Group:
    """Sentences that say the same: the offices that have them, and for some offices one place (report, piece)."""

    offices: set[str] = field(default_factory=set)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)


def shared_passages(gists: Sequence[Gist | None], common: Common) -> list[Sequence[Shared] | Silent]:
    """For each report (None is one that could not be read) the passages shared with other offices' reports.

    Raises:
        ImportError: when the library is not installed.
    """
    offices = {gist.office for gist in gists if gist is not None and gist.office is not None}
    if len(offices) < 2:
        return [Silent("没有别的单位的报告可以比较")] * len(gists)
    groups = _grouped(gists)
    limit = len(offices) * common.share if len(offices) >= common.offices else len(offices)
    return [_passages(i, gists, groups, limit) for i in range(len(gists))]


def _grouped(gists: Sequence[Gist | None]) -> dict[str, _Group]:
    """The group of each sentence, by its letters."""
    groups: dict[str, _Group] = {}
    for i, gist in enumerate(gists):
        if gist is None or gist.office is None:
            continue
        for j, told in enumerate(gist.told):
            group = groups.setdefault(without_years(told.key), _Group())
            group.offices.add(gist.office)
            if len(group.places) < _OFFICES_KEPT:
                group.places.setdefault(gist.office, (i, j))
    _join_near(groups)
    return groups


def _join_near(groups: dict[str, _Group]) -> None:
    """Put groups together whose sentences are nearly the same; each is held against the first of its like."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    keys = [key for key in groups if _LEAST_FOR_NEAR <= len(key) <= _LONGEST]
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        shingles = [list(_shingles(key)) for key in batch]
        for i, sketch in enumerate(RMinHash.from_token_sets(shingles, _PERMUTATIONS, _SEED), start):
            own = set(shingles[i - start])
            near = islice(sorted(index.query(sketch)), _ASKED)
            first = next((keys[j] for j in near if _jaccard(own, set(_shingles(keys[j]))) >= _ALIKE), None)
            if first is None:
                index.insert(i, sketch)
                continue
            group, joining = groups[first], groups[keys[i]]
            group.offices |= joining.offices
            for office, place in joining.places.items():
                if len(group.places) < _OFFICES_KEPT:
                    group.places.setdefault(office, place)
            groups[keys[i]] = group


def _shingles(key: str) -> Iterator[str]:
    return (key[i : i + _SHINGLE] for i in range(len(key) - _SHINGLE + 1))


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)


def _passages(
    report: int, gists: Sequence[Gist | None], groups: dict[str, _Group], limit: float
) -> Sequence[Shared] | Silent:
    """The longest rows of pieces that another report has in the same order, one after the other."""
    gist = gists[report]
    if gist is None or gist.office is None:
        return Silent("看不出报告单位，没有与别的报告比较", failed=gist is not None)
    partners = [_partners(groups[without_years(told.key)], gist.office, limit) for told in gist.told]
    counts = [len(groups[without_years(told.key)].offices) - 1 for told in gist.told]
    found = []
    at = 0
    while at < len(partners):
        sizes = [(_row(partners, at, other), -other[0], other) for other in partners[at]]
        size, _, (there, piece) = max(sizes, default=(1, 0, (-1, -1)))
        other_gist = gists[there] if there >= 0 else None
        if other_gist is not None:
            told = other_gist.told[piece : piece + size]
            found.append(Shared(at, other_gist.issuer or "", told, min(counts[at : at + size])))
        at += size
    return found


def _partners(group: _Group, office: str, limit: float) -> list[tuple[int, int]]:
    """Where other offices have a sentence; nowhere, when it is a common one."""
    if not 2 <= len(group.offices) <= limit:
        return []
    return [place for other, place in group.places.items() if not same_office(other, office)]


def _row(partners: Sequence[Sequence[tuple[int, int]]], at: int, other: tuple[int, int]) -> int:
    """How many pieces from one on stand in the other report in the same order."""
    report, piece = other
    size = 1
    while at + size < len(partners) and (report, piece + size) in partners[at + size]:
        size += 1
    return size
