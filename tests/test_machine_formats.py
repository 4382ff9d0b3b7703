"""The formats for machines: what the programs that read them rely on."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator

from checker import check_file, check_text
from checker.cli.rule_texts import rule_texts
from checker.model import Finding, Result, Severity, Source, Unreadable, Verdict
from checker.pipeline import judge
from checker.rulebook.ruleset import RuleSet
from checker.writing import FORMATS, Writes
from tests.corpus_files import SEEDS, sound_report
from tests.test_cli import fzcheck
from tests.written import written

MACHINES = [name for name, format in FORMATS.items() if format.for_machines]
LINE = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (error|warning|note) [a-z/-]+ \S.*")
HOSTILE = (
    "甲\n::set-output name=a::b\r\n##[add-mask]丙\x1b[31m\x00\ufffe]]></failure><b>\"'&{0}[点这里](http://x)%0A,乙：:"
)
NO_PRINCIPAL = {"h2": "", "principal": ""}


@pytest.fixture(scope="module")
def failing(ruleset: RuleSet) -> Result:
    return check_text(sound_report(**NO_PRINCIPAL), ruleset, path="报告/云岭镇 2024#1.txt")


@pytest.fixture(scope="module")
def document(ruleset: RuleSet) -> Result:
    """A Word document: its places are paragraphs, not lines of the file."""
    text = sound_report(**NO_PRINCIPAL).replace("三、存在", "二、存在")
    blocks = (0, *(found.end() for found in re.finditer("\n", text)))
    return judge(Source("报告/云岭镇.docx", "docx", "", "ab" * 32, text, blocks), ruleset)


@pytest.fixture(scope="module")
def hostile(failing: Result) -> Result:
    place = failing.findings[0].place
    assert place is not None
    finding = replace(failing.findings[0], message=HOSTILE, hint=HOSTILE, basis=HOSTILE)
    return replace(failing, findings=(finding, finding))


def sarif(results: list[Result | Unreadable], ruleset: RuleSet) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(written("sarif", results, rules=rule_texts(ruleset)))
    run: dict[str, Any] = log["runs"][0]
    return run


# --- all of them --------------------------------------------------------------------------------------------------


def test_the_same_bytes_on_every_run_and_from_many_processes(tmp_path: Path) -> None:
    broken = tmp_path / "坏"
    broken.mkdir()
    (broken / "x.txt").write_bytes(bytes(range(256)) * 20)
    names = [name for name, format in FORMATS.items() if format.writes is Writes.TEXT]
    seen = []
    for run, jobs in enumerate(("1", "2")):
        asked = [f"--format={name}={tmp_path / str(run) / name}" for name in names]
        assert fzcheck(SEEDS, broken, *asked, "--jobs", jobs).code == 2
        seen.append({name: (tmp_path / str(run) / name).read_bytes() for name in names})
    assert [name for name in names if seen[0][name] != seen[1][name]] == []


@pytest.fixture(scope="module")
def arguments(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A report and a file that is not there."""
    return sorted(SEEDS.glob("*.txt"))[1], tmp_path_factory.mktemp("none") / "没有.txt"


