"""``check: reuse``: text and figures taken over from last year's report or shared with other offices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value


@value
class TakenSections:
    """``compare: sections``: sections of which more than ``above`` (0 to 1) stood in last year's report.

    Sections of fewer than ``letters`` letters of their own do not count, unless they have ``verbatim_letters`` and more
    than ``verbatim_above`` of them stand word for word, years apart; words of ``formulas`` are nobody's own.
    """

    formulas: str
    above: float
    letters: int
    verbatim_above: float
    verbatim_letters: int


@value
class SameFigures:
    """``compare: figures``: sentences that stood last year with the same figures of what was done.

    A sentence counts with a word of ``done``, none of ``coming`` in it or in the headings above, and with one figure of
    ``one`` or more or two of ``two`` or more that do not end in zero. Figures in a clause with a word of ``settled``,
    and of the ``lasting`` families of units, do not count. ``units`` are the words of counting.
    """

    units: str
    done: tuple[str, ...]
    settled: tuple[str, ...]
    coming: tuple[str, ...]
    lasting: frozenset[str]
    one: int
    two: int


@value
class SharedPassages:
    """``compare: others``: passages of ``letters`` letters or more that another office's report of the run has.

    What more than ``common_share`` (0 to 1) of the offices have, when there are ``common_offices`` or more, is common.
    """

    formulas: str
    letters: int
    common_offices: int
    common_share: float


def _settings(raw: Mapping[str, Any]) -> TakenSections | SameFigures | SharedPassages:
    match raw["compare"]:
        case "sections":
            verbatim = raw["verbatim"]
            return TakenSections(raw["formulas"], raw["above"], raw["letters"], verbatim["above"], verbatim["letters"])
        case "figures":
            return SameFigures(
                units=raw["units"],
                done=tuple(raw["done"]),
                settled=tuple(raw["settled"]),
                coming=tuple(raw["coming"]),
                lasting=frozenset(raw["lasting"]),
                one=raw["one"],
                two=raw["two"],
            )
        case _:
            common = raw["common"]
            return SharedPassages(raw["formulas"], raw["letters"], common["offices"], common["share"])


REUSE = Kind("reuse", _settings, frozenset({"share", "taken", "sentences", "same", "office", "letters"}))
