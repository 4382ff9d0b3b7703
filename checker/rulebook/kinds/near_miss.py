"""``check: near-miss``: fixed expressions with one character wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class NearMissRule:
    """Slips in the terms of ``expressions``; ``doubtful`` chooses those whose wrong character is like no right one."""

    expressions: tuple[str, ...]
    let_pass: tuple[str, ...]
    doubtful: bool


def _settings(raw: Mapping[str, Any]) -> NearMissRule:
    return NearMissRule(tuple(raw["expressions"]), tuple(raw.get("let_pass", ())), raw.get("doubtful", False))


NEAR_MISS = Kind("term", _settings, frozenset({"right"}), told_once=True)
