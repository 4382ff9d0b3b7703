"""``check: pattern``: words that must not stand in a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class Pattern:
    """Words of ``lexicon`` must not stand in the text, in the source as written, or in what was set aside (furniture).

    Without a lexicon all furniture counts. ``once`` makes one finding of all places, when there are at least
    ``at_least``.
    """

    where: str
    lexicon: str | None
    once: bool
    at_least: int


def _settings(raw: Mapping[str, Any]) -> Pattern:
    return Pattern(raw.get("where", "text"), raw.get("lexicon"), raw.get("once", False), raw.get("at_least", 1))


PATTERN = Kind("pattern", _settings, frozenset({"count"}))
