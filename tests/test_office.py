"""Another office's name where the own is meant is found; partners, superiors and former names are left alone."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from checker.model import Finding, OutcomeKind, Result
from tests.corpus_files import CORPUS, real_titles, sound_report

Judge = Callable[[str], Result]

WITHOUT_ISSUER = """\
2024年法治政府建设情况报告
　　一、主要举措和成效
　　（一）规范行政执法。石桥镇党委书记主持会议6次，办理案件22件。
　　二、存在的不足和原因
　　（一）执法力量不足，主要原因是编制少。
　　三、下一年度主要安排
　　（一）招录执法人员2名。
"""


def found(judged: Judge, text: str) -> list[Finding]:
    result = judged(text)
    return [finding for finding in result.findings if finding.kind == "wrong-office"]


def quotes(judged: Judge, text: str) -> list[str]:
    return [finding.place.quote for finding in found(judged, text) if finding.place]


def report_of(office: str, addressee: str, body: str) -> str:
    return (
        f"{office}2024年度法治政府建设情况报告\n{addressee}：\n　　一、主要举措和成效\n　　（一）规范执法。办理案件22件。\n　　{body}\n"
        f"　　二、存在的不足和原因\n　　（一）力量不足，主要原因是编制少。\n　　三、下一年度主要安排\n　　（一）招录人员2名。\n"
        f"{office}\n2025年1月20日\n"
    )


def test_one_finding_a_name_with_the_other_places_beside_it(judged: Judge) -> None:
    text = "　　石桥镇坚持依法行政。\n　　一年来，石桥镇办理案件37件。\n"
    (finding,) = found(judged, sound_report(measures=text))
    assert [related.place.quote for related in finding.related] == ["石桥镇"]
    assert "云岭镇" in finding.message


@pytest.mark.parametrize(
    "body",
    [
        "石桥镇党委高度重视。与石桥镇签订联防协议。",
        "会同石桥镇、双河镇开展联合执法。石桥镇负责北岸巡查。",
        "云岭镇由原石桥镇并入五个村后设立。",
        "石桥镇执法队到我镇支援防汛。",
        "石桥镇、双河镇等乡镇率先达标。",
        "指导镇村干部学法，充实镇执法队伍，整治街道两侧，推进平台镇街共建。",
        "“石桥镇是我们的好邻居”，村民说。",
    ],
)
def test_partners_former_names_and_ordinary_words_are_left_alone(body: str, judged: Judge) -> None:
    assert quotes(judged, sound_report(measures=f"　　{body}\n")) == []


def test_a_text_copied_as_a_whole_is_found_although_it_names_partners(judged: Judge) -> None:
    body = "石桥镇坚持依法行政。\n石桥镇党委研究4次。\n石桥镇办理案件37件。\n石桥镇将继续努力。\n与石桥镇相邻。\n"
    assert "石桥镇" in quotes(judged, sound_report(measures=body))


def test_the_own_county_is_read_from_the_addressee(judged: Judge) -> None:
    body = "认真落实青山区委、区政府部署。"
    assert quotes(judged, report_of("云岭镇人民政府", "清河县人民政府", body)) == ["青山区"]
    assert quotes(judged, report_of("云岭镇人民政府", "县人民政府", body)) == []


def test_without_an_issuer_it_cannot_be_told(judged: Judge) -> None:
    result = judged(WITHOUT_ISSUER)
    outcomes = {o.rule: o.outcome for o in result.outcomes if o.rule.startswith("office/")}
    assert OutcomeKind.CANNOT_TELL in outcomes.values()
    assert OutcomeKind.FAIL not in outcomes.values()


def test_governments_and_bureaus_may_speak_of_those_below_and_above_them(judged: Judge) -> None:
    body = "石桥镇率先达标。县水利局办理案件37件。保定市委依法治市办来县督察。苍屏县公安局移送案件2件。"
    assert quotes(judged, report_of("乌藤县人民政府", "市人民政府", body)) == []
    body = "石桥镇综合执法队持证率100%。保定市水利局通报表扬。我局召开局党组会议3次。"
    assert quotes(judged, report_of("乌藤县水利局", "县人民政府", body)) == []


@pytest.mark.parametrize(
    ("office", "addressee", "body", "quote"),
    [
        ("乌藤县人民政府", "市人民政府", "苍屏县政府组织抽查案卷200本。", "苍屏县"),
        ("乌藤县水利局", "县人民政府", "苍屏县水利局检查河道48次。", "苍屏县"),
        ("平陵市城市管理局", "市人民政府", "安泽市城市管理局委托第三方暗访48次。", "安泽市"),
        ("荆桥区洪山渡街道办事处", "区人民政府", "全镇社会大局保持稳定。", "全镇"),
        ("清河县云岭镇人民政府", "县人民政府", "局党组高度重视法治建设。", "局党组"),
        ("清河县太平乡人民政府", "县人民政府", "我镇办理案件37件。", "我镇"),
    ],
)
def test_what_is_left_over_at_each_tier(office: str, addressee: str, body: str, quote: str, judged: Judge) -> None:
    assert quotes(judged, report_of(office, addressee, body)) == [quote]


def test_titles_of_real_reports_raise_no_alarm(judged: Judge) -> None:
    assert [(t.lines, quotes(judged, t.report())) for t in real_titles() if quotes(judged, t.report())] == []


def test_the_small_cases_on_privacy_and_offices(judged: Judge) -> None:
    wrong = []
    for line in (CORPUS / "micro/privacy_office.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        part = {"tail": "end"}.get(case["context"], case["context"])
        body = "".join(f"　　{one.strip()}\n" for one in case["text"].splitlines())
        kept = "　　（一）执法力量薄弱。持证人员仅6人，主要原因是编制有限。\n" if part in ("problems", "plan") else ""
        signed = "清河县云岭镇人民政府\n2025年1月20日\n" if part == "end" else ""
        result = judged(sound_report(**{part: kept + body + signed}))
        got = {(f.kind, f.place.quote) for f in result.findings if f.place and f.kind in ("privacy", "wrong-office")}
        wanted = {(e["kind"], e["quote"]) for e in case["expect"]}
        right = all(any(k == kind and (q in quote or quote in q) for k, q in got) for kind, quote in wanted)
        if not right or bool(got) != bool(wanted):
            wrong.append((case["id"], got))
    assert wrong == []
