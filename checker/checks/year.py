"""``check: year``: years that stand where the year reported on, or the year after it, should stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from checker.checks.context import Context
from checker.checks.flaws import CannotTell, Flaw, Flaws
from checker.model import Span
from checker.parsing.ordinals import ordinal_at
from checker.parsing.years import Group, NamedYear, named_years
from checker.rulebook.kinds.year import Circumstance, Year, Years

_BEFORE, _AFTER = 60, 60
"""Characters of its sentence that are read on either side of a year."""

_MOST = 4_000
"""Years that are judged; a report has some dozens, more are no report but an attack."""

_NEXT_SENTENCES = 2
"""Sentences after that of a year in which it may still be set against another year."""

_REACH = 400
"""Characters from a year within which another one counts; a text of nothing but years must not take ages."""

_MONTH = re.compile("([0-9]{1,2})月")
_YEAR = "年"
_CUT_OFF = "…"
_CLAUSE_ENDS = "，。；：！？、\n"
_SHOWN_BEFORE, _SHOWN_AFTER, _LEAST_AFTER = 10, 16, 5
"""Characters that a finding shows around the year."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A year in the report: the sentence it stands in and what stands around it there."""

    named: NamedYear
    sentence: Span
    paragraph: Span
    parts: frozenset[str]
    at: frozenset[str]
    opens: bool
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Mentions:
    """All years of the report in order, and those that may be out of place."""

    years: Sequence[NamedYear]
    starts: Sequence[int]
    placed: Sequence[_Mention]

    def any_of(self, values: Years, span: Span, besides: NamedYear) -> bool:
        """Does another year stand in a span and not too far away, one of a stretch?"""
        start, end = max(span[0], besides.start - _REACH), min(span[1], besides.end + _REACH)
        for i in range(bisect_left(self.starts, start), len(self.years)):
            year = self.years[i]
            if year.start >= end:
                return False
            is_named = not year.in_title and year.group is not Group.PERIOD
            if is_named and values[0] <= year.value <= values[1] and year.value != besides.value:
                return True
        return False


def check_year(context: Context, settings: Year) -> Flaws:
    """A flaw for each year out of place, once for a year in a sentence."""
    report_year = context.report.facts.report_year
    if report_year is None:
        return CannotTell("看不出报告的年度")
    mentions = context.once(_mentions)
    found: dict[tuple[Span, int], Flaw] = {}
    for mention in mentions.placed:
        key = (mention.sentence, mention.named.value)
        if key not in found and _out_of_place(context, settings, mention, mentions, report_year):
            found[key] = _flaw(context, mention.named, report_year)
    return list(found.values())


def _out_of_place(context: Context, settings: Year, mention: _Mention, mentions: _Mentions, report_year: int) -> bool:
    def stands(circumstances: Iterable[Circumstance]) -> bool:
        return any(_holds(context, each, mention, mentions, report_year) for each in circumstances)

    return stands(settings.when) and not stands(settings.unless)


def _holds(context: Context, asked: Circumstance, mention: _Mention, mentions: _Mentions, report_year: int) -> bool:
    """Does a year stand as asked? The cheap questions come first."""

    def absolute(years: Years) -> Years:
        return years[0] + report_year, years[1] + report_year

    def others(years: Years | None, span: Span) -> bool:
        return years is None or mentions.any_of(absolute(years), span, mention.named)

    named, hits = mention.named, context.hits
    if asked.years is not None and not absolute(asked.years)[0] <= named.value <= absolute(asked.years)[1]:
        return False
    if (asked.parts and not asked.parts & mention.parts) or (asked.at and not asked.at & mention.at):
        return False
    if asked.opens and not mention.opens:
        return False
    if asked.after_issue and not _after_issue(context, mention, report_year):
        return False
    if not others(asked.other_years, mention.sentence):
        return False
    if not others(asked.later_years, (mention.sentence[1], mention.paragraph[1])):
        return False
    if not others(asked.earlier_years, (mention.paragraph[0], mention.sentence[0])):
        return False
    if asked.before and not any(hits.ends(name, mention.before) for name in asked.before):
        return False
    if asked.after and not any(hits.begins(name, mention.after) for name in asked.after):
        return False
    if asked.rest is not None and not hits.holds(asked.rest, (named.end, mention.sentence[1])):
        return False
    if asked.later is not None and not hits.holds(asked.later, (mention.sentence[1], mention.paragraph[1])):
        return False
    return asked.sentence is None or hits.holds(asked.sentence, mention.sentence)


