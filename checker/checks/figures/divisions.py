"""Names that divide a whole, and whether what they count can be counted twice."""

from __future__ import annotations

from collections.abc import Sequence

from checker.checks.figures.reading import Figure
from checker.checks.figures.scope import Scope, says_one_of
from checker.parsing.periods import WHOLE_YEAR, months_in
from checker.rulebook.kinds.figures import Division


def division_of(scope: Scope, parts: Sequence[Figure], whole: Figure | None) -> Division | None:
    """The division that all names of an enumeration belong to."""
    labels = [scope.around(part) for part in parts]
    for division in scope.rule.divisions:
        if division.needs and not any(word in label for word in division.needs for label in labels):
            continue
        if whole is not None and division.of and not any(word in scope.around(whole) for word in division.of):
            continue
        named = [_name(division, label) for label in labels]
        if None not in named and len(set(named)) == len(named):
            return division
    return None


def _name(division: Division, label: str) -> int | None:
    return next((i for i, names in enumerate(division.names) if any(word in label for word in names)), None)


def is_whole(scope: Scope, division: Division, parts: Sequence[Figure]) -> bool:
    """Do the names leave nothing over?"""
    labels = [scope.around(part) for part in parts]
    return bool(division.whole) and all(any(says_one_of(label, (word,)) for label in labels) for word in division.whole)


def fill_the_year(scope: Scope, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Do the parts name all parts of a year, each once (上半年10期，三季度8期，四季度9期)?"""
    months = [months_in(scope.label(part)) for part in parts]
    fills = sum(map(len, months)) == len(frozenset().union(*months)) == len(WHOLE_YEAR) and all(months)
    return fills and months_in(scope.label(whole)) in (WHOLE_YEAR, frozenset())


def named_alike(scope: Scope, parts: Sequence[Figure]) -> bool:
    """价格调整类3次，规划许可类2次; 进机关8场，进学校14场: do all names end alike, or begin alike?"""
    names = [scope.label(part) for part in parts]
    ends, begins = {name[-1:] for name in names}, {name[:1] for name in names}
    return all(len(name) > 1 for name in names) and 1 in (len(ends), len(begins))


def named_in_whole(scope: Scope, whole: Figure, parts: Sequence[Figure]) -> bool:
    """来信来访387件，来信46件、来访341件: does the name of the whole hold the names of all its parts?"""
    name = scope.label(whole)
    labels = [scope.label(part) for part in parts]
    return len(set(labels)) == len(labels) and all(len(label) > 1 and label in name for label in labels)


def exclusive(scope: Scope, parts: Sequence[Figure]) -> bool:
    """Can nothing be counted twice? Steps of one procedure and traits of people can."""
    near = list(scope.figures.near(parts[-1].statement, 0, 1))
    if division_of(scope, parts, None) is not None or scope.has("counted_once", (near[0].span[0], near[-1].span[1])):
        return True
    of_people = scope.is_family("people", parts[0])
    traits = _terms(scope, "traits", [p for p in parts if of_people or scope.ends_with("traits", p.label)])
    if len(set().union(*traits)) > 1:
        return False
    steps = _terms(scope, "stages", parts)
    return sum(map(bool, steps)) < 2 or len(set().union(*steps)) < 2


def _terms(scope: Scope, role: str, parts: Sequence[Figure]) -> list[set[str]]:
    return [set(scope.terms(role, (part.label[0], part.tail[1]))) for part in parts]


def overlaps(scope: Scope, parts: Sequence[Figure]) -> bool:
    """Does the sentence or the next say that parts overlap?"""
    near = list(scope.figures.near(parts[-1].statement, 0, 1))
    return scope.has("overlap", (near[0].span[0], near[-1].span[1]))
