"""``check: vague``: items of a part that say nothing one could hold on to."""

from __future__ import annotations

from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws
from checker.model import Span
from checker.rulebook.kinds.vague import Vague


def check_vague(context: Context, settings: Vague) -> Flaws:
    """A flaw for each item that has empty words and no telling one."""

    def holds(names: tuple[str, ...], span: Span) -> bool:
        return any(context.hits.has(name, span) for name in names)

    return [
        Flaw(unit.span)
        for unit in context.items(settings.element)
        if holds(settings.empty, unit.span)
        and not holds(settings.telling, unit.span)
        and not holds(settings.ignore, unit.span)
    ]
