"""The bars of correctness. They are held on every set of labelled texts; make accuracy prints the details."""

from __future__ import annotations

import pytest

from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import labelled, real_titles, small_cases
from tests.measures import kappa, measure, wrong_states, wrong_titles


def test_states_on_seeds_and_dev_texts(ruleset: RuleSet) -> None:
    measured = measure([*labelled("seeds"), *labelled("dev")], ruleset)
    assert kappa(measured.all_pairs) >= 0.95, measured.wrong
    assert measured.missed_missing == 0, measured.wrong
    assert measured.false_missing == 0, measured.wrong


def test_states_on_own_texts(ruleset: RuleSet) -> None:
    measured = measure(labelled("own"), ruleset)
    assert kappa(measured.all_pairs) >= 0.95, measured.wrong
    assert measured.missed_missing == 0, measured.wrong


@pytest.mark.parametrize("name", ["seeds", "dev", "own"])
def test_facts(name: str, ruleset: RuleSet) -> None:
    measured = measure(labelled(name), ruleset)
    for fact, right in measured.facts.items():
        assert sum(right) / len(right) >= 0.95, (fact, measured.wrong)


@pytest.mark.parametrize("folder", ["micro", "micro_own"])
def test_small_cases(folder: str, ruleset: RuleSet) -> None:
    cases = small_cases(folder, "elements*")
    wrong = wrong_states(cases, ruleset)
    assert 1 - len(wrong) / len(cases) >= 0.85, wrong


def test_tier_and_year_of_real_titles(ruleset: RuleSet) -> None:
    titles = real_titles()
    for fact, wrong in wrong_titles(titles, ruleset).items():
        assert 1 - len(wrong) / len(titles) >= 0.95, (fact, wrong)
