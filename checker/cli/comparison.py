"""What the reports of a job are held against: the reports of the year before, and each other.

All reports are read once before the first is judged, which takes a ninth of the time that judging takes. What was
parsed is kept as far as there is room, so that few files are read twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.checks.reuse import common_of
from checker.comparing import NO_OTHERS, NO_PREVIOUS, Compared, Gist, Shared, Silent, previous_of, shared_passages
from checker.model import Report, Unreadable
from checker.rulebook import RuleSet

_ROOM = 1_000_000
"""Characters of text in the parsed reports that are kept, some 400 reports."""

_BYTES_PER_CHARACTER = 4
"""What the bytes of an original file count for."""

_NOT_WANTED = Silent("没有与别的报告比较（--no-compare）")
_NOT_INSTALLED = Silent('比较报告的组件还没有安装，请运行 pip install "fzcheck[reuse]"（或 fzcheck[all]）', failed=True)


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was read: the report or what was wrong, what of it is compared, the pack that is to judge it."""

    found: Report | Unreadable
    gist: Gist | None
    pack: str


class Kept:
    """Reports that were parsed, as far as there is room; each is given out once."""

    def __init__(self) -> None:
        self._found: dict[str, Report | Unreadable] = {}
        self._room = _ROOM

    def add(self, path: str, found: Report | Unreadable, *, must: bool) -> None:
        """Keep a report if there is room, or if it ``must`` be kept because it cannot be read again."""
        size = 0
        if isinstance(found, Report):
            size = len(found.source.text) + len(found.source.original or b"") // _BYTES_PER_CHARACTER
        if must or size <= self._room:
            self._found[path] = found
            self._room -= size

    def take(self, path: str) -> Report | Unreadable | None:
        """What was kept of a file, None when it is to be read again."""
        return self._found.pop(path, None)


def compared_with(
    gists: Sequence[Gist | None],
    previous: Sequence[Gist] | Silent,
    ruleset: RuleSet,
    *,
    with_others: bool,
    is_given: bool,
) -> list[Compared]:
    """What each report is held against; None stands for a report that could not be read.

    With ``is_given`` one report of the year before was named for one report.
    """
    others = _others(gists, ruleset) if with_others else [_NOT_WANTED] * len(gists)
    return [
        Compared(_previous(gist, previous, is_given=is_given), shared)
        for gist, shared in zip(gists, others, strict=True)
    ]


def _previous(gist: Gist | None, previous: Sequence[Gist] | Silent, *, is_given: bool) -> Gist | Silent:
    if isinstance(previous, Silent):
        return previous
    return NO_PREVIOUS if gist is None else previous_of(gist, previous, is_given=is_given)


def _others(gists: Sequence[Gist | None], ruleset: RuleSet) -> Sequence[Sequence[Shared] | Silent]:
    common = common_of(ruleset)
    if common is None or len(gists) < 2:
        return [NO_OTHERS] * len(gists)
    try:
        return shared_passages(gists, common)
    except ImportError as error:
        if error.name != "rensa":
            raise
        return [_NOT_INSTALLED] * len(gists)
