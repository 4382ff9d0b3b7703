from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from checker import check_file, check_text
from checker.model import Result, State, Unreadable
from checker.rulebook.ruleset import RuleSet
from checker.writing import FORMATS, open_writer, sheet
from checker.writing.run import Run
from checker.writing.words import STATES
from tests.corpus_files import labelled, sound_report
from tests.workbook_cells import Book
from tests.written import written

SCANNED = Unreadable("各镇/扫描件.pdf", "没有文字，只有图片。请先做文字识别。")


def saved(results: Iterable[Result | Unreadable], kinds: dict[str, str] | None = None, *, quiet: bool = False) -> bytes:
    stream = io.BytesIO()
    run = Run("fzzf", "1.0.0", quiet=quiet, kinds=kinds or {})
    writer = open_writer(FORMATS["xlsx"], stream, run)
    for result in results:
        run.tally.add(result)
        writer.add(result)
    writer.finish()
    return stream.getvalue()


@pytest.fixture(scope="module")
def results(ruleset: RuleSet) -> list[Result]:
    return [check_file(str(text.path), ruleset) for text in [*labelled("seeds"), *labelled("dev")]]


@pytest.fixture(scope="module")
def book(results: list[Result]) -> Book:
    return Book(saved([*results, SCANNED]))


@pytest.fixture(scope="module")
def told(results: list[Result]) -> dict[str, Any]:
    """The reports of the JSON result of the same run, by path."""
    return {report["path"]: report for report in json.loads(written("json", results))["reports"]}


def test_each_report_has_a_row_that_agrees_with_the_json_result(book: Book, told: dict[str, Any]) -> None:
    rows = book.table("汇总")
    assert {row["文件"] for row in rows} == set(told)
    for row in rows:
        report = told[str(row["文件"])]
        meta = report["meta"]
        assert (row["单位"], row["年度"], row["得分"]) == (meta["issuer"], meta["report_year"], report["score"])
        assert row["结论"] == {"pass": "通过", "fail": "不通过"}[report["verdict"]]
        counts = Counter(finding["severity"] for finding in report["findings"])
        assert (row["错误"], row["警告"], row["建议"]) == (counts["error"], counts["warning"], counts["note"])
        kinds = Counter(finding["kind"] for finding in report["findings"] if not finding["kind"].startswith("element-"))
        assert {kind: row[kind] for kind in kinds} == kinds
        if report["is_report"]:
            states = [STATES[State(element["state"])] for element in report["elements"].values()]
            assert [row[short] for short in ("举措", "不足", "原因", "责任人", "安排")] == states
        else:
            assert row["举措"] is None


def test_the_worst_reports_stand_on_top_with_their_worst_findings(book: Book, told: dict[str, Any]) -> None:
    rows = book.table("汇总")
    verdicts = [str(row["结论"]) for row in rows]
    assert verdicts == sorted(verdicts, key=["不通过", "通过"].index)
    for row in rows:
        grave = [f["message"] for f in told[str(row["文件"])]["findings"] if f["severity"] == "error"]
        assert not grave or grave[0].rstrip("。") in str(row["主要问题"])


def test_each_finding_has_a_row(book: Book, told: dict[str, Any]) -> None:
    rows = book.table("问题清单")
    expected = [(path, finding) for path, report in told.items() for finding in report["findings"]]
    assert [(row["文件"], row["问题"], row["规则"], row["依据"]) for row in rows] == [
        (path, " ".join(f["message"].split()), f["rule"], f["basis"]) for path, f in expected
    ]
    assert all(str(row["位置"]).startswith("第") for row, (_, f) in zip(rows, expected, strict=True) if f["line"])


def test_bases_are_counted(book: Book, told: dict[str, Any]) -> None:
    cited = Counter(f["basis"] for report in told.values() for f in report["findings"] if f["basis"])
    assert {row["依据"]: row["问题（条）"] for row in book.table("依据")} == cited


def test_what_is_missing_how_often_stands_below(book: Book, results: list[Result]) -> None:
    rows = book.cells("汇总")
    heads = [cell.value for cell in rows[0]]
    below = {row[0].value: row for row in rows[rows.index([]) :] if row}
    missing = sum(r.is_report and r.elements["causes"].state is State.MISSING for r in results)
    assert below["缺失（份）"][heads.index("原因")].value == missing
    assert any(f"份中 {missing} 份缺原因" in str(label) for label in below)
    assert any("另有 1 份读不了" in str(label) for label in below)


