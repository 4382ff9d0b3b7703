"""``check: empty-heading``: headings with no text of their own or of their children."""

from __future__ import annotations

from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws
from checker.model import Report, Section
from checker.rulebook.kinds.empty_heading import EmptyHeading

_SENTENCE_ENDS = "。；"
_CLAUSE_MARKS = "，、："
_LONGEST = 34
"""Characters; a longer line below the first level is a statement."""


def check_empty_heading(context: Context, settings: EmptyHeading) -> Flaws:
    """One flaw for each heading that announces something and is followed by nothing."""
    report = context.report
    with_text = _with_text(report)
    headings = [section for section in report.sections[1:] if not section.is_item]
    written = {(s.parent, s.level) for s in headings if s.index in with_text}
    empty = [s for s in headings if s.index not in with_text and not s.children]
    return [Flaw(s.heading) for s in empty if _is_left_empty(context, s, written, settings)]


def _with_text(report: Report) -> set[int]:
    """The sections that hold text, themselves or below."""
    found: set[int] = set()
    for sentence in report.sentences:
        if not sentence.is_heading and sentence.section not in found:
            found.update(report.ancestors(sentence.section))
    return found


def _is_left_empty(context: Context, section: Section, written: set[tuple[int, int]], settings: EmptyHeading) -> bool:
    report, parts = context.report, context.parts.named_by
    following = report.sections[section.index + 1] if section.index + 1 < len(report.sections) else None
    if following is not None and following.ordinal == 1 and not following.is_item:
        return False  # misnumbered children
    if section.style == "bare" and section.index not in parts and report.source.format != "md":
        return False
    if section.level == 1 and section.index in parts:
        return True
    # Where none beside it has text below, the lines are a list of statements.
    return (section.parent, section.level) in written and not _says_something(context, section, settings)


def _says_something(context: Context, section: Section, settings: EmptyHeading) -> bool:
    """Is the line a statement rather than a heading?"""
    words = context.report.heading(section)
    if context.hits.has(settings.figure, section.heading) or len(words) > _LONGEST:
        return True
    if words[-1] not in _SENTENCE_ENDS:
        return False
    return context.hits.has(settings.statement, section.heading) or any(mark in words[4:] for mark in _CLAUSE_MARKS)
