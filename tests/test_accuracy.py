"""The bars of correctness. They are held on every set of labelled texts; make accuracy prints the details."""

from __future__ import annotations

import pytest

from checker.model import Severity, Source
from checker.mutants import Trial, trials
from checker.reading import read_file
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import labelled, real_titles, small_cases
from tests.defects import measure_cases, measure_defects
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


def test_findings_on_seeds_and_dev_texts(ruleset: RuleSet) -> None:
    defects = measure_defects([*labelled("seeds"), *labelled("dev")], ruleset)
    assert defects.severities[Severity.ERROR].precision >= 0.98, defects.wrong
    assert defects.severities[Severity.WARNING].precision >= 0.90, defects.wrong
    assert defects.all_labels.recall >= 0.90, defects.wrong
    assert defects.alarms_on_clean == []


def test_findings_on_own_texts(ruleset: RuleSet) -> None:
    defects = measure_defects(labelled("own"), ruleset)
    assert defects.severities[Severity.ERROR].precision >= 0.95, defects.wrong
    assert defects.severities[Severity.WARNING].precision >= 0.85, defects.wrong
    assert defects.all_labels.recall >= 0.80, defects.wrong
    assert defects.alarms_per_1000 <= 0.1, defects.alarms_on_clean


GROUPS = ("figures", "years", "structure", "wording", "privacy_office", "answered")


@pytest.mark.parametrize(("folder", "right", "silent"), [("micro", 0.85, 0.95), ("micro_own", 0.80, 0.92)])
@pytest.mark.parametrize("group", GROUPS)
def test_small_cases_on_findings(group: str, folder: str, right: float, silent: float, ruleset: RuleSet) -> None:
    measured = measure_cases(small_cases(folder, f"{group}*"), ruleset)[group]
    assert measured.right / measured.cases >= right, measured.wrong
    assert measured.silent / measured.silent_cases >= silent, measured.wrong


def clean_reports() -> list[str]:
    """The labelled reports without a defect."""
    texts = [*labelled("dev"), *(text for text in labelled("own") if text.path.stem.startswith("r"))]
    return [str(text.path) for text in texts if text.label["is_report"] and not text.label.get("defects")]


def test_planted_faults_are_caught_and_nothing_else_is_said(ruleset: RuleSet) -> None:
    tried: list[Trial] = []
    for path in clean_reports():
        source = read_file(path)
        assert isinstance(source, Source)
        tried += trials(source, ruleset)
    missed = [trial.mutant.done for trial in tried if not trial.caught]
    others = [finding.message for trial in tried for finding in trial.others]
    assert len(tried) > 300
    assert 1 - len(missed) / len(tried) >= 0.9, missed
    assert len(others) / len(tried) <= 0.05, others