@pytest.fixture(scope="module")
def filed(arguments: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What all formats write into files."""
    folder = tmp_path_factory.mktemp("filed")
    ran = fzcheck(*arguments, *(f"--format={name}={folder / name}" for name in MACHINES), GITHUB_ACTIONS="true")
    assert (ran.code, ran.out) == (2, "")
    return folder


@pytest.mark.parametrize("name", MACHINES)
def test_nothing_else_is_on_standard_output(name: str, arguments: tuple[Path, Path], filed: Path) -> None:
    ran = fzcheck(*arguments, "-f", name, GITHUB_ACTIONS="true", PYTHONIOENCODING="ascii")
    assert ran.code == 2
    assert ran.out == (filed / name).read_text("utf-8"), "UTF-8, whatever the terminal speaks"
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("name", MACHINES)
def test_quiet_leaves_out_what_passed(name: str, failing: Result) -> None:
    passing = replace(failing, verdict=Verdict.PASS)
    assert "云岭镇" not in written(name, [passing], quiet=True)
    assert "云岭镇" in unquote(written(name, [failing], quiet=True))


# --- SARIF --------------------------------------------------------------------------------------------------------


def test_sarif_fits_the_official_schema(
    ruleset: RuleSet, failing: Result, document: Result, hostile: Result, tmp_path: Path
) -> None:
    schema = json.loads((Path(__file__).parent / "files" / "sarif-schema-2.1.0.json").read_text("utf-8"))
    seeds = [check_file(str(path), ruleset) for path in sorted(SEEDS.glob("*.txt"))]
    stdin = replace(failing, source=replace(failing.source, path="-"))
    results: list[Result | Unreadable] = [
        *seeds,
        failing,
        document,
        hostile,
        stdin,
        Unreadable("坏 的.pdf", "打不开。"),
        Unreadable("-", "是空的。"),
    ]
    logs = [written("sarif", results, rules=rule_texts(ruleset)), written("sarif", [])]
    for log in map(json.loads, logs):
        errors = [f"{list(e.absolute_path)}: {e.message[:200]}" for e in Draft4Validator(schema).iter_errors(log)]
        assert errors == []


def test_sarif_regions_hold_the_words_of_the_finding(ruleset: RuleSet) -> None:
    path = sorted(SEEDS.glob("*.txt"))[2]
    lines = path.read_text("utf-8-sig").splitlines()
    run = sarif([check_file(str(path), ruleset)], ruleset)
    regions = [result["locations"][0]["physicalLocation"]["region"] for result in run["results"]]
    assert regions
    for region in regions:
        words = lines[region["startLine"] - 1 : region["endLine"]]
        words[-1] = words[-1][: region["endColumn"] - 1]
        words[0] = words[0][region["startColumn"] - 1 :]
        assert "\n".join(words) == region["snippet"]["text"]


def test_sarif_results_find_their_rule_and_their_file(ruleset: RuleSet, failing: Result) -> None:
    run = sarif([failing], ruleset)
    rules = run["tool"]["driver"]["rules"]
    result = next(r for r in run["results"] if r["ruleId"] == "elements/principal")
    rule = rules[result["ruleIndex"]]
    assert (rule["id"], rule["defaultConfiguration"]["level"]) == ("elements/principal", "error")
    assert "督察工作规定" in rule["help"]["markdown"]
    file = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert file["uri"] == "%E6%8A%A5%E5%91%8A/%E4%BA%91%E5%B2%AD%E9%95%87%202024%231.txt"
    assert run["artifacts"][file["index"]]["hashes"] == {"sha-256": failing.source.sha256}


def test_sarif_of_a_document_says_where_without_a_region(ruleset: RuleSet, document: Result) -> None:
    location = sarif([document], ruleset)["results"][0]["locations"][0]
    assert set(location["physicalLocation"]) == {"artifactLocation"}
    assert re.fullmatch("第[0-9]+段", location["logicalLocations"][0]["fullyQualifiedName"])


def test_sarif_tells_what_could_not_be_read(tmp_path: Path) -> None:
    ran = fzcheck(tmp_path / "没有.txt", "-f", "sarif")
    invocation = json.loads(ran.out)["runs"][0]["invocations"][0]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    assert "找不到这个文件" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_no_words_of_a_report_become_a_link_or_a_placeholder_in_sarif(ruleset: RuleSet, hostile: Result) -> None:
    text = sarif([hostile], ruleset)["results"][0]["message"]["text"]
    assert "\\[点这里](http://x)" in text
    assert "{0}" not in text.replace("{{0}}", "")


def test_a_finding_of_a_rule_outside_the_pack_is_told_too(ruleset: RuleSet, failing: Result) -> None:
    other = replace(failing.findings[0], rule="waivers/unused")
    result = replace(failing, findings=(other,))
    assert "ruleIndex" not in sarif([result], ruleset)["results"][0]
    assert len(ET.fromstring(written("junit", [result])).findall(".//failure")) == 1


# --- GitHub -------------------------------------------------------------------------------------------------------


def test_a_report_cannot_give_commands_to_github(hostile: Result) -> None:
    lines = written("github", [hostile, Unreadable("::error::\n::debug::x", HOSTILE)]).splitlines()
    assert len(lines) == 3
    for line in lines:
        command, properties, message = re.fullmatch(r"::(error) ([^:]*)::(.*)", line).groups()  # type: ignore[union-attr]
        assert command == "error"
        named = dict(one.split("=", 1) for one in properties.split(","))
        assert set(named) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert "%250A" in message


def test_github_shows_lines_of_text_only(failing: Result, document: Result) -> None:
    assert re.match(r"::error file=报告/云岭镇 2024#1.txt,line=\d+,", written("github", [failing]))
    assert re.match(r"::error file=报告/云岭镇.docx,title=[^:]+::第\d+段：", written("github", [document]))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "r.txt"
    path.write_text(sound_report(**NO_PRINCIPAL).replace("执法力量薄弱", "##[add-mask]执法力量薄弱，法冶"), "utf-8")
    return path


def test_annotations_come_by_themselves_inside_github_actions(report: Path, tmp_path: Path) -> None:
    plain = fzcheck(report).out
    inside = fzcheck(report, GITHUB_ACTIONS="true").out
    word = re.match(r"::stop-commands::([0-9a-f]{64})\n", inside).group(1)  # type: ignore[union-attr]
    _, told, commands = re.split(rf"::stop-commands::{word}\n|^::{word}::\n", inside, flags=re.MULTILINE)
    assert told == plain
    assert commands == fzcheck(report, "-f", "github").out


def test_annotations_do_not_come_twice_nor_into_files(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert fzcheck(report, "-f", "text", "-f", f"github={out}", GITHUB_ACTIONS="true").out == fzcheck(report).out
    fzcheck(report, "-f", f"text={out}", GITHUB_ACTIONS="true")
    assert "::" not in out.read_text("utf-8")


# --- GitLab -------------------------------------------------------------------------------------------------------


def test_gitlab_fingerprints_are_unique_and_survive_edits_elsewhere(ruleset: RuleSet) -> None:
    text = sound_report(
        problems="　　（一）法冶力量薄弱。持证人员仅6人，法冶巡查难以覆盖。主要原因是编制有限。\n", **NO_PRINCIPAL
    )
    issues = json.loads(written("gitlab", [check_text(text, ruleset)]))
    prints = [issue["fingerprint"] for issue in issues]
    assert len(issues) > 3
    assert len(set(prints)) == len(prints)
    moved = json.loads(written("gitlab", [check_text("\n\n\n" + text, ruleset)]))
    assert [issue["fingerprint"] for issue in moved] == prints
    assert [i["location"]["lines"]["begin"] - 3 for i in moved] == [i["location"]["lines"]["begin"] for i in issues]


def test_gitlab_gets_what_its_report_format_asks_for(failing: Result, document: Result) -> None:
    issues = json.loads(written("gitlab", [failing, document, Unreadable("./x.pdf", "打不开。")]))
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
    assert issues[-1]["location"]["path"] == "x.pdf"
    assert issues[-1]["severity"] == "blocker"
    assert json.loads(written("gitlab", [])) == []


# --- JUnit, Checkstyle, lines -------------------------------------------------------------------------------------


def test_junit_is_red_exactly_when_the_command_says_so(failing: Result) -> None:
    red, green, unread = ET.fromstring(
        written("junit", [failing, replace(failing, verdict=Verdict.PASS), Unreadable("x.pdf", "打不开。")])
    )
    cases = red.findall("testcase")
    failed = [str(case.get("name")).split()[0] for case in cases if case.find("failure") is not None]
    flawed = {f.rule for f in failing.findings if f.severity is not Severity.NOTE}
    assert set(failed) == flawed
    assert len(cases) == len(failing.outcomes)
    assert int(red.get("failures", "")) == len(failed)
    assert int(red.get("skipped", "")) == len(red.findall(".//skipped"))
    assert green.findall(".//failure") == []
    assert "第一责任人" in "".join(green.itertext())
    assert (unread.get("errors"), unread.find(".//error").get("message")) == ("1", "打不开。")  # type: ignore[union-attr]


def test_junit_of_a_report_that_fails_for_its_score_alone_is_red(failing: Result) -> None:
    notes = tuple(finding for finding in failing.findings if finding.severity is Severity.NOTE)
    suite = ET.fromstring(written("junit", [replace(failing, findings=notes)]))[0]
    assert [one.get("type") for one in suite.findall(".//failure")] == ["report/verdict"]
    assert suite.get("failures") == "1"
    assert int(suite.get("tests", "")) == len(suite.findall("testcase"))


def test_hostile_words_stay_words_in_xml(hostile: Result) -> None:
    for name, wanted in (("junit", ".//failure"), ("checkstyle", ".//error")):
        found = ET.fromstring(written(name, [hostile, Unreadable("a\x01\ufffe<b>\n.txt", HOSTILE)])).find(wanted)
        assert found is not None
        assert "]]></failure><b>\"'&{0}[点这里](http://x)%0A" in found.get("message", "")


def test_checkstyle_names_file_line_and_rule(failing: Result, document: Result) -> None:
    files = ET.fromstring(written("checkstyle", [failing, document])).findall("file")
    assert [file.get("name") for file in files] == ["报告/云岭镇 2024#1.txt", "报告/云岭镇.docx"]
    found = {error.get("source"): error for error in files[0]}["fzcheck.elements/principal"]
    place = next(f.place for f in failing.findings if f.rule == "elements/principal")
    assert place is not None
    assert (found.get("line"), found.get("severity")) == (str(place.line), "error")
    assert {error.get("line") for error in files[1]} == {"0"}


def test_one_line_a_finding(failing: Result, hostile: Result) -> None:
    lines = written("line", [failing, hostile, Unreadable("y\n\x1b[31m.txt", HOSTILE)]).splitlines()
    assert len(lines) == len(failing.findings) + 3
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert not re.search("[\x00-\x1f]", "".join(lines))
    first: Finding = failing.findings[0]
    assert first.place is not None
    assert lines[0].startswith(f"报告/云岭镇 2024#1.txt:{first.place.line}:{first.place.column}: {first.severity} ")
