"""Planting faults: each mutant differs from the report in one place, and what catches it is told."""

from __future__ import annotations

import difflib

from checker.model import Source
from checker.mutants import mutants, trials
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import sound_report

REPORT = Source("a.txt", "txt", "utf-8", "", sound_report())


def changed(text: str) -> list[str]:
    """The lines of a mutant that its report has not."""
    lines = difflib.ndiff(REPORT.text.splitlines(), text.splitlines())
    return [line[2:].strip() for line in lines if line.startswith("+ ")]


def test_one_fault_at_a_time(ruleset: RuleSet) -> None:
    planted = {
        fault: [m for m in mutants(REPORT, ruleset) if m.fault == fault] for fault in ("year", "ordinal", "double")
    }
    assert [len(changed(m.text)) for m in planted["year"]] == [1] * len(planted["year"]) != []
    assert changed(planted["ordinal"][0].text)[0].startswith(("四、", "（四）", "五、"))
    doubled = planted["double"][0]
    assert len(doubled.text) > len(REPORT.text)
    assert [m.text for m in mutants(REPORT, ruleset)] == [m.text for m in mutants(REPORT, ruleset)]


def test_a_section_left_out_is_caught_as_its_element_and_the_rest_is_renumbered(ruleset: RuleSet) -> None:
    left_out = [t for t in trials(REPORT, ruleset) if t.mutant.fault == "element" and "第一责任人" in t.mutant.done]
    assert [f.rule for f in left_out[0].caught] == ["elements/principal"]
    assert left_out[0].others == ()
    assert "二、存在的不足和原因" in left_out[0].mutant.text
    assert "三、2025年" in left_out[0].mutant.text
