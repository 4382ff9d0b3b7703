"""``check: topic``: content that readers expect; its absence is told."""

from __future__ import annotations

from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws
from checker.rulebook.kinds.topic import Topic


def check_topic(context: Context, topic: Topic) -> Flaws:
    """One flaw when the topic is not written about."""
    return [] if len(context.hits.spans(topic.lexicon)) >= topic.at_least else [Flaw(None)]
