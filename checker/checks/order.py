"""``check: order``: parts that stand where readers would not look."""

from __future__ import annotations

from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws
from checker.model import Section
from checker.rulebook.kinds.order import Order


def check_order(context: Context, order: Order) -> Flaws:
    """One flaw, at the heading of the part that stands too early, when headings of the same rank name both parts."""
    then, first = _named(context, order.then), _named(context, order.first)
    early = next((s for s in then if order.first not in context.parts.named_by[s.index]), None)
    late = next((s for s in first if early is not None and s.parent == early.parent), None)
    if early is None or late is None or late.index <= early.index or then[0] is not early:
        return []
    other = context.report.quote(late.heading)
    return [Flaw(early.heading, {"other": other}, ((other, late.heading),))]


def _named(context: Context, part: str) -> list[Section]:
    """The sections whose heading names a part, in the order of the text."""
    sections = context.report.sections
    return [sections[index] for index in sorted(context.parts.named_by) if part in context.parts.named_by[index]]
