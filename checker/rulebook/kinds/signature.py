"""``check: signature``: the office and the date that a report is signed with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value

Day: TypeAlias = tuple[int, int, int]
"""A day: the year counted from the report year, month, day."""


@value
class Stretch:
    """Days from one to another, both included; None is without end."""

    first: Day | None
    last: Day | None


@value
class Signature:
    """What is demanded: an ``office``, a ``date``, a day that the ``calendar`` has, a day in none of ``never``."""

    demand: str
    never: tuple[Stretch, ...]


def _settings(raw: Mapping[str, Any]) -> Signature:
    return Signature(
        raw["demand"], tuple(Stretch(_day(s.get("from")), _day(s.get("until"))) for s in raw.get("never", ()))
    )


def _day(raw: Mapping[str, int] | None) -> Day | None:
    return (raw["year"], raw["month"], raw["day"]) if raw is not None else None


SIGNATURE = Kind("missing-signature", _settings, frozenset({"report_year", "next_year"}))
