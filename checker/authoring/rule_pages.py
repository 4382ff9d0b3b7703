"""Markdown pages on the rules of a pack: one a group, and an index. Made from the rules, never written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.authoring.wording import RANKS, SEVERITIES, STATES, bar_in_words, without_fields
from checker.model import State
from checker.rulebook.build import document_of
from checker.rulebook.compiling import compile_document
from checker.rulebook.merging import Merged
from checker.rulebook.rules import Applies, ElementRule, FindingRule, Rule, RuleExample
from checker.rulebook.ruleset import RuleSet
from checker.writing.words import TIERS

INDEX = "index.md"
_MADE = "<!-- 由 fzcheck rules docs 生成；要改请改规则文件，再生成一次。 -->"


def pages(merged: Merged) -> dict[str, str]:
    """The pages on the rules that the last pack defines or changes, by file name."""
    ruleset = compile_document(document_of(merged))
    names: Mapping[str, str] = merged.pack.data.get("groups", {})
    own = {name for name, rule in merged.section("rules").items() if rule.files() & merged.own}
    groups: dict[str, list[Rule]] = {}
    for rule in ruleset.rules:
        if rule.id in own:
            groups.setdefault(rule.id.partition("/")[0], []).append(rule)
    made = {INDEX: "\n".join(_index(groups, names, ruleset, merged))}
    for group, rules in groups.items():
        made[f"{group}.md"] = "\n".join(_page(names.get(group, group), group, rules, ruleset))
    return made


def _index(
    groups: Mapping[str, Sequence[Rule]], names: Mapping[str, str], ruleset: RuleSet, merged: Merged
) -> Iterator[str]:
    yield _MADE
    yield f"# 规则一览：{ruleset.name}（{ruleset.id}）"
    yield ""
    if parent := merged.pack.data.get("extends"):
        yield f"这里是规则包 {ruleset.id} 自己写的和改过的规则；其余沿用规则包 {parent}。"
        yield ""
    for group, rules in groups.items():
        yield f"## [{_cell(names.get(group, group))}]({group}.md)"
        yield ""
        yield "| 规则 | 查什么 | 级别 | 分值 | 依据的性质 |"
        yield "|---|---|---|---|---|"
        for rule in rules:
            cells = (f"`{rule.id}`", _cell(rule.title), _severity(rule), _points(rule) or "不扣分", rule.basis.rank)
            yield f"| {' | '.join(cells)} |"
        yield ""


def _page(name: str, group: str, rules: Sequence[Rule], ruleset: RuleSet) -> Iterator[str]:
    yield _MADE
    yield f"# {name}（{group}）" if name != group else f"# {group}"
    yield ""
    yield f"[全部规则]({INDEX})"
    yield ""
    for rule in rules:
        yield f"## {rule.title}"
        yield ""
        yield f"`{rule.id}`，写在 {rule.origin.rpartition(':')[0]}"
        yield ""
        yield from (f"- {label}：{text}" for label, text in _facts(rule, ruleset))
        yield ""
        yield from _examples(rule)


def _facts(rule: Rule, ruleset: RuleSet) -> Iterator[tuple[str, str]]:
    if reason := ruleset.off.get(rule.id):
        yield "停用", reason
    yield "级别", _severity(rule)
    if points := _points(rule):
        yield "分值", points
    if where := _where(rule.applies):
        yield "适用", where
    if isinstance(rule, ElementRule):
        for state, text in bar_in_words(rule).items():
            yield f"什么算{STATES[state]}", text
        for state in (State.WEAK, State.MISSING):
            yield f"{STATES[state]}时怎么改", rule.hints[state]
    elif isinstance(rule, FindingRule):
        yield "提示", without_fields(rule.message)
        yield "怎么改", without_fields(rule.hint)
    yield "依据", f"{rule.basis.cite()}（{rule.basis.rank}：{RANKS[rule.basis.rank]}）"
    yield "为什么", rule.basis.says


def _severity(rule: Rule) -> str:
    if isinstance(rule, ElementRule):
        named = (f"{STATES[state]}是{SEVERITIES[severity]}" for state, severity in rule.severities.items())
        return "，".join(named)
    return SEVERITIES[rule.severity] if isinstance(rule, FindingRule) else ""


def _points(rule: Rule) -> str:
    if isinstance(rule, ElementRule):
        return f"{rule.points:g} 分，薄弱得 {rule.weak_points:g} 分"
    if isinstance(rule, FindingRule) and rule.points:
        return f"每处扣 {rule.points:g} 分，最多扣 {rule.cap:g} 分"
    return ""


def _where(applies: Applies) -> str:
    told = "、".join(name for tier, name in TIERS.items() if tier in applies.tiers)
    first, last = applies.year_from, applies.year_until
    if first is not None or last is not None:
        years = f"{first or ''}—{last}年度" if last is not None else f"{first}年度起"
        told = f"{told}；{years}" if told else years
    return told


def _examples(rule: Rule) -> Iterator[str]:
    """One bad and one good example."""
    if isinstance(rule, ElementRule):
        for state in (State.MISSING, State.WEAK, State.PRESENT):
            yield from _quoted(f"{STATES[state]}的写法", RuleExample(rule.examples[state][0]))
    elif isinstance(rule, FindingRule):
        yield from _quoted("会提示的写法", rule.failing[0])
        yield from _quoted("没有问题的写法", rule.passing[0])


def _quoted(label: str, example: RuleExample) -> Iterator[str]:
    held_against = [("上年的报告", example.previous)] if example.previous else []
    held_against += [("别的单位的报告", text) for text in example.others[:1]]
    for name, text in (*held_against, (label, example.text)):
        fence = "~" * 3
        while fence in (text or ""):
            fence += "~"
        yield from (f"{name}：", "", f"{fence}text", (text or "").strip("\n"), fence, "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
