"""How right the checker is: states against labels, facts, the two unforgivable errors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from checker import check_file, check_text
from checker.model import Result
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import Labelled, RealTitle, SmallCase

ELEMENTS = ("measures", "problems", "causes", "principal", "plan")
STATES = ("missing", "weak", "present")
FACTS = ("title", "issuer", "tier", "report_year")


@dataclass
class Measured:
    """Pairs of wanted and found states by element, facts right and wrong, and every disagreement in words."""

    pairs: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: {e: [] for e in ELEMENTS})
    facts: dict[str, list[bool]] = field(default_factory=lambda: {f: [] for f in ("is_report", *FACTS)})
    wrong: list[str] = field(default_factory=list)

    @property
    def all_pairs(self) -> list[tuple[str, str]]:
        """The pairs of all elements."""
        return [pair for pairs in self.pairs.values() for pair in pairs]

    @property
    def missed_missing(self) -> int:
        """Missing elements that passed as present."""
        return self.all_pairs.count(("missing", "present"))

    @property
    def false_missing(self) -> int:
        """Elements called missing that are there."""
        return sum(found == "missing" != wanted for wanted, found in self.all_pairs)

    def accuracy(self, element: str) -> float:
        """How often the state of an element is right."""
        pairs = self.pairs[element]
        return sum(a == b for a, b in pairs) / max(1, len(pairs))

    def confusion(self, element: str) -> dict[str, int]:
        """Wanted->found, where they differ."""
        return {f"{a}->{b}": n for (a, b), n in sorted(Counter(self.pairs[element]).items()) if a != b}


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa with quadratic weights (J. Cohen, Psychological Bulletin 70, 1968)."""
    n, last = len(pairs), len(STATES) - 1
    rows, columns = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)

    def weight(a: str, b: str) -> float:
        return ((STATES.index(a) - STATES.index(b)) / last) ** 2

    observed = sum(weight(a, b) for a, b in pairs) / n
    expected = sum(rows[a] * columns[b] * weight(a, b) for a in STATES for b in STATES) / n**2
    return 1.0 if expected == 0 else 1 - observed / expected


def measure(texts: Sequence[Labelled], ruleset: RuleSet) -> Measured:
    """Hold the results for labelled texts against their labels."""
    measured = Measured()
    for text in texts:
        _compare(text, check_file(str(text.path), ruleset), measured)
    return measured


def _compare(text: Labelled, result: Result, measured: Measured) -> None:
    name, label = text.path.name, text.label
    measured.facts["is_report"].append(result.is_report == label["is_report"])
    if result.is_report != label["is_report"]:
        measured.wrong.append(f"{name}: is_report is {label['is_report']}, got {result.is_report}")
    if not label["is_report"]:
        return
    for fact in FACTS:
        wanted, found = label.get(fact), getattr(result.facts, fact)
        measured.facts[fact].append(_squash(wanted) == _squash(found))
        if _squash(wanted) != _squash(found):
            measured.wrong.append(f"{name}: {fact} is {wanted!r}, got {found!r}")
    for element in ELEMENTS:
        wanted = label["elements"][element]["state"]
        judged = result.elements.get(element)
        found = str(judged.state) if judged else "missing"
        measured.pairs[element].append((wanted, found))
        if wanted != found:
            measured.wrong.append(f"{name}: {element} is {wanted}, got {found}")


def _squash(value: object) -> str:
    return re.sub(r"\s", "", "" if value is None else str(value)).translate(str.maketrans("（）：，", "():,"))


def wrong_states(cases: Sequence[SmallCase], ruleset: RuleSet) -> list[str]:
    """The small cases on elements that come out wrong."""
    wrong = []
    for case in cases:
        assert case.element is not None
        found = check_text(case.report(), ruleset).elements[case.element].state
        if found != case.state:
            wrong.append(f"{case.id}: {case.element} is {case.state}, got {found}: {case.text[:50]}")
    return wrong


def wrong_titles(titles: Sequence[RealTitle], ruleset: RuleSet) -> dict[str, list[str]]:
    """The real titles from which tier or year are read wrongly."""
    wrong: dict[str, list[str]] = {"tier": [], "report_year": [], "is_report": []}
    for title in titles:
        result = check_text(title.report(), ruleset)
        words = "".join(title.lines)
        if result.facts.tier != title.tier:
            wrong["tier"].append(f"{words}: tier is {title.tier}, got {result.facts.tier}")
        if result.facts.report_year != title.year:
            wrong["report_year"].append(f"{words}: year is {title.year}, got {result.facts.report_year}")
        if not result.is_report:
            wrong["is_report"].append(words)
    return wrong
