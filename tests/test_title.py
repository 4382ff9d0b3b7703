"""Titles between title marks that nothing bears."""

from __future__ import annotations

import pytest

from tests.test_term import Judged, in_measures, quotes


@pytest.mark.parametrize(
    "title",
    [
        "中华人民共和国行政处罚法",
        "行政处罚法",
        "中华人民共和国消防法（2021修正）",
        "地方组织法",
        "未保法",
        "民法典",
        "政法工作条例",
        "国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见",
        "关于全面推行行政执法公示制度、执法全过程记录制度、重大执法决定法制审核制度的指导意见",
        "河北省多元化解纠纷条例",
        "清河县重大行政决策程序规定",
        "云岭镇法治政府建设实施方案（2021—2025年）",
        "关于加强行政执法协调监督工作体系建设的实施意见",
        "“板凳”调解工作法",
        "中华人民共和国托育服务法（草案）",
        "孙子兵法",
        "习近平法治思想学习纲要",
    ],
)
def test_titles_that_exist_or_are_no_business_of_ours(judged: Judged, title: str) -> None:
    assert quotes(judged(in_measures(f"组织学习《{title}》两次。"))) == []


@pytest.mark.parametrize(
    "title, right",
    [
        ("未成年保护法", "未成年人保护法"),
        ("中华人民共和国反电信诈骗法", "反电信网络诈骗法"),
        ("中华人民共和国个人信息安全法", "个人信息保护法"),
        ("农民工工资支付保障条例", "保障农民工工资支付条例"),
        ("中国共产党政法委工作条例", "中国共产党政法工作条例"),
        ("中华人民共和国人民调解条例", "人民调解法"),
        ("安全生产事故报告和调查处理条例", "生产安全事故报告和调查处理条例"),
        ("物业管理法", "物业管理条例"),
        ("法治政府建设与责任落实督查工作规定", "法治政府建设与责任落实督察工作规定"),
        ("关于加强市县法治建设的意见", "关于进一步加强市县法治建设的意见"),
        ("法治政府建设纲要", "法治政府建设实施纲要"),
    ],
)
def test_a_misquoted_title_is_told_with_the_right_one(judged: Judged, title: str, right: str) -> None:
    result = judged(in_measures(f"组织学习《{title}》两次。"))
    (finding,) = [f for f in result.findings if f.rule.startswith("wording/")]
    assert title in (finding.place.quote if finding.place else "")
    assert right in finding.message + (finding.hint or "")


def test_a_title_broken_off_is_not_judged(judged: Judged) -> None:
    assert quotes(judged(in_measures("学习《未成年保护法\n　　全年两次。"))) == []
