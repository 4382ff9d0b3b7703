"""``check: duplicate``: the same sentence or paragraph twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class Duplicate:
    """``likeness``: ``same`` word for word, or ``near``: but for a figure or a name.

    Near ones must have the same words of ``unlike``. Sentences shorter than ``shortest`` characters do not count, nor
    what is left of one besides ``formulas``.
    """

    likeness: str
    shortest: int
    formulas: str
    unlike: str | None


def _settings(raw: Mapping[str, Any]) -> Duplicate:
    return Duplicate(raw["likeness"], raw.get("shortest", 20), raw["formulas"], raw.get("unlike"))


DUPLICATE = Kind("duplicate", _settings, frozenset({"line"}))
