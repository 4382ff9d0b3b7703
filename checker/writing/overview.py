"""Several reports at a glance: a line each, and what is missing how often."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checker.model import Result, Severity, State, Tally, Unreadable, Verdict
from checker.writing.run import Run

_WORST = 3
"""How many findings a line names."""
_KINDS_OF_STATES = frozenset(f"element-{state}" for state in State)
"""Kinds of findings that only say again in which state an element is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A report's line; ``link`` leads to its page, ``states`` are the states of the elements by their short titles.

    ``counts`` are all findings by severity, ``kinds`` those besides the states of the elements by kind; ``worst`` are
    the messages of a few errors and warnings, the gravest first.
    """

    path: str
    title: str | None
    issuer: str | None
    tier: str | None
    year: int | None
    issued: datetime.date | None
    states: Mapping[str, State]
    counts: Mapping[Severity, int]
    kinds: Mapping[str, int]
    worst: Sequence[str]
    score: float
    verdict: Verdict
    link: str = ""

    @property
    def name(self) -> str:
        """What to call the report: its office, else its title, else its path."""
        return self.issuer or self.title or self.path

    def elements_in(self, state: State) -> int:
        """How many elements are in a state."""
        return sum(each == state for each in self.states.values())


ORDERS: Mapping[str, Callable[[Entry], Any]] = {
    "given": lambda _: 0,
    "worst": lambda entry: (entry.verdict is Verdict.PASS, entry.score),
    "score": lambda entry: entry.score,
    "missing": lambda entry: (-entry.elements_in(State.MISSING), -entry.elements_in(State.WEAK), entry.score),
    "name": lambda entry: (entry.name.encode("gb18030", "replace"), entry.year or 0),
}
"""In which orders reports are listed: as they came; those that failed first and the lowest score first; the lowest
score first; those that lack most first; by office, in the order of GB 18030: common characters by sound.
What is alike stays in the order in which it came."""


class Overview:
    """Collects the lines; reports that are left out are counted all the same."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._states: dict[str, Counter[State]] = {}
        self._kinds: Counter[str] = Counter()
        self.unreadable: list[Unreadable] = []
        self.left_out = 0

    def take(self, result: Result | Unreadable, run: Run) -> Result | None:
        """Take what comes, and give it back when it is a report that is shown."""
        if isinstance(result, Unreadable):
            self.add_unreadable(result)
        elif run.left_out(result):
            self.count(result)
        else:
            self.add(result)
            return result
        return None

    def add(self, result: Result, link: str = "") -> None:
        """Take a report."""
        self._count(result)
        self._entries.append(_entry(result, link))

    def count(self, result: Result) -> None:
        """Take a report that is left out."""
        self.left_out += 1
        self._count(result)

    def add_unreadable(self, unreadable: Unreadable) -> None:
        """Take a file that could not be read."""
        self.unreadable.append(unreadable)

    @property
    def entries(self) -> Sequence[Entry]:
        """The lines, those of reports that failed first, the lowest score first."""
        return self.ordered("worst")

    def ordered(self, order: str) -> Sequence[Entry]:
        """The lines in one of the :data:`ORDERS`."""
        return sorted(self._entries, key=ORDERS[order])

    @property
    def elements(self) -> Sequence[tuple[str, Counter[State]]]:
        """The elements by their short titles, and in how many reports each stands how."""
        return list(self._states.items())

    @property
    def kinds(self) -> Mapping[str, int]:
        """The kinds of findings that occur besides the states of elements, and in how many reports each does."""
        return self._kinds

    def lacking(self) -> Sequence[str]:
        """Which elements are missing in how many of the reports, and which are thin, in words, the most first."""
        # Reports of different kinds have different elements, each counted among those of its own kind.
        missing: dict[int, list[str]] = {}
        for title, counts in self._most(State.MISSING):
            missing.setdefault(counts.total(), []).append(_lacking(title, counts))
        weak = [f"{title} {counts[State.WEAK]} 份" for title, counts in self._most(State.WEAK)]
        told = [f"{judged} 份中 {'，'.join(lacking)}" for judged, lacking in missing.items()]
        return [*told, *([f"写得薄弱的：{'，'.join(weak)}"] if weak else [])]

    def _most(self, state: State) -> Sequence[tuple[str, Counter[State]]]:
        """The elements that are in a state in some report, those that are in most first."""
        return sorted((each for each in self.elements if each[1][state]), key=lambda each: -each[1][state])

    def _count(self, result: Result) -> None:
        for title, state in _states(result).items():
            self._states.setdefault(title, Counter())[state] += 1
        self._kinds.update(set(_kinds(result)))


def totals(tally: Tally) -> str:
    """How many reports there were and how they fared, in words."""
    line = f"共检查 {tally.reports} 份，通过 {tally.passed} 份，不通过 {tally.failed} 份"
    if tally.mean_score is not None:
        line += f"，平均 {tally.mean_score:g} 分"
    if tally.unreadable:
        line += f"；另有 {tally.unreadable} 份读不了"
    return line + "。"


def _entry(result: Result, link: str) -> Entry:
    facts = result.facts
    by_weight = sorted(result.standing, key=lambda finding: list(Severity).index(finding.severity))
    return Entry(
        path=result.source.path,
        title=facts.title,
        issuer=facts.issuer,
        tier=facts.tier,
        year=facts.report_year,
        issued=facts.date_of_issue.value if facts.date_of_issue else None,
        states=_states(result),
        counts=Counter(finding.severity for finding in result.standing),
        kinds=_kinds(result),
        worst=[f.message for f in by_weight if f.severity is not Severity.NOTE][:_WORST],
        score=result.score,
        verdict=result.verdict,
        link=link,
    )


def _states(result: Result) -> dict[str, State]:
    """The states by short titles; what is no report has none that one could rely on."""
    return {e.short: e.state for e in result.elements.values()} if result.is_report else {}


def _kinds(result: Result) -> Counter[str]:
    return Counter(finding.kind for finding in result.standing if finding.kind not in _KINDS_OF_STATES)


def _lacking(title: str, counts: Counter[State]) -> str:
    missing = counts[State.MISSING]
    return f"{missing} 份{'都' if missing == counts.total() > 1 else ''}缺{title}"
