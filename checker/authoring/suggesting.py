"""Headings and words of given reports that no rule knows, as a start for authors."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from checker.checks.context import Context
from checker.chinese.segmenting import common_cost
from checker.model import Report, Span
from checker.parsing.ordinals import ordinal_at
from checker.rulebook.ruleset import RuleSet
from checker.words import every_word

_DEEPEST = 2
"""Levels of headings that are looked at: 一、 and （一）."""
_LONGEST = 30
"""Characters; a longer heading is a sentence, of which no rule makes words."""
_MOST = 60
"""Entries of each list."""
_LONGEST_WORD = 4
"""Characters; what a pattern matches beyond that is a turn of phrase, in which words may stand that nobody knows."""
_LEAST = 2
"""A word that stands in no more than one place is no custom."""
_RARE = 11
"""Words of a lower cost (about the negative logarithm of their frequency) are everybody's."""


@dataclass
class _Tally:
    """In how many reports and places something stands."""

    reports: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)

    def add(self, found: Sequence[str]) -> None:
        self.places.update(found)
        self.reports.update(set(found))

    def most(self, least: int) -> Iterator[tuple[str, int, int]]:
        """Each with its reports and places, the most frequent first."""
        order = sorted(self.places, key=lambda word: (-self.reports[word], -self.places[word], word))
        yield from [(w, self.reports[w], self.places[w]) for w in order if self.places[w] >= least][:_MOST]


def suggestions(reports: Iterable[Report], ruleset: RuleSet) -> list[str]:
    """A rule file with the headings and words that no rule knows; for the same reports always the same."""
    headings, words = _Tally(), _Tally()
    count = 0
    for report in reports:
        count += 1
        context = Context(report, ruleset)
        headings.add(list(_headings(context)))
        words.add(list(_words(context)))
    lines = [f"# {count} 份报告里没有规则认得的标题和词，多的在前。挑要用的，改好词表的名字，放进规则包。"]
    lists = (
        ("suggested-headings", "标题里的说法，没有规则认得", headings.most(1)),
        ("suggested-terms", "正文里的词，没有规则认得", words.most(_LEAST)),
    )
    entries = [(name, about, list(found)) for name, about, found in lists]
    if any(found for _, _, found in entries):
        lines.append("lexicons:")
    for name, about, found in entries:
        if found:
            lines += [f"  {name}:", f"    about: {about}", "    terms:"]
            lines += [f"      - {_quoted(word)}  # {files} 份，{places} 处" for word, files, places in found]
    return lines


def _quoted(word: str) -> str:
    return word if all("一" <= char <= "鿿" for char in word) else json.dumps(word, ensure_ascii=False)


def _headings(context: Context) -> Iterator[str]:
    """Headings that name no part and hold no word of a topic."""
    topics = [name for rule in context.ruleset.findings if rule.check == "topic" for name in rule.uses]
    report = context.report
    for section in report.sections[1:]:
        if section.is_item or section.level > _DEEPEST or section.index in context.parts.named_by:
            continue
        mark = ordinal_at(report.clean.text, section.heading[0])
        heading = (mark.end if mark else section.heading[0], section.heading[1])
        words = report.words(heading).strip("。：；，、 ")
        known = any(context.hits.has(name, section.heading) for name in topics)
        if 2 <= len(words) <= _LONGEST and not known:
            yield words


def _words(context: Context) -> Iterator[str]:
    """Words, and pairs of words side by side, outside all places that lexicons know."""
    known = _known(context)
    report = context.report
    for start, end in report.paragraphs:
        text = report.words((start, end))
        free = [
            (word, at)
            for word, at in every_word(text)
            if len(word) >= 2
            and (common_cost(word) or _RARE) >= _RARE
            and all("一" <= char <= "鿿" for char in word)
            and not any(known[start + at : start + at + len(word)])
        ]
        joined: set[int] = set()
        for (first, at), (second, then) in pairwise(free):
            if at + len(first) == then and at not in joined:
                yield first + second
                joined |= {at, then}
        yield from (word for word, at in free if at not in joined)


def _known(context: Context) -> bytearray:
    """For each character of the clean view whether a word of a lexicon or of the synonyms covers it."""
    text = context.report.clean.text
    known = bytearray(len(text))
    names = {name for rule in context.ruleset.rules for name in rule.uses}
    for name in sorted(names):
        terms = set(context.ruleset.lexicons[name].terms) if name in context.ruleset.lexicons else set()
        for span in context.hits.spans(name):
            if span[1] - span[0] <= _LONGEST_WORD or text[slice(*span)] in terms:
                _mark(known, span)
    for group in context.ruleset.synonyms.groups:
        for word in group.words:
            at = text.find(word)
            while at >= 0:
                _mark(known, (at, at + len(word)))
                at = text.find(word, at + len(word))
    for span in filter(None, (context.report.facts.title_span,)):
        _mark(known, span)
    return known


def _mark(known: bytearray, span: Span) -> None:
    known[span[0] : span[1]] = b"\1" * (span[1] - span[0])
