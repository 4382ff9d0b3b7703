"""Waivers: what somebody takes responsibility for until a day, and what happens the day after."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from checker.checks import Checked, check
from checker.config import Waiver
from checker.gate import Gate, gated
from checker.model import Result, Source, Verdict
from checker.parsing import parse
from checker.rulebook.ruleset import RuleSet
from checker.scoring import Policy
from checker.writing.docx_remarks import remarks_on
from tests.corpus_files import sound_report
from tests.test_cli import fzcheck
from tests.written import written

FOLDER = Path("/仓库")
DAY = datetime.date(2026, 6, 30)
NO_CAUSES = sound_report(
    problems="　　（一）执法力量薄弱。持证人员仅6人，夜间巡查难以覆盖。\n　　（二）普法形式单一。宣讲以念读为主，青年参与少。\n"
)


def waiver(**values: str) -> Waiver:
    given = {"rule": "elements/causes", "reason": "原因另有专报", "who": "县司法局张三", "origin": "fzcheck.yaml:3"}
    return Waiver(**{"path": "甲镇.txt", **given, **values}, until=DAY)


@pytest.fixture(scope="module")
def checked(ruleset: RuleSet) -> Checked:
    report = parse(Source("/仓库/甲镇.txt", "txt", "utf-8", "0" * 64, NO_CAUSES), ruleset.conventions)
    return check(report, ruleset)


def judged(checked: Checked, ruleset: RuleSet, *waivers: Waiver, today: datetime.date = DAY) -> Result:
    return gated(checked, ruleset, Policy(), Gate(today, FOLDER, waivers))


def test_a_waived_finding_costs_nothing_and_does_not_fail_the_report(checked: Checked, ruleset: RuleSet) -> None:
    before, after = judged(checked, ruleset), judged(checked, ruleset, waiver())
    assert (before.verdict, after.verdict) == (Verdict.FAIL, Verdict.PASS)
    assert after.score == before.score + 15
    assert "elements/causes" not in {deduction.rule for deduction in after.deductions}
    (found,) = [finding for finding in after.findings if finding.waived]
    assert found.rule == "elements/causes"
    assert after.elements == before.elements, "what the report lacks is told as before"


def test_it_is_told_who_waived_it_until_when_and_why(checked: Checked, ruleset: RuleSet) -> None:
    result = judged(checked, ruleset, waiver())
    text = "".join(line.strip() for line in written("text", [result]).splitlines())
    assert "已豁免（不扣分）：" in text
    assert "（elements/causes）——县司法局张三，到 2026-06-30 为止，原因另有专报" in text
    (found,) = [f for f in json.loads(written("json", [result]))["reports"][0]["findings"] if f["waived"]]
    assert found["waived"] == {"who": "县司法局张三", "until": "2026-06-30", "reason": "原因另有专报"}
    assert "已豁免：县司法局张三" in written("markdown", [result])
    assert any("已豁免：县司法局张三" in line for remark in remarks_on(result) for line in remark.lines)


def test_machines_are_told_that_it_does_not_count(checked: Checked, ruleset: RuleSet) -> None:
    before, after = judged(checked, ruleset), judged(checked, ruleset, waiver())
    for format in ("line", "github", "gitlab", "checkstyle"):
        assert "elements/causes" in written(format, [before])
        assert "elements/causes" not in written(format, [after])
    log = json.loads(written("sarif", [after]))
    schema = json.loads((Path(__file__).parent / "files" / "sarif-schema-2.1.0.json").read_text("utf-8"))
    assert not list(Draft4Validator(schema).iter_errors(log))
    (found,) = [result for result in log["runs"][0]["results"] if "suppressions" in result]
    assert found["ruleId"] == "elements/causes"
    assert found["suppressions"][0]["justification"] == "已豁免：县司法局张三，到 2026-06-30 为止，原因另有专报"
    assert "<failure" in written("junit", [before])
    assert "<failure" not in written("junit", [after])
    assert "已豁免：县司法局张三" in written("junit", [after])


def test_the_day_itself_is_covered_and_the_day_after_is_not(checked: Checked, ruleset: RuleSet) -> None:
    after = judged(checked, ruleset, waiver(), today=DAY + datetime.timedelta(days=1))
    assert after.verdict is Verdict.FAIL
    assert not any(finding.waived for finding in after.findings)
    (told,) = [finding for finding in after.findings if finding.rule == "config/waiver-expired"]
    assert (told.severity, told.place) == ("warning", None)
    assert "fzcheck.yaml:3" in told.message
    assert "2026-06-30" in told.message


def test_a_waiver_that_covers_nothing_in_the_file_it_names_is_told(checked: Checked, ruleset: RuleSet) -> None:
    result = judged(checked, ruleset, waiver(rule="elements/plan"))
    (told,) = [finding for finding in result.findings if finding.rule == "config/waiver-unused"]
    assert told.severity == "note"
    assert "config/waiver-unused" in written("text", [result])


@pytest.mark.parametrize("path", ["乙镇.txt", "*.txt", "乡镇/"])
def test_of_other_files_and_of_patterns_nothing_is_said(path: str, checked: Checked, ruleset: RuleSet) -> None:
    result = judged(checked, ruleset, waiver(rule="elements/plan", path=path))
    assert not [finding for finding in result.findings if finding.rule.startswith("config/")]


@pytest.mark.parametrize(
    ("values", "covers"),
    [
        ({"path": "*.txt"}, True),
        ({"path": "乡镇/甲镇.txt"}, False),
        ({"section": "存在的不足"}, True),
        ({"section": "主要安排"}, False),
        ({"quote": "不足 和原因"}, True),
        ({"quote": "别的话"}, False),
        ({"rule": "elements/plan"}, False),
    ],
)
def test_what_a_waiver_covers(values: dict[str, str], covers: bool, checked: Checked, ruleset: RuleSet) -> None:
    result = judged(checked, ruleset, waiver(**values))
    assert any(finding.waived for finding in result.findings) is covers


def test_a_text_that_is_no_report_is_not_saved_by_waivers(ruleset: RuleSet) -> None:
    report = parse(Source("/仓库/甲镇.txt", "txt", "utf-8", "0" * 64, "关于召开会议的通知\n"), ruleset.conventions)
    result = judged(check(report, ruleset), ruleset, waiver())
    assert (result.verdict, result.score, len(result.findings)) == (Verdict.FAIL, 0, 1)


def test_waivers_of_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "甲镇.txt").write_text(NO_CAUSES, "utf-8")
    entry = "  - {rule: elements/causes, path: 甲镇.txt, reason: 原因另有专报, who: 张三, until: %s}\n"
    config = tmp_path / "fzcheck.yaml"
    config.write_text("waivers:\n" + entry % "2099-12-31", "utf-8")
    assert fzcheck(tmp_path).code == 0
    config.write_text("waivers:\n" + entry % "2020-12-31", "utf-8")
    ran = fzcheck("甲镇.txt", cwd=tmp_path)
    assert ran.code == 1
    assert "config/waiver-expired" in ran.out
    assert "已经过期" in fzcheck("config", "show", cwd=tmp_path).out


def test_a_waiver_for_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "甲镇.txt").write_text(sound_report(), "utf-8")
    entry = "  - {{rule: text/residue, path: {path}, reason: 已商定, who: 县司法局张三, until: 2099-12-31}}\n"
    paths = ("甲镇.txt", "乡镇/乙镇.txt", "丙镇.txt", "丁镇*.txt")
    (tmp_path / "fzcheck.yaml").write_text(
        "waivers:\n" + "".join(entry.format(path=f'"{path}"') for path in paths), "utf-8"
    )
    ran = fzcheck(".", cwd=tmp_path)
    assert ran.code == 0
    assert [line.split("“")[1].split("”")[0] for line in ran.err.splitlines()] == ["乡镇/乙镇.txt", "丙镇.txt"]
