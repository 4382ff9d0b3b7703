"""The date of issue: where a report prints it, and which day that is, if there is such a day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from checker.model import DateOfIssue, Span
from checker.parsing.conventions import Conventions
from checker.parsing.dates import HAN_YEAR, dates_in, year_of
from checker.parsing.ordinals import number_of, ordinal_at

_TAIL_PARAGRAPHS = 8
_LONGEST_LINE = 60
_AFTER_DATE = "（）()。 "
_HAN = "[〇零○一二三四五六七八九十]"
_LAST_DATE = re.compile(
    rf"(?P<y>[0-9]{{3,6}}|{HAN_YEAR})年(?P<m>[0-9]{{1,3}}|{_HAN}{{1,3}})月(?:(?P<d>[0-9]{{1,3}}|{_HAN}{{1,4}})[日号])?"
    rf"[{re.escape(_AFTER_DATE)}]*$"
)
_LONGEST_DATE = 24
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


def date_of_issue(
    text: str, paragraphs: Sequence[Span], body_start: int, conventions: Conventions
) -> DateOfIssue | None:
    """The last date at the end of a line near the end; else a line anywhere that is nothing but a date."""
    body = [(max(start, body_start), end) for start, end in paragraphs if end > body_start]
    for start, end in reversed(body[-_TAIL_PARAGRAPHS:]):
        date = _at_end(text, start, end)
        if date is not None and _closes(text, start, date, conventions):
            return date
    for start, end in reversed(body[:-_TAIL_PARAGRAPHS]):
        if end - start <= _LONGEST_DATE:
            date = _at_end(text, start, end)
            if date is not None and not text[start : date.span[0]].strip(_AFTER_DATE):
                return date
    return None


def _closes(text: str, start: int, date: DateOfIssue, conventions: Conventions) -> bool:
    """Is a date at the end of a paragraph its date of issue, not a date that its last sentence speaks of?"""
    before = text[max(start, date.span[0] - _LONGEST_LINE) : date.span[0]]
    if date.span[0] - start > _LONGEST_LINE:
        # The whole report on one line: office and date follow the last stop.
        signature = before[before.rfind("。") + 1 :]
        return before.endswith("。") or conventions.is_office(signature.strip(_AFTER_DATE))
    ordinal = ordinal_at(text, start)
    return ordinal is None or ordinal.end > date.span[0]


def _at_end(text: str, start: int, end: int) -> DateOfIssue | None:
    """The date with which a line ends."""
    begin = max(start, end - _LONGEST_DATE)
    if found := _LAST_DATE.search(text, begin, end):
        span = (found.start(), found.end() - _trailing(found[0]))
        year = year_of(found["y"])
        has_day = found["d"] is not None
        value = _day(year, number_of(found["m"]), number_of(found["d"])) if has_day else None
        return DateOfIssue(span, year, value, has_day)
    dates = dates_in(text, begin, end)
    if dates and not text[dates[-1].end : end].strip(_AFTER_DATE):
        last = dates[-1]
        return DateOfIssue((last.start, last.end), last.year, last.value)
    return None


def _trailing(words: str) -> int:
    return len(words) - len(words.rstrip(_AFTER_DATE))


def _day(year: int, month: int | None, day: int | None) -> datetime.date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return datetime.date(year, month or 0, day or 0)
    except ValueError:
        return None
