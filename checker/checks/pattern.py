"""``check: pattern``: words that must not stand in a report."""

from __future__ import annotations

from collections.abc import Iterable

from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws
from checker.model import Span
from checker.rulebook.kinds.pattern import Pattern

_NAMED = 1
"""Places that a finding on all of them together points at."""


def check_pattern(context: Context, pattern: Pattern) -> Flaws:
    """One flaw for each place (adjacent ones are one), or for all of them together."""
    in_source = pattern.where != "text"
    text = context.report.source.text if in_source else context.report.clean.text
    spans = list(_merged(_spans(context, pattern), text))
    if len(spans) < pattern.at_least:
        return []
    shown = spans[:_NAMED] if pattern.once else spans
    return [Flaw(span, {"count": str(len(spans))}, in_source=in_source) for span in shown]


def _spans(context: Context, pattern: Pattern) -> list[Span]:
    lexicon = context.ruleset.lexicons[pattern.lexicon] if pattern.lexicon else None
    if pattern.where == "furniture":
        source, furniture = context.report.source.text, context.report.furniture
        return [span for span in furniture if lexicon is None or lexicon.search(source[slice(*span)])]
    if pattern.where == "source" and lexicon is not None:
        return lexicon.spans(context.report.source.text)
    return context.hits.spans(pattern.lexicon) if pattern.lexicon else []


def _merged(spans: Iterable[Span], text: str) -> Iterable[Span]:
    """Spans (in order) that overlap, or have nothing but white space between them, put together."""
    last: Span | None = None
    for span in spans:
        if last is None:
            last = span
        elif span[0] <= last[1] or not text[last[1] : span[0]].strip():
            last = (last[0], max(last[1], span[1]))
        else:
            yield last
            last = span
    if last is not None:
        yield last
