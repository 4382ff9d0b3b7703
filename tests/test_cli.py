"""The command as the three users meet it: exit code, standard output, standard error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from checker.cli import run
from tests.corpus_files import CORPUS, SEEDS, sound_report

ROOT = Path(__file__).parents[1]


class Ran:
    """What a call of the command left behind."""

    def __init__(self, done: subprocess.CompletedProcess[bytes]) -> None:
        self.code = done.returncode
        self.out = done.stdout.decode("utf-8")
        self.err = done.stderr.decode("utf-8")


def fzcheck(*arguments: str | Path, cwd: Path = ROOT, stdin: bytes | None = None, **env: str) -> Ran:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **env}
    command = [sys.executable, "-m", "checker", *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, env=environment, check=False, timeout=120)
    ran = Ran(done)
    assert "Traceback" not in ran.err
    return ran


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(sound_report(), "utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.txt"
    text = sound_report(h2="", principal="")
    path.write_text(text.replace("三、存在", "二、存在").replace("四、2025", "三、2025"), "utf-8")
    return path


def test_passing_report(good: Path) -> None:
    ran = fzcheck(good)
    assert (ran.code, ran.err) == (0, "")
    assert "结论：通过" in ran.out
    assert ran.out.rstrip().splitlines()[-1] == "总的结论：通过，得分 100。"


def test_failing_report_says_what_is_missing_how_to_mend_it_and_on_which_basis(bad: Path) -> None:
    ran = fzcheck(bad)
    assert ran.code == 1
    assert "缺少“党政主要负责人履行推进法治建设第一责任人职责情况”" in ran.out
    assert "怎么改：" in ran.out
    assert "依　据：" in ran.out
    assert "100 - 20（elements/principal） = 80" in ran.out


def test_the_seeds_get_a_closing_table_and_a_verdict() -> None:
    ran = fzcheck(*sorted(SEEDS.glob("*.txt")))
    assert ran.code == 1
    assert ran.out.rstrip().splitlines()[-1].startswith("总的结论：共检查 5 份")


@pytest.mark.parametrize(("fail_on", "code"), [("missing", 0), ("weak", 1), ("error", 0), ("warning", 1), ("never", 0)])
def test_fail_on(fail_on: str, code: int, tmp_path: Path) -> None:
    weak = tmp_path / "weak.txt"
    weak.write_text(sound_report(plan="　　今后，将进一步提高站位，奋力开创法治建设新局面。\n"), "utf-8")
    assert fzcheck(weak, "--fail-on", fail_on).code == code


def test_fail_under(bad: Path) -> None:
    assert fzcheck(bad, "--fail-on", "never", "--fail-under", "80").code == 0
    assert fzcheck(bad, "--fail-on", "never", "--fail-under", "80.5").code == 1


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_a_closed_output_is_told(good: Path) -> None:
    call = ["sh", "-c", '"$0" -m checker "$1" >&-', sys.executable, str(good)]
    ran = subprocess.run(call, cwd=ROOT, stderr=subprocess.PIPE, check=False)
    assert ran.returncode == 2
    assert ran.stderr.decode().startswith("写不了输出")


def test_a_line_that_is_no_number_is_refused(bad: Path) -> None:
    assert fzcheck(bad, "--fail-on", "never", "--fail-under", "nan").code == 2


def test_the_report_itself_is_never_written_over(good: Path) -> None:
    before = good.read_bytes()
    ran = fzcheck(good, "-o", good)
    assert (ran.code, ran.out) == (2, "")
    assert "请换一个位置" in ran.err
    assert good.read_bytes() == before


def test_a_file_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "y\x1b[31mred.txt").touch()
    ran = fzcheck(tmp_path)
    assert ran.code == 2
    assert "red.txt" in ran.err
    assert "\x1b" not in ran.err + ran.out


def test_unreadable_files_are_told_and_the_others_checked(good: Path, tmp_path: Path) -> None:
    binary = tmp_path / "x.txt"
    binary.write_bytes(bytes(range(256)) * 20)
    ran = fzcheck(binary, good, tmp_path / "none.txt")
    assert ran.code == 2
    assert str(binary) in ran.err
    assert "none.txt：找不到这个文件" in ran.err
    assert "结论：通过" in ran.out
    assert "另有 2 份读不了" in ran.out


def test_json_has_the_errors_too(good: Path, tmp_path: Path) -> None:
    ran = fzcheck(good, tmp_path / "none.txt", "-f", "json")
    result = json.loads(ran.out)
    assert ran.code == 2
    assert [report["verdict"] for report in result["reports"]] == ["pass"]
    assert [error["path"] for error in result["errors"]] == [str(tmp_path / "none.txt")]
    assert result["summary"] == {"reports": 1, "passed": 1, "failed": 0, "unreadable": 1, "mean_score": 100.0}


def test_folders_patterns_and_standard_input(good: Path, bad: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("a,b", "utf-8")
    folder = json.loads(fzcheck(tmp_path, "-f", "json").out)
    assert [Path(r["path"]).name for r in folder["reports"]] == ["bad.txt", "good.txt"]
    pattern = json.loads(fzcheck("*.txt", "-f", "json", cwd=tmp_path).out)
    assert [r["path"] for r in pattern["reports"]] == ["bad.txt", "good.txt"]
    ran = fzcheck("-", "-f", "json", stdin=good.read_bytes())
    assert json.loads(ran.out)["reports"][0]["path"] == "-"


def test_a_file_named_like_a_subcommand(tmp_path: Path) -> None:
    (tmp_path / "explain").write_text(sound_report(), "utf-8")
    assert fzcheck("./explain", cwd=tmp_path).code == 0


def test_quiet_shows_only_failing_reports(good: Path, bad: Path) -> None:
    ran = fzcheck(good, bad, "-q")
    assert "good.txt" not in ran.out
    assert "bad.txt" in ran.out
    assert "通过 1 份，不通过 1 份" in ran.out


def test_output_goes_to_a_file_whole_or_not_at_all(good: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    ran = fzcheck(good, "-f", "json", "-o", target)
    assert (ran.code, ran.out) == (0, "")
    assert json.loads(target.read_text("utf-8"))["summary"]["passed"] == 1
    ran = fzcheck(good, "-o", good / "below" / "a" / "file.txt")
    assert ran.code == 2
    assert "写不了" in ran.err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["good.txt", "out.json"]


def test_output_makes_its_folder(good: Path, tmp_path: Path) -> None:
    ran = fzcheck(good, "-o", tmp_path / "new" / "folder" / "out.txt")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert "结论：通过" in (tmp_path / "new" / "folder" / "out.txt").read_text("utf-8")


def test_several_formats_in_one_run(good: Path, bad: Path, tmp_path: Path) -> None:
    ran = fzcheck(good, bad, "-f", "text", "-f", f"json={tmp_path / 'a.json'}", "-f", f"json={tmp_path / 'b.json'}")
    assert ran.code == 1
    assert "总的结论：共检查 2 份" in ran.out
    assert len(json.loads((tmp_path / "a.json").read_text("utf-8"))["reports"]) == 2
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_formats_that_contradict_each_other(good: Path, tmp_path: Path) -> None:
    for arguments in (
        ["-f", "text", "-f", "json"],
        ["-f", "json=a.json", "-f", "text=a.json"],
        ["-f", "json=a.json", "-o", "b.json"],
    ):
        ran = fzcheck(good, *arguments, cwd=tmp_path)
        assert (ran.code, ran.out) == (2, "")
        assert "的值不对" in ran.err
    assert [p.name for p in tmp_path.iterdir()] == ["good.txt"]


def test_folders_leave_out_what_is_excluded_and_what_editors_leave_behind(good: Path, tmp_path: Path) -> None:
    for name in ("in/甲镇.txt", "in/草稿/乙镇.txt", "in/~$甲镇.txt", "in/.甲镇.txt", "in/甲镇.bak", "in/丙镇草稿.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(good.read_bytes())
    ran = fzcheck(tmp_path / "in", "-f", "json", "--exclude", "*草稿*")
    assert [Path(report["path"]).name for report in json.loads(ran.out)["reports"]] == ["甲镇.txt"]


def test_the_format_of_the_input_can_be_given(good: Path) -> None:
    ran = fzcheck("-", "-f", "json", "--input-format", "md", stdin=good.read_bytes())
    assert json.loads(ran.out)["reports"][0]["format"] == "md"
    ran = fzcheck(good, "--input-format", "docx")
    assert ran.code == 2
    assert "已损坏" in ran.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "还缺少要检查的文件"),
        (["--formt", "json", "x"], "没有 --formt 这个选项。是不是 --"),
        (["--format", "yml", "x"], "可以写：text、matrix、json、"),
        (["--tier", "village", "x"], "township"),
        (["--year", "23", "x"], "四位年份"),
        (["--fail-under", "x", "y"], "不是数字"),
        (["--rules", "nopack", "x"], "找不到规则包“nopack”"),
        (["explain", "elements/cause"], "elements/causes"),
    ],
)
def test_errors_of_use(arguments: list[str], says: str) -> None:
    ran = fzcheck(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert says in ran.err


def test_tier_and_year_given_by_the_user(good: Path) -> None:
    ran = fzcheck(good, "-f", "json", "--tier", "county", "--year", "2020")
    meta = json.loads(ran.out)["reports"][0]["meta"]
    assert (meta["tier"], meta["report_year"]) == ("county", 2020)


def test_the_same_bytes_on_every_run_and_from_many_processes() -> None:
    files = sorted((CORPUS / "own/reports").glob("*"))
    first = fzcheck(*files, "-f", "json", "--jobs", "1")
    assert first.out == fzcheck(*files, "-f", "json", "--jobs", "1").out
    assert first.out == fzcheck(*files, "-f", "json", "--jobs", "3").out


def test_explain_tells_bar_basis_examples_and_place() -> None:
    ran = fzcheck("explain", "elements/causes")
    assert ran.code == 0
    for word in ("什么算达标", "怎么写", "厅字〔2019〕28号", "应当", "例（缺失）", "rules/fzzf/elements.yaml:"):
        assert word in ran.out
    listed = [line.split("\t")[0] for line in fzcheck("explain", "all").out.splitlines()]
    assert len(listed) > 20
    for rule in ("report/kind", "topics/party", listed[-1]):
        assert fzcheck("explain", rule).out.startswith(rule)


def test_help_is_chinese_and_names_the_options() -> None:
    ran = fzcheck("--help")
    assert ran.code == 0
    assert "用法：fzcheck" in ran.out
    for option in ("--format", "--output", "--rules", "--tier", "--year", "--fail-on", "--fail-under", "--quiet"):
        assert option in ran.out
    assert "Options:" not in ran.out


def test_no_colour_without_a_terminal_unless_forced(bad: Path) -> None:
    assert "\x1b[" not in fzcheck(bad).out
    assert "\x1b[" in fzcheck(bad, FORCE_COLOR="1").out


def test_version() -> None:
    assert fzcheck("--version").out.startswith("fzcheck 0.")


def test_nothing_is_written_beside_the_reports(good: Path, tmp_path: Path) -> None:
    fzcheck(good, cwd=tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["good.txt"]


def test_what_systems_leave_in_a_folder_is_no_report(good: Path, tmp_path: Path) -> None:
    (tmp_path / "._good.txt").write_bytes(b"\x00\x05\x16\x07")
    assert [Path(r["path"]).name for r in json.loads(fzcheck(tmp_path, "-f", "json").out)["reports"]] == [good.name]


def test_nothing_found_and_a_folder_as_output_are_told(good: Path, tmp_path: Path) -> None:
    ran = fzcheck("zz*.txt", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "zz*.txt" in ran.err
    ran = fzcheck(good, "-o", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "这是文件夹" in ran.err


OWN_RULE = """\
rules:
  - id: mine/boats
    check: topic
    title: 渡口安全
    severity: warning
    points: 2
    basis: practice
    lexicon: boats
    message: 全文没有写到渡口安全。
    hint: 建议写明渡口检查的次数。
    examples:
      pass: [全年检查渡口12次。]
      fail:
        - {text: 全年审查合同3份。, quote: ""}
