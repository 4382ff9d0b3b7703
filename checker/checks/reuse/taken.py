"""The sentences of a report that stood in last year's; found once for all rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.checks.context import Context
from checker.checks.flaws import NotApplicable
from checker.comparing import Gist, Silent, TakenOver, taken_over


@dataclass(frozen=True, slots=True)
class Taken:
    """Last year's report, and the sentences taken over from it in the order of the text."""

    previous: Gist
    sentences: Sequence[TakenOver]


def taken(context: Context) -> Taken | NotApplicable:
    """What was taken over, or why there is no report of last year."""
    return context.once(_taken)


def _taken(context: Context) -> Taken | NotApplicable:
    previous = context.compared.previous
    if isinstance(previous, Silent):
        return NotApplicable(previous.why)
    return Taken(previous, taken_over([piece.key for piece in context.pieces], previous))
