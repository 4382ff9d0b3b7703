"""Rule files: what is wrong is told with file, line, column and what is allowed; nothing in them is executed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker import check_text, load_pack
from checker.patterns import PatternError, check_pattern
from checker.rulebook import cache
from checker.rulebook.build import build_document
from checker.rulebook.packs import find_pack, pack_names, rules_folder
from checker.rulebook.problems import RulebookError
from checker.rulebook.rules import FindingRule
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import sound_report

TOPIC = """\
rules:
  - id: mine/boats
    check: topic
    title: 渡口安全
    severity: note
    basis: practice
    lexicon: boats
    message: 全文没有写到渡口安全。
    hint: 建议写明渡口检查的次数。
    examples:
      pass: [全年检查渡口12次。]
      fail:
        - {text: 全年审查合同3份。, quote: ""}
lexicons:
  boats:
    about: how offices on the river write of ferries
    terms: [渡口, 渡船]
"""


def rules_of(ruleset: RuleSet) -> list[tuple[str, str, str]]:
    return [(rule.id, rule.title, rule.basis.cite()) for rule in ruleset.rules]


def topics() -> list[FindingRule]:
    return [rule for rule in load_pack("fzzf").findings if rule.check == "topic"]


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(RulebookError) as error:
        load_pack(str(folder), use_cache=False)
    return [str(problem) for problem in error.value.problems]


def test_the_schemas_are_schemas() -> None:
    for path in (rules_folder() / "schema").rglob("*.json"):
        Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))


def test_an_offices_own_pack_adds_a_rule(pack_folder: Path) -> None:
    (pack_folder / "boats.yaml").write_text(TOPIC, "utf-8")
    mine, base = load_pack(str(pack_folder), use_cache=False), load_pack("fzzf")
    assert {rule.id for rule in mine.rules} == {rule.id for rule in base.rules} | {"mine/boats"}
    assert next(rule for rule in mine.rules if rule.id == "mine/boats").origin == "mine/boats.yaml:2"


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (("severity: note", "severity: fatal"), 5, "可以写：error、warning、note"),
        (("    lexicon: boats", "    lexikon: boats"), 7, "是不是“lexicon”"),
        (("    check: topic", "    check: topik"), 3, "是不是“topic”？"),
        (("lexicon: boats", "lexicon: boat"), 7, "没有名叫“boat”的词表。相近的有：boats"),
        (("basis: practice", "basis: practise"), 6, "没有名叫“practise”的依据。相近的有：practice"),
        (("id: mine/boats", "id: boats"), 2, "组/名"),
        (("    hint: 建议写明渡口检查的次数。\n", ""), 2, "缺少“hint”"),
        (("terms: [渡口, 渡船]", 'patterns: ["渡\\\\d"]'), 17, "[0-9]"),
        (("terms: [渡口, 渡船]", 'patterns: ["渡(?=口)"]'), 17, "RE2"),
        (("terms: [渡口, 渡船]", 'patterns: ["x*"]'), 17, "匹配空文字"),
        (("terms: [渡口, 渡船]", "terms: 渡口"), 17, "列表"),
        (("title: 渡口安全", "title: 渡口安全\n    title: 渡船"), 5, "写了两次"),
        (("title: 渡口安全", "title: [渡口"), 5, "YAML 写法有误"),
        (("title: 渡口安全", "title: !!python/object:os.system x"), 4, "不支持标签"),
        (("title: 渡口安全", "title: &a 渡口安全\n    more: *a"), 4, "锚点"),
    ],
)  # fmt: skip
def test_errors_tell_place_line_and_way_out(change: tuple[str, str], line: int, says: str, pack_folder: Path) -> None:
    (pack_folder / "boats.yaml").write_text(TOPIC.replace(*change), "utf-8")
    problems = problems_of(pack_folder)
    fitting = [problem for problem in problems if says in problem]
    assert fitting, problems
    assert fitting[0].startswith(f"mine/boats.yaml:{line}:"), fitting[0]
    assert "^" in fitting[0]


def test_everything_that_is_wrong_is_told_at_once(pack_folder: Path) -> None:
    (pack_folder / "a.yaml").write_text(TOPIC.replace("severity: note", "severity: x"), "utf-8")
    (pack_folder / "b.yaml").write_text("rules: 3\n", "utf-8")
    (pack_folder / "c.yaml").write_text("words: []\n", "utf-8")
    files = {problem.split(":")[0] for problem in problems_of(pack_folder)}
    assert files == {"mine/a.yaml", "mine/b.yaml", "mine/c.yaml"}


def test_a_name_twice_in_one_pack(pack_folder: Path) -> None:
    (pack_folder / "a.yaml").write_text(TOPIC, "utf-8")
    (pack_folder / "b.yaml").write_text(TOPIC, "utf-8")
    assert any("已经有了" in problem for problem in problems_of(pack_folder))


def test_packs_that_extend_each_other(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pack.yaml").write_text(
            f'id: {name}\nversion: "1.0.0"\nname: 测试\nextends: ../{name}/../{other}\n'
        )
    assert any("绕成了圈" in problem or "找不到" in problem for problem in problems_of(tmp_path / "a"))


def test_an_evidence_that_the_bar_does_not_know(pack_folder: Path) -> None:
    rule = (
        (rules_folder() / "fzzf/elements.yaml")
        .read_text("utf-8")
        .replace("counts: {concrete: 2}", "counts: {concret: 2}")
    )
    (pack_folder / "elements.yaml").write_text(rule, "utf-8")
    assert any("没有名叫“concret”的证据。相近的有：concrete" in problem for problem in problems_of(pack_folder))


def test_a_part_that_no_element_rule_has(pack_folder: Path) -> None:
    rule = (rules_folder() / "fzzf/structure.yaml").read_text("utf-8").replace("first: problems", "first: problem")
    (pack_folder / "structure.yaml").write_text(rule, "utf-8")
    assert any("没有名叫“problem”的要素。相近的有：problems" in problem for problem in problems_of(pack_folder))


def test_a_rule_without_examples_does_not_load(pack_folder: Path) -> None:
    (pack_folder / "boats.yaml").write_text(
        TOPIC.split("    examples:", maxsplit=1)[0] + "lexicons:" + TOPIC.split("lexicons:")[1], "utf-8"
    )
    assert any("缺少“examples”" in problem for problem in problems_of(pack_folder))


@pytest.mark.parametrize("pattern", [r"\bx", r"\w+x", r"\s年", r"\d+件", r"\u4e00", "(?:a|b", "a" * 3000])
def test_patterns_that_would_mislead_are_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        check_pattern(pattern)


def test_a_pattern_that_hangs_other_engines_is_harmless() -> None:
    from checker.lexicon import Lexicon

    lexicon = Lexicon("x", patterns=("(?:[一-鿿]+、?)+等问题",))
    assert lexicon.spans("一" * 100_000) == []


def test_bundled_packs_are_found_by_name() -> None:
    assert pack_names() == ["fzzf", "xxgk"]
    assert load_pack("fzzf").id == "fzzf"
    assert load_pack(str(rules_folder() / "fzzf" / "pack.yaml")).id == "fzzf"


def test_the_cache_gives_the_same_rules_and_a_broken_one_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    fresh = load_pack("fzzf")
    stored = list((tmp_path / "fzcheck").iterdir())
    assert [path.suffix for path in stored] == [".json"]
    assert rules_of(load_pack("fzzf")) == rules_of(fresh)
    for damage in (b"", b"{", b"[]", b'{"digest": "x", "document": {}}', b"\xff\xfe"):
        stored[0].write_bytes(damage)
        assert rules_of(load_pack("fzzf")) == rules_of(fresh)


def test_a_changed_pack_is_read_anew(pack_folder: Path) -> None:
    (pack_folder / "boats.yaml").write_text(TOPIC, "utf-8")
    load_pack(str(pack_folder))
    (pack_folder / "boats.yaml").write_text(TOPIC.replace("渡口安全", "渡船安全"), "utf-8")
    assert "渡船安全" in [rule.title for rule in load_pack(str(pack_folder)).rules]


def test_a_cache_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert load_pack("fzzf").id == "fzzf"
    assert cache.load_document("0" * 64) is None


def test_only_verified_bases_are_cited_with_articles() -> None:
    document = build_document(find_pack("fzzf"))
    for key, basis in document["basis"].items():
        if "法治政府建设与责任落实督察工作规定" in basis["document"]:
            assert "条" not in basis.get("provision", "").split("；")[0], key
    assert {basis["rank"] for basis in document["basis"].values()} <= {"应当", "建议", "体例"}


def test_topics_are_advice_and_speak_to_those_who_have_the_task() -> None:
    for rule in topics():
        assert rule.severity == "note", rule.id
        assert "应当" not in rule.message + rule.hint, rule.id
    grassroots = [r for r in topics() if "行政复议" in r.hint and "subdistrict" in r.applies.tiers]
    assert all("受理" not in rule.hint for rule in grassroots)


def test_a_tier_can_leave_a_rule_out_and_has_words_of_its_own(pack_folder: Path) -> None:
    with (pack_folder / "pack.yaml").open("a", encoding="utf-8") as pack:
        pack.write("allow_unlawful: true\n")
    overlay = "overlays:\n  township:\n    elements/causes: {skip: 本区乡镇报告另附原因分析表}\n"
    (pack_folder / "tiers.yaml").write_text(overlay, "utf-8")
    result = check_text(
        sound_report(problems="　　（一）案卷质量不高，20卷中有6卷不合格。\n"), load_pack(str(pack_folder))
    )
    outcome = next(o for o in result.outcomes if o.rule == "elements/causes")
    assert (outcome.outcome, outcome.why) == ("not-applicable", "本区乡镇报告另附原因分析表")
    assert "causes" not in result.elements
    assert 100 - result.score == pytest.approx(sum(d.points for d in result.deductions))
    subdistrict = check_text(sound_report(h2="", principal="").replace("云岭镇人民政府", "云岭街道办事处"))
    assert "办事处主任" in (subdistrict.findings[0].hint or "")


def test_an_overlay_for_a_rule_that_is_not_there(pack_folder: Path) -> None:
    (pack_folder / "tiers.yaml").write_text("overlays:\n  city:\n    elements/cause: {skip: 不适用}\n", "utf-8")
    assert any("相近的有：elements/causes" in problem for problem in problems_of(pack_folder))


def test_a_pack_that_cannot_recognise_its_reports_is_refused(pack_folder: Path) -> None:
    (pack_folder / "pack.yaml").write_text('id: mine\nversion: "1.0.0"\nname: 本区年度报告\n', "utf-8")
    assert any("没有写 recognition" in problem for problem in problems_of(pack_folder))
