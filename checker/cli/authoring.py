"""``fzcheck rules show|new|lint|suggest|docs``: the tools of those who write rules; ``rules test`` stands beside."""

from __future__ import annotations

import datetime
import difflib
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from checker.cli import ChineseHelp
from checker.cli.exit_codes import ExitCode
from checker.cli.inputs import expand, read, told_nothing_found
from checker.cli.options import Rules, Tier, TierOption, tier_of
from checker.cli.rules import commands
from checker.model import Report, Severity, Unreadable
from checker.parsing import parse
from checker.rulebook import RuleSet, load_pack
from checker.rulebook.kinds import KINDS
from checker.rulebook.problems import RulebookError
from checker.writing.visible import shown
from checker.writing.words import SEVERITIES

Kind = Enum("Kind", {name: name for name in sorted(("element", *KINDS))}, type=str)  # type: ignore[misc]
PackName = Annotated[
    str, typer.Argument(metavar="[规则包]", help="规则包的名字、文件夹、pack.yaml，或一个 YAML 文件。")
]


@commands.command("show", cls=ChineseHelp)
def show(
    rule: Annotated[str | None, typer.Argument(metavar="[规则]", help="只看这一条，如 elements/causes。")] = None,
    rules: Rules = "fzzf",
    effective: Annotated[
        bool, typer.Option("--effective", help="列出全部生效的值，包括沿用的；不加只列这个规则包自己写的。")
    ] = False,
    tier: TierOption = Tier.auto,  # type: ignore[attr-defined]
) -> int:
    """列出规则的每个值，以及它写在哪个文件的哪一行。"""
    from checker.authoring.effective import lines_of
    from checker.rulebook.build import checked_pack

    try:
        merged = checked_pack(rules, usable=False)
    except RulebookError as error:
        return _pack_is_wrong(error)
    known = list(merged.section("rules"))
    if rule is not None and rule not in known:
        close = difflib.get_close_matches(rule, known, 3, 0.4)
        meant = f"相近的有：{'、'.join(close)}。" if close else ""
        print(f"没有名叫“{rule}”的规则。{meant}用 fzcheck explain all 列出全部规则。", file=sys.stderr)
        return ExitCode.ERROR
    lines = list(lines_of(merged, rule, tier_of(tier), effective=effective))
    print("\n".join(lines).rstrip() if lines else "这个规则包自己没有写这样的规则。加 --effective 看沿用的。")
    return ExitCode.OK


@commands.command("new", cls=ChineseHelp)
def new(
    kind: Annotated[Kind, typer.Argument(metavar="种类", help=f"规则的种类：{'、'.join(k.value for k in Kind)}。")],
) -> int:
    """写出一条规则的样子，带说明，照着填就能用：fzcheck rules new topic > 我的规则/渡口.yaml。"""
    from checker.authoring.skeleton import skeleton

    print(skeleton(kind.value), end="")
    return ExitCode.OK


@commands.command("lint", cls=ChineseHelp)
def lint(
    pack: PackName = "fzzf",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="只列错误和警告，不列建议。")] = False,
) -> int:
    """一次说清规则包里的全部问题。退出码：0 没有错误，1 有错误，2 找不到规则包。"""
    from checker.authoring.linting import lint as advice_on

    try:
        advice = advice_on(pack, datetime.datetime.now().astimezone().date().isoformat())
    except RulebookError as error:
        return _pack_is_wrong(error)
    for each in advice:
        if not (quiet and each.severity is Severity.NOTE):
            print(f"[{SEVERITIES[each.severity]}] {each.problem}")
    counts = {severity: sum(each.severity is severity for each in advice) for severity in SEVERITIES}
    told = "，".join(f"{count} 个{SEVERITIES[severity]}" for severity, count in counts.items())
    print(f"规则包 {shown(pack)}：{told}。")
    return ExitCode.FAILED if counts[Severity.ERROR] else ExitCode.OK


@commands.command("suggest", cls=ChineseHelp)
def suggest(
    files: Annotated[list[str], typer.Argument(metavar="文件…", help="报告文件、文件夹或通配符。")],
    rules: Rules = "fzzf",
) -> int:
    """从报告里找出没有规则认得的标题和词，写成可以粘贴的词表，多的在前。"""
    from checker.authoring.suggesting import suggestions

    try:
        ruleset = load_pack(rules)
    except RulebookError as error:
        return _pack_is_wrong(error)
    paths = expand(files)
    if not paths:
        told_nothing_found(files)
        return ExitCode.ERROR
    unread: list[str] = []
    print("\n".join(suggestions(_reports(paths, ruleset, unread), ruleset)))
    return ExitCode.ERROR if unread else ExitCode.OK


def _reports(paths: list[str], ruleset: RuleSet, unread: list[str]) -> Iterator[Report]:
    for path in paths:
        source = read(path)
        if isinstance(source, Unreadable):
            print(f"读不了 {shown(path)}：{source.message}", file=sys.stderr)
            unread.append(path)
        else:
            yield parse(source, ruleset.conventions)


@commands.command("docs", cls=ChineseHelp)
def docs(
    pack: PackName = "fzzf",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="文件夹", help="写到这里；默认 docs/rules/规则包。")
    ] = None,
) -> int:
    """由规则包生成说明：每组规则一页，另有一页总表（Markdown）。"""
    from checker.authoring.rule_pages import pages
    from checker.rulebook.build import checked_pack

    try:
        merged = checked_pack(pack, usable=False)
    except RulebookError as error:
        return _pack_is_wrong(error)
    folder = out or Path("docs", "rules", str(merged.pack.data["id"]))
    made = pages(merged)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in made.items():
            (folder / name).write_text(text, "utf-8", newline="\n")
    except OSError as error:
        print(f"写不了 {shown(str(folder))}（{error.strerror or error}）。", file=sys.stderr)
        return ExitCode.ERROR
    print(f"写了 {len(made)} 页，在 {shown(str(folder))}。")
    return ExitCode.OK


def _pack_is_wrong(error: RulebookError) -> int:
    print(f"规则包有误：\n{error}", file=sys.stderr)
    return ExitCode.ERROR
