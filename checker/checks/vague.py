"""``check: vague``: items of a part that say nothing one could hold on to."""

from __future__ import annotations

from checker.checks.answering import said_by
from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws
from checker.checks.units import Unit
from checker.model import Span
from checker.rulebook.kinds.vague import Vague


def check_vague(context: Context, settings: Vague) -> Flaws:
    """A flaw for each item that has empty words and none that tells something."""

    def holds(names: tuple[str, ...], span: Span) -> bool:
        return any(context.hits.has(name, span) for name in names)

    return [
        Flaw(_empty_sentence(context, settings, unit))
        for unit in context.items(settings.element)
        if holds(settings.empty, unit.span)
        and not holds(settings.telling, unit.span)
        and not holds(settings.ignore, unit.span)
        and not (settings.matters_tell and said_by(context, unit).weight)
    ]


def _empty_sentence(context: Context, settings: Vague, unit: Unit) -> Span:
    """The sentence of an item in which its first empty word stands."""
    first = min(hit for name in settings.empty for hit in context.hits.within(name, unit.span))
    spans = (sentence.span for sentence in context.report.sentences[unit.sentence :])
    return next((span for span in spans if span[0] <= first[0] < span[1]), unit.span)
