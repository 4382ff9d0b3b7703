"""``fzcheck explain RULE``: what a rule asks, why, by which examples, and where it stands."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from checker.authoring.wording import RANKS, SEVERITIES, STATES, bar_in_words, without_fields
from checker.choosing import AUTO, pack_with
from checker.cli import ChineseHelp, app
from checker.cli.exit_codes import ExitCode
from checker.cli.options import Rules
from checker.model import State
from checker.rulebook.problems import RulebookError
from checker.rulebook.rules import RECOGNITION_RULE, ElementRule, FindingRule, Rule, RuleExample
from checker.rulebook.ruleset import RuleSet


@app.command("explain", cls=ChineseHelp)
def explain(
    rule: Annotated[str, typer.Argument(metavar="规则", help="规则的名字，如 elements/causes；写 all 列出全部规则。")],
    rules: Rules = AUTO,
) -> int:
    """说明一条规则要什么、依据是什么，给出正反例子，并指出它写在哪个文件的哪一行。"""
    try:
        ruleset = pack_with(rule, rules)
    except RulebookError as error:
        print(f"规则包有误：\n{error}", file=sys.stderr)
        return ExitCode.ERROR
    if rule == "all":
        print(f"{RECOGNITION_RULE}\t是不是《{ruleset.name}》\tpack.yaml")
        for each in ruleset.rules:
            print(f"{each.id}\t{each.title}\t{each.origin}")
        return ExitCode.OK
    if rule == RECOGNITION_RULE:
        print("\n".join(_recognition(ruleset)))
        return ExitCode.OK
    found = next((each for each in ruleset.rules if each.id == rule), None)
    if found is None:
        print(_not_found(rule, ruleset), file=sys.stderr)
        return ExitCode.ERROR
    if reason := ruleset.off.get(found.id):
        print(f"这条规则在规则包 {ruleset.id} 里停用了：{reason}\n")
    print("\n".join(_lines(found)))
    return ExitCode.OK


def _not_found(rule: str, ruleset: RuleSet) -> str:
    import difflib

    close = difflib.get_close_matches(rule, [each.id for each in ruleset.rules], 3, 0.4)
    known = f"相近的有：{'、'.join(close)}。" if close else ""
    return f"没有名叫“{rule}”的规则。{known}用 fzcheck explain all 列出全部规则。"


def _recognition(ruleset: RuleSet) -> list[str]:
    """How one tells a report of the pack's kind."""
    recognition = ruleset.recognition
    lines = [
        f"{RECOGNITION_RULE}　是不是《{ruleset.name}》",
        f"写在：规则包 {ruleset.id} 的 pack.yaml（recognition）",
        "",
        "看标题、开头、各部分标题和结尾是不是这类报告的写法；不是的，不逐项检查，按不通过处理。",
        f"容易混淆的材料：{'；'.join(kind.name for kind in recognition.look_alikes)}。",
        f"怎么办：{recognition.hint}",
        "",
    ]
    pairs = [("是", text) for text in recognition.passing] + [("不是", text) for text in recognition.failing]
    return lines + _quoted(pairs)


def _lines(rule: Rule) -> list[str]:
    basis = rule.basis
    lines = [f"{rule.id}　{rule.title}", f"写在：{rule.origin}", ""]
    if isinstance(rule, ElementRule):
        lines += [f"分值：{rule.points:g} 分，薄弱得 {rule.weak_points:g} 分，缺失不得分", ""]
        lines += [f"什么算{STATES[state]}：" + text for state, text in bar_in_words(rule).items()]
        lines += ["", "怎么写："]
        lines += [f"　{STATES[state]}时——{rule.hints[state]}" for state in (State.WEAK, State.MISSING)]
    elif isinstance(rule, FindingRule):
        cost = f"；每处扣 {rule.points:g} 分，最多扣 {rule.cap:g} 分" if rule.points else ""
        told = [f"提示：{without_fields(rule.message)}", f"怎么写：{without_fields(rule.hint)}"]
        lines += [f"级别：{SEVERITIES[rule.severity]}{cost}", *told]
    lines += ["", f"依据：{basis.cite()}", f"性质：{basis.rank}（{RANKS[basis.rank]}）", f"内容：{basis.says}", ""]
    return lines + _examples(rule)


def _examples(rule: Rule) -> list[str]:
    if isinstance(rule, ElementRule):
        pairs = [(STATES[state], text) for state, texts in rule.examples.items() for text in texts]
    elif isinstance(rule, FindingRule):
        pairs = [pair for example in rule.passing for pair in _with_compared("没有问题", example)]
        pairs += [pair for example in rule.failing for pair in _with_compared("会提示", example)]
    else:
        pairs = []
    return _quoted(pairs)


def _with_compared(label: str, example: RuleExample) -> Iterator[tuple[str, str]]:
    """An example, and before it the texts that it is held against."""
    if example.previous:
        yield "上年的报告", example.previous
    yield from (("别的单位的报告", text) for text in example.others)
    yield label, example.text


def _quoted(pairs: Sequence[tuple[str, str]]) -> list[str]:
    lines = []
    for label, text in pairs:
        lines.append(f"例（{label}）：")
        lines += [f"　│ {line}" for line in text.strip().splitlines()]
    return lines
