"""What the rule book knows of a kind of check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of check.

    ``finds`` is the kind of its findings unless a rule says otherwise; ``settings`` compiles what a rule says in the
    terms of this kind; ``names`` are those that a rule's message and hint may use in braces, besides ``{quote}``.
    The lexicons under the keys of ``apart`` are looked up where they are wanted, not sought in the whole text.
    """

    finds: str
    settings: Callable[[Mapping[str, Any]], object]
    names: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
