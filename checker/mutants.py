"""Mutants: a good report with one fault planted in it, to see whether the rules catch it and say nothing else.

The faults are those that reports come back for. What is planted as residue or placeholder stands in the pack
(``planted`` in ``pack.yaml``); all else follows from the report itself. Nothing is random: the same report gives the
same mutants.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from checker.checks.context import Context
from checker.model import Finding, Report, Result, Section, Severity, Source, Span
from checker.parsing import parse
from checker.parsing.ordinals import DIGITS
from checker.pipeline import judge
from checker.rulebook.ruleset import RuleSet

EACH = 3
"""How often each fault is planted in one report, at most."""

_DOUBLED = 25
"""Characters that a doubled sentence has at least."""

_ARABIC = ("arabic", "arabic-paren")
_CIRCLED_ONE = ord("①")
_LARGEST = 9


@dataclass(frozen=True, slots=True)
class Mutant:
    """A faulty text: the fault, what was done in a few words, and the kinds of finding that catch it."""

    fault: str
    done: str
    text: str
    expects: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a mutant: the findings that catch it, and other errors and warnings that came with it."""

    mutant: Mutant
    caught: tuple[Finding, ...]
    others: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Edit:
    """A change of the source: the words of a span are replaced."""

    span: Span
    words: str


def trials(source: Source, ruleset: RuleSet) -> Iterator[Trial]:
    """Plant each fault in a report and judge what comes of it."""
    base = Counter(map(_key, judge(source, ruleset).findings))
    for mutant in mutants(source, ruleset):
        result = judge(replace(source, text=mutant.text), ruleset)
        fresh = _fresh(result, base)
        caught = tuple(f for f in fresh if f.kind in mutant.expects)
        others = tuple(f for f in fresh if f.kind not in mutant.expects and f.severity is not Severity.NOTE)
        yield Trial(mutant, caught, others)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.place.quote if finding.place else ""


def _fresh(result: Result, base: Counter[tuple[str, str]]) -> list[Finding]:
    left = base.copy()
    fresh = []
    for finding in result.findings:
        if left[_key(finding)]:
            left[_key(finding)] -= 1
        else:
            fresh.append(finding)
    return fresh


def mutants(source: Source, ruleset: RuleSet) -> Iterator[Mutant]:
    """The mutants of a report, fault by fault."""
    context = Context(parse(source, ruleset.conventions), ruleset)
    yield from _without_element(context)
    for fault, planted in (
        ("year", _years(context)),
        ("ordinal", _ordinals(context)),
        ("residue", _residue(context)),
        ("placeholder", _placeholders(context)),
        ("double", _doubled(context)),
    ):
        for done, edits, expects in _spread(planted):
            yield Mutant(fault, done, _edited(source.text, edits), frozenset(expects))


_Planted = tuple[str, Sequence[_Edit], Sequence[str]]


