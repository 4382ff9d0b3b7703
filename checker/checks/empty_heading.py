"""``check: empty-heading``: headings with no text of their own or of their children."""

from __future__ import annotations

from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws
from checker.model import Report, Section
from checker.rulebook.kinds.empty_heading import EmptyHeading

_SENTENCE_ENDS = "。；"
_CLAUSE_MARKS = "，、："


def check_empty_heading(context: Context, settings: EmptyHeading) -> Flaws:
    """One flaw for each heading that announces something and is followed by nothing."""
    report = context.report
    with_text = _with_text(report)
    empty = [s for s in report.sections[1:] if not s.is_item and s.index not in with_text and not s.children]
    return [Flaw(s.heading) for s in empty if _is_left_empty(context, s, with_text, settings)]


def _with_text(report: Report) -> set[int]:
    """The sections that hold text, themselves or below."""
    found: set[int] = set()
    for sentence in report.sentences:
        if not sentence.is_heading and sentence.section not in found:
            found.update(report.ancestors(sentence.section))
    return found


def _is_left_empty(context: Context, section: Section, with_text: set[int], settings: EmptyHeading) -> bool:
    report, parts = context.report, context.parts.named_by
    following = report.sections[section.index + 1] if section.index + 1 < len(report.sections) else None
    if following is not None and following.ordinal == 1 and following.style != section.style:
        return False  # misnumbered children
    if section.style == "bare" and section.index not in parts and report.source.format != "md":
        return False
    if section.level == 1 and section.index in parts:
        return True
    beside = [report.sections[i] for i in report.sections[section.parent].children]
    if not any(s.index in with_text for s in beside if s.level == section.level and not s.is_item):
        return False  # a list of one-line statements
    return not _says_something(context, section, settings)


def _says_something(context: Context, section: Section, settings: EmptyHeading) -> bool:
    """Is the line a statement rather than a heading?"""
    words = context.report.heading(section)
    if context.hits.has(settings.statement, section.heading):
        return True
    return words[-1] in _SENTENCE_ENDS and any(mark in words[4:] for mark in _CLAUSE_MARKS)
