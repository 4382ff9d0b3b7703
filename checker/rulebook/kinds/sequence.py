"""``check: sequence``: fixed lists whose members stand in a fixed order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class Member:
    """A member of a fixed list as it should stand, and patterns of other right forms."""

    is_: str
    also: tuple[str, ...]
    may_be_missing: bool


@value
class Sequence:
    """A fixed list; see ``rules/schema/checks/sequence.schema.json``."""

    members: tuple[Member, ...]
    least: int
    whole_from: int | None
    order: bool
    wording: bool
    whole: tuple[str, ...]
    after: tuple[str, ...]
    unless: tuple[str, ...]


def _settings(raw: Mapping[str, Any]) -> Sequence:
    return Sequence(
        members=tuple(
            Member(m["is"], tuple(m.get("also", ())), m.get("may_be_missing", False)) for m in raw["members"]
        ),
        least=raw["least"],
        whole_from=raw.get("whole_from"),
        order=raw.get("order", True),
        wording=raw.get("wording", True),
        whole=tuple(raw.get("whole", ())),
        after=tuple(raw.get("after", ())),
        unless=tuple(raw.get("unless", ())),
    )


SEQUENCE = Kind("term", _settings, frozenset({"right", "what"}), told_once=True)
