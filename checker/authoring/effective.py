"""What is in force: every rule of a pack with the origin of each value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from checker.rulebook.merging import Merged
from checker.rulebook.traced import Traced, leaves

_LONGEST = 60
"""Characters of a value that are shown."""


def lines_of(merged: Merged, rule: str | None, tier: str | None, *, effective: bool) -> Iterator[str]:
    """The rules of merged packs, or one of them, in lines ``key: value ← file:line``.

    Without ``effective`` only what the last pack itself says; with a tier as it is at that tier.
    """
    for name, traced in merged.section("rules").items():
        if rule is not None and name != rule:
            continue
        values = list(_values(name, traced, merged, tier))
        if not effective:
            values = [value for value in values if value[2].rpartition(":")[0] in merged.own]
        if values:
            yield f"{name}　{traced.data['title']}"
            yield from (f"  {key}: {_shown(value)}　← {origin}" for key, value, origin in values)
            yield ""


def _values(name: str, rule: Traced, merged: Merged, tier: str | None) -> Iterator[tuple[str, Any, str]]:
    """The values of a rule: dotted key, value, origin."""
    off = merged.off.get(name)
    if off is not None:
        yield "停用", off.data, off.place()
    overlay = merged.entries.get(("overlays", f"{tier} {name}"))
    if overlay is not None and "skip" in overlay.data:
        yield "这一层级不适用", overlay.data["skip"], overlay.place(("skip",))
    tiers = rule.data.get("applies", {}).get("tiers", ())
    if tier is not None and tiers and tier not in tiers:
        yield "这一层级不适用", "只用于 " + "、".join(tiers), rule.place(("applies", "tiers"))
    for path, value in leaves(rule.data):
        if path[0] == "hint" and overlay is not None and path[-1] in overlay.data.get("hint", {}):
            yield ".".join(map(str, path)), overlay.data["hint"][path[-1]], overlay.place(path)
        else:
            yield ".".join(map(str, path)), value, rule.place(path)


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
