"""``check: year``: years that stand where the year reported on, or the year after it, should stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import Combination, combination_of, value

Years: TypeAlias = tuple[int, int]
"""The first and the last year of a stretch, counted from the report year: (-1, 0) is the year before and the year."""


@value
class Circumstance:
    """How a year stands; all that is given must hold, what is left out does not restrict.

    ``before`` and ``after`` are lexicons of which one has a word directly before or after the year; ``sentence`` is a
    combination for its sentence, ``rest`` one for what follows the year in it, ``later`` one for what follows the
    sentence in its paragraph. ``other_years`` are other years in the sentence, ``earlier_years`` and ``later_years``
    such in the paragraph before and after it. ``opens`` asks that nothing but an ordinal stands before the year,
    ``after_issue`` that the year, or the month named with it, comes after the report was issued.
    """

    years: Years | None = None
    parts: frozenset[str] = frozenset()
    at: frozenset[str] = frozenset()
    opens: bool = False
    after_issue: bool = False
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    sentence: Combination | None = None
    rest: Combination | None = None
    later: Combination | None = None
    other_years: Years | None = None
    earlier_years: Years | None = None
    later_years: Years | None = None


@value
class Year:
    """A year is out of place in one of the circumstances ``when``, unless it stands in one of ``unless``."""

    when: tuple[Circumstance, ...]
    unless: tuple[Circumstance, ...]


def _settings(raw: Mapping[str, Any]) -> Year:
    return Year(_circumstances(raw["when"]), _circumstances(raw.get("unless", ())))


def _circumstances(raw: Sequence[Mapping[str, Any]]) -> tuple[Circumstance, ...]:
    return tuple(
        Circumstance(
            _years(each.get("years")),
            frozenset(each.get("parts", ())),
            frozenset(each.get("at", ())),
            each.get("opens", False),
            each.get("after_issue", False),
            tuple(each.get("before", ())),
            tuple(each.get("after", ())),
            _combination(each.get("sentence")),
            _combination(each.get("rest")),
            _combination(each.get("later")),
            _years(each.get("other_years")),
            _years(each.get("earlier_years")),
            _years(each.get("later_years")),
        )
        for each in raw
    )


def _combination(raw: Mapping[str, Any] | None) -> Combination | None:
    return combination_of(raw) if raw is not None else None


def _years(raw: Mapping[str, int] | None) -> Years | None:
    return (raw["from"], raw["until"]) if raw is not None else None


YEAR = Kind("stale-year", _settings, frozenset({"year", "report_year", "next_year"}))
