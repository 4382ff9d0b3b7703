"""``fzcheck new``: an empty report with all that it must contain, from the rules."""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from checker.cli import ChineseHelp, app
from checker.cli.exit_codes import ExitCode
from checker.cli.options import OnePack, Tier, TierOption, tier_of, year_of
from checker.drafting import draft
from checker.model import Role, Text
from checker.rulebook import load_pack
from checker.rulebook.packs import DEFAULT_PACK
from checker.rulebook.problems import RulebookError
from checker.writing.visible import shown

_SUFFIXES = (".docx", ".txt", ".md")


@app.command("new", cls=ChineseHelp)
def new(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=f"写到这个文件（{'、'.join(_SUFFIXES)}），而不是屏幕。")
    ] = None,
    tier: TierOption = Tier.auto,  # type: ignore[attr-defined]
    year: Annotated[str, typer.Option("--year", help="报告年度，如 2026；auto 为刚过去的一年。")] = "auto",
    office: Annotated[str | None, typer.Option("--office", help="报告单位的全称；不写就留空待填。")] = None,
    rules: OnePack = DEFAULT_PACK,
) -> int:
    """起草一份空白报告：标题、必写的各部分，每部分写明要写什么、依据是什么。"""
    if output is not None and output.suffix.lower() not in _SUFFIXES:
        raise typer.BadParameter(f"文件名的结尾要是 {'、'.join(_SUFFIXES)} 之一。", param_hint="--output")
    try:
        ruleset = load_pack(rules)
    except RulebookError as error:
        print(f"规则包有误，没有起草：\n{error}", file=sys.stderr)
        return ExitCode.ERROR
    if ruleset.draft is None:
        print(f"规则包 {ruleset.id} 没有写 draft（空白报告的样子），不能起草。", file=sys.stderr)
        return ExitCode.ERROR
    paragraphs = draft(ruleset, ruleset.draft, year_of(year) or _last_year(), tier_of(tier), office)
    if output is None:
        print(_as_text(paragraphs), end="")
        return ExitCode.OK
    return _write(paragraphs, output)


def _last_year() -> int:
    return datetime.datetime.now(tz=datetime.UTC).astimezone().year - 1


def _write(paragraphs: list[Text], output: Path) -> int:
    name = shown(str(output))
    try:
        data = _contents(paragraphs, output.suffix.lower())
        output.parent.mkdir(parents=True, exist_ok=True)
        with output.open("xb") as file:
            file.write(data)
    except ImportError:
        print('写 .docx 的组件还没有安装。请运行 pip install "fzcheck[docx]"，或改写成 .txt。', file=sys.stderr)
        return ExitCode.ERROR
    except FileExistsError:
        print(f"{name} 已经有了，没有动它。请换一个文件名。", file=sys.stderr)
        return ExitCode.ERROR
    except OSError as error:
        print(f"写不了 {name}（{error.strerror or error}）。请检查文件夹有没有写入权限。", file=sys.stderr)
        return ExitCode.ERROR
    print(f"已写好 {name}。填写后用 fzcheck {name} 检查。", file=sys.stderr)
    return ExitCode.OK


def _contents(paragraphs: list[Text], suffix: str) -> bytes:
    if suffix == ".docx":
        from checker.writing.docx_fresh import write_fresh

        stream = io.BytesIO()
        write_fresh("\n".join(paragraph.text for paragraph in paragraphs), (0, len(paragraphs[0].text)), stream)
        return stream.getvalue()
    text = _as_markdown(paragraphs) if suffix == ".md" else _as_text(paragraphs)
    return text.encode()


def _as_text(paragraphs: list[Text]) -> str:
    indents = {Role.HEADING: "　　", Role.TEXT: "　　", Role.SIGNATURE: "　" * 16}
    return "".join(f"{indents.get(paragraph.role, '')}{paragraph.text}\n" for paragraph in paragraphs)


def _as_markdown(paragraphs: list[Text]) -> str:
    marks = {Role.TITLE: "# ", Role.HEADING: "## "}
    return "\n".join(f"{marks.get(paragraph.role, '')}{paragraph.text}\n" for paragraph in paragraphs)
