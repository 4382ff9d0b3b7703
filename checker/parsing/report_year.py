"""The year reported on.

No place can be trusted alone: titles are copied from last year's report, leads too, and the date of issue may lie in
the year itself or in the year after it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checker.model import DateOfIssue, Section
from checker.parsing.conventions import Conventions
from checker.parsing.dates import years_in

_LEAD = 600
_OUTVOTED = 3
"""So many other places must agree on another year before the title's is taken for a slip."""

_YEAR_ENDS = 11
"""From this month on, a report on the year itself may be issued."""


def report_year(
    title: str | None,
    text: str,
    body_start: int,
    sections: Sequence[Section],
    conventions: Conventions,
    issued: DateOfIssue | None,
) -> int | None:
    """The year reported on: from the title, the lead sentence, the date of issue or the headings, in this order."""
    in_title = next(iter(years_in(title or "")), None)
    announced = _announced(text, body_start, conventions)
    of_issue = _before_issue(text, issued)
    headings = [text[slice(*s.heading)] for s in sections[1:] if s.level <= 2 and not s.is_item]
    in_headings = min((year for heading in headings for year in years_in(heading)), default=None)
    if in_title is not None:
        opening = next(iter(years_in(text[body_start : body_start + 12])), None)
        return _outvoted(in_title, [announced, of_issue, in_headings, opening])
    for year in (announced, of_issue, in_headings):
        if year is not None:
            return year
    return next((year for year, _ in Counter(years_in(text)).most_common(1)), None)


def _announced(text: str, body_start: int, conventions: Conventions) -> int | None:
    """The year in the lead's sentence on what is reported."""
    lead = text[body_start : body_start + _LEAD]
    for start, end in conventions.subject.spans(lead):
        sentence_start = max(lead.rfind(mark, 0, start) for mark in "。\n；") + 1
        if years := years_in(lead[sentence_start:end]):
            return years[-1]
    return None


def _before_issue(text: str, issued: DateOfIssue | None) -> int | None:
    """The year before that of issue, or the year of issue itself when a report issued late in it speaks more of it."""
    if issued is None:
        return None
    if issued.value is not None and issued.value.month >= _YEAR_ENDS:
        named = Counter(years_in(text[: issued.span[0]]))
        return issued.year if named[issued.year] > named[issued.year - 1] else issued.year - 1
    return issued.year - 1


def _outvoted(in_title: int, elsewhere: Sequence[int | None]) -> int:
    """The title's year, unless all other places agree on another one."""
    votes = Counter(year for year in elsewhere if year is not None)
    best, count = votes.most_common(1)[0] if votes else (in_title, 0)
    return best if count >= _OUTVOTED and in_title not in votes else in_title
