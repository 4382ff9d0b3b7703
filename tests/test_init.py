"""``fzcheck init``: what it writes for which host, that it is valid, and that nothing is overwritten."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.config import load_config
from checker.reading import SUFFIXES
from checker.writing import FORMATS
from tests.corpus_files import sound_report
from tests.test_cli import fzcheck

GITHUB, GITLAB, GITEE = ".github/workflows/fzcheck.yml", ".gitlab/fzcheck.yml", ".workflow/fzcheck.yml"


def written(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def test_without_a_host_there_is_a_configuration_and_a_pre_commit_entry(tmp_path: Path) -> None:
    ran = fzcheck("init", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert written(tmp_path) == {"fzcheck.yaml", ".pre-commit-config.yaml"}
    for name in written(tmp_path):
        assert f"已写 {name}：" in ran.out
    assert "没有写 CI 任务" in ran.out


@pytest.mark.parametrize(
    ("sign", "text", "job"),
    [
        (".github/CODEOWNERS", "* @x\n", GITHUB),
        (".gitlab-ci.yml", "stages: [test]\n", GITLAB),
        (".gitee/ISSUE_TEMPLATE.md", "x\n", GITEE),
        (".git/config", '[remote "origin"]\n\turl = git@github.com:a/b.git\n', GITHUB),
        (".git/config", '[remote "origin"]\n\turl = https://gitlab.example.org/a/b.git\n', GITLAB),
        (".git/config", '[remote "origin"]\n\turl = https://gitee.com/a/b.git\n', GITEE),
    ],
)
def test_the_job_is_for_the_host_that_one_sees(sign: str, text: str, job: str, tmp_path: Path) -> None:
    (tmp_path / sign).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / sign).write_text(text, "utf-8")
    ran = fzcheck("init", tmp_path)
    assert ran.code == 0
    assert {GITHUB, GITLAB, GITEE} & written(tmp_path) == {job}
    assert f"已写 {job}：" in ran.out
    assert (tmp_path / sign).read_text("utf-8") == text
    assert "fzcheck[all]" in str(loaded(tmp_path / job))
    assert set(re.findall(r"-f (\w+)", (tmp_path / job).read_text("utf-8"))) <= FORMATS.keys()


def test_an_existing_gitlab_file_is_left_alone_and_the_lines_told(tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text("stages: [test]\n", "utf-8")
    ran = fzcheck("init", tmp_path)
    assert "没有动 .gitlab-ci.yml：已经有了。请在里加上" in ran.out
    assert "  - local: .gitlab/fzcheck.yml" in ran.out


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / ".github").mkdir()
    mine = {"fzcheck.yaml": "fail-on: weak\n", ".pre-commit-config.yaml": "repos: []\n"}
    for name, text in mine.items():
        (tmp_path / name).write_text(text, "utf-8")
    ran = fzcheck("init", tmp_path)
    assert ran.code == 0
    assert {name: (tmp_path / name).read_text("utf-8") for name in mine} == mine
    assert "没有动 fzcheck.yaml：已经有了。" in ran.out
    assert "      - id: fzcheck" in ran.out, "the lines to add"
    before = {path: (tmp_path / path).read_bytes() for path in written(tmp_path)}
    assert fzcheck("init", tmp_path).code == 0
    assert {path: (tmp_path / path).read_bytes() for path in written(tmp_path)} == before


def test_the_configuration_is_valid_as_it_is_and_with_everything_switched_on(tmp_path: Path) -> None:
    (tmp_path / "乡镇").mkdir()
    (tmp_path / "乡镇" / "甲镇.txt").write_text(sound_report(), "utf-8")
    (tmp_path / "README.md").write_text("# 说明\n", "utf-8")
    fzcheck("init", tmp_path)
    assert fzcheck(tmp_path).code == 0, "a README is no report"
    path = tmp_path / "fzcheck.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"^# (?=[a-z-]+:|  )", "", text, flags=re.MULTILINE), "utf-8")
    config = load_config(path)
    assert config.settings.keys() == {"rules", "fail-on", "fail-under", "exclude", "formats", "previous"}
    assert (len(config.reports), len(config.severities), len(config.ignored), len(config.waivers)) == (2, 1, 1, 1)
    assert fzcheck("config", "show", tmp_path).code == 0, "the rules in it exist and may be changed so"


def test_the_pre_commit_entry_takes_every_format_and_no_readme(tmp_path: Path) -> None:
    fzcheck("init", tmp_path)
    (repo,) = loaded(tmp_path / ".pre-commit-config.yaml")["repos"]
    (hook,) = repo["hooks"]
    for suffix in SUFFIXES:
        assert re.search(hook["files"], f"乡镇/甲镇{suffix}"), suffix
    for name in ("README.md", "docs/README.md", "requirements-dev.txt", "reports_out/甲.html"):
        assert re.search(hook["exclude"], name)
    assert not re.search(hook["exclude"], "乡镇/甲镇.docx")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    ran = fzcheck("init", tmp_path / "没有")
    assert (ran.code, ran.out) == (2, "")
    assert "这个文件夹" in ran.err
