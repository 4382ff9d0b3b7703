"""``check: topic``: content that readers expect; its absence is told, and costs no points."""

from __future__ import annotations

from checker.checks.context import Context, fingerprint
from checker.checks.element import title_place
from checker.model import Finding
from checker.rulebook.ruleset import TopicRule

KIND = "topic-missing"


def check_topic(context: Context, rule: TopicRule) -> Finding | None:
    """The finding that a topic is not written about, or None."""
    if len(context.hits.spans(rule.lexicon)) >= rule.at_least:
        return None
    return Finding(
        rule=rule.id,
        kind=KIND,
        severity=rule.severity,
        message=rule.message,
        hint=rule.hint,
        basis=rule.basis.cite(),
        place=title_place(context),
        fingerprint=fingerprint(rule.id, None, ""),
    )
