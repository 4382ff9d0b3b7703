"""The files of a pack → one checked, merged document.

:mod:`checker.rulebook.merging` puts packs on packs; here the outcome is checked as a whole and made into a document.
"""

from __future__ import annotations

import string
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from typing import Any

from checker.patterns import PatternError, check_pattern, compile_pattern
from checker.rulebook.kinds import KINDS
from checker.rulebook.merging import Merged, merge, no_such
from checker.rulebook.pack_checking import pack_problems
from checker.rulebook.packs import PackFiles, find_pack
from checker.rulebook.problems import Problem, RulebookError
from checker.rulebook.schema import element_keys, lexicon_keys, list_keys, pattern_keys
from checker.rulebook.traced import Traced
from checker.rulebook.yaml_files import DataPath

_WORDING = ("examples", "says", "message", "hint")
"""Keys of a rule that hold text for readers."""

_PART_KEYS = ("parts", "ahead_in")
"""Keys of a rule under which its settings name parts of the report."""

COMPUTED_LEXICONS = ("@next-year", "@from-next-year", "@report-year", "@in-report-year")
"""Lexicons whose words follow from the report year."""


def build_document(pack: PackFiles) -> dict[str, Any]:
    """Read, check and merge a pack into one JSON-able document.

    Raises:
        RulebookError: with everything that is wrong, file by file.
    """
    return document_of(_checked(pack, usable=True))


def checked_pack(name: str, *, usable: bool = True) -> Merged:
    """The merged packs of a name, folder or file, with the origin of each value.

    A pack that need not be ``usable`` by itself is only there to be built on.

    Raises:
        RulebookError: with everything that is wrong, file by file.
    """
    return _checked(find_pack(name), usable=usable)


def _checked(pack: PackFiles, *, usable: bool) -> Merged:
    merged = merge(pack)
    if problems := list(problems_of(merged, usable=usable)):
        raise RulebookError(problems)
    return merged


def problems_of(merged: Merged, *, usable: bool) -> Iterator[Problem]:
    """What stops merged packs from being used; names are only followed when no file was left out."""
    yield from merged.problems
    yield from word_problems(merged)
    if not merged.broken:
        yield from reference_problems(merged)
        yield from pack_problems(merged, usable=usable)


def document_of(merged: Merged) -> dict[str, Any]:
    """The document of merged packs in which nothing is wrong."""
    document: dict[str, Any] = {"pack": merged.pack.data, "overlays": {}, "tables": {}}
    for section in ("rules", "basis", "lexicons", "synonyms"):
        document[section] = {
            key: {**entry.data, "origin": entry.place(("id",) if section == "rules" else ())}
            for key, entry in merged.section(section).items()
        }
    for key, entry in merged.section("overlays").items():
        tier, _, of_rule = key.partition(" ")
        document["overlays"].setdefault(tier, {})[of_rule] = entry.data
    document["off"] = {name: entry.data for name, entry in merged.off.items()}
    document["softened"] = [{"rule": each.rule, "what": each.what, "origin": each.origin} for each in merged.softened]
    for rule in document["rules"].values():
        make = KINDS[rule["check"]].tables if rule["check"] in KINDS else None
        if make is not None:
            document["tables"].update(make(rule, lambda names: _listed(document["lexicons"], names)))
        rule["cites"] = sorted({name for _, name in named(rule, ("basis",))})
        rule["uses"] = sorted({name for _, name in named(rule, lexicon_keys(rule["check"], looked_for=True))})
    return document


def _listed(lexicons: dict[str, Any], names: Sequence[str]) -> list[str]:
    """The terms of lexicons and of those that they include."""
    todo, seen = list(names), set[str]()
    terms: dict[str, None] = {}
    while todo:
        name = todo.pop(0)
        if name not in seen:
            seen.add(name)
            terms.update(dict.fromkeys(lexicons[name].get("terms", ())))
            todo += lexicons[name].get("includes", ())
    return list(terms)


def word_problems(merged: Merged) -> Iterator[Problem]:
    """Patterns of lexicons that cannot work, and words of synonyms that are too short."""
    for lexicon in merged.section("lexicons").values():
        listed: list[tuple[DataPath, list[str]]] = [
            ((f,), lexicon.data.get(f, [])) for f in ("patterns", "except_patterns")
        ]
        listed += [
            (("wrong_patterns", right), forms) for right, forms in lexicon.data.get("wrong_patterns", {}).items()
        ]
        for field, patterns in listed:
            for i, pattern in enumerate(patterns):
                try:
                    check_pattern(pattern)
                except PatternError as error:
                    yield lexicon.problem((*field, i), str(error))
    for group in merged.section("synonyms").values():
        short = [word for word in group.data["words"] if len(word) == 1] if group.data.get("weight", 1) else []
        if short:
            yield group.problem((), f"“{short[0]}”只有一个字，会在别的词里碰上，请写成两个字以上的词。")
    for rule in merged.section("rules").values():
        yield from _pattern_check(rule)
        if rule.data["check"] != "element":
            kind = KINDS[rule.data["check"]]
            yield from _wording_check(rule, ("message", "hint"), kind.names | {"quote"})
            for where, message in kind.unknown(rule.data) if kind.unknown is not None else ():
                yield rule.problem(where, message)
        else:
            states = [("says", state) for state in rule.data["says"]]
            yield from _wording_check(rule, states, rule.data["evidence"].keys())


