"""``check: numbering``: ordinals that do not follow, or are written otherwise than their level."""

from __future__ import annotations

from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws
from checker.checks.numbering.lists import Numbering, Slip, numbering_of
from checker.checks.numbering.marks import Mark, marks_of
from checker.checks.numbering.styles import Misfit, misfits_of
from checker.parsing.ordinals import numeral_like
from checker.rulebook.kinds.numbering import Numbered

_SLIPS = {
    "skipped": "前一个序号是“{before}”，中间漏了“{expected}”",
    "repeated": "与前面的“{before}”重号，应为“{expected}”",
    "disordered": "次序颠倒，前一个序号是“{before}”",
    "headless": "前面没有“{expected}”",
}


def check_numbering(context: Context, settings: Numbered) -> Flaws:
    """One flaw for each ordinal that slipped, or that is written otherwise than its level."""
    numbering = context.once(_numbering)
    if settings.fault == "gap":
        return [_slip(context, slip) for slip in numbering.slips]
    return [_misfit(context, misfit) for misfit in misfits_of(numbering.lists)]


def _numbering(context: Context) -> Numbering:
    return numbering_of(context.report.clean.text, marks_of(context.report))


def _slip(context: Context, slip: Slip) -> Flaw:
    own = _ordinal(context, slip.mark)
    before = _ordinal(context, slip.before) if slip.before else ""
    why = _SLIPS[slip.kind].format(before=before, expected=numeral_like(own, slip.expected))
    related = (("前一个序号", slip.before.span),) if slip.before else ()
    return Flaw(slip.mark.span, {"why": why}, related)


def _misfit(context: Context, misfit: Misfit) -> Flaw:
    beside = _ordinal(context, misfit.beside)
    if misfit.is_inverted:
        why = f"下面一层用了更高一级的“{beside}”，层次倒置"
        return Flaw(misfit.mark.span, {"why": why}, (("下面一层", misfit.beside.span),))
    why = f"同一层次的其他序号写作“{beside}”"
    return Flaw(misfit.mark.span, {"why": why}, (("同一层次的序号", misfit.beside.span),))


def _ordinal(context: Context, mark: Mark) -> str:
    return context.report.words((mark.span[0], mark.words_start)).strip("，")
