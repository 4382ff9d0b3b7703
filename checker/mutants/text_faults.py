"""Faults of the text: residue, placeholders, doubled sentences."""

from __future__ import annotations

from itertools import pairwise

from checker.checks.context import Context
from checker.model import Report, Span
from checker.mutants.planting import Edit, Planted

_DOUBLED = 25
"""Characters that a doubled sentence has at least."""


def residue(context: Context) -> list[Planted]:
    """A line of a web page or a page number between two paragraphs."""
    report, planted = context.report, context.ruleset.planted.get("residue", ())
    starts = [context.report.clean.to_source((start, end))[0] for start, end in report.paragraphs[3:-2:4]]
    found: list[Planted] = []
    for i, start in enumerate(starts):
        if planted:
            words = planted[i % len(planted)]
            line = report.source.text.rfind("\n", 0, start) + 1
            found.append(Planted(f"插进“{words}”", [Edit((line, line), words + "\n")], frozenset(["residue"])))
    return found


def placeholders(context: Context) -> list[Planted]:
    """A number not filled in."""
    report, planted = context.report, context.ruleset.planted.get("placeholder", ())
    found: list[Planted] = []
    for i, quantity in enumerate(_plain_numbers(report)):
        if planted:
            words = planted[i % len(planted)]
            before = report.words((max(0, quantity[0] - 6), quantity[1] + 2))
            edit = Edit(report.clean.to_source(quantity), words)
            found.append(Planted(f"“{before}”写成“{words}”", [edit], frozenset(["placeholder"])))
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


def doubled(context: Context) -> list[Planted]:
    """A sentence that stands again at the end of the next paragraph."""
    report = context.report
    found: list[Planted] = []
    body = [s for s in report.sentences if not s.is_heading]
    for first, second in pairwise(body):
        words = report.words(first.span)
        paragraph = report.paragraphs[second.paragraph]
        if second.paragraph == first.paragraph or len(words) < _DOUBLED:
            continue
        if not words.endswith("。") or not report.words(paragraph).endswith("。"):
            continue
        end = report.clean.to_source(paragraph)[1]
        again = report.quote(first.span).strip()
        found.append(Planted(f"“{words[:16]}…”写了两遍", [Edit((end, end), again)], frozenset(["duplicate"])))
    return found
