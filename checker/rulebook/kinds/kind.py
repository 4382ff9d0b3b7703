"""What the rule book knows of a kind of check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of check.

    ``finds`` is the kind of its findings unless a rule says otherwise; ``settings`` compiles what a rule says in the
    terms of this kind; ``names`` are those that a rule's message and hint may use in braces, besides ``{quote}``.
    Of kinds that are ``told_once`` no two speak of the same place: the kind that stands first in the list of kinds has
    it.
    ``unknown`` gives what a rule says that its schema cannot forbid: where in the rule, and what is wrong.
    ``tables`` makes JSON-able tables of a rule and of the terms of lexicons, by name; they are kept with the pack.
    """

    finds: str
    settings: Callable[[Mapping[str, Any]], object]
    names: frozenset[str] = frozenset()
    told_once: bool = False
    unknown: Callable[[Mapping[str, Any]], Iterable[tuple[tuple[str | int, ...], str]]] | None = None
    tables: Callable[[Mapping[str, Any], Callable[[Sequence[str]], Sequence[str]]], Mapping[str, Any]] | None = None
