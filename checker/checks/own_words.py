"""The letters of a stretch of text that are its own: those outside formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.checks.context import Context
from checker.model import Span


def own_letters(context: Context, formulas: str, span: Span) -> list[int]:
    """Where the letters and digits of a span stand that no word of the lexicon covers."""
    text = context.report.clean.text
    return [i for i in _outside(span, context.hits.within(formulas, span)) if text[i].isalnum()]


def _outside(span: Span, barred: Sequence[Span]) -> Iterator[int]:
    """The places of a span that no barred span (in order of their starts) covers."""
    at = span[0]
    for start, end in barred:
        yield from range(at, start)
        at = max(at, end)
    yield from range(at, span[1])
