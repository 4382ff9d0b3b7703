"""``check: office``: another place's or office's name where the own is meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class OtherNames:
    """How one tells that a name is another office's; all are names of lexicons.

    ``positions`` are where the own name is meant, the group being the name; ``shape`` says what such a name looks like
    from end to end, ``generic`` what is none although it looks like one, ``endings`` what every such name ends in.
    A name is a partner's when a word of ``before`` stands before it anywhere, or one of ``after`` follows it here, or
    the clause holds one of ``unless``. ``above`` are names of superiors, unless the own name is one of them. With
    ``same_branch`` only an office of the own branch is meant (another county's 水利局 in the report of a 水利局); with
    ``in_tail`` only the last lines are looked at.
    """

    positions: str
    shape: str | None
    generic: tuple[str, ...]
    endings: str
    before: str | None
    after: str | None
    unless: tuple[str, ...]
    above: tuple[str, ...]
    same_branch: bool
    in_tail: bool


@value
class SelfWords:
    """How an office that is named like ``own`` would never speak of itself: ``words``."""

    own: str
    words: str


@value
class Office:
    """Names of others (``own`` is how the own name of that rank is read), or words of self that are another's."""

    own: str | None
    other: OtherNames | None
    self_words: tuple[SelfWords, ...]


def _settings(raw: Mapping[str, Any]) -> Office:
    return Office(
        raw.get("own"),
        _other(raw["other"]) if "other" in raw else None,
        tuple(SelfWords(entry["own"], entry["words"]) for entry in raw.get("self_words", ())),
    )


def _other(raw: Mapping[str, Any]) -> OtherNames:
    return OtherNames(
        raw["positions"],
        raw.get("shape"),
        tuple(raw.get("generic", ())),
        raw["endings"],
        raw.get("before"),
        raw.get("after"),
        tuple(raw.get("unless", ())),
        tuple(raw.get("above", ())),
        raw.get("same_branch", False),
        raw.get("in_tail", False),
    )


OFFICE = Kind("wrong-office", _settings, frozenset({"own"}))
