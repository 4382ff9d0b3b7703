"""Rules in words, for explanations and pages."""

from __future__ import annotations

import re

from checker.model import State
from checker.rulebook.rules import ElementRule

_BRACES = re.compile(r"\{[a-z_-]*\}")
"""What a message fills in."""

STATES = {State.PRESENT: "达标", State.WEAK: "薄弱", State.MISSING: "缺失"}
RANKS = {"应当": "文件明确要求", "建议": "通行写法，属于建议", "体例": "体例要求"}
SEVERITIES = {"error": "错误", "warning": "警告", "note": "建议（不扣分）"}


def without_fields(text: str) -> str:
    """The words of a rule without what is filled in."""
    return _BRACES.sub("……", text)


def bar_in_words(rule: ElementRule) -> dict[State, str]:
    """The bar in words, made from the conditions of the rule."""
    shows = {evidence.name: evidence.shows for evidence in rule.evidence}
    told: dict[State, str] = {}
    for state in (State.PRESENT, State.WEAK):
        ways = []
        for condition in rule.bar[state]:
            parts = [f"至少 {least} 处“{shows[name]}”" for name, least in condition.counts.items()]
            if condition.total:
                kinds = "”“".join(shows[name] for name in condition.total.of)
                parts.append(f"“{kinds}”合计至少 {condition.total.at_least} 处")
            if condition.share:
                parts.append(f"且超过 {condition.share.above:.0%} 的不足都有")
            ways.append("，".join(parts))
        told[state] = "；或".join(ways)
    told[State.MISSING] = "以上都没有（只有标题或“待补充”也算缺失）"
    return told
