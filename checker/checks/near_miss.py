"""``check: near-miss``: fixed expressions with one character wrong, all of them sought at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from checker.checks.context import Context
from checker.checks.expressions import expressions_of, wordings_of
from checker.checks.flaws import Flaw, Flaws
from checker.checks.near_misses import NearMiss, near_misses
from checker.rulebook.kinds.near_miss import NearMissRule


def check_near_miss(context: Context, rule: NearMissRule) -> Flaws:
    """One flaw for each slip of the sort that the rule is about."""
    found = context.once(_finder(rule.expressions, rule.let_pass))
    return [Flaw(miss.span, {"right": miss.right}) for miss in found if miss.sure is not rule.doubtful]


@cache
def _finder(expressions: tuple[str, ...], let_pass: tuple[str, ...]) -> Callable[[Context], list[NearMiss]]:
    """The search for the near misses of these lexicons; the same one for every rule that names them."""

    def find(context: Context) -> list[NearMiss]:
        wanted = expressions_of(context.ruleset.listed(expressions))
        return near_misses(context.report.clean.text, wanted, wordings_of(context.ruleset.listed(let_pass)))

    return find
