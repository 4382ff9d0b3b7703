"""``check: term``: wrong forms of words and titles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class Term:
    """A wrong form that a lexicon of ``forms`` lists, but not in a sentence with a word of ``unless``.

    With ``if_it_reads_better`` only where the text around falls into words better with the right form.
    """

    forms: tuple[str, ...]
    unless: tuple[str, ...]
    if_it_reads_better: bool


def _settings(raw: Mapping[str, Any]) -> Term:
    return Term(tuple(raw["forms"]), tuple(raw.get("unless", ())), raw.get("if_it_reads_better", False))


TERM = Kind("term", _settings, frozenset({"right"}), told_once=True)
