"""Which plan item answers which problem.

What is worded alike answers. Of the rest much is said in other words, which no list of words foresees: a plan item that
says how and by when, that no other problem claims and that is not about other work gets the benefit of the doubt, so
that a problem is called unanswered only where clearly nothing fits.

The numbers were chosen on labelled pairs of problems and plans; what matters is their order, not their last digit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checker.checks.likeness import Said, likeness, strange_to
from checker.synonyms import Role, Synonyms

_COMMON = 4
"""A matter that more items than this speak of says less of each."""

_MIDDLE = 0.6
"""What is taken up of a problem when it is half like a plan item."""

_DOUBT, _IN_ORDER = 0.4, 0.08
"""The benefit of the doubt for a plan item that says fully how, and for one that also stands at the same place."""

_SAME_PLACE = 0.15
"""How much the same place tells between several plan items that may answer."""

_NARROW = 0.45
"""From this weight on words name a matter."""

_TITLE_TELLS = 0.3
"""From this weight on words in a title tell what an item is about, or with what it mends it."""

_NAMES_IT, _NAMED_ONLY = 0.7, 0.4
"""The name of an occasion counts in full from so much taken up on, below it for this part."""

_OF_ANOTHER_MATTER = 0.2
"""How much of its doubt an occasion keeps that names another matter first."""

_TELLS_LITTLE, _TELLS_FULLY = 14, 30
"""Characters: an item of so few only names something, one of so many says how."""

_HOW, _HOW_MOST = 0.3, 3
"""What each word that says how is worth, and how many count."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan item: what it says, and how far it says how a thing is mended (0 to 1).

    One with a title is about what its title names; one that begins like the name of an occasion (开展……活动) is about
    what it names first.
    """

    said: Said
    has_title: bool = False
    tells_how: float = 1.0
    is_occasion: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The plan item that answers a problem, None when none does, and how much they are alike (0 to 1)."""

    plan: int | None
    alike: float


def told(length: int, how: int) -> float:
    """How far an item of so many characters, with so many words that say how, says how a thing is mended (0 to 1)."""
    by_length = (length - _TELLS_LITTLE) / (_TELLS_FULLY - _TELLS_LITTLE)
    return max(0.0, min(1.0, by_length + _HOW * min(how, _HOW_MOST)))


def answers_to(problems: Sequence[Said], offers: Sequence[Offer], synonyms: Synonyms, least: float) -> list[Answer]:
    """The best answer to each problem, in order; from ``least`` (above 0, below 1) on items are alike."""
    return _Matching(problems, offers, synonyms, least).answers() if offers else [Answer(None, 0.0) for _ in problems]


class _Matching:
    """The matching of the problems of one report with the items of its plan."""

    def __init__(self, problems: Sequence[Said], offers: Sequence[Offer], synonyms: Synonyms, least: float) -> None:
        self._problems = problems
        self._offers = offers
        self._synonyms = synonyms
        self._enough = least * _MIDDLE / (1 - least)
        counts = Counter(group for item in (*problems, *(o.said for o in offers)) for group in item.groups)
        self._rarity = {group: _COMMON / count for group, count in counts.items() if count > _COMMON}
        self._taken_up = [[self._takes_up(problem, offer) for offer in offers] for problem in problems]

    def answers(self) -> list[Answer]:
        nearest = [max(range(len(row)), key=row.__getitem__) for row in self._taken_up]
        chosen = {i: j for i, j in enumerate(nearest) if self._taken_up[i][j] >= self._enough}
        free = set(range(len(self._offers))).difference(chosen.values())
        doubtful = self._doubtful([i for i in range(len(nearest)) if i not in chosen], free)
        for _, i, j in sorted(doubtful, key=lambda one: (-one[0], one[1], one[2])):
            if i not in chosen and j in free:
                chosen[i] = j
                free.remove(j)
        rows = enumerate(self._taken_up)
        return [Answer(chosen.get(i), _alike(row[chosen.get(i, nearest[i])])) for i, row in rows]

    def _doubtful(self, problems: Sequence[int], offers: Iterable[int]) -> Iterator[tuple[float, int, int]]:
        """The plan items that may answer problems in other words, with how well each fits."""
        for i in problems:
            for j in offers:
                taken_up = self._taken_up[i][j]
                may = self._may_answer(self._problems[i], self._offers[j])
                place = 1 - abs(i / max(1, len(self._problems) - 1) - j / max(1, len(self._offers) - 1))
                if taken_up + (_DOUBT + _IN_ORDER * place) * may >= self._enough:
                    yield taken_up + _DOUBT * may + _SAME_PLACE * place, i, j

    def _takes_up(self, problem: Said, offer: Offer) -> float:
        """How much of a problem a plan item takes up; the name of an occasion takes up less than it names."""
        found = likeness(problem, offer.said, self._synonyms, self._rarity)
        if found >= _NAMES_IT or self._says_nothing_else(problem, offer.said):
            return found
        return found * (_NAMED_ONLY + (1 - _NAMED_ONLY) * offer.tells_how)

    def _says_nothing_else(self, problem: Said, plan: Said) -> bool:
        """Does a plan item name matters of the problem's headline and nothing else?"""
        about = [group for group in plan.groups if self._synonyms.groups[group].weight >= _NARROW]
        return any(self._is_matter(group) for group in about) and all(problem.groups.get(group) for group in about)

    def _may_answer(self, problem: Said, offer: Offer) -> float:
        """How likely a plan item is an answer in other words, from 0 to 1."""
        named = [group for group, in_headline in offer.said.groups.items() if in_headline]
        if strange_to(problem, offer.said, self._synonyms):
            return 0.0
        if offer.has_title:
            about = [group for group in named if self._synonyms.groups[group].weight >= _TITLE_TELLS]
            if about and not any(group in problem.groups for group in about):
                return 0.0
        if offer.is_occasion:
            about = [group for group in named if self._is_matter(group)]
            if about and not any(group in problem.groups for group in about):
                return offer.tells_how * _OF_ANOTHER_MATTER
        return offer.tells_how

    def _is_matter(self, group: int) -> bool:
        return self._synonyms.groups[group].role is Role.MATTER and self._synonyms.groups[group].weight >= _NARROW


def _alike(taken_up: float) -> float:
    """How much a problem and a plan item are alike, from 0 to 1."""
    return round(taken_up / (taken_up + _MIDDLE), 2)
