from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from checker import check_file, check_text, load_pack
from checker.cli import run as fzcheck
from checker.model import Result, State, Unreadable
from checker.rulebook.packs import pack_names
from checker.rulebook.ruleset import RuleSet
from checker.writing import FORMATS, open_writer
from checker.writing.names import report_names
from checker.writing.overview import Overview
from checker.writing.run import Run
from tests.corpus_files import CORPUS, SEEDS, labelled, sound_report

SCANNED = Unreadable("各镇/扫描件.pdf", "没有文字。")


@pytest.fixture(scope="module")
def results(ruleset: RuleSet) -> list[Result]:
    return [check_file(str(text.path), ruleset) for text in [*labelled("seeds"), *labelled("dev")]]


def printed(
    results: Sequence[Result | Unreadable],
    ruleset: RuleSet,
    width: int,
    monkeypatch: pytest.MonkeyPatch,
    order: str = "worst",
    format: str = "matrix",
) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    stream = io.StringIO()
    run = Run("fzzf", "1.0.0", kinds=ruleset.kinds, order=order)
    writer = open_writer(FORMATS[format], stream, run)
    for result in results:
        run.tally.add(result)
        writer.add(result)
    writer.finish()
    return stream.getvalue().splitlines()


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(
    width: int, results: list[Result], ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = printed([*results, SCANNED], ruleset, width, monkeypatch)
    assert max(cell_len(line) for line in lines) <= width


@pytest.mark.parametrize("format", ["matrix", "text"])
@pytest.mark.parametrize("width", [60, 80])
def test_years_are_never_broken(
    format: str, width: int, results: list[Result], ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = printed(results, ruleset, width, monkeypatch, format=format)
    table = lines[max(i for i, line in enumerate(lines) if line.startswith("报告  ")) - 1 :]
    assert not [line for line in table if re.search(r"（[0-9]{0,3}(\s|$)|^[0-9]{0,3}）", line)]
    assert any("（2023）" in line for line in table)


def test_states_score_and_verdict_stand_in_one_line(
    results: list[Result], ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = printed(results, ruleset, 80, monkeypatch)
    line = next(line for line in lines if line.startswith("万州区黄柏乡人民政府（2023）"))
    assert line.split()[1:] == ["达标", "达标", "缺失", "达标", "达标", "73", "不通过"]


def test_only_kinds_that_occur_have_columns_and_counts_are_right(
    results: list[Result], ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = printed(results, ruleset, 400, monkeypatch)
    first = lines.index(next(line for line in lines if line.startswith("─"))) + 1
    seed = next(result for result in results if "001_" in result.source.path)
    line = next(line for line in lines[first:] if line.startswith("重庆市万州区黄柏乡"))
    counts = Counter(f.kind for f in seed.findings if not f.kind.startswith("element-"))
    found = [int(word) for word in line.split("不通过")[1].split() if word != "·"]
    assert found == [counts[kind] for kind in ruleset.kinds if counts[kind]]
    assert not any(ruleset.kinds["privacy"][:2] in line for line in lines[: first - 1])


def test_the_bottom_tells_what_is_missing_how_often(
    results: list[Result], ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = printed([*results, SCANNED], ruleset, 120, monkeypatch)
    judged = [result for result in results if result.is_report]
    missing = sum(result.elements["causes"].state is State.MISSING for result in judged)
    assert any(f"{len(judged)} 份中 {missing} 份缺原因" in line for line in lines)
    assert any(line.startswith("常见问题：") for line in lines)
    assert f"读不了：{SCANNED.path}" in lines
    assert lines[-1].endswith("另有 1 份读不了。")


def test_what_all_lack_is_said_so(ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    result = check_text(sound_report(h2="", principal=""), ruleset)
    lines = printed([result, result], ruleset, 80, monkeypatch)
    assert any("2 份中 2 份都缺责任人" in line for line in lines)


def test_sound_reports_lack_nothing(ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = printed([check_text(sound_report(), ruleset)], ruleset, 80, monkeypatch)
    assert "各项要素都达标。" in lines


@pytest.mark.parametrize(
    ("order", "expected"), [("given", "abc"), ("worst", "bca"), ("score", "bca"), ("missing", "bca"), ("name", "acb")]
)
def test_orders(order: str, expected: str, ruleset: RuleSet) -> None:
    weak = sound_report(plan="　　今后，将进一步提高站位，奋力开创法治建设新局面。\n")
    texts = {"a": sound_report(), "b": sound_report(h2="", principal=""), "c": weak}
    names = {"a": "丙镇", "b": "乙镇", "c": "丁镇"}
    overview = Overview()
    for path, text in texts.items():
        result = check_text(text, ruleset)
        overview.add(
            replace(result, source=replace(result.source, path=path), facts=replace(result.facts, issuer=names[path]))
        )
    assert "".join(entry.path for entry in overview.ordered(order)) == expected


def test_hostile_names_reach_no_terminal(ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    result = check_text(sound_report(), ruleset)
    evil = replace(result, facts=replace(result.facts, issuer="\x1b[31m云岭镇\u202e"))
    text = "\n".join(printed([evil, Unreadable("\x1b]0;x\x07.pdf", "没有文字。")], ruleset, 80, monkeypatch))
    assert not set(text) & {"\x1b", "\u202e", "\x07"}


# --- names ----------------------------------------------------------------------------------------------------------


def named(offices: list[str], room: int, ruleset: RuleSet, years: list[int] | None = None) -> list[str]:
    overview = Overview()
    result = check_text(sound_report(), ruleset)
    for i, office in enumerate(offices):
        facts = replace(result.facts, issuer=office, report_year=years[i] if years else 2024)
        overview.add(replace(result, source=replace(result.source, path=f"{i}.txt"), facts=facts))
    return list(report_names(overview.ordered("given"), room))


@pytest.mark.parametrize(
    ("office", "short"),
    [
        ("重庆市万州区黄柏乡人民政府", "黄柏乡人民政府"),
        ("荆桥区人民政府洪山渡街道办事处", "洪山渡街道办事处"),
        ("广州市越秀区司法局", "越秀区司法局"),
        ("广西壮族自治区人民政府办公厅", "广西壮族自治区人民政府办公厅"),
        ("西安市人民政府", "西安市人民政府"),
        ("城市管理行政执法局", "城市管理行政执法局"),
        ("工业园区管理委员会", "工业园区管理委员会"),
    ],
)
def test_short_names(office: str, short: str, ruleset: RuleSet) -> None:
    assert named([office], 14, ruleset) == [short]


def test_names_are_not_shortened_without_need(ruleset: RuleSet) -> None:
    assert named(["重庆市万州区黄柏乡人民政府"], 26, ruleset) == ["重庆市万州区黄柏乡人民政府"]
    assert named(["重庆市万州区黄柏乡人民政府"], 22, ruleset) == ["万州区黄柏乡人民政府"]


def test_names_stay_different(ruleset: RuleSet) -> None:
    assert named(["清河县云岭镇人民政府", "安平县云岭镇人民政府"], 14, ruleset) == [
        "清河县云岭镇人民政府",
        "安平县云岭镇人民政府",
    ]
    assert named(["云岭镇人民政府"] * 2, 30, ruleset) == ["云岭镇人民政府 0.txt", "云岭镇人民政府 1.txt"]
    assert named(["云岭镇人民政府"] * 2, 30, ruleset, [2023, 2024]) == [
        "云岭镇人民政府（2023）",
        "云岭镇人民政府（2024）",
    ]


# --- the command ----------------------------------------------------------------------------------------------------


def test_the_command_tells_by_its_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    seeds = [str(path) for path in sorted(SEEDS.glob("*.txt"))]
    assert fzcheck(["matrix", *seeds, "--sort", "name"]) == 1
    assert "共检查 5 份" in capsys.readouterr().out
    assert fzcheck(["matrix", *seeds, "--fail-on", "never", "-f", "csv"]) == 0
    assert capsys.readouterr().out.count("\n") == 6
    assert fzcheck(["matrix", "没有这份.txt"]) == 2
    assert fzcheck(["matrix", *seeds, "--sort", "size"]) == 2


# --- kinds ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", pack_names())
def test_every_kind_of_a_pack_has_a_short_title(pack: str) -> None:
    ruleset = load_pack(pack)
    kinds = {rule.kind for rule in ruleset.findings} | {"not-a-report", "element-missing", "element-weak"}
    assert kinds - set(ruleset.kinds) == set()
    assert len(set(ruleset.kinds.values())) == len(ruleset.kinds)


def test_each_element_is_counted_among_the_reports_of_its_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("x01.txt", "x03.txt"):
        (tmp_path / name).write_bytes((CORPUS / "xxgk" / "reports" / name).read_bytes())
    (tmp_path / "a.txt").write_text(sound_report(h2="", principal=""), "utf-8")
    (tmp_path / "b.txt").write_text(sound_report(), "utf-8")
    assert fzcheck(["matrix", str(tmp_path)]) == 1
    assert "2 份中 1 份缺责任人" in capsys.readouterr().out
