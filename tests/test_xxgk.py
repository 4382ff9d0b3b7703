"""The pack for the annual report on open government information, on labelled reports of our own."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from checker import check_text, load_pack
from checker.drafting import draft
from checker.model import Result, Severity, State
from checker.pipeline import check_file
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import Labelled, labelled

TEXTS = labelled("xxgk")
REPORTS = [text for text in TEXTS if text.label["is_report"]]
SOUND = next(text for text in REPORTS if text.path.stem == "x01")

Judge = Callable[[str], Result]


@pytest.fixture(scope="module")
def rules(_own_cache: None) -> RuleSet:
    return load_pack("xxgk")


@pytest.fixture(scope="module")
def judge(rules: RuleSet) -> Judge:
    return lambda text: check_text(text, rules)


def figures(result: Result) -> list[str]:
    return [f.place.quote for f in result.findings if f.kind == "figures" and f.place]


@pytest.mark.parametrize("text", REPORTS, ids=lambda text: text.path.stem)
def test_facts_and_states_are_those_of_the_label(text: Labelled, rules: RuleSet) -> None:
    result, label = check_file(str(text.path), rules), text.label
    facts = result.facts
    assert result.is_report
    assert (facts.title, facts.issuer, facts.tier, facts.report_year) == tuple(
        label[key] for key in ("title", "issuer", "tier", "report_year")
    )
    assert {name: element.state.value for name, element in result.elements.items()} == label["elements"]


@pytest.mark.parametrize("text", REPORTS, ids=lambda text: text.path.stem)
def test_all_defects_are_found_and_nothing_else_is_objected_to(text: Labelled, rules: RuleSet) -> None:
    wanted = [(defect["kind"], defect["quote"]) for defect in text.label["defects"]]
    extra = []
    for finding in check_file(str(text.path), rules).findings:
        quote = finding.place.quote if finding.place else ""
        hit = next((w for w in wanted if w[0] == finding.kind and (w[1] in quote or quote in w[1])), None)
        if hit is not None:
            wanted.remove(hit)
        elif finding.severity is not Severity.NOTE and not finding.kind.startswith("element-"):
            extra.append((finding.rule, quote))
    assert (wanted, extra) == ([], [])


@pytest.mark.parametrize("text", [t for t in TEXTS if not t.label["is_report"]], ids=lambda text: text.path.stem)
def test_what_is_no_such_report_is_told_what_it_seems(text: Labelled, rules: RuleSet) -> None:
    (finding,) = check_file(str(text.path), rules).findings
    assert finding.kind == "not-a-report"
    assert text.label["looks_like"] in finding.message


def test_a_report_on_the_rule_of_law_is_none_of_these(rules: RuleSet) -> None:
    result = check_file(str(labelled("seeds")[0].path), rules)
    assert not result.is_report
    assert "法治政府建设年度情况报告" in result.findings[0].message


def test_any_wrong_number_in_the_table_of_requests_is_found(judge: Judge) -> None:
    text = SOUND.path.read_text("utf-8")
    assert figures(judge(text)) == []
    rows = [line for line in text.splitlines() if re.search(r"(?:[0-9]+ \| ){6}[1-9][0-9]* \|$", line)]
    assert len(rows) == 8
    for row in rows:
        wrong = re.sub(r"([0-9]+) \|$", lambda number: f"{int(number[1]) + 2} |", row)
        assert figures(judge(text.replace(row, wrong))), wrong


def test_the_guise_of_a_table_does_not_matter(judge: Judge) -> None:
    row = "四、结转下年度继续办理 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |"
    text = SOUND.path.read_text("utf-8").replace(row, row[:-3] + "3 |")
    cells = re.compile(r" *\| *")
    for parting in ("\t", "　　", "\n"):
        lines = [
            parting.join(cell for cell in cells.split(line) if cell) if line.startswith("|") else line
            for line in text.splitlines()
        ]
        result = judge("\n".join(lines))
        assert [element.state for element in result.elements.values()] == [State.PRESENT] * 6, parting
        assert len(figures(result)) == 1, parting
        assert [f.rule for f in result.findings if f.severity is not Severity.NOTE] == ["tables/requests"], parting


def test_the_message_shows_the_sum(judge: Judge) -> None:
    text = SOUND.path.read_text("utf-8").replace("全年收到政府信息公开申请15件", "全年收到政府信息公开申请51件")
    (finding,) = [f for f in judge(text).findings if f.kind == "figures"]
    assert (finding.place.quote if finding.place else "", finding.message) == ("51", "正文写的是51件，表格里是15。")
    assert [related.place.quote for related in finding.related] == ["15"]


def test_the_deadline_follows_the_tier(judge: Judge) -> None:
    def told(office: str, date: str) -> list[str]:
        report = SOUND.path.read_text("utf-8").replace("澄江县白石渡镇人民政府", office).replace("2025年1月14日", date)
        return [f.rule for f in judge(report).findings if f.kind == "deadline"]

    assert told("澄江县财政局", "2025年2月14日") == ["signature/deadline-department"]
    assert told("澄江县人民政府", "2025年2月14日") == []
    assert told("澄江县人民政府", "2025年4月14日") == ["signature/deadline-government"]
    assert told("澄江县白石渡镇人民政府", "2025年2月14日") == ["signature/deadline-township"]


@pytest.mark.parametrize("tier", ["township", "department", "county", None])
def test_an_empty_report_lacks_all_six_chapters(tier: str | None, rules: RuleSet, judge: Judge) -> None:
    assert rules.draft is not None
    text = "\n".join(paragraph.text for paragraph in draft(rules, rules.draft, 2025, tier, None))
    result = judge(text)
    assert result.is_report
    assert {element.state for element in result.elements.values()} == {State.MISSING}
    assert len(result.elements) == 6


def test_tables_that_all_reports_share_are_nobodys_own(rules: RuleSet) -> None:
    from checker.cli.comparison import compared_with
    from checker.comparing import NO_PREVIOUS, gist_of
    from checker.parsing import parse
    from checker.pipeline import judge_report
    from checker.reading import read_file

    reports = [parse(read_file(str(text.path)), rules.conventions) for text in REPORTS]  # type: ignore[arg-type]
    gists = [gist_of(report, rules.conventions) for report in reports]
    found = compared_with(gists, NO_PREVIOUS, rules, with_others=True, is_given=False)
    for report, compared in zip(reports, found, strict=True):
        assert [f.message for f in judge_report(report, rules, compared=compared).findings if f.kind == "reuse"] == []
