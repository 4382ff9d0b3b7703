"""``check: reuse``: what stood in last year's report, and what other offices' reports of the same run have too."""

from __future__ import annotations

from checker.checks.context import Context
from checker.checks.flaws import Flaws
from checker.checks.reuse.figures import check_figures
from checker.checks.reuse.others import check_others
from checker.checks.reuse.sections import check_sections, reuse_of
from checker.comparing import Common
from checker.model import Reuse
from checker.rulebook.kinds.reuse import SameFigures, SharedPassages, TakenSections
from checker.rulebook.ruleset import RuleSet

__all__ = ["check_reuse", "common_of", "reuse"]


def check_reuse(context: Context, settings: TakenSections | SameFigures | SharedPassages) -> Flaws:
    """One flaw for each section, sentence or passage that is not the report's own."""
    if isinstance(settings, TakenSections):
        return check_sections(context, settings)
    return check_figures(context, settings) if isinstance(settings, SameFigures) else check_others(context, settings)


def reuse(context: Context) -> Reuse | None:
    """What a report takes over from last year's, as results show it; None when there is none, or no rule asks."""
    rules = (rule.settings for rule in context.ruleset.findings if isinstance(rule.settings, TakenSections))
    settings = next(rules, None)
    return reuse_of(context, settings) if settings is not None else None


def common_of(ruleset: RuleSet) -> Common | None:
    """What a pack takes for common to all offices; None when no rule compares them."""
    for rule in ruleset.findings:
        if isinstance(rule.settings, SharedPassages):
            return Common(rule.settings.common_offices, rule.settings.common_share)
    return None
