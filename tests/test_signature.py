"""Office and date of issue."""

from __future__ import annotations

import pytest

from checker import check_text
from checker.model import Finding
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import sound_report

KINDS = ("missing-signature", "missing-date", "bad-date", "deadline")


def found(ruleset: RuleSet, **replaced: str) -> list[Finding]:
    return [f for f in check_text(sound_report(**replaced), ruleset).findings if f.kind in KINDS]


def end(date: str) -> str:
    return f"\n清河县云岭镇人民政府\n{date}\n"


@pytest.mark.parametrize(
    ("date", "kinds"),
    [
        ("2024年12月30日", []),
        ("2024年11月1日", []),
        ("2025年3月31日", []),
        ("二〇二五年一月二十日", []),
        ("（2025年1月20日）", []),
        ("2025.1.20", []),
        ("2025年1月", []),
        ("2025年4月1日", ["deadline"]),
        ("2025年9月8日", ["deadline"]),
        ("2025年2月30日", ["bad-date"]),
        ("2025年13月4日", ["bad-date"]),
        ("2025年1月32日", ["bad-date"]),
        ("20225年1月20日", ["bad-date"]),
        ("2024年1月20日", ["bad-date"]),
        ("2024年10月31日", ["bad-date"]),
        ("2026年1月20日", ["bad-date"]),
        ("2025年  月  日", ["missing-date"]),
        ("", ["missing-date"]),
    ],
)
def test_date_of_issue(date: str, kinds: list[str], ruleset: RuleSet) -> None:
    assert [f.kind for f in found(ruleset, end=end(date))] == kinds


def test_a_bad_date_is_quoted_where_it_stands(ruleset: RuleSet) -> None:
    finding = found(ruleset, end=end("（2025 年 2 月 30 日）"))[0]
    assert finding.place is not None
    assert finding.place.quote == "2025 年 2 月 30 日"


def test_a_date_in_the_last_sentence_is_no_date_of_issue(ruleset: RuleSet) -> None:
    kinds = [f.kind for f in found(ruleset, end="　　以上任务于2025年2月30日前完成。\n")]
    assert kinds == ["missing-date"]


def test_the_date_may_stand_below_the_title_or_before_annexes(ruleset: RuleSet) -> None:
    head = "清河县云岭镇人民政府\n关于2024年度法治政府建设情况的报告\n（2025年1月20日）\n"
    assert found(ruleset, head=head, end="") == []
    assert found(ruleset, end=end("2025年1月20日") + "附件：任务清单\n" + "项目完成。\n" * 12) == []


def test_an_office_in_title_head_or_end_is_enough(ruleset: RuleSet) -> None:
    bare = "2024年法治政府建设情况报告\n"
    date = "2025年1月20日\n"
    assert [f.kind for f in found(ruleset, head=bare, end=date)] == ["missing-signature"]
    assert found(ruleset, head=bare, end=end(date)) == []
    assert found(ruleset, head="云岭镇2024年法治政府建设情况报告\n", end=date) == []
    assert found(ruleset, head="清河县云岭镇人民政府文件\n" + bare, end=date) == []


def test_what_is_absent_is_a_note_at_the_title(ruleset: RuleSet) -> None:
    finding = found(ruleset, end="")[0]
    assert finding.severity == "note"
    assert finding.place is not None
    assert "法治政府建设情况的报告" in finding.place.quote
