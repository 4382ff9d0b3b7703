"""Packs on packs: the files of a chain of packs → one set of entries, each with the places it comes from.

The farthest ancestor comes first. Within a pack, whatever the names of its files, whole entries are taken first, then
``override``, ``remove``, ``add`` and ``off``; docs/rules.md says the same to authors.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from checker.rulebook.lawful import ORDERED, softened
from checker.rulebook.packs import PackFiles, extends, rules_folder
from checker.rulebook.problems import Problem, RulebookError
from checker.rulebook.rules import Softened
from checker.rulebook.schema import pack_keys, validate
from checker.rulebook.traced import Traced
from checker.rulebook.word_changes import words_added, words_removed
from checker.rulebook.yaml_files import DataPath, YamlFile, load_yaml

_WHOLE = ("basis", "lexicons", "synonyms")
_WORDS = {"basis": "依据", "lexicons": "词表", "synonyms": "同义词组", "rules": "规则"}
_FIXED = ("id", "check", "element")


@dataclass
class Merged:
    """What the packs of a chain come to.

    ``entries`` are rules, bases, lexicons and synonyms by section and name, and overlays by ``tier rule``; ``off``
    are the rules that are switched off, with the reason as data. ``broken`` says that files were left out, so that
    names may seem to lead nowhere. ``own`` are the files of the last pack.
    """

    pack: Traced = field(default_factory=lambda: Traced({}))
    entries: dict[tuple[str, str], Traced] = field(default_factory=dict)
    off: dict[str, Traced] = field(default_factory=dict)
    softened: list[Softened] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    broken: bool = False
    own: frozenset[str] = frozenset()

    def section(self, name: str) -> dict[str, Traced]:
        """The entries of a section by name, in the order in which they were first defined."""
        return {key: entry for (section, key), entry in self.entries.items() if section == name}


def merge(pack: PackFiles) -> Merged:
    """Read the files of a pack and of those it extends, and merge them; what is wrong is among the problems."""
    merged = Merged()
    for folder, head, paths in zip(pack.folders, pack.heads, pack.files, strict=True):
        loaded: list[YamlFile] = []
        for path in paths:
            try:
                file = load_yaml(path, _label(folder, path))
            except RulebookError as error:
                merged.problems += error.problems
                merged.broken = True
                continue
            kind = ("pack" if len(paths) > 1 or head.stem == "pack" else "single-file") if path == head else "rules"
            if found := [*validate(file, rules_folder() / "schema" / f"{kind}.schema.json"), *_head(file, path, head)]:
                merged.problems += found
                merged.broken = True
                continue
            loaded.append(file)
        merged.own = frozenset(file.path for file in loaded)
        _Layer(merged, loaded).apply()
    return merged


def no_such(what: str, name: str, known: Iterable[str]) -> str:
    """The line on a name that leads nowhere."""
    close = difflib.get_close_matches(name, list(known), 3, 0.5)
    return f"没有名叫“{name}”的{what}。" + (f"相近的有：{'、'.join(close)}。" if close else "")


def _label(folder: Path, path: Path) -> str:
    base = rules_folder()
    if path.is_relative_to(base):
        return f"rules/{path.relative_to(base).as_posix()}"
    return f"{folder.name}/{path.relative_to(folder).as_posix()}"


def _head(file: YamlFile, path: Path, head: Path) -> Iterator[Problem]:
    """Is ``extends`` written so that a start without YAML finds it?"""
    if path == head and isinstance(file.data, dict):
        found = extends(head)
        if file.data.get("extends") != (found[1] if found else None):
            yield file.problem(("extends",), "请把 extends 单独写成一行，如 extends: fzzf，前面不留空格。")


class _Layer:
    """One pack of the chain, put on top of what is merged so far."""

    def __init__(self, merged: Merged, files: list[YamlFile]) -> None:
        self._merged = merged
        self._files = files
        self._seen: set[tuple[str, str]] = set()
        self._lawless = False

    def apply(self) -> None:
        """Merge the pack; problems are added to those of the merged packs."""
        before = dict(self._ordered())
        left_out = {*self._merged.off, *self._skips()}
        for file in self._files:
            self._pack(file)
        for step in (self._whole, self._overlays, self._override, self._remove, self._add, self._off):
            for file in self._files:
                self._merged.problems += step(file)
        for rule, was in before.items():
            self._hold_to_the_law(rule, was, left_out)

    def _ordered(self) -> Iterator[tuple[str, Traced]]:
        """The rules so far that a document orders."""
        for name, rule in self._merged.section("rules").items():
            if self._rank(rule) == ORDERED:
                yield name, rule

    def _rank(self, rule: Traced) -> str | None:
        basis = self._merged.entries.get(("basis", rule.data.get("basis", "")))
        return basis.data["rank"] if basis else None

    def _pack(self, file: YamlFile) -> None:
        own = {key: value for key, value in file.data.items() if key in pack_keys()}
        self._lawless |= own.pop("allow_unlawful", False)
        if own:
            self._merged.pack = _pack_changed(self._merged.pack, own, file)

    def _whole(self, file: YamlFile) -> Iterator[Problem]:
        found: list[tuple[str, str, Any, DataPath]] = [
            ("rules", rule["id"], rule, ("rules", i)) for i, rule in enumerate(file.data.get("rules", ()))
        ]
        for section in _WHOLE:
            found += [(section, key, value, (section, key)) for key, value in file.data.get(section, {}).items()]
        for section, key, value, path in found:
            if (section, key) in self._seen:
                yield file.problem(path, f"“{key}”在这个规则包里已经有了，请换一个名字或删掉一处。")
                continue
            self._seen.add((section, key))
            data = {"words": value} if isinstance(value, list) else value
            self._merged.entries[section, key] = Traced.of(data, file, path)
            if section == "rules":
                self._merged.off.pop(key, None)

    def _overlays(self, file: YamlFile) -> Iterator[Problem]:
        for tier, changes in file.data.get("overlays", {}).items():
            for rule, change in changes.items():
                path = ("overlays", tier, rule)
                if self._known("rules", rule):
                    self._merged.entries["overlays", f"{tier} {rule}"] = Traced.of(change, file, path)
                else:
                    yield self._no_such(file, path, "rules", rule)

    def _override(self, file: YamlFile) -> Iterator[Problem]:
        for rule, change in file.data.get("override", {}).items():
            path = ("override", rule)
            if not self._known("rules", rule):
                yield self._no_such(file, path, "rules", rule)
                continue
            if path in self._seen:
                yield file.problem(path, f"规则“{rule}”在这个规则包里已经改过一处，请写在一起。")
                continue
            self._seen.add(path)
            for key in _FIXED:
                if key in change:
                    yield file.problem((*path, key), f"“{key}”不能改。要换成另一条规则，请在 rules 里整条重写。")
            kept = {key: value for key, value in change.items() if key not in _FIXED}
            changed = self._merged.entries["rules", rule].changed(kept, file, path)
            if wrong := validate(_Single(changed), rules_folder() / "schema" / "rules.schema.json"):
                yield from wrong
                continue
            self._merged.entries["rules", rule] = changed

    def _remove(self, file: YamlFile) -> Iterator[Problem]:
        for name, words in file.data.get("remove", {}).items():
            path = ("remove", name)
            if not self._known("lexicons", name):
                yield self._no_such(file, path, "lexicons", name)
                continue
            changed, wrong = words_removed(self._merged.entries["lexicons", name], words, file, path)
            self._merged.entries["lexicons", name] = changed
            yield from wrong

    def _add(self, file: YamlFile) -> Iterator[Problem]:
        for name, words in file.data.get("add", {}).items():
            path = ("add", name)
            if self._known("lexicons", name):
                self._merged.entries["lexicons", name] = words_added(
                    self._merged.entries["lexicons", name], words, file, path
                )
            else:
                yield self._no_such(file, path, "lexicons", name)

    def _off(self, file: YamlFile) -> Iterator[Problem]:
        for rule, reason in file.data.get("off", {}).items():
            if self._known("rules", rule):
                self._merged.off[rule] = Traced.of(reason, file, ("off", rule))
            else:
                yield self._no_such(file, ("off", rule), "rules", rule)

    def _known(self, section: str, name: str) -> bool:
        return (section, name) in self._merged.entries

    def _no_such(self, file: YamlFile, path: DataPath, section: str, name: str) -> Problem:
        return file.problem(path, no_such(_WORDS[section], name, self._merged.section(section)))

    def _skips(self) -> dict[str, Traced]:
        """The overlays by which rules do not apply at a tier, by ``tier rule``."""
        return {key: entry for key, entry in self._merged.section("overlays").items() if "skip" in entry.data}

    def _hold_to_the_law(self, rule: str, was: Traced, left_out: set[str]) -> None:
        """Tell what this pack took back of a rule that a document orders."""
        now = self._merged.entries["rules", rule]
        taken = [(now, path, what) for path, what in softened(was.data, now.data)] if now is not was else []
        if self._rank(now) != ORDERED:
            taken.append((now, ("basis",), "依据换成了不带“应当”的"))
        if rule in self._merged.off and rule not in left_out:
            taken.append((self._merged.off[rule], (), "整条停用"))
        for key, overlay in self._skips().items():
            tier, _, of_rule = key.partition(" ")
            if of_rule == rule and key not in left_out:
                taken.append((overlay, ("skip",), f"{tier} 一级不适用"))
        for entry, path, what in taken:
            if self._lawless:
                self._merged.softened.append(Softened(rule, what, entry.place(path)))
            else:
                self._merged.problems.append(entry.problem(path, _REFUSED.format(rule=rule, what=what)))


_REFUSED = (
    "规则 {rule} 是文件明确要求的（依据的 rank 为“应当”），只能改严，不能放宽或停用：{what}。"
    "确有理由的，请在 pack.yaml 里写 allow_unlawful: true，此后每次检查都会说明这一点。"
)


def _pack_changed(below: Traced, own: Mapping[str, Any], file: YamlFile) -> Traced:
    """What a pack says of itself on top of what it extends: key by key, its mappings too."""
    sources = dict(below.sources) or {(): (file, ())}
    data = dict(below.data)
    for key, value in own.items():
        if key in ("document", "groups", "kinds"):
            data[key] = {**below.data.get(key, {}), **value}
            sources |= {(key, role): (file, (key, role)) for role in value}
        else:
            data[key] = value
            sources[key,] = (file, (key,))
    return replace(below, data=data, sources=sources)


class _Single:
    """A merged rule in the form of a file that holds nothing else, for its schema."""

    def __init__(self, rule: Traced) -> None:
        self.data = {"rules": [rule.data]}
        self._rule = rule

    def problem(self, path: DataPath, message: str) -> Problem:
        return self._rule.problem(path[2:], message)
