"""What of a report is compared with other text: its sentences, without ordinals, headings and rows of tables."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.model import Report, Span
from checker.parsing.ordinals import ordinal_at

_SHORTEST = 6
"""Letters and digits; a shorter piece is never compared."""

_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or a part of one between semicolons, without its ordinal; ``key`` has its letters and digits only."""

    span: Span
    section: int
    paragraph: int
    key: str

    @property
    def length(self) -> int:
        """Characters, with marks."""
        return self.span[1] - self.span[0]


def pieces_of(report: Report) -> list[Piece]:
    """The pieces of a report in the order of the text."""
    text = report.clean.text
    found = []
    for sentence in report.sentences:
        if sentence.is_heading and not _is_whole_statement(report, sentence.section):
            continue
        start, end = sentence.span
        ordinal = ordinal_at(text, start)
        start = ordinal.end if ordinal is not None and ordinal.end < end else start
        key = _NO_LETTERS.sub("", text[start:end])
        if len(key) >= _SHORTEST and "|" not in text[start:end]:
            found.append(Piece((start, end), sentence.section, sentence.paragraph, key))
    return found


def _is_whole_statement(report: Report, section: int) -> bool:
    """Is a numbered line a sentence with nothing below it?"""
    one = report.sections[section]
    return report.heading(one).endswith("。") and one.span[1] - one.heading[1] <= 1