def reference_problems(merged: Merged) -> Iterator[Problem]:
    """Names that lead nowhere."""
    lexicons, bases = merged.section("lexicons"), merged.section("basis")
    for lexicon in lexicons.values():
        for i, name in enumerate(lexicon.data.get("includes", ())):
            if name not in lexicons:
                yield lexicon.problem(("includes", i), no_such("词表", name, lexicons))
    rules = merged.section("rules").values()
    parts = {rule.data["element"] for rule in rules if rule.data["check"] == "element"}
    for rule in rules:
        check = rule.data["check"]
        for where, name in named(rule.data, (*_PART_KEYS, *element_keys(check))):
            if name not in parts:
                yield rule.problem(where, no_such("要素", name, parts))
        for where, name in named(rule.data, ("basis",)):
            if name not in bases:
                yield rule.problem(where, no_such("依据", name, bases))
        for where, name in named(rule.data, lexicon_keys(check) | list_keys(check)):
            if name not in lexicons and name not in COMPUTED_LEXICONS:
                yield rule.problem(where, no_such("词表", name, lexicons))
        if check == "element":
            yield from _element_check(rule, {r.data["element"]: r for r in rules if r.data["check"] == "element"})


def _pattern_check(rule: Traced) -> Iterator[Problem]:
    """Patterns that a rule holds itself and that cannot work."""
    for where, pattern in named(rule.data, pattern_keys(rule.data["check"])):
        try:
            check_pattern(pattern)
            groups = compile_pattern(pattern).groups
        except PatternError as error:
            yield rule.problem(where, str(error))
        else:
            if groups:
                yield rule.problem(where, "这里不能用带捕获的括号 (…)，请写 (?:…)。")


def _wording_check(rule: Traced, paths: Sequence[str | tuple[str, str]], known: Collection[str]) -> Iterator[Problem]:
    """Names in braces that the kind of check does not fill in."""
    for path in (path if isinstance(path, tuple) else (path,) for path in paths):
        text = rule.data
        for key in path:
            text = text[key]
        try:
            names = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        except ValueError:
            names = {""}
        if unknown := sorted(names - set(known)):
            allowed = "、".join(f"{{{name}}}" for name in sorted(known))
            yield rule.problem(path, f"花括号里的“{unknown[0]}”填不了。这里可以写：{allowed}。")


def _element_check(traced: Traced, elements: Mapping[str, Traced]) -> Iterator[Problem]:
    rule = traced.data
    with_part = rule["where"].get("with")
    if with_part is not None and with_part not in elements:
        yield traced.problem(("where", "with"), no_such("要素", with_part, elements))
    own = set(rule["evidence"])
    for state in ("present", "weak"):
        for i, condition in enumerate(rule["bar"][state]):
            for name in condition.get("counts", {}):
                if name not in own:
                    yield traced.problem(("bar", state, i, "counts", name), no_such("证据", name, own))
            for j, name in enumerate(condition.get("total", {}).get("of", ())):
                if name not in own:
                    yield traced.problem(("bar", state, i, "total", "of", j), no_such("证据", name, own))
            share = condition.get("share")
            if share and share["of"] not in own:
                yield traced.problem(("bar", state, i, "share", "of"), no_such("证据", share["of"], own))
            shared = own | (set(elements[with_part].data["evidence"]) if with_part in elements else set())
            for key in ("among", "beside"):
                if share and key in share and share[key] not in shared:
                    yield traced.problem(("bar", state, i, "share", key), no_such("证据", share[key], shared))


def named(value: Any, keys: Container[str], path: DataPath = (), key: str = "") -> Iterator[tuple[DataPath, str]]:
    """Every name or pattern that a rule gives under one of the keys, alone or in a list, with its place in the rule."""
    if isinstance(value, dict):
        for name, child in value.items():
            if name not in _WORDING:
                yield from named(child, keys, (*path, name), name)
    elif isinstance(value, list):
        for i, child in enumerate(value):
            yield from named(child, keys, (*path, i), key)
    elif isinstance(value, str) and key in keys:
        yield path, value
