"""``check: table-sums``: rows of numbers that must add up, and figures of the text that repeat them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class NamedRow:
    """A row whose label ends with a word of the lexicon ``words``, or all rows between two named ones."""

    words: str | None
    after: str | None
    before: str | None


@value
class Term:
    """A named row, or one of its numbers (from 1)."""

    row: str
    column: int | None


@value
class Equation:
    """The sum of some terms is that of others, or ``at_most``; column by column for whole rows."""

    left: tuple[Term, ...]
    right: tuple[Term, ...]
    at_most: bool


@value
class Told:
    """A number in the text (the group of a pattern of ``words``) that must be one of several sums."""

    words: str
    any_of: tuple[tuple[Term, ...], ...]


@value
class TableSums:
    """What must add up. ``groups``: the numbers of each row come in groups of so many, the last sums the others."""

    rows: Mapping[str, NamedRow]
    equations: tuple[Equation, ...]
    groups: int | None
    told: tuple[Told, ...]
    unless: tuple[str, ...]


def _terms(names: Sequence[str]) -> tuple[Term, ...]:
    parted = (name.partition(".") for name in names)
    return tuple(Term(row, int(column) if column else None) for row, _, column in parted)


def _settings(raw: Mapping[str, Any]) -> TableSums:
    return TableSums(
        rows={
            name: NamedRow(row.get("words"), row.get("after"), row.get("before")) for name, row in raw["rows"].items()
        },
        equations=tuple(
            Equation(_terms(e["sum"]), _terms(e["is"] if "is" in e else e["at_most"]), "at_most" in e)
            for e in raw.get("equations", ())
        ),
        groups=raw.get("groups"),
        told=tuple(Told(t["words"], tuple(_terms(names) for names in t["any_of"])) for t in raw.get("told", ())),
        unless=tuple(raw.get("unless", ())),
    )


TABLE_SUMS = Kind("figures", _settings, frozenset({"said", "sum"}))
