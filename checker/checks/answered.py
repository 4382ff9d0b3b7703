"""``check: answered``: each problem is taken up by the plan."""

from __future__ import annotations

from checker.checks.answering import matches
from checker.checks.context import Context
from checker.checks.flaws import CannotTell, Flaw, Flaws
from checker.rulebook.kinds.answered import Answered


def check_answered(context: Context, settings: Answered) -> Flaws:
    """A flaw for each problem that nothing in the plan is like; told on the first sentence of the problem."""
    found = matches(context, settings)
    if not found:
        return CannotTell("没有看到可以对照的不足和安排")
    sentences = context.report.sentences
    return [
        Flaw((match.problem.span[0], min(match.problem.span[1], sentences[match.problem.sentence].span[1])))
        for match in found
        if match.plan is None
    ]
