"""Relations of figures over clauses and sentences: what is told, with which arithmetic, and where."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from checker import check_text
from checker.model import Finding
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import sound_report

MEASURES = "　　（一）规范文件管理。全年审查合同64份，提出修改意见37条。\n"


@pytest.fixture(scope="session")
def found(ruleset: RuleSet) -> Callable[[str], list[Finding]]:
    """What is found of figures in a paragraph of a sound report."""

    def find(text: str) -> list[Finding]:
        result = check_text(sound_report(measures=f"{MEASURES}　　（二）改进服务。{text}\n"), ruleset)
        return [finding for finding in result.findings if finding.kind == "figures"]

    return find


@pytest.mark.parametrize(
    ("text", "rule", "arithmetic"),
    [
        ("腾退用地0.6公顷（9000平方米）。", "figures/conversion", "6000平方米，不是9000平方米"),
        ("兑现资金12.6万元（162000元）。", "figures/conversion", "126000元，不是162000元"),
        ("预算60万元，合同价52.4万元，节约资金8.6万元。", "figures/balance", "60万－52.4万＝7.6万，不是8.6万"),
        ("收到作品48件。评定一等奖6件、二等奖15件、三等奖30件。", "figures/parts", "6＋15＋30＝51，不是48"),
        ("制作海报60张、短视频24条。两类宣传品合计94件。", "figures/parts", "60＋24＝84，不是94"),
        ("甲、乙两站分别办件84件和126件，各占总量的45%和55%。", "figures/rate", "84÷（84＋126）＝40%"),
        ("166件信访事项中，超过八成（96件）在村级化解。", "figures/rate", "96÷166＝57.83%"),
        ("前三季度查处违建86处，全年查处违建79处。", "figures/subset", "86大于79"),
        ("新聘调解员26名。新聘的29名调解员全部持证上岗。", "figures/repeated", "前面写的是26名"),
        ("整治后违停36起，较整治前的90起下降40%。", "figures/change", "（90－36）÷90＝60%"),
    ],
)
def test_the_arithmetic_is_shown(text: str, rule: str, arithmetic: str, found: Callable[[str], list[Finding]]) -> None:
    (finding,) = found(text)
    assert finding.rule == rule
    assert arithmetic in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "清理漂浮物36吨（其中塑料1200公斤），新增林地2.5公顷（约38亩）。",
        "预算安排80万元，年中追加20万元，支出96万元，结余4万元。",
        "抽查餐饮店54家。检查结果为台账不全9家、标识不清6家、环境不洁4家。",
        "组织集中宣讲8场、入户宣讲126次。两项活动共发放资料5600份。",
        "辖区共有学校28所；建成工作室的小学15所，占小学总数的83.3%。",
        "全年240件诉求中，三成左右（72件）当天办结，八成以上（204件）三天内办结。",
        "上半年在册对象46人，全年在册对象41人。",
        "建成示范点8个，累计建成17个。建成的17个示范点均已验收。",
    ],
)
def test_what_is_no_contradiction_is_left_alone(text: str, found: Callable[[str], list[Finding]]) -> None:
    assert found(text) == []


def test_long_lists_of_sums_are_read_in_time(found: Callable[[str], list[Finding]]) -> None:
    started = time.perf_counter()
    found("预算安排90万元，" + "支出1万元，" * 400 + "结余3万元。" + "上半年办件9件，全年办件8件，" * 300)
    assert time.perf_counter() - started < 5
