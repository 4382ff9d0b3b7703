"""One piece of advice on a pack, and all of it in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.model import Severity
from checker.rulebook.problems import Problem

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Advice:
    """What is wrong with a pack (error), likely wrong (warning) or could be better (note), and where."""

    severity: Severity
    problem: Problem


def in_order(advice: Iterable[Advice]) -> list[Advice]:
    """By file and line, the grave ones first at one place; the same is told once."""
    unique = dict.fromkeys(advice)
    return sorted(
        unique,
        key=lambda a: (a.problem.file, a.problem.line, a.problem.column, _ORDER.index(a.severity), a.problem.message),
    )
