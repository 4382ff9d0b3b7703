"""``check: numbering``: ordinals that do not follow, or are written otherwise than their level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class Numbered:
    """``fault``: ``gap`` for ordinals skipped, repeated or out of order, ``style`` for mixed styles and levels."""

    fault: str


def _settings(raw: Mapping[str, Any]) -> Numbered:
    return Numbered(raw["fault"])


NUMBERING = Kind("numbering", _settings, frozenset({"why"}))
