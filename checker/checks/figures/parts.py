"""Parts and their total.

An enumeration is held against the totals it can belong to. One that fits settles it. Where none fits, more than the
whole is always a contradiction of parts that exclude each other; less is one only where the enumeration says that it is
complete: by its words (分别为, 按…分), by its last part (其他, 其余), by names that leave nothing over (男 and 女).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.checks.figures.dates import fewer_than_dates
from checker.checks.figures.divisions import named_alike, overlaps
from checker.checks.figures.earlier import claims_over_sentences, totals_of_earlier
from checker.checks.figures.lists import FARTHEST, Claim, beginnings, claims_behind_totals
from checker.checks.figures.reading import Figure
from checker.checks.figures.scope import Scope, alike
from checker.checks.figures.shares import sums_of_shares
from checker.checks.figures.sums import above, limits, meet, plain, printed, spanning, total, value_of
from checker.checks.figures.totals import claims_before_totals
from checker.checks.flaws import Flaw

_ROUNDING = 1e-6


def check_parts(scope: Scope) -> list[Flaw]:
    """Enumerations that do not add up to their total."""
    flaws: list[Flaw] = []
    told: set[Figure] = set()
    for statement in scope.figures.statements:
        if statement.compares:
            for claims in (claims_behind_totals, claims_before_totals, claims_over_sentences):
                _add(scope, flaws, told, claims(scope, statement))
            flaws += sums_of_shares(scope, statement)
        flaws += fewer_than_dates(scope, statement)
        if statement.figures:
            _add(scope, flaws, told, totals_of_earlier(scope, statement))
    return flaws


def _add(scope: Scope, flaws: list[Flaw], told: set[Figure], claims: Iterable[Claim]) -> None:
    """Judge claims, no part twice."""
    for claim in claims:
        flaw = None if told.intersection(claim.parts) else _judge(scope, claim)
        if flaw is not None:
            flaws.append(flaw)
            told.update(claim.parts)


def _judge(scope: Scope, claim: Claim) -> Flaw | None:
    parts = claim.parts
    if any(scope.has("each", f.label) for f in parts) or overlaps(scope, parts):
        return None
    wholes = [f for f in claim.wholes if not scope.has("each", f.label)]
    if not wholes or any(meet(total(parts), limits(w)) for w in wholes):
        return None
    possible = list(_possible(scope, wholes, parts))
    # Names that end alike belong together: that the first of them would do is chance.
    parted = named_alike(scope, parts) and parts in scope.statement(parts[0]).runs
    first_ones = beginnings(parts)[:-1]
    others = [c for c in (*claim.others, *first_ones) if c and not (parted and c in first_ones)]
    candidates = [parts, *_on(scope, parts), *others]
    if any(_is_sum(candidate, whole) for candidate in candidates for whole in possible):
        return None
    whole = _meant(scope, [w for w in wholes if w not in parts] or wholes, parts)
    exceeds = claim.exclusive and above(total(parts), limits(whole))
    falls_short = claim.complete and above(limits(whole), total(parts))
    return _flaw(scope, whole, parts) if exceeds or falls_short else None


def _on(scope: Scope, parts: tuple[Figure, ...]) -> Iterator[tuple[Figure, ...]]:
    """Parts with the next figure, which 另有 or the like adds to them."""
    last = parts[-1]
    later = [f for f in scope.statement(last).figures if f.order > last.order and f.family == last.family]
    if later and scope.has("apart", (last.span[1], later[0].span[0])):
        yield (*parts, later[0])


def _possible(scope: Scope, wholes: Sequence[Figure], parts: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """What else the parts may be parts of: what was counted a little before, sums of what stands before."""
    yield from ((whole,) for whole in wholes)
    earlier = scope.before(parts[0], FARTHEST)
    yield from ((figure,) for figure in earlier)
    here = [figure for figure in earlier if figure.statement == parts[0].statement]
    for n in range(2, len(here) + 1):
        yield tuple(here[-n:])


def _is_sum(parts: Sequence[Figure], wholes: Sequence[Figure]) -> bool:
    """Do the numbers as printed add up, but for the rounding of the one given most closely?"""
    figures = (*parts, *wholes)
    if any(figure.amount.is_vague for figure in figures):
        return meet(total(parts), total(wholes))
    finest = min(figure.amount.step for figure in figures)
    return abs(value_of(parts) - value_of(wholes)) <= finest * len(figures) / 2 + _ROUNDING


def _meant(scope: Scope, wholes: Sequence[Figure], parts: Sequence[Figure]) -> Figure:
    """The nearest total, unless only one farther off speaks of what the parts are."""
    names = "".join(scope.label(part)[-6:] + scope.words(part.tail)[:4] for part in parts)
    related = [whole for whole in wholes if alike(scope.around(whole), names)]
    return related[0] if related and not alike(scope.around(wholes[0]), names) else wholes[0]


def _flaw(scope: Scope, whole: Figure, parts: tuple[Figure, ...]) -> Flaw:
    text = scope.text
    sums = "＋".join(printed(part, text) for part in parts) + f"＝{plain(value_of(parts), whole)}"
    span = spanning(parts)
    if whole.statement == parts[0].statement:
        span = (min(span[0], whole.span[0]), max(span[1], whole.span[1]))
    elif whole.order > parts[0].order:
        span = (whole.clause[0], whole.span[1])
    related = ((f"合计 {printed(whole, text)}", whole.span), *((f"分项 {printed(p, text)}", p.span) for p in parts))
    return Flaw(span, {"said": scope.words(whole.span), "sum": f"{sums}，不是{printed(whole, text)}"}, related)
