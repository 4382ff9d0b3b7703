"""A report held against last year's: what was taken over, section by section, and figures that did not move."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checker.comparing import Gist, Silent, gist_of, previous_of
from checker.model import Change, Finding, OutcomeKind, Report, Result
from checker.rulebook.ruleset import RuleSet
from tests.against import PLAN, Against, last_year, next_year
from tests.corpus_files import CORPUS, sound_report
from tests.test_cli import fzcheck
from tests.written import written

OWN = CORPUS / "own" / "reports"
PAIRS = CORPUS / "pairs"


def told(result: Result, rule: str) -> list[Finding]:
    return [finding for finding in result.findings if finding.rule == rule]


@pytest.mark.parametrize(("name", "change_every"), [("r03", 2), ("r05", 1), ("r10", 3)])
def test_last_years_report_with_new_years_and_figures_is_told(name: str, change_every: int, against: Against) -> None:
    last = (OWN / f"{name}.txt").read_text("utf-8")
    result = against(next_year(last, change_every=change_every), last)
    assert told(result, "reuse/previous")
    assert result.reuse is not None
    assert all(section.share > 0.95 for section in result.reuse.sections)


@pytest.mark.parametrize("name", ["r03", "r05"])
def test_a_report_written_anew_under_the_same_headings_is_not_told(name: str, against: Against) -> None:
    last = (OWN / f"{name}.txt").read_text("utf-8")
    result = against((PAIRS / f"{name}-next-honest.txt").read_text("utf-8"), last)
    assert [f.message for f in result.findings if f.kind == "reuse"] == []
    assert result.reuse is not None
    assert all(section.share < 0.3 for section in result.reuse.sections)


def test_a_section_copied_word_for_word_is_told_at_its_heading(against: Against) -> None:
    (finding,) = told(against(sound_report(plan=PLAN), last_year(plan=PLAN)), "reuse/previous")
    assert finding.place is not None
    assert finding.place.quote == "四、2025年推进法治政府建设的主要安排"
    assert "100%" in finding.message and "2句一字未改" in finding.message
    assert [(related.place.path, related.message) for related in finding.related] == [
        ("去年", "上年报告（一字未改）")
    ] * 2
    assert "夜间巡查组" in finding.related[0].place.quote


def test_short_sections_whose_figures_were_renewed_are_let_pass(against: Against) -> None:
    duty = "　　镇党委书记主持召开党委会议专题研究法治建设{}次，审定年度工作要点；镇长听取执法工作汇报{}次，对排污纠纷挂牌督办并出庭应诉{}次。\n"
    new, old = duty.format(5, 4, 2), duty.format(3, 2, 1)
    assert told(against(sound_report(principal=new, plan=PLAN), last_year(principal=old)), "reuse/previous") == []


def test_formulas_and_titles_of_documents_are_nobodys_own(against: Against) -> None:
    formulas = (
        "　　深入学习贯彻习近平法治思想和党的二十大精神，增强“四个意识”、坚定“四个自信”、做到“两个维护”，"
        "认真落实《法治政府建设实施纲要（2021—2025年）》《法治政府建设与责任落实督察工作规定》部署要求。\n"
    )
    own = "　　把巡查路段从6条加到9条，渣土车出工地先过磅、再冲洗，司机签字留底，三个月换一次班。\n"
    this = sound_report(measures=formulas + own, plan=PLAN)
    assert told(against(this, last_year(measures=formulas)), "reuse/previous") == []


FIGURES = [
    ("2023年，全镇受理矛盾纠纷312件，调解成功305件。", "2024年，全镇受理矛盾纠纷312件，调解成功305件。", True),
    ("审查合同64份，提出修改意见37条。", "审查合同64份，提出修改意见37条。", True),
    ("受理12345热线工单1326宗，按时办结率99.6%。", "受理12345热线工单1326宗，按时办结率99.6%。", True),
    ("全镇受理矛盾纠纷312件，调解成功305件。", "全镇受理矛盾纠纷287件，调解成功281件。", False),
    ("镇党委会议研究法治议题4次，组织学法12次。", "镇党委会议研究法治议题4次，组织学法12次。", False),
    ("全镇下辖11个村、2个社区，户籍人口23571人。", "全镇下辖11个村、2个社区，户籍人口23571人。", False),
    ("根据县政发〔2021〕137号文件，开展执法检查。", "根据县政发〔2021〕137号文件，开展执法检查。", False),
    ("发放宣传资料2000份，组织宣讲20场。", "发放宣传资料2000份，组织宣讲20场。", False),
    ("配备执法记录仪36台，持证执法人员27人，开展执法。", "配备执法记录仪36台，持证执法人员27人，开展执法。", False),
    (
        "办理时限由15个工作日压缩到7个工作日，服务好办事群众。",
        "办理时限由15个工作日压缩到7个工作日，服务好办事群众。",
        False,
    ),
]


@pytest.mark.parametrize(("last", "this", "is_told"), FIGURES, ids=[this[:12] for _, this, _ in FIGURES])
def test_figures_of_what_was_done_that_did_not_move(last: str, this: str, is_told: bool, against: Against) -> None:
    result = against(sound_report(measures=f"　　{this}\n"), sound_report(measures=f"　　{last}\n"))
    findings = told(result, "reuse/figures")
    assert bool(findings) is is_told
    if is_told:
        (finding,) = findings
        assert finding.place is not None
        assert finding.place.quote == this
        assert finding.related[0].place.quote == last


def test_figures_of_a_plan_are_no_results(against: Against) -> None:
    plan = "　　（一）制作普法短视频125条，培训“法律明白人”138名。\n"
    assert told(against(sound_report(plan=plan), sound_report(plan=plan)), "reuse/figures") == []


def test_what_changed_in_each_sentence(against: Against) -> None:
    last = (
        "　　执法队对沿街店铺逐户登记，漏签日期的当场补正。\n"
        "　　全年审查合同64份，提出修改意见37条，退回重拟3份。\n"
        "　　聘请退休法官到村里坐堂，每月逢五逢十开门，帮村民看合同、算赔偿、写诉状。\n"
    )
    this = last.replace("64", "71").replace("退休法官", "退休检察官")
    result = against(sound_report(measures=this), last_year(measures=last))
    assert result.reuse is not None
    changed = [one for one in result.reuse.sentences if one.here.section and "举措" in one.here.section]
    assert [one.change for one in changed] == [Change.NONE, Change.FIGURES, Change.WORDS]
    assert "退休检察官" in changed[2].here.quote
    assert "退休法官" in changed[2].there.quote


def test_without_last_years_report_the_rules_do_not_apply(judged: Callable[[str], Result]) -> None:
    result = judged(sound_report())
    outcomes = {o.rule: o for o in result.outcomes}
    assert outcomes["reuse/previous"].outcome is OutcomeKind.NOT_APPLICABLE
    assert outcomes["reuse/figures"].why == "没有给出上年的报告"
    assert result.reuse is None


# --- which report is last year's ----------------------------------------------------------------------------------


def gist(ruleset: RuleSet, parsed: Callable[[str], Report], office: str, year: int) -> Gist:
    head = f"{office}人民政府\n关于{year}年度法治政府建设情况的报告\n\n县人民政府：\n"
    end = f"\n{office}人民政府\n{year + 1}年1月20日\n"
    found = gist_of(parsed(sound_report(head=head, end=end)), ruleset.conventions)
    return replace(found, path=f"{office}{year}.txt", sha256=f"{office}{year}")


def test_of_a_folder_it_is_the_same_offices_report_on_the_year_before(
    ruleset: RuleSet, parsed: Callable[[str], Report]
) -> None:
    this = gist(ruleset, parsed, "清河县云岭镇", 2024)
    folder = [gist(ruleset, parsed, office, year) for office in ("云岭镇", "桃林镇") for year in (2021, 2023, 2024)]
    found = previous_of(this, folder, is_given=False)
    assert isinstance(found, Gist)
    assert found.path == "云岭镇2023.txt"
    none = previous_of(this, folder[3:], is_given=False)
    assert none == Silent("给出的上年报告里没有这个单位的")
    assert previous_of(this, folder[2:3], is_given=False) == Silent("给出的报告都不早于这份报告的年度")


def test_one_report_given_for_one_report_is_taken_as_it_is(ruleset: RuleSet, parsed: Callable[[str], Report]) -> None:
    draft = gist(ruleset, parsed, "云岭镇", 2023)
    other = gist(ruleset, parsed, "桃林镇", 2023)
    assert previous_of(draft, [other], is_given=True) is other
    assert isinstance(previous_of(draft, [draft], is_given=True), Silent)


# --- the command ----------------------------------------------------------------------------------------------------


def report_of(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_the_command_with_last_years_report(tmp_path: Path) -> None:
    last = report_of(tmp_path / "去年.txt", sound_report(plan=PLAN).replace("2024", "2023").replace("2025", "2024"))
    this = report_of(tmp_path / "今年.txt", sound_report(plan=PLAN))
    ran = fzcheck("-v", "--previous", last, this)
    assert ran.code == 0
    assert "上年报告（一字未改）" in ran.out and "去年.txt 第" in ran.out
    shares = ran.out[ran.out.index("沿用上年报告") :]
    assert "四、2025年推进法治政府建设的主要安排" in shares and "（100%）" in shares


def test_last_years_report_that_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    this = report_of(tmp_path / "今年.txt", sound_report())
    ran = fzcheck("-f", "json", "--previous", tmp_path / "没有.txt", this)
    assert ran.code == 2
    assert "没有.txt：找不到这个文件" in ran.err
    data = json.loads(ran.out)
    assert data["reports"][0]["verdict"] == "pass"
    assert data["reports"][0]["reuse"] is None
    empty = tmp_path / "空"
    empty.mkdir()
    ran = fzcheck("--previous", empty, this)
    assert ran.code == 2
    assert "没有能读的报告" in ran.err


def test_the_json_result_names_the_other_file(against: Against) -> None:
    result = against(sound_report(plan=PLAN), last_year(plan=PLAN))
    report: dict[str, Any] = json.loads(written("json", [result]))["reports"][0]
    (finding,) = [f for f in report["findings"] if f["rule"] == "reuse/previous"]
    assert {related["path"] for related in finding["related"]} == {"去年"}
    assert report["reuse"]["path"] == "去年"
    assert [s["share"] for s in report["reuse"]["sections"]] == [0.0, 0.0, 0.0, 1.0]
    assert {s["change"] for s in report["reuse"]["sentences"]} == {"none"}
