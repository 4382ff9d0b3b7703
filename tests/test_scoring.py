"""The score: a hundred less what the rules take; the deductions add up by hand, and never beyond a hundred."""

from __future__ import annotations

from dataclasses import replace

from checker import check_text
from checker.rulebook.rules import FindingRule
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import sound_report


def only(ruleset: RuleSet, **changes: object) -> RuleSet:
    """The rules with a single finding rule, changed; it finds the sound report to lack what no report has."""
    first: FindingRule = next(rule for rule in ruleset.findings if rule.check == "topic")
    fields = {name: getattr(first, name) for name in FindingRule.__dataclass_fields__}
    never = replace(first.settings, at_least=10_000)
    rule = FindingRule(**{**fields, "settings": never, "applies": type(first.applies)(), **changes})
    return replace(ruleset, findings=(rule,))


def test_points_are_taken_up_to_the_cap(ruleset: RuleSet) -> None:
    result = check_text(sound_report(), only(ruleset, points=4.0, cap=3.0))
    assert result.score == 97
    assert "最多扣 3 分" in result.deductions[0].why


def test_notes_without_points_cost_nothing(ruleset: RuleSet) -> None:
    result = check_text(sound_report(), only(ruleset, points=0.0, cap=0.0))
    assert (result.score, result.deductions) == (100, ())
    assert len(result.findings) == 1


def test_no_more_than_a_hundred_points_can_be_lost(ruleset: RuleSet) -> None:
    empty = sound_report(measures="", h2="", principal="", problems="（待补充）\n")
    result = check_text(empty, only(ruleset, points=60.0, cap=60.0))
    assert result.score == 0
    assert sum(d.points for d in result.deductions) == 100
    assert "只剩这些分可扣" in result.deductions[-1].why
