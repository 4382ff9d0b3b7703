"""Documents and events before their time."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker import check_text, load_pack
from checker.rulebook.problems import RulebookError
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import sound_report


def too_early(text: str, year: int, ruleset: RuleSet, part: str = "measures") -> list[str]:
    """What is found when a text stands in a part of a report on a year."""
    report = sound_report(**{part: f"（一）抓好落实。{text}\n"})
    report = report.replace("2025年", "次年").replace("2024年", f"{year}年").replace("次年", f"{year + 1}年")
    findings = check_text(report, ruleset).findings
    return [f.place.quote for f in findings if f.kind == "anachronism" and f.place]


@pytest.mark.parametrize(
    ("text", "year", "quote"),
    [
        ("贯彻《中华人民共和国民营经济促进法》，走访企业37家。", 2024, "《中华人民共和国民营经济促进法》"),
        ("贯彻民营经济促进法，走访企业37家。", 2023, "民营经济促进法"),
        ("新修订的《治安管理处罚法》施行后，到集市宣讲3场。", 2024, "《治安管理处罚法》"),
        ("依照新修订的《行政复议法》，办结复议案件9件。", 2023, "《行政复议法》"),
        ("推进“八五”普法，开展宣讲12场。", 2019, "“八五”普法"),
    ],
)
def test_before_its_time(text: str, year: int, quote: str, ruleset: RuleSet) -> None:
    assert too_early(text, year, ruleset) == [quote]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("贯彻《民营经济促进法》，走访企业37家。", 2025),
        ("对《民营经济促进法（草案征求意见稿）》提出意见9条。", 2024),
        ("学习宣传新修订的《行政复议法》12场。", 2023),
        ("组织学习《治安管理处罚法》《行政复议法》。", 2020),
        ("落实《清河省行政执法监督条例》，检查4次。", 2020),
        ("学习《农村集体经济组织法》，培训22人。", 2024),
    ],
)
def test_in_its_time(text: str, year: int, ruleset: RuleSet) -> None:
    assert too_early(text, year, ruleset) == []


def test_the_plan_may_look_one_year_ahead(ruleset: RuleSet) -> None:
    assert too_early("宣传《民营经济促进法》。", 2024, ruleset, part="plan") == []
    assert too_early("宣传《民营经济促进法》。", 2023, ruleset, part="plan") == ["《民营经济促进法》"]


def test_the_finding_cites_the_basis_of_the_document(ruleset: RuleSet) -> None:
    report = sound_report(measures="（一）抓好落实。贯彻《民营经济促进法》，走访企业37家。\n")
    finding = next(f for f in check_text(report, ruleset).findings if f.kind == "anachronism")
    assert finding.basis == "《中华人民共和国民营经济促进法》"
    assert "2025年5月20日" in finding.message


PACK = "id: mine\nversion: '1.0.0'\nname: 年度报告\nextends: fzzf\n"
RULE = """\
rules:
  - id: mine/laws
    check: in-force
    title: 本地法规
    severity: warning
    basis: practice
    documents:
      - {name: 《清河县河道条例》, words: [清河县河道条例], from: 2026-05-01, basis: %s}
    ahead_in: [%s]
    message: "{name}{since}才有。"
    hint: 请核对。
    examples:
      pass: [现将我镇2026年法治政府建设情况报告如下。落实《清河县河道条例》。]
      fail:
        - {text: 现将我镇2024年法治政府建设情况报告如下。落实《清河县河道条例》。, quote: 清河县河道条例}
"""


def pack(folder: Path, basis: str, part: str) -> str:
    (folder / "pack.yaml").write_text(PACK, "utf-8")
    (folder / "laws.yaml").write_text(RULE % (basis, part), "utf-8")
    return str(folder)


def test_a_pack_of_ones_own_adds_a_document_in_one_line(tmp_path: Path) -> None:
    rules = load_pack(pack(tmp_path, "annual-report", "plan"), use_cache=False)
    assert too_early("落实《清河县河道条例》，清理河道3处。", 2024, rules) == ["《清河县河道条例》"]


@pytest.mark.parametrize(("basis", "part"), [("no-such-basis", "plan"), ("annual-report", "no-such-part")])
def test_names_that_lead_nowhere_are_told_with_their_place(tmp_path: Path, basis: str, part: str) -> None:
    with pytest.raises(RulebookError) as error:
        load_pack(pack(tmp_path, basis, part), use_cache=False)
    assert ["no-such" in str(problem) and "laws.yaml" in str(problem) for problem in error.value.problems] == [True]
