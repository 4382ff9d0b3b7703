"""``compare: others``: passages that another office's report of the same run has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from checker.checks.context import Context
from checker.checks.flaws import CannotTell, Flaw, Flaws, NotApplicable
from checker.checks.own_words import own_letters
from checker.comparing import Shared, Silent, Told
from checker.model import Related, Span
from checker.parsing.pieces import Piece
from checker.rulebook.kinds.reuse import SharedPassages

_SHORTEST_RUN = 6
"""Letters in a row that both have; fewer are chance."""

_LONGEST = 1_000
"""Letters; longer sentences are no sentences, and only held to be the same."""

_MOSTLY = 0.75
"""The share of the letters of a passage that both must have."""

_SHOWN = 3
"""Sentences of the other report that are shown."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """Pieces of one section with those of the other report."""

    pieces: Sequence[Piece]
    told: Sequence[Told]


def check_others(context: Context, settings: SharedPassages) -> Flaws:
    """A flaw for each passage; its span begins and ends with words that both reports have."""
    shared = context.compared.others
    if isinstance(shared, Silent):
        return CannotTell(shared.why) if shared.failed else NotApplicable(shared.why)
    return [
        flaw
        for one in shared
        for passage in _in_sections(context, one)
        if (flaw := _flaw(context, settings, one, passage)) is not None
    ]


def _in_sections(context: Context, shared: Shared) -> Iterator[_Passage]:
    """The pieces in a row, parted where another section with a heading begins."""
    pieces = context.pieces[shared.first : shared.first + len(shared.told)]
    start = 0
    for i in range(1, len(pieces) + 1):
        if i == len(pieces) or _headed(context, pieces[i]) != _headed(context, pieces[start]):
            yield _Passage(pieces[start:i], shared.told[start:i])
            start = i


def _headed(context: Context, piece: Piece) -> int:
    sections = context.report.sections
    return next(index for index in context.report.ancestors(piece.section) if not sections[index].is_item)


def _flaw(context: Context, settings: SharedPassages, shared: Shared, passage: _Passage) -> Flaw | None:
    text = context.report.clean.text
    both: list[int] = []
    letters = 0
    for piece, told in zip(passage.pieces, passage.told, strict=True):
        places = [i for i in range(*piece.span) if text[i].isalnum()]
        both += [places[i] for i in _in_both(piece.key, told.key)]
        letters += len(places)
    # Formulas are looked for last: in most reports they need not be.
    if len(both) < max(settings.letters, _MOSTLY * letters):
        return None
    own = {i for piece in passage.pieces for i in own_letters(context, settings.formulas, piece.span)}
    if len(own.intersection(both)) < settings.letters:
        return None
    span: Span = (both[0], both[-1] + 1)
    if text[span[1] : span[1] + 1] in ("。", "；", "！", "”"):
        span = (span[0], span[1] + 1)
    name = shared.issuer if shared.offices < 2 else f"{shared.issuer}等{shared.offices}个单位"
    there = tuple(Related(f"{shared.issuer}的报告", told.place) for told in passage.told[:_SHOWN])
    return Flaw(span, {"office": name, "letters": str(len(both))}, elsewhere=there)


def _in_both(one: str, other: str) -> list[int]:
    """Places of the letters in the first that stand in both in runs."""
    if one == other:
        return list(range(len(one)))
    if max(len(one), len(other)) > _LONGEST:
        return []
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return [i for block in blocks if block.size >= _SHORTEST_RUN for i in range(block.a, block.a + block.size)]
