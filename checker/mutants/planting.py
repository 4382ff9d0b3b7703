"""What planting a fault in a report is made of: changes of the source, and what must catch them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.model import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the source: the words of a span are replaced."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault: what was done in a few words, the changes, and the kinds of finding that catch it."""

    done: str
    edits: Sequence[Edit]
    expects: frozenset[str]


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with all changes made."""
    for edit in sorted(edits, key=lambda e: e.span, reverse=True):
        text = text[: edit.span[0]] + edit.words + text[edit.span[1] :]
    return text
