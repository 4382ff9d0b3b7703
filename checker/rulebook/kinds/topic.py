"""``check: topic``: content that readers expect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class Topic:
    """Words of ``lexicon`` must stand at least so often in the report."""

    lexicon: str
    at_least: int


def _settings(raw: Mapping[str, Any]) -> Topic:
    return Topic(raw["lexicon"], raw.get("at_least", 1))


TOPIC = Kind("topic-missing", _settings)
