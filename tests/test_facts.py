from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.model import Report
from checker.parsing import Overrides, parse
from checker.rulebook.ruleset import RuleSet

Parse = Callable[[str], Report]
BODY = "\n现将有关情况报告如下。\n一、主要举措和成效\n（一）规范执法。办理案件3件。\n二、存在的不足\n（一）力量不足。\n"


@pytest.mark.parametrize(
    ("title", "tier"),
    [
        ("云水县桃林镇人民政府关于2023年法治政府建设情况的报告", "township"),
        ("桃林乡2023年法治政府建设年度报告", "township"),
        ("云水市城东区人民政府河西街道办事处2023年法治政府建设情况报告", "subdistrict"),
        ("云水县人民政府关于2023年度法治政府建设情况的报告", "county"),
        ("2023年城东区法治政府建设情况报告", "county"),
        ("滕州市人民政府2023年法治政府建设年度报告", "county"),
        ("淮安市人民政府关于2023年度法治政府建设情况的报告", "city"),
        ("重庆市2023年法治政府建设情况报告", "province"),
        ("贵州省2023年度法治政府建设情况报告", "province"),
        ("区司法局关于2023年法治政府建设情况的报告", "department"),
        ("县卫健委2023年法治政府建设工作总结", "department"),
        ("国家税务总局云水县税务局2023年法治政府建设情况报告", "department"),
    ],
)
def test_tier_and_year_from_the_title(title: str, tier: str, parsed: Parse) -> None:
    facts = parsed(title + BODY).facts
    assert (facts.title, facts.tier, facts.report_year) == (title, tier, 2023)


def test_title_on_three_lines_with_joint_issuers(parsed: Parse) -> None:
    facts = parsed("中共云水县桃林镇委员会\n云水县桃林镇人民政府\n关于2023年法治政府建设情况的报告\n" + BODY).facts
    assert facts.title == "中共云水县桃林镇委员会云水县桃林镇人民政府关于2023年法治政府建设情况的报告"
    assert facts.issuer == "云水县桃林镇人民政府"


def test_title_broken_inside_a_word(parsed: Parse) -> None:
    facts = parsed("云水县人民政府关于2023年度法治政府\n建设情况的报告\n" + BODY).facts
    assert facts.title == "云水县人民政府关于2023年度法治政府建设情况的报告"


def test_title_printed_twice(parsed: Parse) -> None:
    title = "桃林镇2023年法治政府建设年度报告"
    assert parsed(f"{title}\n\n{title}\n{BODY}").facts.title == title


def test_no_title_but_a_lead(parsed: Parse) -> None:
    facts = parsed("县人民政府：\n现将我镇2022年法治政府建设工作情况报告如下。\n一、主要举措\n" + BODY).facts
    assert (facts.title, facts.tier, facts.report_year) == (None, "township", 2022)


def test_the_fuller_name_stands_in_the_signature(parsed: Parse) -> None:
    facts = parsed(
        "桃林镇人民政府关于2023年法治政府建设情况的报告" + BODY + "\n云水县桃林镇人民政府\n2024年1月15日\n"
    ).facts
    assert facts.issuer == "云水县桃林镇人民政府"
    assert facts.issued == "2024-01-15"


def test_the_title_counts_more_than_a_stale_lead(parsed: Parse) -> None:
    text = "云水县人民政府关于2023年法治政府建设情况的报告\n现将我县2022年法治政府建设情况报告如下。\n"
    assert parsed(text).facts.report_year == 2023


def test_a_title_that_all_other_places_contradict_is_a_slip(parsed: Parse) -> None:
    text = (
        "桃林镇人民政府关于2023年法治政府建设情况的报告\n现将我镇2024年法治政府建设情况报告如下。\n"
        "一、2024年主要举措\n（一）规范执法。\n二、2025年主要安排\n（一）招录人员。\n桃林镇人民政府\n2025年1月15日\n"
    )
    assert parsed(text).facts.report_year == 2024
    assert parsed(text.replace("2025年1月15日", "2024年1月15日")).facts.report_year == 2023


def test_a_report_without_title_may_be_issued_late_in_its_year(parsed: Parse) -> None:
    text = "2024年，我镇坚持依法行政。\n一、主要举措\n（一）规范执法。2024年办理案件3件。\n桃林镇人民政府\n2024年12月28日\n"
    assert parsed(text).facts.report_year == 2024


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        ("2024年1月15日", "2024-01-15"),
        ("二〇二四年一月十五日", "2024-01-15"),
        ("（2024年3月1日）", "2024-03-01"),
        ("2024年2月30日", None),
        ("2024年13月4日", None),
    ],
)
def test_date_of_issue(line: str, issued: str | None, parsed: Parse) -> None:
    text = "桃林镇2023年法治政府建设年度报告" + BODY + f"\n桃林镇人民政府\n{line}\n"
    assert parsed(text).facts.issued == issued


def test_traditional_title_is_given_as_printed(parsed: Parse) -> None:
    facts = parsed("湘潭縣雲湖橋鎮2025年度法治政府建設情況報告" + BODY).facts
    assert facts.title == "湘潭縣雲湖橋鎮2025年度法治政府建設情況報告"
    assert (facts.issuer, facts.tier) == ("湘潭縣雲湖橋鎮", "township")


def test_what_the_user_says_counts_first(ruleset: RuleSet, parsed: Parse) -> None:
    source = parsed("桃林镇2023年法治政府建设年度报告" + BODY).source
    facts = parse(source, ruleset.conventions, Overrides("county", 2020)).facts
    assert (facts.tier, facts.report_year) == ("county", 2020)