def _after_issue(context: Context, mention: _Mention, report_year: int) -> bool:
    """Does a year, or the month named with it, come after the date of issue, at the latest after the coming year?"""
    printed = context.report.facts.date_of_issue
    if printed is None or printed.value is None:
        return mention.named.value > report_year + 1
    month = _MONTH.match(mention.after)
    return (mention.named.value, int(month[1]) if month else 0) > (printed.value.year, printed.value.month)


def _flaw(context: Context, named: NamedYear, report_year: int) -> Flaw:
    values = {"year": f"{named.value}年", "report_year": f"{report_year}年", "next_year": f"{report_year + 1}年"}
    return Flaw(_shown(context.report.clean.text, named), values)


def _shown(text: str, named: NamedYear) -> Span:
    """The year with a few words around it, so that a reader recognises the place."""
    start = named.start
    while start > 0 and named.start - start < _SHOWN_BEFORE and text[start - 1] not in _CLAUSE_ENDS + "）":
        start -= 1
    if start < named.start and text[start].isdigit():
        # In the middle of another year: the words begin after it.
        inner = (i for i in range(start, named.start) if not text[i].isdigit() and text[i] != _YEAR)
        start = next(inner, named.start)
    end = named.end
    while end < len(text) and text[end] != "\n":
        enough = end - named.end >= _SHOWN_AFTER and not (text[end - 1].isdigit() and text[end].isdigit())
        if enough or (text[end] in _CLAUSE_ENDS and end - named.end >= _LEAST_AFTER):
            break
        end += 1
    return start, end


def _mentions(context: Context) -> _Mentions:
    years = named_years(context.report.clean.text)
    return _Mentions(years, [year.start for year in years], list(islice(_placed(context, years), _MOST)))


def _placed(context: Context, years: Sequence[NamedYear]) -> Iterator[_Mention]:
    """The years that stand alone, and the first of each period in a document's title; none outside the report."""
    report = context.report
    titles = [*report.facts.titles]
    starts = [sentence.span[0] for sentence in report.sentences]
    for year in years:
        if not (year.alone or (year.first and year.in_title)):
            continue
        title = next((span for span in titles if span[0] <= year.start < span[1]), None)
        if title is not None:
            yield _mention(context, year, title, title, frozenset(), frozenset({"title"}))
            continue
        i = bisect_right(starts, year.start) - 1
        if i >= 0 and year.end <= report.sentences[i].span[1]:
            sentence = report.sentences[i]
            paragraph = _around(context, i)
            in_title = frozenset({"document" if year.alone else "period"})
            at = in_title if year.in_title else _at(context, i)
            yield _mention(context, year, sentence.span, paragraph, _parts(context, i), at)


def _parts(context: Context, index: int) -> frozenset[str]:
    """The parts that a sentence belongs to; of a heading all that it names."""
    sentence, parts = context.report.sentences[index], context.parts
    named = parts.named_by.get(sentence.section, frozenset()) if sentence.is_heading else frozenset()
    return parts.of_sentence[index] | named


def _around(context: Context, index: int) -> Span:
    """The paragraph of a sentence, as far as it belongs to the same section; not much more than the next sentences."""
    report = context.report
    sentence = report.sentences[index]
    start, end = report.paragraphs[bisect_right(report.paragraphs, sentence.span[0], key=lambda p: p[0]) - 1]
    section = report.sections[sentence.section].span
    near = report.sentences[min(index + _NEXT_SENTENCES, len(report.sentences) - 1)].span[1]
    return max(start, section[0]), min(end, section[1], near)


def _at(context: Context, index: int) -> frozenset[str]:
    """What kind of place a sentence is: the heading of a part, another heading, the lead, other text."""
    sentence, sections = context.report.sentences[index], context.report.sections
    if sentence.is_heading:
        return frozenset({"part-heading" if sentence.section in context.parts.named_by else "heading"})
    leads = len(sections) > 1 and sentence.span[1] <= sections[1].span[0]
    return frozenset({"text", "lead"} if leads else {"text"})


def _mention(
    context: Context, year: NamedYear, sentence: Span, paragraph: Span, parts: frozenset[str], at: frozenset[str]
) -> _Mention:
    text = context.report.clean.text
    ordinal = ordinal_at(text, sentence[0])
    begin = ordinal.end if ordinal is not None and ordinal.end <= year.start else sentence[0]
    before = text[max(begin, year.start - _BEFORE) : year.start]
    return _Mention(
        year,
        sentence,
        paragraph,
        parts,
        at,
        year.start == begin,
        before if year.start - begin <= _BEFORE else _CUT_OFF + before,
        text[year.end : min(sentence[1], year.end + _AFTER)],
    )
