"""What a pack says of itself, held against what it has: recognition, conventions, the empty report."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Any

from checker.rulebook.merging import Merged, no_such
from checker.rulebook.problems import Problem
from checker.rulebook.yaml_files import DataPath


def pack_problems(merged: Merged, *, usable: bool = True) -> Iterator[Problem]:
    """What is wrong in ``pack.yaml``; a pack that need not be ``usable`` is only there to be built on."""
    if usable and is_base(merged):
        message = "没有写 recognition（怎样认出这类报告），不能用来检查。可以接着自带的规则包写，如 extends: fzzf。"
        yield merged.pack.problem((), message)
    lexicons = merged.section("lexicons")
    for path, name in lexicons_named(merged):
        if name not in lexicons:
            yield merged.pack.problem(path, no_such("词表", name, lexicons))
    yield from _draft_problems(merged)


def is_base(merged: Merged) -> bool:
    """Is the pack only there to be built on? It does not say how one recognises a report of its kind."""
    return "recognition" not in merged.pack.data


def lexicons_named(merged: Merged) -> Iterator[tuple[DataPath, str]]:
    """The lexicons that ``pack.yaml`` names, with the places in it."""
    info = merged.pack.data
    for role, name in info.get("document", {}).items():
        yield ("document", role), name
    for key in ("tiers", "own_office"):
        for i, sign in enumerate(info.get(key, ())):
            yield from (((key, i, field), sign[field]) for field in ("lexicon", "in_text") if field in sign)
    recognition = info.get("recognition", {})
    signs: list[tuple[DataPath, Any]] = [
        (("recognition", "signs", i), sign) for i, sign in enumerate(recognition.get("signs", ()))
    ]
    for i, kind in enumerate(recognition.get("look_alikes", ())):
        signs += [(("recognition", "look_alikes", i, "signs", j), s) for j, s in enumerate(kind["signs"])]
    for path, sign in signs:
        for field in ("all", "any", "none"):
            yield from (((*path, field, i), name) for i, name in enumerate(sign.get(field, ())))


_DRAFT_FIELDS = {
    **{key: {"office", "year", "next_year", "kind"} for key in ("title", "lead", "parts", "closing")},
    "ask": {"title", "hint", "basis"},
    "advice": {"topics"},
}
"""What the texts of an empty report may have filled in."""


def _draft_problems(merged: Merged) -> Iterator[Problem]:
    """Are the elements and the words in braces of the empty report known?"""
    draft = merged.pack.data.get("draft", {})
    elements = [r.data["element"] for r in merged.section("rules").values() if r.data["check"] == "element"]
    for i, part in enumerate(draft.get("parts", ())):
        for element in part["elements"]:
            if element not in elements:
                path = ("draft", "parts", i, "elements")
                yield merged.pack.problem(path, "draft：" + no_such("要素", element, elements))
    for key, allowed in _DRAFT_FIELDS.items():
        texts = [draft[key]] if isinstance(draft.get(key), str) else draft.get(key, ())
        for text in texts:
            words = text["heading"] if isinstance(text, dict) else text
            try:
                fields = {field for _, field, _, _ in string.Formatter().parse(words) if field is not None}
            except ValueError:
                yield merged.pack.problem(("draft", key), f"draft：“{words}”里的花括号没有成对。")
                continue
            for field in sorted(fields - allowed):
                known = "、".join("{" + name + "}" for name in sorted(allowed))
                yield merged.pack.problem(("draft", key), f"draft：{key} 里不能用 {{{field}}}，可以用：{known}。")
