"""How long each rule takes, for ``--profile``; nothing is measured unless it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter


@dataclass
class Spent:
    """Of one rule: seconds, calls and findings."""

    seconds: float = 0.0
    calls: int = 0
    findings: int = 0


@dataclass
class Timing:
    """What each rule has taken so far, by its id."""

    rules: dict[str, Spent] = field(default_factory=dict)

    @contextmanager
    def measured(self, rule: str) -> Iterator[Spent]:
        """Count the time until the block ends for a rule."""
        spent = self.rules.setdefault(rule, Spent())
        begun = perf_counter()
        try:
            yield spent
        finally:
            spent.seconds += perf_counter() - begun
            spent.calls += 1
