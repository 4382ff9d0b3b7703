"""``check: sequence``: fixed lists whose members stand in a fixed order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from checker.checks.alike import in_common
from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws
from checker.model import Span
from checker.patterns import compile_pattern
from checker.rulebook.kinds.sequence import Member
from checker.rulebook.kinds.sequence import Sequence as SequenceRule

_SEPARATORS = "、，；和与及以并“”‘’《》"
_PIECES = re.compile(f"[^{_SEPARATORS}]+")
_JOINS = "、，和与及"
_BREAKS = re.compile(f"[{_SEPARATORS}。！？：\n]")
_STOPS = re.compile("[。！？：\n]")
_LONGEST_GAP = 30
_LONGEST_ITEM = 14
_MOST_ITEMS = 2
_ALIKE = 0.6
"""Share of a member's characters that a wrong form keeps."""

_FOLLOWS = 8
"""Characters after the list within which a word of ``after`` begins."""


class _Run:
    """Members one after another, with what stands between them: ``found`` are places by member, in order."""

    def __init__(self, index: int, span: Span) -> None:
        self.found = [(index, span)]
        self.between: list[Span] = []

    @property
    def span(self) -> Span:
        return self.found[0][1][0], self.found[-1][1][1]

    @property
    def present(self) -> set[int]:
        return {index for index, _ in self.found}


def check_sequence(context: Context, rule: SequenceRule) -> Flaws:
    """A flaw for each wrong member, and one for each list whose order is wrong or of which a member is missing."""
    text = context.report.clean.text
    literal = sum(member.is_ in text for member in rule.members)
    if literal == 0 or literal + sum(bool(member.also) for member in rule.members) < rule.least:
        return []
    flaws: list[Flaw] = []
    for run in _runs(text, rule.members):
        if len(run.present) >= rule.least and not context.sentence_has(rule.unless, run.span):
            flaws += _flaws(context, rule, run)
    return flaws


def _runs(text: str, members: tuple[Member, ...]) -> Iterator[_Run]:
    run: _Run | None = None
    for match in _pattern(members).finditer(text):
        place = match.lastindex - 1, match.span()
        between = _between(text, run.span[1], match.start()) if run else None
        if run is not None and between is not None:
            run.between += between
            run.found.append(place)
            continue
        if run is not None:
            yield run
        run = _Run(*place)
    if run is not None:
        yield run


def _between(text: str, start: int, end: int) -> list[Span] | None:
    """The items between two members, None when they are not of one list."""
    if end - start > _LONGEST_GAP or _STOPS.search(text, start, end):
        return None
    pieces = [match.span() for match in _PIECES.finditer(text, start, end)]
    is_list = len(pieces) <= _MOST_ITEMS and all(b - a <= _LONGEST_ITEM for a, b in pieces)
    return pieces if is_list and (end > start or not pieces) else None


def _flaws(context: Context, rule: SequenceRule, run: _Run) -> Iterator[Flaw]:
    text = context.report.clean.text
    whole = "、".join(member.is_ for member in rule.members)
    missing = [i for i in range(len(rule.members)) if i not in run.present]
    if not missing:
        places = [index for index, _ in run.found]
        first = [places.index(i) for i in range(len(rule.members))]
        if rule.order and first != sorted(first):
            yield Flaw(run.span, {"right": whole, "what": "次序不对"})
        return
    if rule.wording:
        for span in [*run.between, *_beside(text, run.span)]:
            wrong = _meant(text, span, [rule.members[i] for i in missing], rule.members)
            if wrong is not None:
                place, member = wrong
                missing = [i for i in missing if rule.members[i] is not member]
                yield Flaw(place, {"right": member.is_, "what": f"应为“{member.is_}”"})
    sentence = context.sentence_around(run.span)
    missing = [
        i for i in missing if not rule.members[i].may_be_missing and rule.members[i].is_ not in text[slice(*sentence)]
    ]
    if missing and _claims_to_be_whole(context, rule, run):
        left_out = "、".join(rule.members[i].is_ for i in missing)
        yield Flaw(run.span, {"right": whole, "what": f"漏了“{left_out}”"})


def _claims_to_be_whole(context: Context, rule: SequenceRule, run: _Run) -> bool:
    if context.sentence_has(rule.whole, run.span) or len(run.present) >= (rule.whole_from or len(rule.members)):
        return True
    follows = run.span[1], run.span[1] + _FOLLOWS
    return any(
        follows[0] <= start < follows[1]
        for name in rule.after
        for start, _ in context.hits.within(name, (follows[0], follows[1] + _LONGEST_ITEM))
    )


def _beside(text: str, run: Span) -> Iterator[Span]:
    """The items right before and after a list, where a separator says that there is one."""
    if run[0] and text[run[0] - 1] in _JOINS:
        end = run[0] - 1
        start = max((m.end() for m in _BREAKS.finditer(text, max(0, end - _LONGEST_GAP), end)), default=0)
        yield max(start, end - _LONGEST_GAP), end
    if run[1] + 1 < len(text) and text[run[1]] in _JOINS:
        start = run[1] + 1
        stop = _BREAKS.search(text, start, start + _LONGEST_GAP)
        yield start, stop.start() if stop else min(len(text), start + _LONGEST_GAP)


def _meant(text: str, span: Span, missing: Sequence[Member], members: tuple[Member, ...]) -> tuple[Span, Member] | None:
    """The missing member that an item is meant for, and where its wrong form stands."""
    best: tuple[float, Span, Member] | None = None
    for member in missing:
        for start, end in _windows(span, len(member.is_)):
            words = text[start:end]
            common = in_common(words, member.is_)
            alike = common / max(len(words), len(member.is_))
            if alike >= _ALIKE and common >= 3 and (best is None or alike > best[0]):
                best = alike, (start, end), member
    if best is None or _pattern(members).search(text[slice(*best[1])]):
        return None
    return best[1], best[2]


def _windows(span: Span, length: int) -> Iterator[Span]:
    """Stretches at the beginning and at the end of an item about as long as a member."""
    start, end = span
    for size in range(max(2, length - 2), length + 3):
        if size <= end - start:
            yield start, start + size
            yield end - size, end


@lru_cache(maxsize=64)
def _pattern(members: tuple[Member, ...]) -> Any:
    """One pattern for all members, a group each."""
    return compile_pattern("|".join(f"({'|'.join([*member.also, re.escape(member.is_)])})" for member in members))
