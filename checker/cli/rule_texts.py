"""What the rules of a pack say of themselves, as writers tell it."""

from __future__ import annotations

import re

from checker.gate import RULES
from checker.model import Severity, State
from checker.rulebook import RuleSet
from checker.rulebook.rules import RECOGNITION_RULE, ElementRule, FindingRule, Rule
from checker.writing.run import RuleText

_BLANK = re.compile(r"\{[a-z_]*\}")
"""What a finding fills in."""


def rule_texts(ruleset: RuleSet, *, gated: bool = False) -> tuple[RuleText, ...]:
    """All rules, that by which the report is recognised first, then in the order of the pack.

    Of a run that is ``gated``, what waivers and the baseline find comes last.
    """
    title = f"是不是《{ruleset.name}》"
    recognition = RuleText(RECOGNITION_RULE, title, Severity.ERROR, "", ruleset.recognition.hint, "")
    gate = (RuleText(name, title, severity, "", "", "") for name, severity, title in RULES if gated)
    return (recognition, *(_text(rule) for rule in ruleset.rules), *gate)


def _text(rule: Rule) -> RuleText:
    if isinstance(rule, ElementRule):
        severity, hint = rule.severities[State.MISSING], rule.hints[State.MISSING]
    else:
        assert isinstance(rule, FindingRule)
        severity, hint = rule.severity, _BLANK.sub("……", rule.hint)
    return RuleText(rule.id, rule.title, severity, rule.basis.says, hint, rule.basis.cite())
