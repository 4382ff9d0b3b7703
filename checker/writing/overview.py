"""Several reports at a glance: a line each, and what is missing how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.model import Result, Severity, State, Unreadable, Verdict


@dataclass(frozen=True, slots=True)
class Entry:
    """A report's line; ``link`` leads to its page, ``states`` are the states of the elements by their short titles."""

    path: str
    title: str | None
    issuer: str | None
    tier: str | None
    year: int | None
    states: Mapping[str, State]
    counts: Mapping[Severity, int]
    score: float
    verdict: Verdict
    link: str = ""

    @property
    def name(self) -> str:
        """What to call the report: its office, else its title, else its path."""
        return self.issuer or self.title or self.path


class Overview:
    """Collects the lines; reports that are left out are counted all the same."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._states: dict[str, Counter[State]] = {}
        self.unreadable: list[Unreadable] = []
        self.left_out = 0

    def add(self, result: Result, link: str = "") -> None:
        """Take a report."""
        facts = result.facts
        self._count_states(result)
        self._entries.append(
            Entry(
                path=result.source.path,
                title=facts.title,
                issuer=facts.issuer,
                tier=facts.tier,
                year=facts.report_year,
                states=_states(result),
                counts=Counter(finding.severity for finding in result.findings),
                score=result.score,
                verdict=result.verdict,
                link=link,
            )
        )

    def count(self, result: Result) -> None:
        """Take a report that is left out."""
        self.left_out += 1
        self._count_states(result)

    def add_unreadable(self, unreadable: Unreadable) -> None:
        """Take a file that could not be read."""
        self.unreadable.append(unreadable)

    @property
    def entries(self) -> Sequence[Entry]:
        """The lines, those of reports that failed first, the lowest score first."""
        return sorted(self._entries, key=lambda entry: (entry.verdict is Verdict.PASS, entry.score))

    @property
    def elements(self) -> Sequence[tuple[str, Mapping[State, int]]]:
        """The elements by their short titles, and in how many reports each stands how."""
        return list(self._states.items())

    def _count_states(self, result: Result) -> None:
        for title, state in _states(result).items():
            self._states.setdefault(title, Counter())[state] += 1


def _states(result: Result) -> dict[str, State]:
    """The states by short titles; what is no report has none that one could rely on."""
    return {e.short: e.state for e in result.elements.values()} if result.is_report else {}
