"""``check: answered``: each problem is taken up by the plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class Answered:
    """Each item of the element ``problems`` must be taken up by an item of the element ``plan``.

    A plan item takes a problem up when they are alike by ``alike`` (0 to 1) or more. The rest are names of lexicons.
    Items with a word of ``ignore`` are neither problem nor plan; a sentence without number is a problem only with a
    word of ``shortcoming``; one with a word of ``vague`` names nothing that could be answered; one that begins with a
    word of ``continues`` goes on with the problem before. What follows a word of ``turn`` in a problem is its own
    answer when it holds a word of ``action``. A plan item that begins with a word of ``occasion`` only names an
    occasion, as far as no words of ``how`` say how a thing is mended.
    """

    problems: str
    plan: str
    alike: float
    ignore: tuple[str, ...]
    shortcoming: tuple[str, ...]
    vague: tuple[str, ...]
    continues: tuple[str, ...]
    turn: tuple[str, ...]
    action: tuple[str, ...]
    occasion: tuple[str, ...]
    how: tuple[str, ...]


def _settings(raw: Mapping[str, Any]) -> Answered:
    return Answered(
        raw["problems"],
        raw["plan"],
        raw.get("alike", 0.4),
        *(
            tuple(raw.get(key, ()))
            for key in ("ignore", "shortcoming", "vague", "continues", "turn", "action", "occasion", "how")
        ),
    )


ANSWERED = Kind("unanswered-problem", _settings)
