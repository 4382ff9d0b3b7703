"""``check: empty-heading``: headings with no text of their own or of their children."""

from __future__ import annotations

from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws
from checker.checks.units import clause_spans
from checker.model import Report, Section, Sentence
from checker.parsing.ordinals import ordinal_at
from checker.rulebook.kinds.empty_heading import EmptyHeading

_SENTENCE_ENDS = "。；"
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
    before: Sentence | None = None
    for sentence in report.sentences:
        if not sentence.is_heading:
            if sentence.section not in found:
                found.update(report.ancestors(sentence.section))
            if before is not None and before.is_heading:
                found.update(report.ancestors(before.section))  # a heading inside a line ends with its line
        before = sentence
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
    start, end = section.heading
    words = context.report.words(section.heading)
    if context.hits.has(settings.figure, section.heading) or len(words) > _LONGEST:
        return True
    if words[-1] not in _SENTENCE_ENDS:
        return False
    if context.hits.has(settings.statement, section.heading):
        return True
    openings = {span[0] for span in context.hits.within(settings.opening, section.heading)}
    ordinal = ordinal_at(context.report.clean.text, start)
    clauses = list(clause_spans(context.report.clean.text, (ordinal.end if ordinal else start, end)))
    return len(clauses) > 1 and not all(clause[0] in openings for clause in clauses)
