"""The files of a pack → one checked, merged document.

``extends`` names a pack whose lexicons, bases and rules are taken over; what a pack defines itself under the same name
takes their place.
"""

from __future__ import annotations

import difflib
import string
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from checker.patterns import PatternError, check_pattern, compile_pattern
from checker.rulebook.kinds import KINDS
from checker.rulebook.packs import PackFiles, rules_folder
from checker.rulebook.problems import Problem, RulebookError
from checker.rulebook.schema import element_keys, lexicon_keys, list_keys, pattern_keys, validate
from checker.rulebook.yaml_files import DataPath, YamlFile, load_yaml

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
    sections = ("pack", "rules", "basis", "lexicons", "synonyms", "overlays", "tables")
    document: dict[str, Any] = {section: {} for section in sections}
    origins: dict[tuple[str, str], tuple[YamlFile, DataPath]] = {}
    problems: list[Problem] = []
    for folder, paths in zip(pack.folders, pack.files, strict=True):
        seen: set[tuple[str, str]] = set()
        for path in paths:
            try:
                file = load_yaml(path, _label(folder, path))
            except RulebookError as error:
                problems += error.problems
                continue
            is_pack = path == folder / "pack.yaml"
            schema = rules_folder() / "schema" / ("pack.schema.json" if is_pack else "rules.schema.json")
            if found := validate(file, schema):
                problems += found
                continue
            if is_pack:
                document["pack"] = _merged_pack(document["pack"], file.data)
                continue
            problems += _add(file, document, origins, seen)
    if not problems:
        problems = [*_cross_check(document, origins), *_pack_check(document, pack)]
    if problems:
        raise RulebookError(problems)
    for rule in document["rules"].values():
        make = KINDS[rule["check"]].tables if rule["check"] in KINDS else None
        if make is not None:
            document["tables"].update(make(rule, lambda names: _listed(document["lexicons"], names)))
        rule["cites"] = sorted({name for _, name in _named(rule, ("basis",))})
        rule["uses"] = sorted({name for _, name in _named(rule, lexicon_keys(rule["check"], looked_for=True))})
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


def _label(folder: Path, path: Path) -> str:
    base = rules_folder()
    if path.is_relative_to(base):
        return f"rules/{path.relative_to(base).as_posix()}"
    return f"{folder.name}/{path.relative_to(folder).as_posix()}"


