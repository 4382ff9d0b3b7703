"""``check: vague``: items of a part that say nothing one could hold on to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class Vague:
    """An item of ``element`` with a word of ``empty`` and without any of ``telling`` is vague; ``ignore`` are no items."""

    element: str
    empty: tuple[str, ...]
    telling: tuple[str, ...]
    ignore: tuple[str, ...]
    continues: tuple[str, ...]


def _settings(raw: Mapping[str, Any]) -> Vague:
    return Vague(
        raw["element"],
        *(tuple(raw.get(key, ())) for key in ("empty", "telling", "ignore", "continues")),
    )


VAGUE = Kind("vague", _settings)
