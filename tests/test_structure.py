"""Empty headings, repeated sentences, the order of the parts."""

from __future__ import annotations

import pytest

from tests.findings import Find

MEASURES = "一、主要举措和成效\n审查合同64份，办理案件22件。\n"
PROBLEMS = "存在的不足\n执法力量薄弱，持证仅6人。\n"
PLAN = "2025年工作安排\n招录执法人员2名。\n"
DUTY = "党政主要负责人履行推进法治建设第一责任人职责情况\n镇长听取汇报2次。\n"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("（一）健全监督机制\n（二）夯实调解组织。10个村完成换届。", "（一）健全监督机制"),
        ("（一）优化服务。办件120件。\n（二）规范文件管理。\n（三）公开信息。公开90条。", "（二）规范文件管理。"),
        ("（一）优化服务。办件120件。\n（二）健全机制，压实责任。", "（二）健全机制，压实责任。"),
        ("（一）提高水平\n1.落实顾问制度\n2.严格审查程序。审查4件。", "1.落实顾问制度"),
        ("一、主要举措和成效\n二、存在的不足\n力量薄弱。", "一、主要举措和成效"),
        (f"{MEASURES}二、{PROBLEMS}三、2025年工作安排\n甲镇人民政府\n2025年1月20日", "三、2025年工作安排"),
    ],
)
def test_a_heading_with_nothing_below(text: str, place: str, find: Find) -> None:
    (found,) = find("structure/empty-heading", text)
    assert found.place is not None
    assert found.place.quote == place


@pytest.mark.parametrize(
    "text",
    [
        "（一）推进治理\n1.抓阵地。建成6处。\n2.抓队伍。选聘18名。",
        "（一）畅通渠道\n设置意见箱12个。\n（二）完成服务室改造3处。\n（三）为每个村配一套音响。",
        "（一）抓普法。宣讲9场。\n（二）把村规民约复审一遍。\n（三）修订合同管理办法，先审后签。",
        "1.司法所负责民法典宣讲。\n2.执法队负责以案释法。",
        "（一）优化服务\n一是精简材料，取消14项。\n二是延时服务，办件410件。",
        "（一）化解纠纷\n| 类别 | 件数 |\n| 邻里 | 12 |\n（二）公开信息。公开90条。",
        "（1）村规民约审查\n1.逐村审查。\n2.张榜公布。\n（2）合同审查\n1.必审。审查46份。",
        "五、其他需要报告的情况\n无。",
        "（一）甲事。办1件。\n（二）（此条由法制办补充）",
    ],
)
def test_lines_that_say_something(text: str, find: Find) -> None:
    assert find("structure/empty-heading", text) == []


SENTENCE = "执法队每月随机抽查已结案卷，对漏签日期等问题当场指出并限期补正。"


@pytest.mark.parametrize(
    "text",
    [
        f"{SENTENCE}\n发放提示函47份。\n{SENTENCE}",
        f"（一）抓案卷。{SENTENCE}\n（二）抓程序。一是{SENTENCE}",
        f"{SENTENCE}对拖延的约谈2人。{SENTENCE.replace('，', '、')}",
        "（一）甲。坚持每周排查。坚持每月研判。坚持按季通报。\n办1件。\n（二）乙。坚持每周排查。坚持每月研判。坚持按季通报。",
    ],
)
def test_the_second_of_two_is_pointed_out_and_the_first_is_shown(text: str, find: Find) -> None:
    (found,) = find("structure/duplicate", text)
    assert found.place is not None
    assert found.place.span[0] > text.index("。")
    assert found.related[0].place.span[0] < found.place.span[0]


def test_a_paragraph_of_several_sentences_is_one_place(find: Find) -> None:
    paragraph = f"{SENTENCE}全年发放提示函47份，回访当事人120人次，未发生复议纠错案件。"
    (found,) = find("structure/duplicate", f"{paragraph}\n（二）乙事。\n{paragraph}")
    assert found.place is not None
    assert found.place.quote == paragraph


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (SENTENCE, f"此外，{SENTENCE}"),
        (
            "全年化解邻里纠纷35件，无一激化升级，群众满意度较高。",
            "全年化解邻里纠纷38件，无一激化升级，群众满意度较高。",
        ),
        (
            "在老街片区推行巡查制度，发动退休党员轮流值守，劝阻乱堆乱放行为，居民认可。",
            "在河西片区推行巡查制度，发动退休党员轮流值守，劝阻乱堆乱放行为，居民认可。",
        ),
    ],
)
def test_nearly_the_same(first: str, second: str, find: Find) -> None:
    text = f"（一）甲事。{first}\n（二）乙事。{second}"
    assert len(find("structure/near-duplicate", text)) == 1
    assert find("structure/duplicate", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "认真学习《党政主要负责人履行推进法治建设第一责任人职责规定》，逐条自查。把《党政主要负责人履行推进法治建设第一责任人职责规定》纳入培训。",
        "以习近平新时代中国特色社会主义思想为指导，全面贯彻落实党的二十大精神。\n" * 2,
        "（一）执法力量薄弱，夜间巡查难以覆盖的问题突出。\n（二）执法力量薄弱，夜间巡查难以覆盖的问题突出，招录2人。",
        "2023年，受理矛盾纠纷226件，调解成功219件，成功率有所上升。\n2024年，受理矛盾纠纷212件，调解成功208件，成功率有所上升。",
        "镇党委书记每季度听取一次法治建设汇报，研究解决执法中的突出问题。镇长每季度听取一次法治建设汇报，研究解决执法中的突出问题。",
        "上半年开展集市秩序整治行动6次，规范流动摊点120个，劝导出店经营80起。下半年开展集市秩序整治行动5次，规范流动摊点90个，劝导出店经营60起。",
        "| 单位 | 对漏签日期等问题当场指出并限期补正的案卷 |\n| 单位 | 对漏签日期等问题当场指出并限期补正的案卷 |",
    ],
)
def test_what_is_alike_on_purpose(text: str, find: Find) -> None:
    assert find("structure/duplicate", text) == []
    assert find("structure/near-duplicate", text) == []


@pytest.mark.parametrize(
    ("parts", "rules"),
    [
        ([PLAN, PROBLEMS], {"structure/plan-before-problems"}),
        ([PROBLEMS, PLAN], set()),
        ([PROBLEMS, PLAN, DUTY], set()),
        ([DUTY, PROBLEMS, PLAN], set()),
        (["存在的问题及2025年工作安排\n力量薄弱，拟招录2人。\n"], set()),
    ],
)
def test_order_of_the_parts(parts: list[str], rules: set[str], find: Find) -> None:
    text = MEASURES + "".join(f"{number}、{part}" for number, part in zip("二三四", parts, strict=False))
    fired = {
        rule
        for rule in (
            "structure/plan-before-problems",
            "structure/problems-before-measures",
            "structure/plan-before-measures",
        )
        if find(rule, text)
    }
    assert fired == rules


def test_the_heading_that_stands_too_early_is_the_place(find: Find) -> None:
    (found,) = find("structure/plan-before-problems", f"{MEASURES}二、{PLAN}三、{PROBLEMS}")
    assert found.place is not None
    assert found.place.quote == "二、2025年工作安排"
    assert found.related[0].place.quote == "三、存在的不足"
