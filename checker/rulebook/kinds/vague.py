"""``check: vague``: items of a part that say nothing one could hold on to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class Vague:
    """An item of ``element`` that has a word of ``empty`` and none of ``telling`` is vague.

    With ``matters_tell`` an item is not vague either when it names a matter: by a word of the pack's synonyms, or by
    letters that belong to no word. Items with a word of ``ignore`` (placeholders) are not looked at.
    """

    element: str
    empty: tuple[str, ...]
    telling: tuple[str, ...]
    ignore: tuple[str, ...]
    matters_tell: bool


def _settings(raw: Mapping[str, Any]) -> Vague:
    empty, telling, ignore = (tuple(raw.get(key, ())) for key in ("empty", "telling", "ignore"))
    return Vague(raw["element"], empty, telling, ignore, raw.get("matters_tell", False))


VAGUE = Kind("vague", _settings)
