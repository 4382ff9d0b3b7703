"""Mutants: a good report with one fault planted in it, to see whether the rules catch it and say nothing else.

The faults are those that reports come back for. What is planted as residue or placeholder stands in the pack
(``planted`` in ``pack.yaml``); all else follows from the report itself. Nothing is random: the same report gives the
same mutants.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from checker.checks.context import Context
from checker.model import Finding, Result, Severity, Source
from checker.mutants.figure_faults import rates, sums
from checker.mutants.planting import Planted, edited
from checker.mutants.structure_faults import ordinals, without_element, years
from checker.mutants.text_faults import doubled, placeholders, residue
from checker.mutants.word_faults import characters
from checker.parsing import parse
from checker.pipeline import judge
from checker.rulebook.ruleset import RuleSet

_FAULTS: Mapping[str, Callable[[Context], list[Planted]]] = {
    "element": without_element,
    "year": years,
    "rate": rates,
    "sum": sums,
    "ordinal": ordinals,
    "character": characters,
    "residue": residue,
    "placeholder": placeholders,
    "double": doubled,
}

EACH = 3
"""How often each fault is planted in one report, at most."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A faulty text: the fault, what was done in a few words, and the kinds of finding that catch it."""

    fault: str
    done: str
    text: str
    expects: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a mutant: the findings that catch it, and other errors and warnings that came with it."""

    mutant: Mutant
    caught: tuple[Finding, ...]
    others: tuple[Finding, ...]


def trials(source: Source, ruleset: RuleSet) -> Iterator[Trial]:
    """Plant each fault in a report and judge what comes of it."""
    base = Counter(map(_key, judge(source, ruleset).findings))
    for mutant in mutants(source, ruleset):
        result = judge(replace(source, text=mutant.text), ruleset)
        fresh = _fresh(result, base)
        caught = tuple(f for f in fresh if f.kind in mutant.expects)
        others = tuple(f for f in fresh if f.kind not in mutant.expects and f.severity is not Severity.NOTE)
        yield Trial(mutant, caught, others)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.place.quote if finding.place else ""


def _fresh(result: Result, base: Counter[tuple[str, str]]) -> list[Finding]:
    left = base.copy()
    fresh = []
    for finding in result.findings:
        if left[_key(finding)]:
            left[_key(finding)] -= 1
        else:
            fresh.append(finding)
    return fresh


def mutants(source: Source, ruleset: RuleSet) -> Iterator[Mutant]:
    """The mutants of a report, fault by fault."""
    context = Context(parse(source, ruleset.conventions), ruleset)
    for fault, plant in _FAULTS.items():
        found = plant(context)
        chosen = found if fault == "element" else found[:: max(1, len(found) // EACH)][:EACH]
        for planted in chosen:
            yield Mutant(fault, planted.done, edited(source.text, planted.edits), planted.expects)
