"""Faults of wording: a character wrong, doubled or swapped in a fixed expression."""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks.context import Context
from checker.chinese.confusables import look_alike
from checker.model import Span
from checker.mutants.planting import Edit, Planted

_SHORTEST = 4
"""Characters of an expression in which a fault is planted."""


def characters(context: Context) -> list[Planted]:
    """In turn a look-alike, a doubled and two swapped characters inside a fixed expression."""
    found: list[Planted] = []
    for i, (start, end) in enumerate(_expressions(context)):
        words = context.report.words((start, end))
        at = (end - start) // 2
        wrong = (look_alike(words[at]), words[at] * 2, words[at] + words[at - 1])[i % 3]
        span = (start + at - (i % 3 == 2), start + at + 1)
        if wrong and wrong != context.report.words(span):
            edit = Edit(context.report.clean.to_source(span), wrong)
            found.append(
                Planted(f"“{words}”里的“{context.report.words(span)}”写成“{wrong}”", [edit], frozenset(["term"]))
            )
    return found


def _expressions(context: Context) -> Iterator[Span]:
    """Where fixed expressions stand in the text, each once, none inside another."""
    text = context.report.clean.text
    names = {name for rule in context.ruleset.findings for name in getattr(rule.settings, "expressions", ())}
    listed = sorted(context.ruleset.listed(sorted(names)), key=len, reverse=True)
    places = sorted((at, at + len(term)) for term in listed if len(term) >= _SHORTEST and (at := text.find(term)) >= 0)
    reach = 0
    for start, end in places:
        if start >= reach and "\n" not in text[start:end]:
            yield start, end
            reach = end
