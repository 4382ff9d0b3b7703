"""The baseline: only what is new fails a report, and a score may not fall."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from checker import check_text
from checker.gate import Baseline, BaselineError, Recorded, load_baseline
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import sound_report
from tests.test_cli import Ran, fzcheck

NO_CAUSES = (
    "　　（一）执法力量薄弱。持证人员仅6人，夜间巡查难以覆盖。\n　　（二）普法形式单一。宣讲以念读为主，青年参与少。\n"
)
WEAK_PLAN = "　　今后，将进一步提高站位，奋力开创法治建设新局面。\n"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with a report that lacks its causes, which is on record."""
    (tmp_path / "乡镇").mkdir()
    put(tmp_path, problems=NO_CAUSES)
    assert judged(tmp_path).code == 1
    ran = fzcheck("baseline", "write", cwd=tmp_path)
    assert ran.out.startswith("已写好 fzcheck-baseline.json：1 份报告，")
    return tmp_path


def put(folder: Path, **parts: str) -> None:
    (folder / "乡镇" / "甲镇.txt").write_text(sound_report(**parts), "utf-8")


def judged(folder: Path, *options: str) -> Ran:
    return fzcheck("乡镇", *options, cwd=folder)


def recorded(folder: Path) -> dict[str, Any]:
    (report,) = json.loads((folder / "fzcheck-baseline.json").read_text("utf-8"))["reports"]
    found: dict[str, Any] = report
    return found


def test_what_is_on_record_does_not_fail_a_report(office: Path) -> None:
    ran = judged(office)
    assert ran.code == 0
    assert "条在基线里，不算新问题" in ran.out
    assert "规　则：elements/causes" not in ran.out
    assert "elements/causes" in ran.out, "the points are lost all the same"
    assert "（基线里已有）" in judged(office, "-v").out
    assert judged(office, "--no-baseline").code == 1
    assert judged(office, "--fail-under", "95").code == 0, "the score on record is good enough"
    known = {f["rule"]: f["known"] for f in json.loads(judged(office, "-f", "json").out)["reports"][0]["findings"]}
    assert known["elements/causes"] is True


def test_what_is_new_fails_it(office: Path) -> None:
    put(office, problems=NO_CAUSES, principal="", h2="")
    ran = judged(office)
    assert ran.code == 1
    assert "规　则：elements/principal" in ran.out
    assert "规　则：elements/causes" not in ran.out


def test_a_score_that_falls_fails_it(office: Path) -> None:
    put(office, problems=NO_CAUSES, plan=WEAK_PLAN)
    ran = judged(office)
    assert ran.code == 1
    assert "得分 73，比基线里的 85 低。" in ran.out
    assert judged(office, "--fail-on", "never").code == 0


def test_edits_elsewhere_change_nothing(office: Path) -> None:
    text = sound_report(problems=NO_CAUSES).replace("审查合同64份", "审查合同65份").replace("宣讲19场", "宣讲20场")
    (office / "乡镇" / "甲镇.txt").write_text("\n\n" + text, "utf-8")
    assert judged(office).code == 0


def test_a_report_that_is_not_on_record_is_judged_as_ever(office: Path) -> None:
    (office / "乡镇" / "乙镇.txt").write_text(sound_report(problems=NO_CAUSES), "utf-8")
    assert judged(office, "--no-compare").code == 1


def test_an_update_drops_what_is_mended_and_raises_the_score_and_takes_nothing_new(office: Path) -> None:
    before = recorded(office)
    put(office, plan=WEAK_PLAN)
    ran = fzcheck("baseline", "update", cwd=office)
    assert ran.code == 0
    assert "去掉改好的 1 条，提高 1 份的得分" in ran.out
    assert "没有收进：新的问题 " in ran.out
    after = recorded(office)
    assert (before["score"], after["score"]) == (85, 88)
    assert "elements/plan" not in {finding["rule"] for finding in after["findings"]}
    assert "elements/causes" not in {finding["rule"] for finding in after["findings"]}
    put(office, problems=NO_CAUSES)
    assert judged(office).code == 1, "what was mended may not come back"


def test_an_update_forgets_reports_that_are_gone_and_keeps_those_not_given(office: Path) -> None:
    (office / "县.txt").write_text(sound_report(), "utf-8")
    assert fzcheck("baseline", "write", ".", "--no-compare", cwd=office).code == 0
    assert fzcheck("baseline", "update", "县.txt", cwd=office).code == 0
    assert len(json.loads((office / "fzcheck-baseline.json").read_text("utf-8"))["reports"]) == 2
    (office / "乡镇" / "甲镇.txt").unlink()
    assert "去掉不在了的报告 1 份" in fzcheck("baseline", "update", "县.txt", cwd=office).out
    assert recorded(office)["path"] == "县.txt"


