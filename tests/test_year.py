"""Years out of place, and years that are rightly other years."""

from __future__ import annotations

import dataclasses
import time

import pytest

from checker import check_text
from checker.model import Finding, OutcomeKind, Severity
from checker.parsing.years import named_years
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import PlacedCase, placed_cases, sound_report

CHECKS = ("year", "in-force", "signature")
NEAR = 40


@pytest.fixture(scope="module")
def years_only(ruleset: RuleSet) -> RuleSet:
    """The rules on years alone; the others have tests of their own."""
    return dataclasses.replace(ruleset, findings=tuple(r for r in ruleset.findings if r.check in CHECKS))


def found(text: str, ruleset: RuleSet) -> list[Finding]:
    return [f for f in check_text(text, ruleset).findings if not f.kind.startswith("element-")]


def quotes(text: str, ruleset: RuleSet, kind: str) -> list[str]:
    return [f.place.quote for f in found(text, ruleset) if f.kind == kind and f.place]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023年，全镇", [(2023, True)]),
        ("二〇二三年度", [(2023, True)]),
        ("2023年1月至2023年12月", [(2023, True), (2023, True)]),
        ("2021—2025年", [(2021, False), (2025, False)]),
        ("2010年至2023年", [(2010, False), (2023, False)]),
        ("2022年、2023年和2024年", [(2022, False), (2023, False), (2024, False)]),
        ("2023年7月1日起至2026年6月", [(2023, False), (2026, False)]),
        ("2023年至今", [(2023, False)]),
        ("2023全年", [(2023, True)]),
        ("云办发〔2023〕12号", []),
        ("电话8202319，车牌尾号2021、2023的两辆车，罚款2023元", []),
        ("20212025年", []),
    ],
)
def test_years_named_alone_or_in_periods_and_lists(text: str, years: list[tuple[int, bool]]) -> None:
    assert [(year.value, year.alone) for year in named_years(text)] == years


def test_years_in_titles_are_told_apart() -> None:
    assert [year.in_title for year in named_years("按照《2023年工作要点》，2024年办理3件")] == [True, False]
    assert [year.in_title for year in named_years("按照《工作要点，2023年\n2024年办理3件")] == [False, False]


@pytest.mark.parametrize(
    "hostile", ["《" * 100_000, "〔" * 50_000 + "》" * 50_000, "2023年" * 30_000, "2023年至" * 20_000]
)
def test_years_are_read_in_linear_time(hostile: str) -> None:
    start = time.perf_counter()
    named_years(hostile)
    assert time.perf_counter() - start < 5


def is_right(case: PlacedCase, ruleset: RuleSet) -> bool:
    """Everything expected is found near its quote, and no other error or warning."""
    text = case.report()
    findings = found(text, ruleset)

    def near(finding: Finding, quote: str) -> bool:
        at = text.find(quote)
        return (
            finding.place is not None
            and max(finding.place.span[0] - at - len(quote), at - finding.place.span[1]) <= NEAR
        )

    matched = [f for f in findings if any(f.kind == kind and near(f, quote) for kind, quote in case.expected)]
    extra = [f for f in findings if f not in matched and f.severity is not Severity.NOTE]
    return not extra and all(any(f.kind == k and near(f, q) for f in findings) for k, q in case.expected)


@pytest.mark.parametrize("folder", ["micro", "micro_own"])
def test_small_cases(folder: str, years_only: RuleSet) -> None:
    cases = placed_cases(folder, "years")
    wrong = [case.id for case in cases if not is_right(case, years_only)]
    silent = [case.id for case in cases if not case.expected]
    assert 1 - len(wrong) / len(cases) >= 0.95, wrong
    assert sum(id not in wrong for id in silent) / len(silent) >= 0.98, wrong


def test_the_sound_report_is_sound(years_only: RuleSet) -> None:
    assert found(sound_report(), years_only) == []


def test_each_year_is_told_once_in_a_sentence(years_only: RuleSet) -> None:
    text = sound_report(measures="（一）执法。2023年1月1日至2023年12月31日，全镇办理案件22件。\n")
    assert len(quotes(text, years_only, "stale-year")) == 1


@pytest.mark.parametrize(
    ("replaced", "rule"),
    [
        ({"h1": "一、2023年推进法治政府建设的主要举措和成效\n"}, "years/headings"),
        ({"h3": "三、2023年存在的不足和原因\n"}, "years/headings"),
        ({"h4": "四、2024年工作安排\n"}, "years/plan-heading"),
        ({"h3": "三、2024年存在的不足和2026年主要安排\n", "h4": ""}, "years/plan-heading"),
        ({"lead": "2023年，云岭镇坚持依法行政。现将有关情况报告如下。\n"}, "years/headings"),
        ({"lead": "现将2023年法治政府建设情况报告如下。\n"}, "years/announced"),
        ({"plan": "（一）明年（2026年），我镇将培训2期。\n"}, "years/coming-year"),
        ({"plan": "（一）展望2026年，我们信心百倍。\n"}, "years/plan"),
        ({"measures": "（一）2023年普法。开展宣讲12场。\n"}, "years/stale"),
    ],
)
def test_a_place_is_told_by_one_rule(replaced: dict[str, str], rule: str, years_only: RuleSet) -> None:
    assert [f.rule for f in found(sound_report(**replaced), years_only)] == [rule]


def test_message_and_hint_name_the_years(years_only: RuleSet) -> None:
    finding = found(sound_report(h4="四、2026年主要安排\n"), years_only)[0]
    assert finding.rule == "years/plan-heading"
    assert "2026年" in finding.message
    assert "2025年" in (finding.hint or "")


def test_a_report_that_names_no_year_cannot_be_told(years_only: RuleSet) -> None:
    head = "清河县云岭镇人民政府\n关于法治政府建设情况的报告\n"
    text = sound_report(
        head=head, lead="现将有关情况报告如下。\n", h1="一、主要举措和成效\n", h4="四、下一年度主要安排\n", end=""
    )
    outcomes = {o.rule: o.outcome for o in check_text(text, years_only).outcomes}
    assert outcomes["years/stale"] is OutcomeKind.CANNOT_TELL
    assert outcomes["years/in-force"] is OutcomeKind.CANNOT_TELL


def test_a_report_on_one_line_is_read_section_by_section(years_only: RuleSet) -> None:
    text = sound_report(measures="（一）执法。2023年，全镇办理案件22件。\n").replace("\n", " ").replace("　", "")
    assert quotes(text, years_only, "stale-year") == ["2023年，全镇办理案件22件"]


@pytest.mark.parametrize(
    "text",
    [
        "2023年发放资料",
        "县政府2023年",
        "2023年，",
        "现将2023年",
        "\n".join(["2023年，我镇将在2024年开展2022年的工作（2021年）《2020年工作要点》。"] * 200),
    ],
)
def test_odd_texts_do_no_harm(text: str, years_only: RuleSet) -> None:
    check_text(sound_report(measures=text + "\n", plan=text + "\n"), years_only)
