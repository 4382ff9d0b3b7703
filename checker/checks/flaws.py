"""What a check finds, before a rule's words make a finding of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from checker.model import Related, Span


@dataclass(frozen=True, slots=True)
class Flaw:
    """A place that a rule objects to.

    ``span`` is a span of the clean view (of the source when ``in_source``); None points at the title, for what is
    absent. ``values`` fill the braces in the rule's message and hint; ``related`` are other places with what each is.
    ``elsewhere`` are related places in other files.
    ``basis`` is the id of a basis that the rule's settings name for this place, instead of the rule's own.
    """

    span: Span | None
    values: Mapping[str, str] = field(default_factory=dict)
    related: tuple[tuple[str, Span], ...] = ()
    elsewhere: tuple[Related, ...] = ()
    in_source: bool = False
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class CannotTell:
    """A check that the report gives no ground for; ``why`` is one clause a drafter understands."""

    why: str


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A check that has nothing to do here; ``why`` is one clause a drafter understands."""

    why: str


Flaws: TypeAlias = Sequence[Flaw] | CannotTell | NotApplicable
