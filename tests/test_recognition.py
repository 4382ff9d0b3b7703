from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.model import Result

Judge = Callable[[str], Result]


@pytest.mark.parametrize(
    ("text", "seems"),
    [
        ("本报讯（记者 李某）1月5日，云水县召开法治政府建设推进会。会议强调，要补齐短板。", "新闻"),
        (
            "云水县2024年法治政府建设工作要点\n一、总体要求\n以习近平法治思想为指导。\n二、重点任务\n（一）规范执法。\n",
            "部署",
        ),
        ("云水县法治政府建设示范创建实施方案\n一、工作目标\n二、主要任务\n三、工作要求\n", "部署"),
        (
            "2024年度述职述法报告\n一年来，我始终坚持依法行政。我主持会议3次。我带头学法。存在的不足是我学习不深。",
            "述职述法",
        ),
        ("云水县2023年政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n", "信息公开"),
        ("《云水县2023年法治政府建设情况报告》解读\n一、起草背景\n二、主要内容\n", "解读"),
        ("This is an annual report on the rule of law. It has measures, problems and plans.", ""),
        ("云水县桃林镇人民政府关于2023年法治政府建设情况的报告", ""),
    ],
)
def test_what_is_no_report_gets_one_finding_that_says_why(text: str, seems: str, judged: Judge) -> None:
    result = judged(text)
    assert not result.is_report
    assert [f.kind for f in result.findings] == ["not-a-report"]
    assert seems in result.findings[0].message
    assert result.findings[0].hint
    assert result.verdict == "fail"
    assert sum(d.points for d in result.deductions) == 100 - result.score == 100
