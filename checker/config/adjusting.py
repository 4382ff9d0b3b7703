"""What a configuration changes about the rules: other severities, rules that are not asked.

What a legal document orders, the elements and the rules whose basis has the rank 应当, can be made stricter, never
softened or ignored, and waived only report by report.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.config.matching import is_exact
from checker.config.values import Config
from checker.model import Severity
from checker.rulebook.placed import DataPath
from checker.rulebook.problems import Problem
from checker.rulebook.rules import ElementRule, FindingRule, Rule
from checker.rulebook.ruleset import RuleSet

_ORDERED = "应当"
_STRICTER = (Severity.NOTE, Severity.WARNING, Severity.ERROR)
_WORDS = {Severity.ERROR: "error（错误）", Severity.WARNING: "warning（警告）", Severity.NOTE: "note（建议）"}


def adjusted(ruleset: RuleSet, config: Config) -> RuleSet:
    """The rules as the configuration wants them. Names of rules that the pack does not have are passed over."""
    wanted = config.severities
    return replace(
        ruleset,
        elements=tuple(_element(rule, wanted[rule.id]) if rule.id in wanted else rule for rule in ruleset.elements),
        findings=tuple(
            replace(rule, severity=wanted[rule.id]) if rule.id in wanted else rule for rule in ruleset.findings
        ),
        ignored={**ruleset.ignored, **config.ignored},
    )


def _element(rule: ElementRule, severity: Severity) -> ElementRule:
    return replace(rule, severities=dict.fromkeys(rule.severities, severity))


def problems_with(config: Config, rulesets: Sequence[RuleSet]) -> list[Problem]:
    """Rules that none of the packs has, and what may not be softened."""
    rules = {rule.id: rule for ruleset in rulesets for rule in ruleset.rules}
    return list(_problems(config, rules))


def _problems(config: Config, rules: dict[str, Rule]) -> Iterator[Problem]:
    file, data = config.file, config.file.data
    named: list[tuple[DataPath, str]] = [(("severities", rule), rule) for rule in config.severities]
    named += [(("ignore", i, "rule"), entry["rule"]) for i, entry in enumerate(data.get("ignore", ()))]
    named += [(("waivers", i, "rule"), entry["rule"]) for i, entry in enumerate(data.get("waivers", ()))]
    for path, name in named:
        if name not in rules:
            close = difflib.get_close_matches(name, list(rules), 3, 0.5)
            meant = f"相近的有：{'、'.join(close)}。" if close else "用 fzcheck explain all 列出全部规则。"
            yield file.problem(path, f"没有名叫“{name}”的规则。{meant}")
        elif is_ordered(rules[name]) and (why := _unlawful(config, path, rules[name])):
            yield file.problem(path, f"“{name}”是文件要求“应当”做到的（{rules[name].basis.cite()}），{why}")


def _unlawful(config: Config, path: DataPath, rule: Rule) -> str | None:
    """What is wrong with what a configuration says of a rule that a legal document orders."""
    match path:
        case ("ignore", *_):
            return "不能不查。"
        case ("severities", *_):
            least = _severity(rule)
            softer = _STRICTER.index(config.severities[rule.id]) < _STRICTER.index(least)
            return f"级别只能往严里改，至少写 {_WORDS[least]}。" if softer else None
        case (_, int(i), *_):
            one_file = (pattern := config.waivers[i].path) is not None and is_exact(pattern)
            return None if one_file else "只能一份一份豁免：请用 path 写明是哪一份报告，不用 * 和 ?，也不写文件夹。"
    return None


def is_ordered(rule: Rule) -> bool:
    """Does a legal document order what a rule asks for?"""
    return isinstance(rule, ElementRule) or rule.basis.rank == _ORDERED


def _severity(rule: Rule) -> Severity:
    """The severity of a rule, of an element the most severe."""
    if isinstance(rule, ElementRule):
        return max(rule.severities.values(), key=_STRICTER.index)
    return rule.severity if isinstance(rule, FindingRule) else Severity.NOTE
