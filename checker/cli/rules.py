"""``fzcheck rules …``: what authors of rules do with a pack."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import Annotated

import typer

from checker.checks.examples import Example, examples, verdict
from checker.cli import ChineseHelp, app
from checker.cli.exit_codes import ExitCode
from checker.cli.inputs import expand, read
from checker.model import Unreadable
from checker.mutants import Trial, trials
from checker.rulebook import RuleSet, load_pack
from checker.rulebook.problems import RulebookError
from checker.writing.places import where
from checker.writing.visible import shown

_FAULTS = {
    "element": "删去一个要素",
    "year": "年份写错",
    "rate": "比率写错",
    "sum": "分项写错",
    "ordinal": "序号跳过",
    "character": "固定表述错字",
    "residue": "留下网页文字",
    "placeholder": "空着没填",
    "double": "句子重复",
}
_VERDICTS = {
    "pass": "没有问题",
    "fail": "会提示",
    "present": "达标",
    "weak": "薄弱",
    "missing": "缺失",
    "report": "是这类报告",
    "not-a-report": "不是这类报告",
}

commands = typer.Typer(no_args_is_help=False, rich_markup_mode=None, help="写规则的人用的命令。")
app.add_typer(commands, name="rules")


@commands.callback()
def _rules() -> None:
    """写规则的人用的命令：新写一条、检查规则包、试例子、看生效的值、从报告里找词、生成说明。"""


@commands.command("test", cls=ChineseHelp)
def test(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[文件…]", help="与 --mutate 同用：没有毛病的报告。")
    ] = None,
    rules: Annotated[str, typer.Option("--rules", help="规则包的名字、文件夹或 pack.yaml。")] = "fzzf",
    mutate: Annotated[
        bool, typer.Option("--mutate", help="在给出的好报告里一次种下一处毛病，看规则查不查得出，有没有误报。")
    ] = False,
) -> int:
    """把每条规则自带的正反例子都跑一遍；加 --mutate 文件… 做种错试验。"""
    if mutate != bool(files):
        needs = "--mutate 后面要写报告文件" if mutate else "给了文件就要写 --mutate"
        print(f"{needs}，如 fzcheck rules test --mutate 报告.txt。", file=sys.stderr)
        return ExitCode.ERROR
    try:
        ruleset = load_pack(rules)
    except RulebookError as error:
        print(f"规则包有误：\n{error}", file=sys.stderr)
        return ExitCode.ERROR
    return _run_mutants(files, ruleset) if files else _run_examples(ruleset)


def _run_examples(ruleset: RuleSet) -> int:
    """Run all examples, tell those that come out otherwise."""
    count = 0
    wrong: list[tuple[Example, str]] = []
    for example in examples(ruleset):
        count += 1
        if (found := verdict(example, ruleset)) != example.expected:
            wrong.append((example, found))
    for example, found in wrong:
        print(
            f"{example.rule} 的第 {example.number + 1} 个例子：应是“{_said(example.expected)}”，却是“{_said(found)}”。"
        )
        print("\n".join(f"　│ {line}" for line in example.text.strip().splitlines()))
    head = f"规则包 {ruleset.id}：{len(ruleset.rules)} 条规则，{count} 个例子"
    print(f"{head}，{len(wrong)} 个不符。" if wrong else f"{head}，全部相符。")
    return ExitCode.FAILED if wrong else ExitCode.OK


def _said(verdict: str) -> str:
    if verdict in _VERDICTS:
        return _VERDICTS[verdict]
    return "会提示，但指的是别处：" + verdict.removeprefix("fail at ")


# --- mutants --------------------------------------------------------------------------------------------------------


@dataclass
class _Tally:
    """Of one fault: how often it was planted and caught, by which rules, and how many other findings came."""

    planted: int = 0
    caught: int = 0
    others: int = 0
    rules: Counter[str] = field(default_factory=Counter)


def _run_mutants(files: list[str], ruleset: RuleSet) -> int:
    """Plant faults in the given reports; tell what was caught, what was not, and what else came."""
    tallies: dict[str, _Tally] = {}
    code = ExitCode.OK
    for path in expand(files):
        source = read(path)
        if isinstance(source, Unreadable):
            print(f"读不了 {shown(path)}：{source.message}", file=sys.stderr)
            code = ExitCode.ERROR
            continue
        for trial in trials(source, ruleset):
            _count(tallies.setdefault(trial.mutant.fault, _Tally()), trial)
            if not trial.caught or trial.others:
                print("\n".join(_told(path, trial)))
    print("\n".join(_table(tallies)))
    return code


def _count(tally: _Tally, trial: Trial) -> None:
    tally.planted += 1
    tally.caught += bool(trial.caught)
    tally.others += len(trial.others)
    tally.rules.update({finding.rule for finding in trial.caught})


def _told(path: str, trial: Trial) -> list[str]:
    """A mutant that was not caught, or with which other findings came."""
    fault = _FAULTS[trial.mutant.fault]
    lines = [f"{shown(path)}：{fault}，{shown(trial.mutant.done)}" + ("" if trial.caught else "：没有查出")]
    for finding in trial.others:
        place = where(finding.place) if finding.place else ""
        lines.append(f"　　另外多出 {finding.rule}：{place}{shown(finding.message)}")
    return lines


def _table(tallies: dict[str, _Tally]) -> list[str]:
    lines = []
    for fault, tally in tallies.items():
        rules = "，".join(f"{rule} {count}" for rule, count in tally.rules.most_common())
        lines.append(
            f"{_FAULTS[fault]}：种 {tally.planted} 处，查出 {tally.caught} 处（{rules or '无'}），"
            f"另外多出 {tally.others} 条"
        )
    planted = sum(tally.planted for tally in tallies.values())
    caught = sum(tally.caught for tally in tallies.values())
    others = sum(tally.others for tally in tallies.values())
    if not planted:
        return ["没有可以种错的地方。"]
    lines.append(
        f"合计：种 {planted} 处，查出 {caught} 处（{caught / planted:.1%}），"
        f"另外多出 {others} 条（每处 {others / planted:.3f} 条）。"
    )
    return lines
