"""Every rule carries examples, and its examples hold."""

from __future__ import annotations

import pytest

from checker import load_pack
from checker.checks.examples import Example, examples, verdict
from checker.rulebook.ruleset import RuleSet

EXAMPLES = list(examples(load_pack("fzzf", use_cache=False)))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.rule}-{e.number}")
def test_example(example: Example, ruleset: RuleSet) -> None:
    assert verdict(example, ruleset) == example.expected


def test_every_rule_has_passing_and_failing_examples(ruleset: RuleSet) -> None:
    for rule in ruleset.rules:
        outcomes = {example.expected for example in EXAMPLES if example.rule == rule.id}
        assert outcomes in ({"pass", "fail"}, {"present", "weak", "missing"}), rule.id
