"""``check: empty-heading``: headings with no text of their own or of their children."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class EmptyHeading:
    """What says something by itself and needs no text below.

    That is a line that holds a word of ``figure``, or one that ends like a sentence and holds a word of ``statement``,
    or has several clauses that do not all begin with a word of ``opening``, as those of headings do.
    """

    figure: str
    statement: str
    opening: str


def _settings(raw: Mapping[str, Any]) -> EmptyHeading:
    return EmptyHeading(raw["figure"], raw["statement"], raw["opening"])


EMPTY_HEADING = Kind("empty-heading", _settings)
