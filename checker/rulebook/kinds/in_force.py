"""``check: in-force``: documents and events spoken of before they existed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class Document:
    """A document or event: the years from which it can be known and carried out, and the basis that says so.

    ``previous`` is the year of an older text of the same name; then only the revised text is meant, and that only in
    reports on years in which the older one was no longer new.
    """

    name: str
    words: tuple[str, ...]
    known: int
    carried_out: int
    since: str
    previous: int | None
    basis: str | None


@value
class InForce:
    """Documents, and the words by which one sees that an early mention is legitimate.

    In the parts ``ahead_in`` a document of the coming year may be spoken of. ``revised`` are words around a name that
    say that the revised text is meant; ``of_others`` directly before a name (another body's document is called so),
    ``drafts`` directly after it and ``prepared`` in the sentence excuse it; ``applied`` in the sentence say that it is
    carried out, not only studied.
    """

    documents: tuple[Document, ...]
    ahead_in: frozenset[str]
    revised: tuple[str, ...]
    of_others: tuple[str, ...]
    drafts: tuple[str, ...]
    prepared: tuple[str, ...]
    applied: tuple[str, ...]


def _settings(raw: Mapping[str, Any]) -> InForce:
    return InForce(
        tuple(_document(each) for each in raw["documents"]),
        frozenset(raw.get("ahead_in", ())),
        tuple(raw.get("revised", ())),
        tuple(raw.get("of_others", ())),
        tuple(raw.get("drafts", ())),
        tuple(raw.get("prepared", ())),
        tuple(raw.get("applied", ())),
    )


def _document(raw: Mapping[str, Any]) -> Document:
    known = raw.get("known", raw.get("from"))
    since = raw.get("from", known)
    return Document(
        raw["name"],
        tuple(raw["words"]),
        _year(known),
        _year(since),
        since,
        _year(raw["previous"]) if "previous" in raw else None,
        raw.get("basis"),
    )


def _year(date: str) -> int:
    return int(date[:4])


IN_FORCE = Kind("anachronism", _settings, frozenset({"name", "since", "report_year"}))
