"""``check: privacy``: numbers, addresses and marks that must not stand in a published text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.checks.checksums import CHECKSUMS
from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws
from checker.model import Span
from checker.rulebook.kinds.privacy import Privacy

_STOPS = "，。；！？\n"
_CLAUSE_END = re.compile(f"[{_STOPS}]")
_JOINED = re.compile(r"[-—./_]")
_NOT_COUNTED = re.compile(r"[^0-9A-Za-z]")
_REACH = 120
"""Characters before and after a place that are looked at, however long its clause is."""

_SHOWN = 3
"""Characters of a number that a message shows at its beginning and end."""


def check_privacy(context: Context, settings: Privacy) -> Flaws:
    """One flaw for each place."""
    text = context.report.clean.text
    return [
        Flaw(span, {"masked": _masked(text[slice(*span)])})
        for span in context.hits.spans(settings.lexicon)
        if _is_whole(text, span) and _counts(context, settings, span)
    ]


def _counts(context: Context, settings: Privacy, span: Span) -> bool:
    announced = [settings.announced_by] if settings.announced_by else []
    clause = _clause(context.report.clean.text, span)
    by_name = _nearest(context, announced, clause, span)
    if _nearest(context, settings.unless, clause, span) > by_name:
        return False
    if settings.checksum is None:
        return True
    passes = CHECKSUMS[settings.checksum](_NOT_COUNTED.sub("", context.report.words(span)))
    return not (passes or by_name >= 0) if settings.damaged else passes or by_name >= 0


def _nearest(context: Context, lexicons: Sequence[str], clause: Span, span: Span) -> int:
    """Where the last word before a place ends; the beginning of the clause when one stands elsewhere in it, else -1."""
    before = [s for name in lexicons for s in context.hits.within(name, (clause[0], span[0]))]
    if before:
        return max(end for _, end in before)
    elsewhere = any(context.hits.has(name, clause) for name in lexicons)
    return clause[0] if elsewhere else -1


def _clause(text: str, span: Span) -> Span:
    first, last = max(0, span[0] - _REACH), min(len(text), span[1] + _REACH)
    start = max(text.rfind(stop, first, span[0]) for stop in _STOPS) + 1
    end = _CLAUSE_END.search(text, span[1], last)
    return max(first, start), end.start() if end else last


def _is_whole(text: str, span: Span) -> bool:
    """Is a number no part of a longer run of digits and Latin letters?"""
    start, end = span
    if not _is_latin(text[start]) and not _is_latin(text[end - 1]):
        return True
    return not (_runs_on(text[max(0, start - 2) : start][::-1]) or _runs_on(text[end : end + 2]))


def _runs_on(beside: str) -> bool:
    """Do the two characters beside a number, nearest first, belong to it?"""
    return _is_latin(beside[:1]) or (_JOINED.match(beside) is not None and _is_latin(beside[1:]))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _masked(words: str) -> str:
    return f"{words[:_SHOWN]}…{words[-_SHOWN:]}" if len(words) > 3 * _SHOWN else words
