"""Every rule carries examples, and its examples hold, in each pack that comes with the program."""

from __future__ import annotations

import pytest

from checker import load_pack
from checker.checks.examples import Example, examples, verdict
from checker.rulebook.packs import pack_names

PACKS = {name: load_pack(name, use_cache=False) for name in pack_names()}
EXAMPLES = [(pack, example) for pack, ruleset in PACKS.items() for example in examples(ruleset)]


@pytest.mark.parametrize(("pack", "example"), EXAMPLES, ids=[f"{p}-{e.rule}-{e.number}" for p, e in EXAMPLES])
def test_example(pack: str, example: Example) -> None:
    assert verdict(example, PACKS[pack]) == example.expected


@pytest.mark.parametrize("pack", PACKS)
def test_every_rule_has_passing_and_failing_examples(pack: str) -> None:
    for rule in PACKS[pack].rules:
        outcomes = {example.expected for of, example in EXAMPLES if of == pack and example.rule == rule.id}
        assert outcomes in ({"pass", "fail"}, {"present", "weak", "missing"}), rule.id