def test_unreadable_files_have_a_sheet_when_there_are_any(book: Book, results: list[Result]) -> None:
    assert book.table("读不了") == [{"文件": SCANNED.path, "原因和办法": SCANNED.message}]
    assert Book(saved(results[:1])).titles == ["汇总", "问题清单", "依据"]


def test_nothing_but_unreadable_files_makes_a_sound_workbook() -> None:
    book = Book(saved([SCANNED]))
    assert book.table("汇总") == []
    assert len(book.table("读不了")) == 1


def test_heads_stay_in_view_and_offer_filters(book: Book) -> None:
    for title in ("汇总", "问题清单"):
        assert re.search(r'<pane xSplit="2" ySplit="1" [^>]*state="frozen"', book.part(title))
        rows, columns = len(book.table(title)), len(book.cells(title)[0])
        last = re.search(r'<autoFilter ref="A1:([A-Z]+)([0-9]+)"', book.part(title))
        assert last is not None
        assert int(last[2]) == rows + 1
        assert (ord(last[1][-1]) - ord("A") + 1) + 26 * (len(last[1]) - 1) == columns


def test_sheets_print_on_a4_across_with_the_head_on_every_page(book: Book) -> None:
    for title in book.titles:
        assert 'paperSize="9"' in book.part(title)
        assert 'orientation="landscape"' in book.part(title)
        assert 'fitToHeight="0"' in book.part(title)
        assert f"{title}!$1:$1" in book.parts["xl/workbook.xml"].replace("'", "")


def test_states_are_coloured(book: Book) -> None:
    head, *rows = book.cells("汇总")
    column = [cell.value for cell in head].index("原因")
    colours = {row[column].value: row[column].colour for row in rows[: rows.index([])]}
    assert len({colours[word] for word in STATES.values()} - {None}) == 3


@pytest.fixture
def hostile(ruleset: RuleSet) -> Result:
    result = check_text(sound_report(h2="", principal=""), ruleset)
    first, *others = result.findings
    assert first.place is not None
    evil = replace(
        first,
        message="@SUM(1+1)*cmd|' /C calc'!A0",
        hint="-2+3\x01\x0b\ud800\ufffe_x0041_",
        basis="\t=1+1",
        place=replace(first.place, quote="http://a.cn/", section="{=1+1}"),
    )
    facts = replace(result.facts, issuer='=HYPERLINK("http://a.cn","点这里")')
    source = replace(result.source, path="长" * 40_000)
    return replace(result, source=source, facts=facts, findings=(evil, *others))


def test_nothing_that_a_report_says_is_run(hostile: Result) -> None:
    book = Book(saved([hostile, Unreadable("+1.txt", "=1+1")]))
    for title in book.titles:
        assert "<f>" not in book.part(title)
        assert "hyperlink" not in book.part(title)
    row = book.table("问题清单")[0]
    assert row["单位"] == hostile.facts.issuer
    assert row["问题"] == hostile.findings[0].message
    assert row["原文"] == "http://a.cn/"
    assert row["依据"] == "=1+1"
    assert str(row["怎么改"]).startswith("-2+3�")
    assert book.table("读不了") == [{"文件": "+1.txt", "原因和办法": "=1+1"}]


def test_long_texts_are_cut_to_what_a_cell_holds(hostile: Result) -> None:
    path = str(Book(saved([hostile])).table("问题清单")[0]["文件"])
    assert len(path) == sheet.MOST_UNITS
    assert path.endswith("长…")
    wide = replace(hostile, source=replace(hostile.source, path="𠮷" * 20_000))
    path = str(Book(saved([wide])).table("问题清单")[0]["文件"])
    assert sheet.MOST_UNITS - 2 <= len(path.encode("utf-16-le")) // 2 <= sheet.MOST_UNITS


def test_findings_that_find_no_room_are_told(results: list[Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_ROWS", 20)
    rows = Book(saved(results)).cells("问题清单")
    assert len(rows) == 20
    left_out = sum(len(result.findings) for result in results) - 18
    assert str(rows[-1][0].value).startswith(f"还有 {left_out} 行放不下")


def test_quiet_leaves_passing_reports_out_and_counts_them(results: list[Result]) -> None:
    book = Book(saved(results, quiet=True))
    failed = sum(result.verdict == "fail" for result in results)
    assert [row["结论"] for row in book.table("汇总")] == ["不通过"] * failed
    below = "".join(str(row[0].value) for row in book.cells("汇总")[failed + 2 :] if row)
    assert f"通过的 {len(results) - failed} 份" in below
    assert f"共检查 {len(results)} 份" in below


def test_the_same_results_make_the_same_bytes(results: list[Result]) -> None:
    assert saved(results[:3]) == saved(results[:3])
