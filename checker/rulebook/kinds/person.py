"""``check: person``: full names of private persons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class PersonSign:
    """Where a private person is named: after ``before``, before ``after``, or on both sides of ``between``.

    The sentence must hold a word of each of ``needs`` and none of ``unless``.
    """

    before: str | None
    after: str | None
    between: str | None
    needs: tuple[str, ...]
    unless: tuple[str, ...]


@value
class NameShape:
    """How a personal name is made and what must not be taken for one; all are names of lexicons.

    ``given_first`` and ``given_last`` are the characters of given names; ``followers`` what may follow a name,
    ``leads`` what may stand before one; ``not_names`` words and ``firms`` names of firms that begin like one;
    ``addresses`` what follows a surname in place of a given name; ``hidden`` names that are hidden already;
    ``joiners`` what stands between two names.
    """

    surnames: str
    given_first: str
    given_last: str
    followers: str
    leads: str
    not_names: str
    firms: str
    addresses: str
    hidden: str
    joiners: str


@value
class Person:
    """Full names of private persons, by the words around them.

    A name right after a word of ``public`` is that of an official or an honoured person; ``alias`` in the paragraph
    says that its names are invented.
    """

    shape: NameShape
    public: str
    alias: str
    signs: tuple[PersonSign, ...]


_SHAPE = (
    "surnames",
    "given_first",
    "given_last",
    "followers",
    "leads",
    "not_names",
    "firms",
    "addresses",
    "hidden",
    "joiners",
)


def _settings(raw: Mapping[str, Any]) -> Person:
    return Person(
        NameShape(**{key: raw[key] for key in _SHAPE}),
        raw["public"],
        raw["alias"],
        tuple(_sign(sign) for sign in raw["signs"]),
    )


def _sign(raw: Mapping[str, Any]) -> PersonSign:
    return PersonSign(
        raw.get("before"),
        raw.get("after"),
        raw.get("between"),
        tuple(raw.get("needs", ())),
        tuple(raw.get("unless", ())),
    )


PERSON = Kind("privacy", _settings)
