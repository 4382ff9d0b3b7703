"""``check: table-sums``: rows of numbers that must add up, and figures of the text that repeat them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value

_SIDES = ("sum", "is", "at_most")


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


def _unknown(raw: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Names that no row of the rule bears."""
    rows = raw["rows"]
    named: list[tuple[tuple[str | int, ...], str]] = [
        (("rows", name, key), row[key]) for name, row in rows.items() for key in ("after", "before") if key in row
    ]
    for i, equation in enumerate(raw.get("equations", ())):
        named += [(("equations", i, key, j), name) for key in _SIDES for j, name in enumerate(equation.get(key, ()))]
    for i, told in enumerate(raw.get("told", ())):
        named += [
            (("told", i, "any_of", j, k), name)
            for j, names in enumerate(told["any_of"])
            for k, name in enumerate(names)
        ]
    for where, name in named:
        if name.partition(".")[0] not in rows:
            yield where, f"rows 里没有名叫“{name}”的行。可以写：{'、'.join(rows)}。"


TABLE_SUMS = Kind("figures", _settings, frozenset({"said", "sum"}), unknown=_unknown)
