"""Advice on words: those that stand twice, that never count, or that another word already covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from checker.authoring.advice import Advice
from checker.model import Severity
from checker.rulebook.build import named
from checker.rulebook.merging import Merged
from checker.rulebook.schema import lexicon_keys, list_keys
from checker.rulebook.traced import Traced
from checker.rulebook.yaml_files import DataPath

_SHOWN = 3
"""How many words a piece of advice names."""

_AGAINST = (("all", "none"), ("any", "none"), ("nearby", "none_nearby"), ("is", "not"), ("empty", "telling"))
"""Pairs of keys of one mapping that ask for words and bar them."""


def word_advice(merged: Merged) -> Iterator[Advice]:
    """Advice on the words of lexicons, by themselves and beside others of one rule."""
    counted = _only_counted(merged)
    for name, lexicon in merged.section("lexicons").items():
        yield from _never_count(lexicon)
        yield from _included_twice(lexicon, merged)
        if name in counted:
            yield from _covered(lexicon)
    for rule in merged.section("rules").values():
        yield from _overlapping(rule, merged)


def _never_count(lexicon: Traced) -> Iterator[Advice]:
    barred = set(lexicon.data.get("except", ()))
    for i, term in enumerate(lexicon.data.get("terms", ())):
        if term in barred:
            message = f"“{term}”既在 terms 里又在 except 里，永远不算数。请删掉其中一处。"
            yield Advice(Severity.WARNING, lexicon.problem(("terms", i), message))


def _included_twice(lexicon: Traced, merged: Merged) -> Iterator[Advice]:
    """Words of the lexicon that one it includes has as well."""
    own = set(lexicon.data.get("terms", ()))
    for i, name in enumerate(lexicon.data.get("includes", ())):
        other = merged.entries.get(("lexicons", name))
        both = [term for term in other.data.get("terms", ()) if term in own] if other else []
        if both:
            message = f"{_listed(both)}在所包含的词表“{name}”里已经有了，可以不写。"
            yield Advice(Severity.NOTE, lexicon.problem(("includes", i), message))


def _covered(lexicon: Traced) -> Iterator[Advice]:
    """Terms that hold another term of the list: where the longer one stands, the shorter one does as well."""
    terms = lexicon.data.get("terms", ())
    known = set(terms)
    redundant: list[tuple[str, str]] = []
    first = 0
    for i, term in enumerate(terms):
        if inside := _inside(term, known):
            first = first if redundant else i
            redundant.append((term, inside))
    if redundant:
        told = "、".join(f"“{term}”（有“{inside}”就够）" for term, inside in redundant[:_SHOWN])
        more = f"等 {len(redundant)} 个" if len(redundant) > _SHOWN else ""
        yield Advice(Severity.NOTE, lexicon.problem(("terms", first), f"{told}{more}可以不写。"))


def _inside(term: str, known: set[str]) -> str | None:
    """Another term that stands inside this one."""
    pieces = (term[a:b] for a in range(len(term)) for b in range(a + 1, len(term) + 1))
    return next((piece for piece in pieces if piece != term and piece in known), None)


def _only_counted(merged: Merged) -> set[str]:
    """The lexicons of which rules only ask whether a word of them stands somewhere.

    Where the extent of a word matters (exceptions, lists, quotations, names of documents) a longer word is no waste.
    """
    asked: set[str] = set()
    otherwise: set[str] = set()
    for rule in merged.section("rules").values():
        check = rule.data["check"]
        names = {name for _, name in named(rule.data, lexicon_keys(check) | list_keys(check))}
        (asked if check == "topic" and rule.data.get("at_least", 1) == 1 else otherwise).update(names)
    lexicons = merged.section("lexicons")
    return {
        n for n in asked - otherwise if n in lexicons and not lexicons[n].data.keys() & {"except", "except_patterns"}
    }


def _overlapping(rule: Traced, merged: Merged) -> Iterator[Advice]:
    """Words that two lexicons of one combination have: asked for and barred, or asked for twice."""
    for path, each in _mappings(rule.data):
        for wanted, barred in _AGAINST:
            for one in _names(each.get(wanted)):
                for other in _names(each.get(barred)):
                    if both := _common(one, other, merged):
                        lists = f"“{wanted}”的词表 {one} 和“{barred}”的词表 {other}"
                        message = f"{_listed(both)}在{lists} 里都有，有它就不符合。请看是不是有意的。"
                        yield Advice(Severity.NOTE, rule.problem((*path, barred), message))
        for key in ("all", "any", "none", "ignore", "empty", "telling", "unless"):
            for one, other in combinations(_names(each.get(key)), 2):
                both = _common(one, other, merged)
                if both and key != "all":
                    message = f"{_listed(both)}在“{key}”的两个词表 {one}、{other} 里都有，留一处就够。"
                    yield Advice(Severity.NOTE, rule.problem((*path, key), message))


def _mappings(data: Any, path: DataPath = ()) -> Iterator[tuple[DataPath, dict[str, Any]]]:
    if isinstance(data, dict):
        yield path, data
        for key, value in data.items():
            if key != "examples":
                yield from _mappings(value, (*path, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from _mappings(value, (*path, i))


def _names(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def _common(one: str, other: str, merged: Merged) -> list[str]:
    first, second = merged.entries.get(("lexicons", one)), merged.entries.get(("lexicons", other))
    if first is None or second is None or first is second:
        return []
    words = set(second.data.get("terms", ()))
    return [term for term in first.data.get("terms", ()) if term in words]


def _listed(words: Sequence[str]) -> str:
    more = f"等 {len(words)} 个词" if len(words) > _SHOWN else ""
    return "、".join(f"“{word}”" for word in words[:_SHOWN]) + more
