"""``fzcheck init``: put fzcheck into a repository: configuration, CI job, pre-commit entry; nothing is overwritten."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from checker.cli import ChineseHelp, app
from checker.cli.exit_codes import ExitCode
from checker.config import CONFIG, find_config
from checker.writing.visible import shown

_TEMPLATES = Path(__file__).parent / "templates"
_URL = re.compile(r"^\s*url\s*=\s*(\S+)", re.MULTILINE)
_PRE_COMMIT = ".pre-commit-config.yaml"
_GITLAB_CI = ".gitlab-ci.yml"


@app.command("init", cls=ChineseHelp)
def init(
    folder: Annotated[Path, typer.Argument(metavar="[文件夹]", help="仓库的文件夹。")] = Path(),
) -> int:
    """在仓库里写好配置、CI 任务和提交前的检查；已有的文件不动，写了什么逐个说明。"""
    if not folder.is_dir():
        print(f"没有 {shown(str(folder))} 这个文件夹。", file=sys.stderr)
        return ExitCode.ERROR
    try:
        _init(folder)
    except OSError as error:
        where = shown(str(error.filename or folder))
        print(f"写不了 {where}（{error.strerror or error}）。请检查文件夹有没有写入权限。", file=sys.stderr)
        return ExitCode.ERROR
    return ExitCode.OK


def _init(folder: Path) -> None:
    found = find_config([str(folder)])
    if found is not None and found.parent == folder.absolute() and found.name != CONFIG:
        print(f"没有写 {CONFIG}：{found.name} 里已经有 fzcheck 的配置。")
    else:
        _written(folder, CONFIG, "fzcheck.yaml", "配置，每项都有说明，按需要改")
    hosts = _hosts(folder)
    if "github" in hosts:
        _written(folder, ".github/workflows/fzcheck.yml", "github.yml", "GitHub 的任务：每次提交和合并请求都检查")
    if "gitlab" in hosts:
        _gitlab(folder)
    if "gitee" in hosts:
        _written(folder, ".workflow/fzcheck.yml", "gitee.yml", "Gitee 的流水线：每次提交都检查")
    if not hosts:
        print("没有看出仓库放在哪里（没有 .github、.gitlab-ci.yml、.gitee，也没有远程地址），没有写 CI 任务。")
    hooks = folder / _PRE_COMMIT
    if hooks.exists() and "fzcheck" in hooks.read_text("utf-8", "replace"):
        print(f"没有动 {_PRE_COMMIT}：里面已经有 fzcheck。")
    elif hooks.exists():
        _told_lines(_PRE_COMMIT, "\n".join(_template("pre-commit.yaml").split("\n")[1:]), " repos: 下面")
    else:
        _written(folder, _PRE_COMMIT, "pre-commit.yaml", "提交之前检查，用 pre-commit install 启用")


def _gitlab(folder: Path) -> None:
    _written(folder, ".gitlab/fzcheck.yml", "gitlab.yml", "GitLab 的任务：每次提交和合并请求都检查")
    main = folder / _GITLAB_CI
    if not main.exists():
        _written(folder, _GITLAB_CI, "gitlab-include.yml", "引入上面的任务")
    elif ".gitlab/fzcheck.yml" not in main.read_text("utf-8", "replace"):
        _told_lines(_GITLAB_CI, _template("gitlab-include.yml"), "里")


def _hosts(folder: Path) -> set[str]:
    """The hosts that one sees: by their folders and files, and by where the repository is pushed to."""
    seen = {
        "github": (".github",),
        "gitlab": (_GITLAB_CI, ".gitlab"),
        "gitee": (".gitee", ".workflow"),
    }
    hosts = {host for host, names in seen.items() if any((folder / name).exists() for name in names)}
    git = folder / ".git" / "config"
    urls = _URL.findall(git.read_text("utf-8", "replace")) if git.is_file() else []
    return hosts | {host for host in seen for url in urls if host in url.lower()}


def _written(folder: Path, name: str, template: str, about: str) -> None:
    """Write a file that is not there yet, and say so."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_template(template))
    except FileExistsError:
        print(f"没有动 {name}：已经有了。")
    else:
        print(f"已写 {name}：{about}。")


def _told_lines(name: str, lines: str, place: str) -> None:
    print(f"没有动 {name}：已经有了。请在{place}加上：\n")
    print(lines)


def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")
