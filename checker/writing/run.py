"""What a writer knows of the run besides the results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from checker.model import Result, Tally, Unreadable, Verdict


@dataclass(frozen=True)
class Run:
    """The pack used, whether passing reports are left out, whether more is told, and the counts so far."""

    pack_id: str
    pack_version: str
    quiet: bool = False
    verbose: bool = False
    tally: Tally = field(default_factory=Tally)

    def counted(self, results: Iterable[Result | Unreadable]) -> Iterator[Result | Unreadable]:
        """Pass results on and count them."""
        for result in results:
            self.tally.add(result)
            yield result

    def left_out(self, result: Result) -> bool:
        """Is this a passing report that the user does not want to see?"""
        return self.quiet and result.verdict is Verdict.PASS