lexicons:
  boats:
    about: how offices on the river write of ferries
    terms: [渡口, 渡船]
"""


def test_the_examples_of_an_own_pack_are_run(pack_folder: Path) -> None:
    (pack_folder / "boats.yaml").write_text(OWN_RULE, "utf-8")
    ran = fzcheck("rules", "test", "--rules", pack_folder)
    assert (ran.code, ran.err) == (0, "")
    assert "全部相符" in ran.out
    (pack_folder / "boats.yaml").write_text(OWN_RULE.replace("审查合同3份", "检查渡船3次"), "utf-8")
    ran = fzcheck("rules", "test", "--rules", pack_folder)
    assert ran.code == 1
    assert "mine/boats 的第 2 个例子：应是“会提示”，却是“没有问题”。" in ran.out
    assert "│ 全年检查渡船3次。" in ran.out


def test_planting_faults_tells_what_was_caught_and_by_which_rule(good: Path) -> None:
    ran = fzcheck("rules", "test", "--mutate", good)
    assert (ran.code, ran.err) == (0, "")
    assert "删去一个要素：种" in ran.out
    assert "elements/principal" in ran.out
    assert ran.out.splitlines()[-1].startswith("合计：种")


def test_planting_faults_needs_reports(good: Path) -> None:
    assert fzcheck("rules", "test", "--mutate").code == 2
    assert fzcheck("rules", "test", good).code == 2


def test_an_own_rule_takes_points_and_the_deductions_add_up(pack_folder: Path, bad: Path) -> None:
    (pack_folder / "boats.yaml").write_text(OWN_RULE, "utf-8")
    report = json.loads(fzcheck("--rules", pack_folder, "-f", "json", bad).out)["reports"][0]
    assert {d["rule"]: d["points"] for d in report["deductions"]} == {"elements/principal": 20, "mine/boats": 2}
    assert report["score"] == 78


def test_output_goes_through_links_and_not_to_devices(good: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "real.json")
    assert fzcheck(good, "-f", f"json={link}").code == 0
    assert link.is_symlink()
    assert json.loads((tmp_path / "real.json").read_text("utf-8"))["summary"]["passed"] == 1
    os.mkfifo(tmp_path / "pipe")
    ran = fzcheck(good, "-f", f"json={tmp_path / 'pipe'}")
    assert ran.code == 2
    assert "不是普通文件" in ran.err
    assert (tmp_path / "pipe").is_fifo()


def test_results_of_earlier_runs_are_no_reports(good: Path, tmp_path: Path) -> None:
    assert fzcheck(good, "-f", "docx", cwd=tmp_path).code == 0
    assert (tmp_path / "reports_out" / "docx" / "good.批注.docx").is_file()
    assert len(json.loads(fzcheck(".", "-f", "json", cwd=tmp_path).out)["reports"]) == 1


def test_folders_that_may_not_be_opened_are_told(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "锁").mkdir()
    scan = os.scandir

    def refuse(path: str | os.PathLike[str]) -> Any:
        if Path(path).name == "锁":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(Path, "iterdir", lambda self: (Path(entry.path) for entry in refuse(self)))
    assert run(["-f", "json", "--no-compare", str(tmp_path)]) == 2
    told = capsys.readouterr()
    assert "锁" in told.err
    assert json.loads(told.out)["summary"]["passed"] == 1


def test_missing_arguments_are_named() -> None:
    assert "还缺少规则" in fzcheck("explain").err
    assert "还缺少要检查的文件" in fzcheck("matrix").err


def test_a_pack_without_its_head_is_told(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    for text in ("name: 某某\n", "", "[]\n", "extends:\n"):
        (tmp_path / "m" / "pack.yaml").write_text(text, "utf-8")
        ran = fzcheck("rules", "lint", tmp_path / "m")
        assert ran.code in (1, 2)
        assert "pack.yaml" in ran.out + ran.err