def _merged_pack(parent: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    merged = {**parent, **child}
    for section in ("document", "kinds"):
        merged[section] = {**parent.get(section, {}), **child.get(section, {})}
    return merged


def _add(
    file: YamlFile,
    document: dict[str, Any],
    origins: dict[tuple[str, str], tuple[YamlFile, DataPath]],
    seen: set[tuple[str, str]],
) -> Iterator[Problem]:
    entries: list[tuple[str, str, Any, DataPath]] = []
    for i, rule in enumerate(file.data.get("rules", [])):
        entries.append(("rules", rule["id"], rule, ("rules", i)))
    for section in ("basis", "lexicons", "synonyms"):
        entries += [(section, key, value, (section, key)) for key, value in file.data.get(section, {}).items()]
    for tier, changes in file.data.get("overlays", {}).items():
        for rule, change in changes.items():
            origins["overlays", f"{tier} {rule}"] = (file, ("overlays", tier, rule))
            document["overlays"].setdefault(tier, {})[rule] = change
    for section, key, value, path in entries:
        if (section, key) in seen:
            yield file.problem(path, f"“{key}”在这个规则包里已经有了，请换一个名字或删掉一处。")
            continue
        seen.add((section, key))
        origins[section, key] = (file, path)
        line, _ = file.places.get((*path, "id") if section == "rules" else path, (1, 1))
        entry = {"words": value} if isinstance(value, list) else value
        document[section][key] = {**entry, "origin": f"{file.path}:{line}"}


def _cross_check(
    document: dict[str, Any], origins: dict[tuple[str, str], tuple[YamlFile, DataPath]]
) -> Iterator[Problem]:
    """Names that lead nowhere, and patterns that cannot work."""
    for key, lexicon in document["lexicons"].items():
        file, path = origins["lexicons", key]
        listed: list[tuple[DataPath, list[str]]] = [((f,), lexicon.get(f, [])) for f in ("patterns", "except_patterns")]
        listed += [(("wrong_patterns", right), forms) for right, forms in lexicon.get("wrong_patterns", {}).items()]
        for field, patterns in listed:
            for i, pattern in enumerate(patterns):
                try:
                    check_pattern(pattern)
                except PatternError as error:
                    yield file.problem((*path, *field, i), str(error))
        for i, name in enumerate(lexicon.get("includes", ())):
            if name not in document["lexicons"]:
                yield file.problem((*path, "includes", i), _no_such("词表", name, document["lexicons"]))
    for key, group in document["synonyms"].items():
        file, path = origins["synonyms", key]
        short = [word for word in group["words"] if len(word) == 1] if group.get("weight", 1) else []
        if short:
            yield file.problem(path, f"“{short[0]}”只有一个字，会在别的词里碰上，请写成两个字以上的词。")
    for tier, changes in document["overlays"].items():
        for key in changes:
            file, path = origins["overlays", f"{tier} {key}"]
            if key not in document["rules"]:
                yield file.problem(path, _no_such("规则", key, document["rules"]))
    parts = {rule["element"] for rule in document["rules"].values() if rule["check"] == "element"}
    for key, rule in document["rules"].items():
        file, path = origins["rules", key]
        for where, name in _named(rule, (*_PART_KEYS, *element_keys(rule["check"]))):
            if name not in parts:
                yield file.problem((*path, *where), _no_such("要素", name, parts))
        for where, name in _named(rule, ("basis",)):
            if name not in document["basis"]:
                yield file.problem((*path, *where), _no_such("依据", name, document["basis"]))
        for where, name in _named(rule, lexicon_keys(rule["check"]) | list_keys(rule["check"])):
            if name not in document["lexicons"] and name not in COMPUTED_LEXICONS:
                yield file.problem((*path, *where), _no_such("词表", name, document["lexicons"]))
        yield from _pattern_check(rule, file, path)
        elements = [r["element"] for r in document["rules"].values() if r["check"] == "element"]
        for name in element_keys(rule["check"]) & rule.keys():
            if rule[name] not in elements:
                yield file.problem((*path, name), _no_such("要素", rule[name], elements))
        if rule["check"] == "element":
            yield from _element_check(rule, document, file, path)
        else:
            yield from _wording_check(rule, file, path)
            unknown = KINDS[rule["check"]].unknown
            for where, message in unknown(rule) if unknown is not None else ():
                yield file.problem((*path, *where), message)


def _pattern_check(rule: dict[str, Any], file: YamlFile, path: DataPath) -> Iterator[Problem]:
    """Patterns that a rule holds itself and that cannot work."""
    for where, pattern in _named(rule, pattern_keys(rule["check"])):
        try:
            check_pattern(pattern)
            groups = compile_pattern(pattern).groups
        except PatternError as error:
            yield file.problem((*path, *where), str(error))
        else:
            if groups:
                yield file.problem((*path, *where), "这里不能用带捕获的括号 (…)，请写 (?:…)。")


def _wording_check(rule: dict[str, Any], file: YamlFile, path: DataPath) -> Iterator[Problem]:
    """Names in braces that the kind of check does not fill in."""
    known = KINDS[rule["check"]].names | {"quote"}
    for key in ("message", "hint"):
        try:
            names = {name for _, name, _, _ in string.Formatter().parse(rule[key]) if name is not None}
        except ValueError:
            names = {""}
        if unknown := sorted(names - known):
            allowed = "、".join(f"{{{name}}}" for name in sorted(known))
            yield file.problem((*path, key), f"花括号里的“{unknown[0]}”填不了。这里可以写：{allowed}。")


def _element_check(rule: dict[str, Any], document: dict[str, Any], file: YamlFile, path: DataPath) -> Iterator[Problem]:
    elements = {r["element"]: r for r in document["rules"].values() if r["check"] == "element"}
    with_part = rule["where"].get("with")
    if with_part is not None and with_part not in elements:
        yield file.problem((*path, "where", "with"), _no_such("要素", with_part, elements))
    own = set(rule["evidence"])
    for state in ("present", "weak"):
        for i, condition in enumerate(rule["bar"][state]):
            for name in condition.get("counts", {}):
                if name not in own:
                    yield file.problem((*path, "bar", state, i, "counts", name), _no_such("证据", name, own))
            for j, name in enumerate(condition.get("total", {}).get("of", ())):
                if name not in own:
                    yield file.problem((*path, "bar", state, i, "total", "of", j), _no_such("证据", name, own))
            share = condition.get("share")
            if share and share["of"] not in own:
                yield file.problem((*path, "bar", state, i, "share", "of"), _no_such("证据", share["of"], own))
            shared = own | set(elements.get(with_part or "", {}).get("evidence", {}))
            for key in ("among", "beside"):
                if share and key in share and share[key] not in shared:
                    yield file.problem((*path, "bar", state, i, "share", key), _no_such("证据", share[key], shared))


def _named(value: Any, keys: Container[str], path: DataPath = (), key: str = "") -> Iterator[tuple[DataPath, str]]:
    """Every name or pattern that a rule gives under one of the keys, alone or in a list, with its place in the rule."""
    if isinstance(value, dict):
        for name, child in value.items():
            if name not in _WORDING:
                yield from _named(child, keys, (*path, name), name)
    elif isinstance(value, list):
        for i, child in enumerate(value):
            yield from _named(child, keys, (*path, i), key)
    elif isinstance(value, str) and key in keys:
        yield path, value


def _pack_check(document: dict[str, Any], pack: PackFiles) -> Iterator[Problem]:
    info = document["pack"]
    file = str(pack.folders[-1].name) + "/pack.yaml"
    named = list(info.get("document", {}).values())
    tier_signs = [sign for key in ("tiers", "own_office") for sign in info.get(key, ())]
    named += [sign[field] for sign in tier_signs for field in ("lexicon", "in_text") if field in sign]
    if "recognition" not in info:
        message = "没有写 recognition（怎样认出这类报告），不能用来检查。可以接着自带的规则包写，如 extends: fzzf。"
        yield Problem(file, 0, 0, message)
    recognition = info.get("recognition", {})
    signs = [*recognition.get("signs", ()), *(s for k in recognition.get("look_alikes", ()) for s in k["signs"])]
    named += [name for sign in signs for field in ("all", "any", "none") for name in sign.get(field, ())]
    for name in dict.fromkeys(named):
        if name not in document["lexicons"]:
            yield Problem(file, 0, 0, _no_such("词表", name, document["lexicons"]))
    yield from _draft_check(document, file)


_DRAFT_FIELDS = {
    **{key: {"office", "year", "next_year", "kind"} for key in ("title", "lead", "parts", "closing")},
    "ask": {"title", "hint", "basis"},
    "advice": {"topics"},
}
"""What the texts of an empty report may have filled in."""


def _draft_check(document: dict[str, Any], file: str) -> Iterator[Problem]:
    """Are the elements and the words in braces of the empty report known?"""
    draft = document["pack"].get("draft", {})
    elements = [rule["element"] for rule in document["rules"].values() if rule["check"] == "element"]
    for part in draft.get("parts", ()):
        for element in part["elements"]:
            if element not in elements:
                yield Problem(file, 0, 0, "draft：" + _no_such("要素", element, elements))
    for key, allowed in _DRAFT_FIELDS.items():
        texts = [draft[key]] if isinstance(draft.get(key), str) else draft.get(key, ())
        for text in texts:
            words = text["heading"] if isinstance(text, dict) else text
            try:
                fields = {field for _, field, _, _ in string.Formatter().parse(words) if field is not None}
            except ValueError:
                yield Problem(file, 0, 0, f"draft：“{words}”里的花括号没有成对。")
                continue
            for field in sorted(fields - allowed):
                known = "、".join("{" + name + "}" for name in sorted(allowed))
                yield Problem(file, 0, 0, f"draft：{key} 里不能用 {{{field}}}，可以用：{known}。")


def _no_such(what: str, name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), 3, 0.5)
    return f"没有名叫“{name}”的{what}" + (f"。相近的有：{'、'.join(close)}。" if close else "。")
