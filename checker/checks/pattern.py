"""``check: pattern``: words that must not stand in a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws
from checker.model import Span
from checker.rulebook.kinds.pattern import Pattern


def check_pattern(context: Context, pattern: Pattern) -> Flaws:
    """One flaw for each place (adjacent ones are one), or for all of them together."""
    in_source = pattern.where != "text"
    spans = _spans(context, pattern)
    if len(spans) < pattern.at_least:
        return []
    values = {"count": str(len(spans))}
    if pattern.once:
        return [Flaw(spans[0], values, in_source=in_source)]
    text = context.report.source.text if in_source else context.report.clean.text
    return [Flaw(span, values, in_source=in_source) for span in _merged(spans, text)]


def _spans(context: Context, pattern: Pattern) -> list[Span]:
    source, furniture = context.report.source.text, context.report.furniture
    if pattern.lexicon is None:
        return list(furniture)
    match pattern.where:
        case "furniture":
            return [span for span in furniture if _in_source(context, pattern.lexicon, source[slice(*span)])]
        case "source":
            return _in_source(context, pattern.lexicon, source)
        case _:
            return context.hits.spans(pattern.lexicon)


def _in_source(context: Context, name: str, text: str) -> list[Span]:
    """Where a lexicon's words stand in a text as written, with those of the lexicons that it includes."""
    lexicon = context.ruleset.lexicons[name]
    included = (span for other in lexicon.includes for span in _in_source(context, other, text))
    return sorted([*lexicon.spans(text), *included])


def _merged(spans: Iterable[Span], text: str) -> Iterator[Span]:
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
