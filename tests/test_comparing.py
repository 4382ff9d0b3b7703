"""The reports of one run held against each other: passages that different offices share."""

from __future__ import annotations

import builtins
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checker.checks.reuse import common_of
from checker.cli.comparison import compared_with
from checker.comparing import NO_PREVIOUS, Compared, Gist, Silent, Told, gist_of, shared_passages
from checker.model import Finding, OutcomeKind, Place, Report, Result, Source
from checker.parsing import parse
from checker.pipeline import judge_report
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import CORPUS, labelled, sound_report
from tests.test_cli import fzcheck

COPIED = (
    "针对山林界址不清的老问题，请林业站、国土所和年长村民一同上山踏勘，用卫星定位打点，"
    "画成界址图由双方按手印，存入村档案室，日后查得到、说得清。"
)


def by(office: str, measures: str = "", year: int = 2024) -> str:
    """The report of an office, with other measures than the sound report's when they are given."""
    head = f"清河县{office}人民政府\n关于{year}年度法治政府建设情况的报告\n\n清河县人民政府：\n"
    own = f"　　{office}围绕“{office}三件事”办理案件{len(office) + 40}件。\n"
    end = f"\n清河县{office}人民政府\n{year + 1}年1月20日\n"
    parts = {"h1": "一、主要举措和成效\n", "principal": "　　镇长听取汇报2次，批示3件。\n"}
    return sound_report(
        head=head,
        lead="",
        measures=own + (f"　　{measures}\n" if measures else ""),
        problems="",
        plan="",
        end=end,
        **parts,
    )


Run = Callable[[Sequence[str]], list[Result]]


@pytest.fixture(scope="module")
def run(ruleset: RuleSet) -> Run:
    def judged(texts: Sequence[str]) -> list[Result]:
        reports = [
            parse(Source(f"{i}.txt", "txt", "", str(i), text), ruleset.conventions) for i, text in enumerate(texts)
        ]
        gists = [gist_of(report, ruleset.conventions) for report in reports]
        found = compared_with(gists, NO_PREVIOUS, ruleset, with_others=True, is_given=True)
        return [judge_report(r, ruleset, compared=c) for r, c in zip(reports, found, strict=True)]

    return judged


def shared(result: Result) -> list[Finding]:
    return [finding for finding in result.findings if finding.rule == "reuse/others"]


def test_each_of_two_reports_names_the_other(run: Run) -> None:
    first, second = run([by("云岭镇", COPIED), by("桃林镇", f"（一）治理纠纷。{COPIED}")])
    (here,), (there,) = shared(first), shared(second)
    assert here.place is not None and there.place is not None
    assert here.place.quote == there.place.quote == COPIED
    assert "清河县桃林镇人民政府的报告相同" in here.message
    assert "清河县云岭镇人民政府的报告相同" in there.message
    assert [(r.place.path, r.place.quote) for r in here.related] == [("1.txt", COPIED)]
    assert first.score == run([by("云岭镇", COPIED)])[0].score


def test_names_and_figures_of_a_copy_may_differ_and_the_quote_is_what_is_shared(run: Run) -> None:
    text = "请{}和年长村民一同上山踏勘，用卫星定位打点{}处，画成界址图由双方按手印，存入村档案室，日后查得到、说得清。"
    first, _ = run([by("云岭镇", "去年冬天，" + text.format("林业站", 12)), by("桃林镇", text.format("林管站", 30))])
    (finding,) = shared(first)
    assert finding.place is not None
    assert finding.place.quote.startswith("站和年长村民一同上山踏勘")
    assert finding.place.quote.endswith("说得清。")


def test_several_short_sentences_in_a_row_are_a_passage(run: Run) -> None:
    row = "值班日由村民投票定。调解席摆在祠堂门口。吵架的先喝茶再开口。调成了当场写协议。当天送到镇里盖章。"
    first, _ = run([by("云岭镇", row), by("桃林镇", row)])
    (finding,) = shared(first)
    assert finding.place is not None
    assert finding.place.quote == row


@pytest.mark.parametrize(
    "text",
    [
        "坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，认真落实党的二十大和二十届三中全会精神，"
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        "认真落实《法治政府建设实施纲要（2021—2025年）》《法治社会建设实施纲要（2020—2025年）》"
        "《关于进一步加强市县法治建设的意见》。",
        "会议强调，要“把党的领导贯彻到全面依法治国全过程和各方面，坚定不移走中国特色社会主义法治道路，在法治轨道上推进改革”。",
        "推行首违不罚清单，对轻微违法当场教育改正。",
    ],
)
def test_formulas_titles_quotations_and_short_turns_are_shared_by_all(text: str, run: Run) -> None:
    assert [f.message for result in run([by("云岭镇", text), by("桃林镇", text)]) for f in shared(result)] == []


