"""What other programs start fzcheck with: the pre-commit hook, the GitHub action, the GitLab template."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.reading import SUFFIXES
from checker.writing import FORMATS
from tests.corpus_files import sound_report
from tests.test_cli import ROOT, fzcheck

POSIX = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
BASH = shutil.which("bash") or ""
NASTY = '$(touch pwned) `touch pwned` "; touch pwned; #.txt'


def loaded(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A folder of two reports, one of them without 第一责任人, and files that are none."""
    folder = tmp_path / "仓库"
    (folder / "报告").mkdir(parents=True)
    (folder / "报告" / "云岭镇.txt").write_text(sound_report(), "utf-8")
    (folder / "报告" / "青山镇.txt").write_text(sound_report(h2="", principal=""), "utf-8")
    (folder / "README.md").write_text("# 说明\n", "utf-8")
    (folder / "年度报告目录.xlsx").touch()
    return folder


# --- pre-commit ---------------------------------------------------------------------------------------------------


@pytest.fixture
def hook() -> dict[str, Any]:
    (only,) = loaded(".pre-commit-hooks.yaml")
    assert isinstance(only, dict)
    return only


def test_the_hook_checks_reports_and_nothing_else(hook: dict[str, Any], repository: Path) -> None:
    """Does by hand what pre-commit does: the files that match go behind the entry."""
    program, *options = shlex.split(hook["entry"])
    paths = sorted(str(path.relative_to(repository)) for path in repository.rglob("*") if path.is_file())
    files = [path for path in paths if re.search(hook["files"], path)]
    assert files == [os.path.join("报告", "云岭镇.txt"), os.path.join("报告", "青山镇.txt")]  # noqa: PTH118
    ran = fzcheck(*options, *files, cwd=repository)
    assert ran.code == 1
    assert "青山镇.txt" in ran.out
    assert "云岭镇.txt" not in ran.out
    assert fzcheck(*options, files[0], cwd=repository).code == 0
    assert program in project()["scripts"]


def test_the_hook_takes_all_formats_that_can_be_read(hook: dict[str, Any]) -> None:
    assert [suffix for suffix in SUFFIXES if not re.search(hook["files"], f"某镇年度报告{suffix}")] == []


def test_the_hook_brings_what_the_formats_need(hook: dict[str, Any]) -> None:
    extras = project()["optional-dependencies"]
    needed = {one for name in ("docx", "pdf", "ofd", "odt", "html", "reuse") for one in extras[name]}
    assert set(hook["additional_dependencies"]) == needed


