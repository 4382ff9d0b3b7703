"""Packs on packs: what an office changes, what it may not change, and how a chain of packs comes together."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from checker import check_text, load_pack
from checker.model import Severity
from checker.rulebook.packs import rules_folder
from checker.rulebook.problems import RulebookError
from checker.rulebook.rules import ElementRule, FindingRule
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import sound_report
from tests.test_cli import fzcheck

Pack = Callable[..., Path]

BOATS = """\
rules:
  - id: city/boats
    check: topic
    title: 渡口安全
    severity: note
    basis: practice
    applies: {tiers: [township, county]}
    lexicon: boats
    message: 全文没有写到渡口安全。
    hint: 建议写明渡口检查的次数。
    examples:
      pass: [全年检查渡口12次。]
      fail:
        - {text: 全年审查合同3份。, quote: ""}
lexicons:
  boats: {about: how offices write of ferries, terms: [渡口, 渡船]}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Writes a pack: its id, what it extends, its rule file, more lines of its pack.yaml."""

    def write(name: str, parent: str, rules: str = "", more: str = "") -> Path:
        folder = tmp_path / name
        folder.mkdir()
        head = f'id: {name}\nversion: "1.0.0"\nname: 本地年度报告\nextends: {parent}\n{more}'
        (folder / "pack.yaml").write_text(head, "utf-8")
        if rules:
            (folder / "rules.yaml").write_text(rules, "utf-8")
        return folder

    return write


def load(folder: Path) -> RuleSet:
    return load_pack(str(folder), use_cache=False)


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(RulebookError) as error:
        load(folder)
    return [str(problem) for problem in error.value.problems]


def finding(rules: RuleSet, name: str) -> FindingRule:
    return next(rule for rule in rules.findings if rule.id == name)


def element(rules: RuleSet, name: str) -> ElementRule:
    return next(rule for rule in rules.elements if rule.id == name)


def test_single_keys_of_a_rule_are_changed_and_the_rest_stays(pack: Pack) -> None:
    change = "override:\n  text/placeholder: {severity: warning, points: 4, hint: 请填上空着的地方。}\n"
    mine = finding(load(pack("city", "fzzf", change)), "text/placeholder")
    base = finding(load_pack(), "text/placeholder")
    assert (mine.severity, mine.points, mine.hint) == (Severity.WARNING, 4, "请填上空着的地方。")
    assert (mine.message, mine.settings.lexicon, mine.passing[0].text) == (
        base.message,
        base.settings.lexicon,
        base.passing[0].text,
    )


def test_mappings_are_merged_and_lists_are_replaced(pack: Pack) -> None:
    change = "override:\n  elements/plan:\n    hint: {weak: 请写明每项措施的时限。}\n  city/boats:\n    applies: {years: {from: 2024}}\n"
    city = pack("city", "fzzf", BOATS)
    district = load(pack("district", "city", change))
    plan, base = element(district, "elements/plan"), element(load(city), "elements/plan")
    assert {str(state): text for state, text in plan.hints.items()} == {
        "weak": "请写明每项措施的时限。",
        "missing": base.hints[next(s for s in base.hints if s == "missing")],
    }
    boats = finding(district, "city/boats").applies
    assert (sorted(boats.tiers), boats.year_from) == (["county", "township"], 2024)


def test_a_chain_of_four_the_nearest_pack_decides(pack: Pack) -> None:
    city = (
        BOATS
        + "override:\n  text/placeholder: {points: 3, severity: warning}\nadd:\n  topic-decision: {terms: [复议为民]}\n"
    )
    district = "override:\n  text/placeholder: {points: 5}\nadd:\n  boats: {terms: [轮渡]}\nremove:\n  boats: {terms: [渡船]}\n"
    pack("city", "fzzf", city)
    rules = load(pack("district", "city", district))
    placeholder = finding(rules, "text/placeholder")
    assert (placeholder.points, placeholder.severity) == (5, Severity.WARNING)
    assert rules.lexicons["boats"].terms == ("渡口", "轮渡")
    assert finding(rules, "city/boats").origin == "city/rules.yaml:2"
    assert "web-furniture" in rules.lexicons, "of gongwen, the farthest ancestor"
    assert rules.id == "district"


def test_a_rule_that_is_switched_off_says_why_and_can_be_defined_again(pack: Pack) -> None:
    pack("city", "fzzf", BOATS)
    district = pack("district", "city", "off:\n  city/boats: 本区没有渡口\n")
    result = check_text(sound_report(), load(district))
    outcome = next(o for o in result.outcomes if o.rule == "city/boats")
    assert (outcome.outcome, outcome.why) == ("not-applicable", "本规则包停用：本区没有渡口")
    town = check_text(sound_report(), load(pack("town", "district", BOATS)))
    assert next(o for o in town.outcomes if o.rule == "city/boats").outcome == "fail"


def test_words_are_added_and_taken_out(pack: Pack) -> None:
    pack("city", "fzzf", BOATS)
    change = """\
