"""``check: title``: titles in title marks that nothing bears, but that are close to one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class Title:
    """What counts as a misquoted title; see ``rules/schema/checks/title.schema.json``."""

    registers: tuple[str, ...]
    known: tuple[str, ...]
    besides: tuple[str, ...]
    endings: tuple[str, ...]
    close: float
    shortened: float | None
    whole: tuple[str, ...]
    close_whole: float
    shortest: int
    same_beginning: bool
    other_endings: tuple[str, ...]
    other_endings_whole: tuple[str, ...]
    begins: str | None
    unless: tuple[str, ...]


def _settings(raw: Mapping[str, Any]) -> Title:
    return Title(
        registers=tuple(raw["registers"]),
        known=tuple(raw.get("known", ())),
        besides=tuple(raw.get("besides", ())),
        endings=tuple(raw.get("endings", ())),
        close=raw["close"],
        shortened=raw.get("shortened"),
        whole=tuple(raw.get("whole", ())),
        close_whole=raw.get("close_whole", raw["close"]),
        shortest=raw.get("shortest", 3),
        same_beginning=raw.get("same_beginning", False),
        other_endings=tuple(raw.get("other_endings", ())),
        other_endings_whole=tuple(raw.get("other_endings_whole", raw.get("other_endings", ()))),
        begins=raw.get("begins"),
        unless=tuple(raw.get("unless", ())),
    )


TITLE = Kind("term", _settings, frozenset({"right"}), told_once=True)
