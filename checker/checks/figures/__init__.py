"""``check: figures``: figures of one report that contradict each other. One module a relation."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from checker.checks.context import Context
from checker.checks.figures.average import check_averages
from checker.checks.figures.balance import check_balances
from checker.checks.figures.change import check_changes
from checker.checks.figures.conversion import check_conversions
from checker.checks.figures.parts import check_parts
from checker.checks.figures.rate import check_rates
from checker.checks.figures.reading import reader
from checker.checks.figures.repeated import check_repeated
from checker.checks.figures.scope import Scope
from checker.checks.figures.subset import check_subsets
from checker.checks.figures.table import check_tables
from checker.checks.flaws import CannotTell, Flaw, Flaws
from checker.rulebook.kinds.figures import FiguresRule

_RELATIONS: Mapping[str, Callable[[Scope], list[Flaw]]] = {
    "parts": check_parts,
    "rate": check_rates,
    "change": check_changes,
    "table": check_tables,
    "subset": check_subsets,
    "repeated": check_repeated,
    "average": check_averages,
    "balance": check_balances,
    "conversion": check_conversions,
}


_LEAST = 2
"""Figures that can contradict each other."""


def check_figures(context: Context, rule: FiguresRule) -> Flaws:
    """The places where figures contradict each other; a report with hardly a figure gives nothing to recompute."""
    figures = context.once(reader(rule.units))
    in_sentences = sum(len(statement.figures) for statement in figures.statements)
    if in_sentences < _LEAST and "|" not in figures.text:
        return CannotTell("文中没有可以相互核对的数字")
    return _RELATIONS[rule.relation](Scope(context, rule, figures))
