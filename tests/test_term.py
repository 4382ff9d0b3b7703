"""Wrong forms of words and titles, and what an office adds of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checker import check_text, load_pack
from checker.model import Finding, Result, Severity
from tests.corpus_files import sound_report

Judged = Callable[[str], Result]


def wording(result: Result) -> list[Finding]:
    """What is said of words and titles."""
    return [f for f in result.findings if f.rule.startswith("wording/")]


def quotes(result: Result, kind: str = "term") -> list[str]:
    return [f.place.quote for f in wording(result) if f.place and f.kind == kind]


def in_measures(text: str, year: int = 2024) -> str:
    """A sound report with a sentence among its measures."""
    report = sound_report(measures=f"　　（一）规范管理。全年审查合同64份，提出意见37条。{text}\n")
    return report.replace("2025", "NEXT").replace("2024", str(year)).replace("NEXT", str(year + 1))


def test_a_sound_report_is_left_alone(judged: Judged) -> None:
    assert wording(judged(sound_report())) == []


@pytest.mark.parametrize("year, told", [(2020, []), (2021, ["《婚姻法》"]), (2024, ["《婚姻法》"])])
def test_a_law_is_told_from_the_year_in_which_it_was_replaced(judged: Judged, year: int, told: list[str]) -> None:
    assert quotes(judged(in_measures("宣传《婚姻法》《反家庭暴力法》十场。", year))) == told


def test_a_law_of_the_past_may_be_named_as_such(judged: Judged) -> None:
    assert quotes(judged(in_measures("一起旧案涉及已废止的《婚姻法》，对照《民法典》作了说明。"))) == []


@pytest.mark.parametrize(
    "text",
    ["整治度假村三处。", "新建城区道路两条。", "登记薄弱环节得到补强。", "大冶市企业来镇考察。", "镇东区长堤加固。"],
)
def test_characters_that_meet_by_chance_are_no_wrong_word(judged: Judged, text: str) -> None:
    assert quotes(judged(in_measures(text))) == []


def test_the_message_names_the_right_form(judged: Judged) -> None:
    (finding,) = wording(judged(in_measures("推广“谁普法谁执法”责任制。")))
    assert "谁普法谁执法" in finding.message
    assert "谁执法谁普法" in (finding.hint or "")
    assert finding.severity is Severity.ERROR


def test_advice_on_style_is_a_note_of_its_own_kind(judged: Judged) -> None:
    result = judged(in_measures("开展法制宣传活动八场。"))
    assert quotes(result) == []
    assert quotes(result, "style") == ["法制宣传"]
    assert {f.severity for f in wording(result)} == {Severity.NOTE}


def test_fa_zhi_by_word_not_by_character(judged: Judged) -> None:
    right = "完善学法制度、执法制度，落实重大执法决定法制审核，维护法制统一，县公安局法制大队民警授课。"
    assert quotes(judged(in_measures(right))) == []
    assert quotes(judged(in_measures("推进法制政府建设。"))) == ["法制政府"]


def test_an_office_adds_forms_and_names_of_its_own(pack_folder: Path) -> None:
    (pack_folder / "own.yaml").write_text(
        "lexicons:\n"
        "  own-forms: {about: 本镇写错过的词, wrong: {桃林夜话: [桃林夜谈话]}}\n"
        "  own-expressions: {about: 本镇的固定名称, terms: [板凳议事堂]}\n",
        "utf-8",
    )
    rules = load_pack(str(pack_folder), use_cache=False)
    result = check_text(in_measures("举办桃林夜谈话五场，板登议事堂开讲。"), rules)
    assert quotes(result) == ["桃林夜谈话", "板登议事堂"]


def test_a_pattern_for_a_form_that_cannot_work_is_told(pack_folder: Path) -> None:
    (pack_folder / "own.yaml").write_text(
        'lexicons:\n  own-forms: {about: 本镇写错过的词, wrong_patterns: {甲乙: ["甲(?=乙)"]}}\n', "utf-8"
    )
    with pytest.raises(Exception, match=r"own\.yaml:2"):
        load_pack(str(pack_folder), use_cache=False)