def _spread(planted: Sequence[_Planted]) -> Sequence[_Planted]:
    """At most so many, from all over the report."""
    step = max(1, len(planted) // EACH)
    return planted[::step][:EACH]


def _edited(text: str, edits: Sequence[_Edit]) -> str:
    for edit in sorted(edits, key=lambda e: e.span, reverse=True):
        text = text[: edit.span[0]] + edit.words + text[edit.span[1] :]
    return text


# --- an element left out -------------------------------------------------------------------------------------------


def _without_element(context: Context) -> Iterator[Mutant]:
    """The section of an element left out whole, the sections after it renumbered."""
    report = context.report
    for index, parts in context.parts.named_by.items():
        section = report.sections[index]
        named = [i for i, others in context.parts.named_by.items() if others & parts]
        if section.ordinal is None or len(named) > 1 or section.is_item:
            continue
        later = [s for s in _siblings(report, section) if s.ordinal is not None and s.ordinal > section.ordinal]
        edits = [_Edit(report.clean.to_source(section.span), ""), *(_renumbered(report, s, -1) for s in later)]
        yield Mutant(
            "element",
            f"删去“{report.heading(section)}”",
            _edited(report.source.text, edits),
            frozenset(("element-missing", "element-weak")),
        )


def _siblings(report: Report, section: Section) -> list[Section]:
    return [s for s in report.sections[1:] if s.parent == section.parent and s.style == section.style]


def _renumbered(report: Report, section: Section, by: int) -> _Edit:
    """The ordinal of a section made larger or smaller."""
    assert section.ordinal is not None
    start = section.heading[0]
    text = report.clean.text
    old = _numeral(section.ordinal, section.style)
    at = text.index(old, start)
    return _Edit(report.clean.to_source((at, at + len(old))), _numeral(section.ordinal + by, section.style))


def _numeral(value: int, style: str) -> str:
    if style in _ARABIC:
        return str(value)
    if style == "circled":
        return chr(_CIRCLED_ONE + value - 1)
    return DIGITS[value - 1]


# --- a year, an ordinal ----------------------------------------------------------------------------------------------


def _years(context: Context) -> list[_Planted]:
    """The report year at the beginning of a sentence put a year back; the coming year in a heading put a year on."""
    report, year = context.report, context.report.facts.report_year
    if year is None:
        return []
    found: list[_Planted] = []
    for sentence in report.sentences:
        section = report.sections[sentence.section]
        start = section.heading[1] if section.is_item and section.heading[0] == sentence.span[0] else sentence.span[0]
        heading_words = report.words(sentence.span)
        if not sentence.is_heading and report.clean.text.startswith(f"{year}年", start):
            edit = _Edit(report.clean.to_source((start, start + 4)), str(year - 1))
            found.append((f"“{report.words((start, start + 12))}”写成{year - 1}年", [edit], ["stale-year"]))
        elif sentence.is_heading and f"{year + 1}年" in heading_words:
            at = sentence.span[0] + heading_words.index(f"{year + 1}年")
            edit = _Edit(report.clean.to_source((at, at + 4)), str(year + 2))
            found.append((f"“{heading_words}”写成{year + 2}年", [edit], ["next-year"]))
    return found


def _ordinals(context: Context) -> list[_Planted]:
    """A number skipped: the last of three or more siblings, and those after it, one higher."""
    report = context.report
    found: list[_Planted] = []
    for section in report.sections[1:]:
        if section.ordinal is None or not 3 <= section.ordinal < _LARGEST:
            continue
        siblings = _siblings(report, section)
        if [s.ordinal for s in siblings] == list(range(1, section.ordinal + 1)):
            words = report.words((section.heading[0], section.heading[0] + 10))
            found.append((f"跳过一个序号：“{words}”", [_renumbered(report, section, 1)], ["numbering-gap"]))
    return found


# --- residue, placeholders, doubled sentences ------------------------------------------------------------------------


def _residue(context: Context) -> list[_Planted]:
    """A line of a web page or a page number between two paragraphs."""
    report, planted = context.report, context.ruleset.planted.get("residue", ())
    starts = [context.report.clean.to_source((start, end))[0] for start, end in report.paragraphs[3:-2:4]]
    found: list[_Planted] = []
    for i, start in enumerate(starts):
        if planted:
            words = planted[i % len(planted)]
            line = report.source.text.rfind("\n", 0, start) + 1
            found.append((f"插进“{words}”", [_Edit((line, line), words + "\n")], ["residue"]))
    return found


def _placeholders(context: Context) -> list[_Planted]:
    """A number not filled in."""
    report, planted = context.report, context.ruleset.planted.get("placeholder", ())
    found: list[_Planted] = []
    for i, quantity in enumerate(_plain_numbers(report)):
        if planted:
            words = planted[i % len(planted)]
            before = report.words((max(0, quantity[0] - 6), quantity[1] + 2))
            edit = _Edit(report.clean.to_source(quantity), words)
            found.append((f"“{before}”写成“{words}”", [edit], ["placeholder"]))
    return found


def _plain_numbers(report: Report) -> list[Span]:
    """Whole numbers in sentences, that count something."""
    text = report.clean.text
    found = []
    for sentence in report.sentences:
        start, end = sentence.span
        at = start
        while at < end:
            if not text[at].isdigit():
                at += 1
                continue
            stop = at
            while stop < end and text[stop].isdigit():
                stop += 1
            around = text[max(0, at - 1) : at] + text[stop : stop + 1]
            if stop - at <= 3 and all("一" <= char <= "鿿" for char in around) and len(around) == 2:
                found.append((at, stop))
            at = stop
    return [span for span in found if text[span[1]] not in "年月日号条章款"]


def _doubled(context: Context) -> list[_Planted]:
    """A sentence that stands again at the end of the next paragraph."""
    report = context.report
    found: list[_Planted] = []
    body = [s for s in report.sentences if not s.is_heading]
    for first, second in pairwise(body):
        words = report.words(first.span)
        if second.paragraph == first.paragraph or len(words) < _DOUBLED or not words.endswith("。"):
            continue
        end = report.clean.to_source(report.paragraphs[second.paragraph])[1]
        again = report.quote(first.span).strip()
        found.append((f"“{words[:16]}…”写了两遍", [_Edit((end, end), again)], ["duplicate"]))
    return found