def test_pre_commit_itself_runs_the_hook(hook: dict[str, Any], repository: Path, tmp_path: Path) -> None:
    pytest.importorskip("pre_commit")
    entry = shlex.join([sys.executable, "-m", "checker", *shlex.split(hook["entry"])[1:]])
    local = {key: value for key, value in hook.items() if key != "additional_dependencies"}
    config = {"repos": [{"repo": "local", "hooks": [{**local, "language": "system", "entry": entry}]}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    env = {
        **os.environ,
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "PYTHONPATH": f"{ROOT}:{os.environ.get('PYTHONPATH', '')}",
    }
    for command in (["git", "init", "-q"], ["git", "add", "."]):
        subprocess.run(command, cwd=repository, check=True)
    call = [sys.executable, "-m", "pre_commit", "run", "--all-files"]
    ran = subprocess.run(call, cwd=repository, env=env, capture_output=True, check=False, encoding="utf-8")
    assert ran.returncode == 1
    assert "exit code: 1" in ran.stdout
    assert "缺少“党政主要负责人履行推进法治建设第一责任人职责情况”" in ran.stdout
    (repository / "报告" / "青山镇.txt").write_text(sound_report(), "utf-8")
    assert subprocess.run(call, cwd=repository, env=env, capture_output=True, check=False).returncode == 0


def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return found


# --- GitHub action ------------------------------------------------------------------------------------------------


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with ``fzcheck`` as this checkout has it, and a ``pip`` that only says what it would install."""
    folder = tmp_path / "bin"
    folder.mkdir()
    start = f'PYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} -m checker "$@"'
    for name, body in (("fzcheck", start), ("pip", 'printf "%s\\n" "$@"')):
        (folder / name).write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        (folder / name).chmod(0o755)
    return folder


class Action:
    """The shell steps of action.yml, run as the runner does."""

    def __init__(self, folder: Path, programs: Path, **inputs: str) -> None:
        self.action = loaded("action.yml")
        self.folder = folder
        self.output = programs / "github-output"
        defaults = {name: str(value.get("default", "")) for name, value in self.action["inputs"].items()}
        assert set(inputs) <= set(defaults)
        self._known = {f"inputs.{name}": value for name, value in (defaults | inputs).items()}
        self._known["github.action_path"] = str(ROOT)
        self._env = {"PATH": f"{programs}:{os.environ['PATH']}", "GITHUB_ACTIONS": "true"}

    def run(self, name: str) -> subprocess.CompletedProcess[str]:
        step = next(step for step in self.action["runs"]["steps"] if step.get("name") == name)
        assert step["shell"] == "bash"
        own = {
            key: re.sub(r"\$\{\{ (\S+) \}\}", lambda found: self._known[found[1]], value)
            for key, value in step["env"].items()
        }
        script = self.output.with_suffix(".sh")
        script.write_text(step["run"], "utf-8")
        call = [BASH, "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        env = {**os.environ, **self._env, "GITHUB_OUTPUT": str(self.output), **own}
        return subprocess.run(call, cwd=self.folder, env=env, capture_output=True, check=False, encoding="utf-8")


def test_inputs_of_the_action_never_become_part_of_a_script() -> None:
    scripts = [step["run"] for step in loaded("action.yml")["runs"]["steps"] if "run" in step]
    assert len(scripts) == 2
    assert [script for script in scripts if "${{" in script] == []


@POSIX
def test_the_action_installs_itself_with_the_formats_asked_for(repository: Path, programs: Path) -> None:
    assert (
        Action(repository, programs, files="报告").run("安装 fzcheck").stdout.splitlines()[-1]
        == f"{ROOT}[docx,pdf,ofd,odt,html]"
    )
    assert Action(repository, programs, files="报告", extras="").run("安装 fzcheck").stdout.splitlines()[-1] == str(
        ROOT
    )


@POSIX
def test_the_action_checks_annotates_and_writes_what_it_is_asked_for(repository: Path, programs: Path) -> None:
    action = Action(
        repository,
        programs,
        files="报告\n",
        sarif="out/f.sarif",
        junit="out/j.xml",
        options="--fail-on=weak\n--quiet\n",
    )
    ran = action.run("检查")
    assert ran.returncode == 1
    assert "\n::error file=报告/青山镇.txt,line=" in ran.stdout
    assert action.output.read_text("utf-8") == "exit-code=1\n"
    assert json.loads((repository / "out" / "f.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert ET.parse(repository / "out" / "j.xml").getroot().tag == "testsuites"


@POSIX
def test_nothing_in_the_inputs_of_the_action_is_run(repository: Path, programs: Path) -> None:
    (repository / NASTY.replace("/", "")).write_text(sound_report(), "utf-8")
    action = Action(repository, programs, files=f"{NASTY}\n报告/云岭镇.txt")
    ran = action.run("检查")
    assert (ran.returncode, action.output.read_text("utf-8")) == (0, "exit-code=0\n"), ran.stderr
    assert "共检查 2 份" in ran.stdout
    assert not (repository / "pwned").exists()


# --- GitLab -------------------------------------------------------------------------------------------------------


@POSIX
def test_the_gitlab_job_leaves_the_reports_that_it_names(repository: Path, programs: Path) -> None:
    (repository / NASTY).write_text(sound_report(), "utf-8")
    job = loaded("ci/gitlab.yml")["fzcheck"]
    script = "\n".join([*job["before_script"], *job["script"]])
    given = {"FZCHECK_FILES": f"报告\n{NASTY}", "FZCHECK_OPTIONS": "--fail-on=missing\n--no-compare"}
    env = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", **job["variables"], **given}
    ran = subprocess.run(
        ["sh", "-e", "-c", script], cwd=repository, env=env, capture_output=True, check=False, encoding="utf-8"
    )
    assert ran.returncode == 1, ran.stderr
    assert "fzcheck[docx,pdf,ofd,odt,html]" in ran.stdout
    assert "共检查 3 份" in ran.stdout
    assert not (repository / "pwned").exists()
    reports = job["artifacts"]["reports"]
    assert {
        issue["location"]["path"] for issue in json.loads((repository / reports["codequality"]).read_text("utf-8"))
    } >= {"报告/青山镇.txt"}
    assert ET.parse(repository / reports["junit"]).getroot().find(".//failure") is not None
    assert job["artifacts"]["when"] == "always"


# --- the guide ----------------------------------------------------------------------------------------------------


def test_what_the_guide_shows_exists(hook: dict[str, Any]) -> None:
    guide = (ROOT / "docs" / "ci.md").read_text("utf-8")
    github, gitlab, gitee, pre_commit = map(yaml.safe_load, re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL))
    (step,) = (step for step in github["jobs"]["fzcheck"]["steps"] if "fzcheck" in step["uses"])
    assert set(step["with"]) <= set(loaded("action.yml")["inputs"])
    assert set(gitlab["fzcheck"]["variables"]) == set(loaded("ci/gitlab.yml")["fzcheck"]["variables"])
    assert gitee["stages"][0]["steps"][0]["step"] == "build@python"
    assert pre_commit["repos"][0]["hooks"][0]["id"] == hook["id"]
    called = set(re.findall(r"(?:-f|--format)[ =]([a-z]+)", guide))
    assert called <= set(FORMATS)
    explained = set(re.findall(r"^\| `([a-z]+)` \|", guide, re.MULTILINE))
    assert {name for name, format in FORMATS.items() if format.for_machines} <= explained
