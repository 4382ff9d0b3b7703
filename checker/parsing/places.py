"""Spans of the clean view → places in the source, as results tell them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from checker.model import Place, Report, Span

_EDGES = " \t\n　"


def place_of(report: Report, span: Span) -> Place:
    """The place in the source of a span of the clean view."""
    return _trimmed(report, report.clean.to_source(span), _section_at(report, span[0]))


def place_in_source(report: Report, span: Span) -> Place:
    """The place of a span of the source, as of what was set aside."""
    at = bisect_left(report.clean.places, span[0])
    return _trimmed(report, span, _section_at(report, at))


def _trimmed(report: Report, span: Span, section: str | None) -> Place:
    source = report.source
    start, end = span
    while start < end and source.text[start] in _EDGES:
        start += 1
    while start < end and source.text[end - 1] in _EDGES:
        end -= 1
    line, column = source.position(start)
    end_line, end_column = source.position(end)
    return Place(
        line,
        column,
        end_line,
        end_column,
        (start, end),
        source.text[start:end],
        section,
        source.printed_at(start),
        bool(source.blocks),
    )


def _section_at(report: Report, offset: int) -> str | None:
    sections = report.sections
    last = bisect_right(sections, offset, key=lambda section: section.span[0]) - 1
    for index in report.ancestors(max(last, 0)):
        section = sections[index]
        if index and not section.is_item and section.span[0] <= offset < section.span[1]:
            return report.quote(section.heading)
    return None
