"""``check: privacy``: what must not stand in a published text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class Privacy:
    """Words of ``lexicon`` must not stand in the report.

    With a ``checksum`` only numbers count that pass it, or that a word of ``announced_by`` in the same clause calls by
    name; with ``damaged`` only those that do not pass and are not announced. Nothing counts where a word of one of
    ``unless`` stands in the same clause.
    """

    lexicon: str
    checksum: str | None
    damaged: bool
    announced_by: str | None
    unless: tuple[str, ...]


def _settings(raw: Mapping[str, Any]) -> Privacy:
    return Privacy(
        raw["lexicon"],
        raw.get("checksum"),
        raw.get("damaged", False),
        raw.get("announced_by"),
        tuple(raw.get("unless", ())),
    )


PRIVACY = Kind("privacy", _settings, frozenset({"masked"}))
