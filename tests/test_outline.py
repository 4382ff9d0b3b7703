from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.model import Report

Parse = Callable[[str], Report]


def tree(report: Report) -> list[str]:
    """The outline, one line a section: its level as dots, its heading."""
    lines = []
    for section in report.sections[1:]:
        depth = len(report.ancestors(section.index)) - 1
        lines.append("." * depth + report.heading(section).rstrip("。"))
    return lines


def test_four_levels(parsed: Parse) -> None:
    text = "一、举措\n（一）决策\n1.目录\n（1）公布\n2.程序\n（二）执法\n二、打算\n（一）培训\n"
    assert tree(parsed(text)) == [
        ".一、举措", "..（一）决策", "...1.目录", "....（1）公布", "...2.程序", "..（二）执法", ".二、打算", "..（一）培训",
    ]  # fmt: skip


def test_half_width_and_other_forms_of_the_same(parsed: Parse) -> None:
    assert tree(parsed("一、举措\n(一)决策\n二)执法\n(-)普法\n")) == [
        ".一、举措",
        "..（一）决策",
        "..二）执法",
        "..（-）普法",
    ]


def test_chapters_stand_above(parsed: Parse) -> None:
    assert tree(parsed("第一部分 举措\n一、决策\n二、执法\n第二部分 不足\n一、案卷\n")) == [
        ".第一部分举措", "..一、决策", "..二、执法", ".第二部分不足", "..一、案卷",
    ]  # fmt: skip


def test_the_first_sentence_can_be_the_heading(parsed: Parse) -> None:
    report = parsed("三、存在的不足\n（一）执法力量薄弱。持证人员仅6人。\n（二）普法形式单一。以念读为主。\n")
    assert tree(report) == [".三、存在的不足", "..（一）执法力量薄弱", "..（二）普法形式单一"]


def test_items_inside_a_paragraph(parsed: Parse) -> None:
    report = parsed("三、不足\n主要表现在：一是服务缺乏创新；二是队伍尚未完善；三是观念不强。\n四、打算\n")
    assert [s.ordinal for s in report.sections if s.is_item] == [1, 2, 3]
    items = [report.words(s.span).strip() for s in report.sections if s.is_item]
    assert items[1] == "二是队伍尚未完善；"


def test_bulleted_copies_of_items(parsed: Parse) -> None:
    report = parsed("二、存在的问题\n- 一是学习不深。\n- 二是队伍不强。\n• 三是宣传不广。\n")
    assert [s.ordinal for s in report.sections if s.is_item] == [1, 2, 3]


def test_first_level_written_with_arabic_numbers(parsed: Parse) -> None:
    text = "1、主要举措\n（一）决策\n（二）执法\n2、第一责任人职责\n书记主持会议。\n三、存在的问题\n一是不足。\n"
    tops = [report_heading for report_heading in tree(parsed(text)) if report_heading.count(".") == 1]
    assert tops == [".1、主要举措", ".2、第一责任人职责", ".三、存在的问题"]


def test_one_misnumbered_first_level_heading(parsed: Parse) -> None:
    text = "一、推进情况\n（一）决策。\n二、亮点\n一是创新。\n3、存在的问题\n（一）思维不牢。\n（二）力量不足。\n四、打算\n（一）抓学习。\n"
    assert [line for line in tree(parsed(text)) if line.startswith(".") and line[1] != "."] == [
        ".一、推进情况", ".二、亮点", ".3、存在的问题", ".四、打算",
    ]  # fmt: skip


def test_numbers_in_sentences_are_no_ordinals(parsed: Parse) -> None:
    text = "一、举措\n全年审查合同12.5万元，12345热线办件3件，“一提醒、二告诫、三处罚”，按照第（一）项办理。\n"
    assert tree(parsed(text)) == [".一、举措"]


def test_unnumbered_headings(parsed: Parse) -> None:
    text = (
        "工作开展情况\n"
        + "一是抓组织，把任务分解成24项，落到9个科室和11个社区。\n" * 2
        + "存在的差距\n一是仍有差距。\n"
    )
    assert [line for line in tree(parsed(text)) if "是" not in line] == [".工作开展情况", ".存在的差距"]


def test_markdown_headings(parsed: Parse) -> None:
    assert tree(parsed("# 2023年法治政府建设情况报告\n## 工作情况\n### 决策\n审查3份。\n## 不足\n力量弱。\n")) == [
        ".工作情况", "..决策", ".不足",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "。", "一、", "（一）（二）（三）", "一、二、三、四、", "1." * 500, "一是" * 300, "（" * 400]
)
def test_odd_texts_have_an_outline(text: str, parsed: Parse) -> None:
    report = parsed(text)
    assert report.sections[0].level == 0
    for section in report.sections[1:]:
        assert section.span[0] <= section.heading[1] <= len(report.clean.text)


def test_sentences_are_cut_at_semicolons_but_not_inside_brackets(parsed: Parse) -> None:
    report = parsed("一、举措\n审查合同（含协议；含补充）3份；办理案件“12件；其中简易8件”。\n")
    words = [report.words(s.span) for s in report.sentences if not s.is_heading]
    assert words == ["审查合同（含协议；含补充）3份；", "办理案件“12件；其中简易8件”。"]