def test_what_a_third_of_many_offices_have_is_common(run: Run) -> None:
    offices = [f"{name}镇" for name in "云桃柳松竹梅兰荷菊"]
    few = run([by(office, COPIED if i < 3 else "") for i, office in enumerate(offices)])
    assert [len(shared(result)) for result in few] == [1, 1, 1, *[0] * 6]
    assert "等2个单位的报告相同" in shared(few[0])[0].message
    many = run([by(office, COPIED if i < 4 else "") for i, office in enumerate(offices)])
    assert not any(shared(result) for result in many)


def test_two_years_of_one_office_are_not_others(run: Run) -> None:
    first, second, third = run([by("云岭镇", COPIED), by("云岭镇", COPIED, year=2023), by("桃林镇")])
    assert not shared(first) and not shared(second) and not shared(third)


def test_a_report_of_no_known_office_is_not_compared(run: Run) -> None:
    unknown = sound_report(head="关于2024年度法治政府建设情况的报告\n", lead="", end="").replace("镇", "这里")
    *_, result = run([by("云岭镇", COPIED), by("桃林镇"), unknown])
    (outcome,) = [o for o in result.outcomes if o.rule == "reuse/others"]
    assert (outcome.outcome, outcome.why) == (OutcomeKind.CANNOT_TELL, "看不出报告单位，没有与别的报告比较")


def test_reports_written_by_different_people_share_nothing(run: Run) -> None:
    texts = [text.path.read_text("utf-8") for name in ("seeds", "dev") for text in labelled(name)]
    texts += [path.read_text("utf-8") for path in sorted((CORPUS / "own" / "reports").glob("r*.txt"))]
    assert [f.message for result in run(texts) for f in shared(result)] == []


def test_without_the_library_it_cannot_be_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    importing = builtins.__import__

    def refusing(name: str, *rest: Any, **more: Any) -> Any:
        if name == "rensa":
            raise ModuleNotFoundError("No module named 'rensa'", name="rensa")
        return importing(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refusing)
    result, _ = run([by("云岭镇", COPIED), by("桃林镇", COPIED)])
    (outcome,) = [o for o in result.outcomes if o.rule == "reuse/others"]
    assert outcome.outcome is OutcomeKind.CANNOT_TELL
    assert "fzcheck[reuse]" in (outcome.why or "")


# --- many reports -----------------------------------------------------------------------------------------------------


def gists(count: int, sentences: int, letters: Callable[[int, int], str]) -> list[Gist]:
    place = Place(1, 1, 1, 1, (0, 1), "字")
    return [
        Gist(f"{i}", f"{i}", f"第{i}局", f"第{i}局", 2024, [Told(letters(i, j), place) for j in range(sentences)])
        for i in range(count)
    ]


@pytest.mark.parametrize("kind", ["different", "equal"])
def test_the_work_grows_with_the_number_of_reports(kind: str, ruleset: RuleSet) -> None:
    def letters(i: int, j: int) -> str:
        seed = (i if kind == "different" else 0) * 7919 + j * 104729
        return "".join(chr(0x4E00 + (seed * (k + 3) * (k + 7)) % 5003) for k in range(40))

    common = common_of(ruleset)
    assert common is not None
    times = []
    for count in (60, 240):
        some = gists(count, 30, letters)
        started = time.process_time()
        shared_passages(some, common)
        times.append(time.process_time() - started)
    assert times[1] < 12 * max(times[0], 0.005)  # four times as many reports; sixteen times would be each against each


def test_the_command_compares_unless_told_not_to(tmp_path: Path) -> None:
    for office in ("云岭镇", "桃林镇", "柳溪镇"):
        (tmp_path / f"{office}.txt").write_text(by(office, COPIED if office != "柳溪镇" else ""), "utf-8")

    def found(*options: str) -> tuple[list[int], set[str]]:
        data = json.loads(fzcheck("-f", "json", *options, tmp_path).out)
        findings = [[f for f in report["findings"] if f["rule"] == "reuse/others"] for report in data["reports"]]
        paths = {Path(related["path"]).name for some in findings for f in some for related in f["related"]}
        return [len(some) for some in findings], paths

    assert found() == ([1, 0, 1], {"云岭镇.txt", "桃林镇.txt"})
    assert found("--jobs", "2") == found()
    assert found("--no-compare") == ([0, 0, 0], set())


def test_a_single_report_has_nothing_to_be_compared_with(ruleset: RuleSet, parsed: Callable[[str], Report]) -> None:
    one = gist_of(parsed(by("云岭镇", COPIED)), ruleset.conventions)
    assert compared_with([one], NO_PREVIOUS, ruleset, with_others=True, is_given=True) == [Compared()]
    (same_office, _) = compared_with(
        [one, replace(one, path="b")], NO_PREVIOUS, ruleset, with_others=True, is_given=True
    )
    assert same_office.others == Silent("没有别的单位的报告可以比较")
