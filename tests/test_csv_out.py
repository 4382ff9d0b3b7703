from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from dataclasses import replace

import pytest

from checker import check_file, check_text
from checker.model import Result, Unreadable
from checker.rulebook.ruleset import RuleSet
from checker.writing import FORMATS, open_writer
from checker.writing.csv_table import harmless
from checker.writing.run import Run
from tests.corpus_files import labelled, sound_report
from tests.written import written


@pytest.fixture(scope="module")
def seeds(ruleset: RuleSet) -> list[Result]:
    return [check_file(str(text.path), ruleset) for text in labelled("seeds")]


def read_back(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_rows_agree_with_the_json_result(seeds: list[Result]) -> None:
    reports = {report["path"]: report for report in json.loads(written("json", seeds))["reports"]}
    rows = read_back(written("csv", seeds))
    assert {row["文件"] for row in rows} == set(reports)
    for row in rows:
        report = reports[row["文件"]]
        assert (row["单位"], float(row["得分"])) == (report["meta"]["issuer"], report["score"])
        assert row["成文日期"] == (report["meta"]["issued"] or "")
        counts = Counter(finding["severity"] for finding in report["findings"])
        assert [int(row[word]) for word in ("错误", "警告", "建议")] == [
            counts[s] for s in ("error", "warning", "note")
        ]
        assert (
            row["原因"] == {"present": "达标", "weak": "薄弱", "missing": "缺失"}[report["elements"]["causes"]["state"]]
        )


def test_unreadable_files_are_not_lost(seeds: list[Result]) -> None:
    last = read_back(written("csv", [Unreadable("扫描件.pdf", "没有文字。"), *seeds]))[-1]
    assert (last["文件"], last["结论"], last["主要问题"], last["得分"]) == ("扫描件.pdf", "读不了", "没有文字。", "")


def test_kinds_are_headed_by_the_titles_of_the_pack(seeds: list[Result], ruleset: RuleSet) -> None:
    stream = io.StringIO()
    run = Run("fzzf", "1.0.0", kinds=ruleset.kinds)
    writer = open_writer(FORMATS["csv"], stream, run)
    for seed in seeds:
        writer.add(seed)
    writer.finish()
    heads = stream.getvalue().splitlines()[0]
    assert heads.index('"数字"') < heads.index('"写法"')
    assert "figures" not in heads


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+1", "-2", "@SUM(1)", "  =1", "　＝1", "＋1", "－1", "＠a", "\t=1", "\r1"]
)
def test_what_looks_like_a_formula_becomes_text(text: str) -> None:
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["2024年", "（-1）", "a=b", "云岭镇+", "'"])
def test_other_texts_stay(text: str) -> None:
    assert harmless(text) == text


def test_hostile_names_stay_in_their_cells(ruleset: RuleSet) -> None:
    result = check_text(sound_report(), ruleset)
    evil = 'a",=1+1;=2\t=3\r\n=4\x00'
    facts = replace(result.facts, issuer=evil)
    text = written("csv", [replace(result, source=replace(result.source, path="=1.txt"), facts=facts)])
    row = read_back(text)[0]
    assert row["文件"] == "'=1.txt"
    assert row["单位"] == 'a",=1+1;=2 =3 =4�'
    assert text.count("\r\n") == 2


def test_files_begin_with_a_mark_that_excel_knows_and_lines_end_as_the_standard_says(seeds: list[Result]) -> None:
    text = written("csv", seeds)
    assert text.startswith('\ufeff"文件","单位"')
    assert text.count("\n") == text.count("\r\n") == 6


def test_standard_output_has_no_such_mark(seeds: list[Result], capsys: pytest.CaptureFixture[str]) -> None:
    writer = open_writer(FORMATS["csv"], sys.stdout, Run("fzzf", "1.0.0"))
    writer.add(seeds[0])
    writer.finish()
    assert capsys.readouterr().out.startswith('"文件"')


def test_quiet_leaves_passing_reports_out(seeds: list[Result]) -> None:
    assert {row["结论"] for row in read_back(written("csv", seeds, quiet=True))} == {"不通过"}
