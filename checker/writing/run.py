"""What a writer knows of the run besides the results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from checker.model import Result, Tally, Verdict


@dataclass(frozen=True)
class Run:
    """The pack used, whether passing reports are left out, whether more is told, and the counts so far.

    ``kinds`` are the short titles of the kinds of findings, in the order of the pack; ``order`` is one of the orders in
    which :class:`checker.writing.overview.Overview` lists reports. The counts hold every result that a writer has been
    given, and are complete when it is told to finish.
    """

    pack_id: str
    pack_version: str
    quiet: bool = False
    verbose: bool = False
    tally: Tally = field(default_factory=Tally)
    kinds: Mapping[str, str] = field(default_factory=dict)
    order: str = "worst"

    def left_out(self, result: Result) -> bool:
        """Is this a passing report that the user does not want to see?"""
        return self.quiet and result.verdict is Verdict.PASS

    def kind_title(self, kind: str) -> str:
        """The short title of a kind of findings, its own name when the pack gives none."""
        return self.kinds.get(kind, kind)

    def in_order(self, kinds: Iterable[str]) -> list[str]:
        """Kinds of findings in the order of the pack, those that it does not know at the end."""
        known = list(self.kinds)
        return sorted(kinds, key=lambda kind: (known.index(kind) if kind in self.kinds else len(known), kind))
