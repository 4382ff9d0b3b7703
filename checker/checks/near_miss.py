"""``check: near-miss``: fixed expressions with one character wrong, all of them sought at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws
from checker.checks.near_misses import NearMiss, near_misses
from checker.chinese.expressions import Expressions, Wordings
from checker.rulebook.kinds.near_miss import NearMissRule, table_name
from checker.rulebook.ruleset import RuleSet


def check_near_miss(context: Context, rule: NearMissRule) -> Flaws:
    """One flaw for each slip of the sort that the rule is about."""
    found = context.once(_finder(rule.expressions, rule.let_pass))
    return [Flaw(miss.span, {"right": miss.right}) for miss in found if miss.sure is not rule.doubtful]


@cache
def _finder(expressions: tuple[str, ...], let_pass: tuple[str, ...]) -> Callable[[Context], list[NearMiss]]:
    """The search for the near misses of these lexicons; the same one for every rule that names them."""

    def wanted(ruleset: RuleSet) -> Expressions:
        return Expressions(ruleset.tables[table_name(expressions)])

    def passed(ruleset: RuleSet) -> Wordings:
        return Wordings(ruleset.listed(let_pass))

    def find(context: Context) -> list[NearMiss]:
        once = context.ruleset.once
        return near_misses(context.report.clean.text, once(wanted), once(passed))

    return find
