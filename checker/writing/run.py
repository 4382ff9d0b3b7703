"""What a writer knows of the run besides the results."""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.model import Result, Tally, Verdict


@dataclass(frozen=True)
class Run:
    """The pack used, whether passing reports are left out, whether more is told, and the counts so far.

    The counts hold every result that a writer has been given, and are complete when it is told to finish.
    """

    pack_id: str
    pack_version: str
    quiet: bool = False
    verbose: bool = False
    tally: Tally = field(default_factory=Tally)

    def left_out(self, result: Result) -> bool:
        """Is this a passing report that the user does not want to see?"""
        return self.quiet and result.verdict is Verdict.PASS
