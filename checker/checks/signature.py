"""``check: signature``: the office and the date that a report is signed with."""

from __future__ import annotations

import datetime

from checker.checks.context import Context
from checker.checks.flaws import CannotTell, Flaw, Flaws
from checker.model import Facts
from checker.rulebook.kinds.signature import Day, Signature, Stretch


def check_signature(context: Context, settings: Signature) -> Flaws:
    """One flaw when what is demanded is not there: at the date, or at the title for what is absent."""
    facts = context.report.facts
    printed = facts.date_of_issue
    match settings.demand:
        case "office":
            return [] if facts.signed else [Flaw(None)]
        case "date":
            return [] if printed is not None else [Flaw(None)]
        case "calendar":
            exists = printed is None or printed.value is not None or not printed.has_day
            return [] if exists or printed is None else [Flaw(printed.span)]
        case _:
            return _in_time(facts, settings)


def _in_time(facts: Facts, settings: Signature) -> Flaws:
    printed, year = facts.date_of_issue, facts.report_year
    if printed is None or printed.value is None:
        return []
    if year is None:
        return CannotTell("看不出报告的年度")
    if not any(_within(printed.value, stretch, year) for stretch in settings.never):
        return []
    return [Flaw(printed.span, {"report_year": f"{year}年", "next_year": f"{year + 1}年"})]


def _within(date: datetime.date, stretch: Stretch, report_year: int) -> bool:
    day = (date.year - report_year, date.month, date.day)
    first: Day = stretch.first or day
    last: Day = stretch.last or day
    return first <= day <= last