def test_the_file_is_sorted_one_line_a_finding_and_the_same_every_time(office: Path) -> None:
    path = office / "fzcheck-baseline.json"
    first = path.read_bytes()
    lines = [line.strip().rstrip(",") for line in first.decode().splitlines() if "fingerprint" in line]
    findings = [json.loads(line) for line in lines if line.startswith('{"rule"')]
    assert findings == sorted(findings, key=lambda one: (one["rule"], one["fingerprint"]))
    assert recorded(office)["path"] == "乡镇/甲镇.txt"
    assert fzcheck("baseline", "write", office, cwd=office / "乡镇").code == 0
    assert path.read_bytes() == first


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    reports = {
        "乙.txt": Recorded(100.0, {}),
        "甲.txt": Recorded(87.25, {"0123456789abcdef": "text/residue", "0123456789abcdef-2": "text/residue"}),
    }
    baseline = Baseline(tmp_path, reports)
    (tmp_path / "b.json").write_text(baseline.text(), "utf-8")
    assert load_baseline(tmp_path / "b.json") == baseline
    assert Baseline(tmp_path, dict(reversed(reports.items()))).text() == baseline.text()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"schema_version": 1}',
        '{"schema_version": 9, "reports": []}',
        '{"schema_version": 1, "reports": [{"path": "x"}]}',
        '{"schema_version": 1, "reports": [{"path": "x", "score": "many", "findings": []}]}',
        "[" * 100_000,
        "<<<<<<< HEAD",
    ],
)
def test_a_damaged_baseline_is_told_with_what_to_do(text: str, tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_text(text, "utf-8")
    with pytest.raises(BaselineError, match="fzcheck baseline write"):
        load_baseline(path)


def test_a_baseline_that_is_not_there_is_told(office: Path) -> None:
    ran = judged(office, "--baseline", "没有.json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "读不了基线文件 没有.json（没有这个文件）。可以用 fzcheck baseline write 写一份。\n"


def test_unreadable_files_are_told_and_the_others_recorded(office: Path) -> None:
    (office / "乡镇" / "坏.txt").write_bytes(bytes(range(256)) * 20)
    ran = fzcheck("baseline", "write", cwd=office)
    assert ran.code == 2
    assert "坏.txt" in ran.err
    assert recorded(office)["path"] == "乡镇/甲镇.txt"


def test_a_baseline_may_stand_beside_the_reports(office: Path) -> None:
    place = office / "记录" / "b.json"
    assert fzcheck("baseline", "write", office / "乡镇", "--baseline", place).code == 0
    assert json.loads(place.read_text("utf-8"))["reports"][0]["path"] == "../乡镇/甲镇.txt"
    assert judged(office, "--baseline", "记录/b.json").code == 0


def test_standard_input_cannot_be_recorded(office: Path) -> None:
    ran = fzcheck("baseline", "write", "-", cwd=office, stdin=sound_report().encode())
    assert ran.code == 2
    assert "不能用标准输入" in ran.err


# --- fingerprints -------------------------------------------------------------------------------------------------


def test_the_same_flaw_twice_in_a_section_has_two_names(ruleset: RuleSet) -> None:
    plan = "　　（一）充实执法力量。招录执法辅助人员××名，组织持证考试××场，由××负责。\n　　（二）创新普法形式。制作以案释法短视频12条。\n"
    findings = check_text(sound_report(plan=plan), ruleset).findings
    names = [finding.fingerprint for finding in findings]
    blanks = [finding for finding in findings if finding.rule == "text/placeholder"]
    assert len(blanks) > 1
    assert len(set(names)) == len(names)


def test_a_part_put_in_before_does_not_rename_what_comes_after(ruleset: RuleSet) -> None:
    plan = "　　（一）充实执法力量。招录执法辅助人员××名，组织持证考试。\n　　（二）创新普法形式。制作以案释法短视频12条。\n"
    text = sound_report(plan=plan)
    moved = text.replace("四、2025年", "五、2025年").replace(
        "　　四、2025年", "　　四、其他情况\n　　本年度没有其他需要报告的情况。\n　　四、2025年"
    )
    moved = moved.replace("（一）充实执法力量", "（二）充实执法力量", 1)
    first, second = (
        {
            f.rule: f.fingerprint
            for f in check_text(each, ruleset).findings
            if "××" in (f.place.quote if f.place else "")
        }
        for each in (text, moved)
    )
    assert first
    assert first == second
