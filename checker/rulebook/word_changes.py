"""Words that a pack adds to a lexicon of the packs below it, or takes out."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

from checker.rulebook.problems import Problem
from checker.rulebook.traced import Traced
from checker.rulebook.yaml_files import DataPath, YamlFile


def words_added(lexicon: Traced, words: Mapping[str, Any], file: YamlFile, there: DataPath) -> Traced:
    """The lexicon with more words; those that it has already stay where they are."""
    data, sources = dict(lexicon.data), dict(lexicon.sources)
    for path, listed in _lists(words):
        kept = list(_at(data, path) or ())
        for i, word in enumerate(listed):
            if word not in kept:
                sources[*path, len(kept)] = (file, (*there, *path, i))
                kept.append(word)
        data = _with(data, path, kept)
    return Traced(data, sources)


def words_removed(
    lexicon: Traced, words: Mapping[str, Any], file: YamlFile, there: DataPath
) -> tuple[Traced, list[Problem]]:
    """The lexicon without words, and a problem for each that it does not have."""
    data, sources = dict(lexicon.data), dict(lexicon.sources)
    problems = []
    for path, listed in _lists(words):
        kept = list(_at(data, path) or ())
        for i, word in enumerate(listed):
            if word not in kept:
                close = difflib.get_close_matches(word, kept, 3, 0.5)
                near = f"相近的有：{'、'.join(close)}。" if close else ""
                problems.append(file.problem((*there, *path, i), f"词表“{there[-1]}”里没有“{word}”，无从去掉。{near}"))
        left = [(i, word) for i, word in enumerate(kept) if word not in listed]
        written = {new: Traced(lexicon.data, sources).written((*path, old)) for new, (old, _) in enumerate(left)}
        sources = {key: value for key, value in sources.items() if key[: len(path)] != path}
        sources |= {(*path, new): source for new, source in written.items()}
        data = _with(data, path, [word for _, word in left])
    return Traced(data, sources), problems


def _lists(words: Mapping[str, Any]) -> list[tuple[DataPath, list[str]]]:
    """The lists of words of an entry: under a key, or under a right form below ``wrong`` and ``wrong_patterns``."""
    found: list[tuple[DataPath, list[str]]] = []
    for key, value in words.items():
        if isinstance(value, dict):
            found += [((key, right), listed) for right, listed in value.items()]
        else:
            found.append(((key,), value))
    return found


def _at(data: Mapping[str, Any], path: DataPath) -> list[str] | None:
    value: Any = data
    for key in path:
        value = (value or {}).get(key)
    return list(value) if value is not None else None


def _with(data: dict[str, Any], path: DataPath, words: list[str]) -> dict[str, Any]:
    """The entry with a list in place of another; a right form without wrong ones left goes."""
    key = str(path[0])
    if len(path) == 1:
        return {**data, key: words}
    forms = {**data.get(key, {}), str(path[1]): words}
    return {**data, key: {right: listed for right, listed in forms.items() if listed}}
