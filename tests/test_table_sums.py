"""``check: table-sums`` on a report of another kind, in the rule language alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from checker import check_text, load_pack
from checker.model import Finding
from checker.parsing.number_rows import number_rows
from checker.rulebook.problems import RulebookError
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import sound_report

RULES = """
lexicons:
  own-income: {about: the row of income, terms: [收入]}
  own-spent: {about: the row of what was spent, terms: [支出]}
  own-left: {about: the row of what is left, terms: [结余]}
  own-told: {about: income as the text tells it, patterns: ["普法经费收入([0-9]+)万元"]}
rules:
  - id: own/money
    check: table-sums
    title: 经费表算得平
    severity: error
    basis: consistency
    rows:
      income: {words: own-income}
      items: {after: income, before: spent}
      spent: {words: own-spent}
      left-over: {words: own-left}
    equations:
      - {sum: [items], is: [spent]}
      - {sum: [spent, left-over], is: [income]}
      - {sum: [spent.1], at_most: [income.1]}
    groups: 3
    told:
      - {words: own-told, any_of: [[income]]}
    message: "{said}与{sum}"
    hint: 请核对。
    examples:
      pass: ["收入 1 2 3"]
      fail: [{text: "收入 1 2 4", quote: "收入 1 2 4"}]
"""

TABLE = """项目　　上半年　　下半年　　合计
收入　　10　　20　　30
印刷　　4　　6　　10
场地　　3　　9　　12
支出　　7　　15　　22
结余　　3　　5　　8
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    folder = tmp_path_factory.mktemp("own")
    (folder / "pack.yaml").write_text('id: own\nversion: "1.0.0"\nname: 年度报告\nextends: fzzf\n', "utf-8")
    (folder / "money.yaml").write_text(RULES, "utf-8")
    return load_pack(str(folder), use_cache=False)


def told(rules: RuleSet, table: str, text: str = "") -> list[Finding]:
    report = sound_report(tail=f"　　附表：经费收支情况。{text}\n{table}")
    return [finding for finding in check_text(report, rules).findings if finding.rule == "own/money"]


def test_a_sound_table_and_none_at_all_are_left_alone(rules: RuleSet) -> None:
    assert told(rules, TABLE) == told(rules, "") == []
    outcomes = {o.rule: o for o in check_text(sound_report(), rules).outcomes}
    assert (outcomes["own/money"].outcome, outcomes["own/money"].why) == (
        "not-applicable",
        "没有这样的表格，或者表格读不出来",
    )


@pytest.mark.parametrize(
    ("right", "wrong", "quote", "message"),
    [
        ("印刷　　4　　6　　10", "印刷　　4　　6　　11", "印刷　　4　　6　　11", "印刷 11与4＋6＝10 ≠ 11"),
        (
            "场地　　3　　9　　12",
            "场地　　3　　8　　11",
            "支出　　7　　15",
            "支出 15与第2列 6＋8＝14 ≠ 15；第3列 10＋11＝21 ≠ 22",
        ),
        (
            "结余　　3　　5　　8",
            "结余　　3　　6　　9",
            "收入　　10　　20",
            "收入 20与第2列 15＋6＝21 ≠ 20；第3列 22＋9＝31 ≠ 30",
        ),
    ],
)
def test_one_fault_is_told_once_with_its_sum(rules: RuleSet, right: str, wrong: str, quote: str, message: str) -> None:
    (finding,) = told(rules, TABLE.replace(right, wrong))
    assert (finding.place.quote if finding.place else "", finding.message) == (quote, message)
    assert finding.related


def test_at_most(rules: RuleSet) -> None:
    table = "收入　　10　　0　　10\n支出　　12　　0　　12\n"
    (finding,) = told(rules, table)
    assert finding.message == "收入 10与12 ＞ 10"


def test_what_cannot_be_read_with_certainty_is_left_alone(rules: RuleSet) -> None:
    bars = TABLE.replace("　　", " | ").replace("\n", " |\n")
    table = "".join(f"| {line}\n" for line in bars.splitlines())
    assert told(rules, table) == []
    assert told(rules, table.replace("| 3 | 9 | 12 |", "|  | 9 | 13 |")) == []
    assert told(rules, TABLE.replace("场地　　3　　9　　12", "场地　　9　　12")) == []
    # Most columns differ: it is another table.
    assert told(rules, TABLE.replace("支出　　7　　15　　22", "支出　　8　　16　　24")) == []


def test_a_figure_of_the_text(rules: RuleSet) -> None:
    assert told(rules, TABLE, "全年普法经费收入30万元。") == []
    (finding,) = told(rules, TABLE, "全年普法经费收入33万元。")
    assert (finding.place.quote if finding.place else "", finding.message) == ("33", "33与30")


def test_a_rule_that_cannot_be_meant_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text('id: own\nversion: "1.0.0"\nname: 年度报告\n', "utf-8")
    for wrong, says, told in (
        ("words: own-income}", "words: own-incom}", "没有名叫“own-incom”的词表"),
        ("after: income,", "after: incme,", "rows 里没有名叫“incme”的行"),
        ("sum: [items]", "sum: [itms]", "rows 里没有名叫“itms”的行"),
        ("any_of: [[income]]", "any_of: [[come]]", "rows 里没有名叫“come”的行"),
        ("spent.1", "spent.0", "spent.0"),
    ):
        (tmp_path / "money.yaml").write_text(RULES.replace(wrong, says), "utf-8")
        with pytest.raises(RulebookError, match=told):
            load_pack(str(tmp_path), use_cache=False)


@pytest.mark.parametrize(
    "text",
    [
        "| 办理结果 | （一）予以公开 | 4 | 1 | 5 |",
        "| 办理结果 | | （一）予以公开 | 4 | 1 | 5 |",
        "办理结果\t（一）予以公开\t4\t1\t5",
        "办理结果　　（一）予以公开　　4　　1　　5",
        "办理结果 （一）予以公开 4 1 5",
        "办理结果\n（一）予以公开\n4\n1\n5",
        "| 办理结果 | （一）予以公开 | ４件 | **1** | 5件 |",
    ],
)
def test_a_row_in_any_guise(text: str) -> None:
    (row,) = number_rows(text)
    assert row.label == "办理结果（一）予以公开"
    assert [cell and cell.value for cell in row.cells] == [4, 1, 5]
    assert [text[slice(*cell.span)].strip("* ") for cell in row.cells if cell] == [c.text for c in row.cells if c]


def test_sentences_and_dates_are_no_rows() -> None:
    assert list(number_rows("全年受理申请15件。\n2024年\n1月\n附件：\n")) == []
    (row,) = number_rows("全年受理申请。\n合计\n3\n")
    assert row.label == "合计"


@pytest.mark.parametrize("unit", ["1 1 1 x ", "1\n甲\n", "| 1 | 甲 ", "收入\n", "1", "\u3000\u30001"])
def test_a_hostile_text_takes_no_longer_than_its_length(unit: str) -> None:
    started = time.process_time()
    assert len(list(number_rows(unit * (400_000 // len(unit))))) <= 10_000
    assert time.process_time() - started < 3