add:
  boats: {terms: [渡口, 码头], patterns: ["渡[运船]"], except: [渡口镇]}
  forms-governance: {wrong: {渡口安全: [渡囗安全]}}
remove:
  boats: {terms: [渡船]}
"""
    rules = load(pack("district", "city", change))
    boats = rules.lexicons["boats"]
    assert (boats.terms, boats.patterns, boats.exceptions) == (("渡口", "码头"), ("渡[运船]",), ("渡口镇",))
    assert rules.lexicons["forms-governance"].meant["渡囗安全"] == "渡口安全"
    assert len(rules.lexicons["forms-governance"].meant) > 1


@pytest.mark.parametrize(
    ("rules", "line", "says"),
    [
        ("override:\n  text/placehold: {points: 4}\n", 2, "没有名叫“text/placehold”的规则。相近的有：text/placeholder"),
        ("override:\n  text/placeholder: {severty: error}\n", 2, "是不是“severity”"),
        ("override:\n  text/placeholder: {severity: fatal}\n", 2, "可以写：error、warning、note"),
        ("override:\n  text/placeholder: {check: term}\n", 2, "“check”不能改"),
        ("override:\n  text/placeholder:\n    lexicon: unfild\n", 3, "没有名叫“unfild”的词表"),
        ("override:\n  text/placeholder:\n    message: 这里有{nothing}。\n", 3, "花括号里的“nothing”填不了"),
        ("add:\n  unfiled: {terms: [某某]}\n", 2, "没有名叫“unfiled”的词表。相近的有：unfilled"),
        ("add:\n  unfilled: {patterns: ['渡(?=口)']}\n", 2, "如 渡(?=口) 写成 (渡)口"),
        ("remove:\n  tier-township: {patterns: [没有这一条]}\n", 2, "里没有“没有这一条”，无从去掉"),
        ("off:\n  figures/rates: 不用\n", 2, "相近的有：figures/rate"),
        ("off:\n  figures/rate:\n", 2, "应是文字"),
        ("overlays:\n  city:\n    figures/rates: {skip: 不用}\n", 3, "相近的有：figures/rate"),
    ],
)  # fmt: skip
def test_errors_tell_place_line_and_way_out(pack: Pack, rules: str, line: int, says: str) -> None:
    told = problems_of(pack("mine", "fzzf", rules))
    assert any(problem.startswith(f"mine/rules.yaml:{line}:") and says in problem for problem in told), told


ORDERED = [
    ("off:\n  elements/causes: 另附表格\n", "整条停用"),
    ("overlays:\n  city:\n    elements/causes: {skip: 另附表格}\n", "city 一级不适用"),
    ("override:\n  elements/causes: {points: 1}\n", "分值由 15 分降为 1 分"),
    ("override:\n  elements/causes: {weak_points: 14}\n", "薄弱时扣的分由 7.5 分降为 1 分"),
    ("override:\n  elements/causes: {severity: {missing: warning}}\n", "级别由“错误”降为“警告”"),
    ("override:\n  elements/causes: {applies: {tiers: [county]}}\n", "适用的层级变少了"),
    ("override:\n  elements/causes: {applies: {years: {from: 2030}}}\n", "适用的年度变少了"),
    ("override:\n  elements/causes: {basis: practice}\n", "依据换成了不带“应当”的"),
    ("override:\n  elements/problems: {bar: {present: [{counts: {mentioned: 1}}]}}\n", "“达标”的门槛低了"),
    ("override:\n  elements/causes: {ignore: [unfilled, boats]}\n" + BOATS, "改了“ignore”"),
    ("basis:\n  annual-report: {document: 某指引, rank: 建议, says: 可以写。}\n", "依据换成了不带“应当”的"),
]


@pytest.mark.parametrize(("rules", "says"), ORDERED)
def test_what_a_document_orders_is_not_softened(pack: Pack, rules: str, says: str) -> None:
    told = problems_of(pack("mine", "fzzf", rules))
    assert any(says in problem and "allow_unlawful" in problem for problem in told), told
    assert all(problem.startswith("mine/rules.yaml:") or problem.startswith("rules/") for problem in told)


@pytest.mark.parametrize(
    "rules",
    [
        "override:\n  elements/causes: {points: 30, weak_points: 5, severity: {weak: error}}\n",
        "override:\n  elements/causes: {title: 不足的成因, hint: {weak: 请写明成因。}}\n",
        "add:\n  cause-opening: {terms: [究其成因]}\n",
        "off:\n  text/placeholder: 用别的办法查\n",
    ],
)
def test_stricter_and_other_words_are_free(pack: Pack, rules: str) -> None:
    assert load(pack("mine", "fzzf", rules)).softened == ()


def test_a_higher_bar_is_stricter(pack: Pack) -> None:
    change = "override:\n  elements/measures: {bar: {present: [{counts: {measure: %d, fact: %d}}]}}\n"
    assert load(pack("higher", "fzzf", change % (5, 3))).softened == ()
    assert any("门槛低了" in told for told in problems_of(pack("lower", "fzzf", change % (1, 3))))


def test_a_pack_that_softens_the_law_says_so_in_every_run(pack: Pack, tmp_path: Path) -> None:
    change = "off:\n  elements/causes: 另附表格\n"
    city = pack("city", "fzzf", change, "allow_unlawful: true\n")
    report = tmp_path / "报告.txt"
    report.write_text(sound_report(), "utf-8")
    for folder in (city, pack("district", "city")):
        ran = fzcheck(report, "--rules", folder, "-f", "json")
        assert "放宽了文件明确要求的规则：elements/causes 整条停用（city/rules.yaml:2）" in ran.err
        told = json.loads(ran.out)["pack"]["softened"]
        assert told == [{"rule": "elements/causes", "what": "整条停用", "origin": "city/rules.yaml:2"}]
    plain = fzcheck(report, "-f", "json")
    assert "softened" not in json.loads(plain.out)["pack"]
    assert "放宽" not in plain.err


def test_leave_to_soften_is_not_inherited(pack: Pack) -> None:
    pack("city", "fzzf", more="allow_unlawful: true\n")
    told = problems_of(pack("district", "city", "off:\n  elements/causes: 另附表格\n"))
    assert "district/rules.yaml:2" in told[0]


def test_one_file_is_a_pack_and_yml_counts(tmp_path: Path, pack: Pack) -> None:
    single = tmp_path / "本镇.yaml"
    single.write_text(f"extends: fzzf\nname: 本镇年度报告\n{BOATS}", "utf-8")
    rules = load(single)
    assert (rules.id, rules.name) == ("fzzf", "本镇年度报告")
    assert finding(rules, "city/boats").title == "渡口安全"
    single.write_text(BOATS, "utf-8")
    assert any("缺少“extends”" in problem for problem in problems_of(single))
    folder = pack("mine", "fzzf")
    (folder / "more.yml").write_text(BOATS, "utf-8")
    assert finding(load(folder), "city/boats").title == "渡口安全"


def test_a_single_file_may_say_what_a_folder_may() -> None:
    keys = {
        name: set(json.loads((rules_folder() / "schema" / f"{name}.schema.json").read_text("utf-8"))["properties"])
        for name in ("single-file", "pack", "rules")
    }
    assert keys["single-file"] == keys["pack"] | keys["rules"]


def test_circles_and_lost_parents_are_told_with_their_line(pack: Pack) -> None:
    a = pack("a", "b")
    pack("b", "c")
    pack("c", "a")
    assert problems_of(a)[0].startswith("c/pack.yaml:4:10: extends 绕成了圈：a → b → c → a")
    told = problems_of(pack("d", "fzf"))[0]
    assert told.startswith("d/pack.yaml:4:10: 找不到规则包“fzf”。是不是“fzzf”？")
    indented = pack("e", "fzzf")
    (indented / "pack.yaml").write_text('{id: e, version: "1.0.0", name: 某年报, extends: fzzf}\n', "utf-8")
    assert any("单独写成一行" in problem for problem in problems_of(indented))
