"""``compare: figures``: sentences that stood last year with the same figures of what was done."""

from __future__ import annotations

from bisect import bisect_left

from checker.checks.context import Context
from checker.checks.figures.reading import SHARE, Figure, reader
from checker.checks.flaws import Flaw, Flaws, NotApplicable
from checker.checks.reuse.taken import taken
from checker.comparing import without_years
from checker.model import Related, Span
from checker.parsing.pieces import Piece
from checker.rulebook.kinds.reuse import SameFigures


def check_figures(context: Context, settings: SameFigures) -> Flaws:
    """A flaw for each sentence whose figures did not move; years may have."""
    found = taken(context)
    if isinstance(found, NotApplicable):
        return found
    figures = [one for statement in context.once(reader(settings.units)).statements for one in statement.figures]
    starts = [figure.span[0] for figure in figures]
    flaws = []
    for over in found.sentences:
        piece, there = context.pieces[over.here], found.previous.told[over.there]
        if without_years(piece.key) != without_years(there.key) or not _tells_what_was_done(context, settings, piece):
            continue
        here = figures[bisect_left(starts, piece.span[0]) : bisect_left(starts, piece.span[1])]
        if _cannot_be_chance([figure for figure in here if _is_result(context, settings, figure)], settings):
            flaws.append(Flaw(piece.span, elsewhere=(Related("上年报告", there.place),)))
    return flaws


def _tells_what_was_done(context: Context, settings: SameFigures, piece: Piece) -> bool:
    if not any(context.hits.has(name, piece.span) for name in settings.done):
        return False
    headings = [context.report.sections[index].heading for index in context.report.ancestors(piece.section) if index]
    return not any(context.hits.has(name, span) for name in settings.coming for span in (piece.span, *headings))


def _is_result(context: Context, settings: SameFigures, figure: Figure) -> bool:
    clause: Span = figure.clause
    is_settled = any(context.hits.has(name, clause) for name in settings.settled)
    return not is_settled and not figure.amount.is_vague and figure.family not in settings.lasting


def _cannot_be_chance(figures: list[Figure], settings: SameFigures) -> bool:
    """Are the figures such as seldom come out the same twice?

    Meetings held each month and round numbers do; numbers of cases and of people do not. A share counts with decimals.
    """
    odd = [figure.amount.value for figure in figures if figure.counts and figure.amount.value % 10]
    shares = [figure for figure in figures if figure.family == SHARE and figure.amount.step < 0.01]
    strong = sum(value >= settings.two for value in odd) + len(shares)
    return strong >= 2 or any(value >= settings.one for value in odd)
