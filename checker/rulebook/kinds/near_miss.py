"""``check: near-miss``: fixed expressions with one character wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from checker.chinese.expressions import tables_of
from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class NearMissRule:
    """Slips in the terms of ``expressions``; ``doubtful`` chooses those that leave some doubt."""

    expressions: tuple[str, ...]
    let_pass: tuple[str, ...]
    doubtful: bool


def _settings(raw: Mapping[str, Any]) -> NearMissRule:
    return NearMissRule(tuple(raw["expressions"]), tuple(raw.get("let_pass", ())), raw.get("doubtful", False))


def table_name(expressions: Sequence[str]) -> str:
    """What the tables of the expressions of some lexicons are called."""
    return "+".join(expressions)


def _tables(raw: Mapping[str, Any], listed: Callable[[Sequence[str]], Sequence[str]]) -> Mapping[str, Any]:
    return {table_name(raw["expressions"]): tables_of(listed(raw["expressions"]))}


NEAR_MISS = Kind("term", _settings, frozenset({"right"}), told_once=True, tables=_tables)
