"""``check: in-force``: documents and events spoken of before they existed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from checker.checks.context import Context
from checker.checks.flaws import CannotTell, Flaw, Flaws
from checker.model import Span
from checker.rulebook.kinds.in_force import Document, InForce

_AROUND = 24
"""Characters before and after a name in which one reads whether the revised text or a draft is meant."""

_STILL_NEW = 1
"""Years after its year in which reports call a text the new one."""

_OPENS, _CLOSES = "《", "》"


def check_in_force(context: Context, settings: InForce) -> Flaws:
    """A flaw for each document, at the first place where it comes too early."""
    year = context.report.facts.report_year
    if year is None:
        return CannotTell("看不出报告的年度")
    flaws = []
    for document in settings.documents:
        if _may_come_too_early(document, year):
            span = next(
                (s for s in _places(context, document) if _too_early(context, settings, document, s, year)), None
            )
            if span is not None:
                values = {"name": document.name, "since": _in_words(document.since), "report_year": f"{year}年"}
                flaws.append(Flaw(_with_marks(context, span), values, basis=document.basis))
    return flaws


def _may_come_too_early(document: Document, year: int) -> bool:
    """Could a report on a year speak of a document too early?"""
    if document.previous is not None and year <= document.previous + _STILL_NEW:
        return False
    return year < document.carried_out


def _places(context: Context, document: Document) -> Iterator[Span]:
    text = context.report.clean.text
    spans = set()
    for word in document.words:
        at = text.find(word)
        while at >= 0:
            spans.add((at, at + len(word)))
            at = text.find(word, at + len(word))
    yield from sorted(spans)


def _too_early(context: Context, settings: InForce, document: Document, span: Span, report_year: int) -> bool:
    """Is a document spoken of before the year in which it could be known, or carried out before it was in force?"""
    report, hits = context.report, context.hits
    i = bisect_right(report.sentences, span[0], key=lambda sentence: sentence.span[0]) - 1
    if i < 0 or span[1] > report.sentences[i].span[1]:
        return False
    sentence = report.sentences[i].span
    before = report.words((max(sentence[0], span[0] - _AROUND), span[0]))
    after = report.words((span[1], min(sentence[1], span[1] + _AROUND)))
    if document.previous is not None and not (
        any(hits.ends(name, before) for name in settings.revised)
        or any(hits.begins(name, after) for name in settings.revised)
    ):
        return False
    if any(hits.ends(name, before) for name in settings.of_others):
        return False
    if any(hits.begins(name, after) for name in settings.drafts):
        return False
    if any(hits.has(name, sentence) for name in settings.prepared):
        return False
    year = report_year + bool(context.parts.of_sentence[i] & settings.ahead_in)
    if year < document.known:
        return True
    return year < document.carried_out and any(hits.has(name, sentence) for name in settings.applied)


def _with_marks(context: Context, span: Span) -> Span:
    """The title with its marks when the name stands between them."""
    text = context.report.clean.text
    opened = text.rfind(_OPENS, max(0, span[0] - _AROUND), span[0] + 1)
    closed = text.find(_CLOSES, span[1] - 1, span[1] + _AROUND)
    if opened >= 0 and closed >= 0 and not any(mark in text[opened + 1 : closed] for mark in _OPENS + _CLOSES + "\n"):
        return opened, closed + 1
    return span


def _in_words(date: str) -> str:
    year, month, day = (int(part) for part in date.split("-"))
    return f"{year}年{month}月{day}日"
