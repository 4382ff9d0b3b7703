"""``check: order``: parts that stand where readers would not look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class Order:
    """The part ``then`` must not stand before the part ``first``; both are names of elements."""

    first: str
    then: str


def _settings(raw: Mapping[str, Any]) -> Order:
    return Order(raw["first"], raw["then"])


ORDER = Kind("order", _settings, frozenset({"other"}))
