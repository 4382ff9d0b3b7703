"""What a report was held against, as the checks get it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.comparing.gist import Gist, Told


@dataclass(frozen=True, slots=True)
class Silent:
    """Why a report was not compared, in a clause a drafter understands; ``failed`` when it should have been."""

    why: str
    failed: bool = False


NO_PREVIOUS = Silent("没有给出上年的报告")
NO_OTHERS = Silent("没有别的报告可以比较")


@dataclass(frozen=True, slots=True)
class Shared:
    """Pieces in a row that stand, word for word or nearly so, in another office's report.

    ``first`` is the place of the first in the list of pieces; ``told`` are the other report's sentences, one for each.
    ``offices`` counts the other offices whose reports have the rarest of them.
    """

    first: int
    issuer: str
    told: Sequence[Told]
    offices: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Last year's report, and the passages shared with other offices; or why there is nothing to hold against it."""

    previous: Gist | Silent = NO_PREVIOUS
    others: Sequence[Shared] | Silent = NO_OTHERS
