"""Which plan item answers which problem.

What is worded alike answers. Of the rest much is said in other words, which no list of words foresees: a plan item that
says how and by when, that no other problem claims and that is not about other work gets the benefit of the doubt, so that
a problem is called unanswered only where clearly nothing fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.checks.likeness import Said, likeness, strange_to
from checker.synonyms import Role, Synonyms

_COMMON = 4
"""A matter that more items than this speak of says less of each."""

_DOUBT = 0.4
"""What the doubt is worth where a plan item says fully how and by when."""

_IN_ORDER = 0.08
_SAME_PLACE = 0.3
"""Among several that may answer, how much the same place in the order tells; less counts for whether one answers at all."""

_TITLE_TELLS = 0.3
"""From this weight on words in a title tell what the item is about, or with what it mends it."""


_NAMES_IT = 0.7
_NAMED_ONLY = 0.4
_OF_ANOTHER_MATTER = 0.4
_NAMES_A_MATTER = 0.45
_TELLS_LITTLE, _TELLS_FULLY = 14, 30
_HOW, _HOW_MOST = 0.3, 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan item: what it says, and how far it says how and by when (0 to 1).

    One with a title (``has_title``) is about what the title names; one that begins like the name of an occasion
    (``is_occasion``) about what it names first.
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
    """How far an item of so many characters, with so many words that say how, says how a thing is mended, from 0 to 1."""
    by_length = (length - _TELLS_LITTLE) / (_TELLS_FULLY - _TELLS_LITTLE)
    return max(0.0, min(1.0, by_length + _HOW * min(how, _HOW_MOST)))


def answers_to(
    problems: Sequence[Said], offers: Sequence[Offer], synonyms: Synonyms, least: float
) -> Sequence[Answer]:
    """The best answer to each problem, in order; from ``least`` on items are alike."""
    rarity = _rarity([*problems, *(offer.said for offer in offers)])
    alike = [[_likeness(problem, offer, synonyms, rarity) for offer in offers] for problem in problems]
    best = [max(range(len(offers)), key=row.__getitem__, default=-1) for row in alike]
    answers = [
        Answer(plan if plan >= 0 and row[plan] >= least else None, row[plan] if plan >= 0 else 0.0)
        for plan, row in zip(best, alike, strict=True)
    ]
    free = set(range(len(offers))) - {answer.plan for answer in answers}
    doubtful = []
    for i, answer in enumerate(answers):
        for j in free if answer.plan is None else ():
            near = 1 - _distance(i, len(problems), j, len(offers))
            may = _may_answer(problems[i], offers[j], synonyms)
            if alike[i][j] + (_DOUBT + _IN_ORDER * near) * may >= least:
                doubtful.append((alike[i][j] + _DOUBT * may + _SAME_PLACE * near, i, j))
    for _, i, j in sorted(doubtful, key=lambda one: (-one[0], one[1], one[2])):
        if answers[i].plan is None and j in free:
            answers[i] = Answer(j, alike[i][j])
            free.remove(j)
    return answers


def _likeness(problem: Said, offer: Offer, synonyms: Synonyms, rarity: Mapping[int, float]) -> float:
    """How much of a problem a plan item takes up; the name of an occasion takes up less than it names."""
    found = likeness(problem, offer.said, synonyms, rarity)
    if found >= _NAMES_IT or _says_nothing_else(problem, offer.said, synonyms):
        return found
    return round(found * (_NAMED_ONLY + (1 - _NAMED_ONLY) * offer.tells_how), 2)


def _says_nothing_else(problem: Said, plan: Said, synonyms: Synonyms) -> bool:
    """Does a plan item name matters of the problem's headline and nothing else?"""
    about = [group for group in plan.groups if synonyms.groups[group].weight >= _NAMES_A_MATTER]
    return any(_is_matter(group, synonyms) for group in about) and all(problem.groups.get(group) for group in about)


def _rarity(items: Sequence[Said]) -> Mapping[int, float]:
    counts = Counter(group for item in items for group in item.groups)
    return {group: _COMMON / count for group, count in counts.items() if count > _COMMON}


def _distance(problem: int, problems: int, plan: int, plans: int) -> float:
    """How far two items stand from each other when both parts are told in the same order, from 0 to 1."""
    return abs(problem / max(1, problems - 1) - plan / max(1, plans - 1))


def _may_answer(problem: Said, offer: Offer, synonyms: Synonyms) -> float:
    """How likely a plan item is an answer in other words, from 0 to 1."""
    if strange_to(problem, offer.said, synonyms):
        return 0.0
    if offer.has_title:
        about = [g for g, in_title in offer.said.groups.items() if in_title and synonyms.groups[g].weight >= _TITLE_TELLS]
        if about and not any(group in problem.groups for group in about):
            return 0.0
    if offer.is_occasion and _is_of_another_matter(problem, offer.said, synonyms):
        return offer.tells_how * _OF_ANOTHER_MATTER
    return offer.tells_how


def _is_of_another_matter(problem: Said, plan: Said, synonyms: Synonyms) -> bool:
    """Does the headline of a plan item name matters, of which the problem names none but others?"""
    about = {g for g, in_headline in plan.groups.items() if in_headline and _is_matter(g, synonyms)}
    asked = {g for g in problem.groups if _is_matter(g, synonyms)}
    return bool(about and asked) and about.isdisjoint(asked)


def _is_matter(group: int, synonyms: Synonyms) -> bool:
    return synonyms.groups[group].role is Role.MATTER and synonyms.groups[group].weight >= _NAMES_A_MATTER
