"""The tools of rule authors: skeletons that load, everything wrong at once, the origin of values, words from reports."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker import load_pack
from checker.authoring.linting import lint
from checker.authoring.rule_pages import pages
from checker.authoring.skeleton import kinds, skeleton
from checker.rulebook.build import checked_pack
from checker.rulebook.kinds import KINDS
from tests.corpus_files import sound_report
from tests.test_cli import fzcheck

TODAY = "2025-06-30"
DOCS = Path(__file__).parents[1] / "docs" / "rules"

FERRIES = """\
rules:
  - id: mine/boats
    check: topic
    title: 渡口安全
    severity: note
    basis: ours
    lexicon: boats
    message: 全文没有写到渡口安全。
    hint: 建议写明渡口检查的次数。
    examples:
      pass: [全年检查渡口12次。]
      fail:
        - {text: 全年审查合同3份。, quote: ""}
lexicons:
  boats: {about: how offices write of ferries, terms: [渡口, 渡船]}
basis:
  ours: {document: 本市渡口管理办法, rank: 应当, verified: 2025-01-10, says: 渡口每年检查两次。}
"""


def advice_on(folder: Path, rules: str) -> list[str]:
    (folder / "rules.yaml").write_text(rules, "utf-8")
    return [f"{each.severity} {each.problem}" for each in lint(str(folder), TODAY)]


# --- new ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", kinds())
def test_the_skeleton_of_each_kind_loads_and_has_no_errors(kind: str, pack_folder: Path) -> None:
    text = skeleton(kind)
    assert not [told for told in advice_on(pack_folder, text) if told.startswith("error")]
    rules = load_pack(str(pack_folder), use_cache=False).rules
    assert f"mine/{kind}" in [rule.id for rule in rules]
    assert re.search(r"^ +# （可不写）", text, re.M), "optional keys are there as comments"
    assert not re.search(r"^ +# (（可不写）)?[A-Z]", text, re.M), "what users read is Chinese"


def test_there_is_a_skeleton_of_every_kind() -> None:
    assert set(kinds()) == {"element", *KINDS}


def test_a_skeleton_filled_in_finds_what_it_should(pack_folder: Path) -> None:
    made = fzcheck("rules", "new", "topic")
    assert made.code == 0
    filled = (
        made.out.replace("【换成四个字以上的词1】", "渡口")
        .replace("【一段没有问题、不该提示的话】", "全年检查渡口12次。")
        .replace("【一段有问题、应当提示的话】", "全年审查合同3份。")
        .replace("quote: 【应当指出的原文】", 'quote: ""')
    )
    (pack_folder / "渡口.yaml").write_text(filled, "utf-8")
    ran = fzcheck("rules", "test", "--rules", pack_folder)
    assert ran.code == 0, ran.out
    assert fzcheck("rules", "lint", pack_folder).code == 0


def test_an_unknown_kind_is_told_with_the_known_ones() -> None:
    ran = fzcheck("rules", "new", "topik")
    assert ran.code == 2
    assert "topic" in ran.err


# --- lint -----------------------------------------------------------------------------------------------------------


def test_a_sound_pack_has_nothing_to_say_against_it(pack_folder: Path) -> None:
    assert advice_on(pack_folder, FERRIES) == []


@pytest.mark.parametrize(
    ("change", "severity", "line", "says"),
    [
        (("terms: [渡口, 渡船]", "terms: [渡口, 渡口]"), "error", 15, "重复"),
        (("terms: [渡口, 渡船]", "terms: [渡口, 义渡口]"), "note", 15, "“义渡口”（有“渡口”就够）"),
        (("terms: [渡口, 渡船]", "terms: [渡口], except: [渡口]"), "warning", 15, "永远不算数"),
        (("terms: [渡口, 渡船]", "patterns: ['渡(?!口)']"), "error", 15, "except"),
        (("  boats: {", "  ships: {about: nobody asks, terms: [轮船]}\n  boats: {"), "warning", 15, "没有规则用到词表“ships”"),
        (("pass: [全年检查", "pass: [全年审查合同3份。, 全年检查"), "error", 13, "自相矛盾"),
        (("pass: [全年检查", "pass: [全年检查渡口12次。, 全年检查"), "note", 11, "可以删掉"),
        (("    lexicon:", "    applies: {years: {from: 2025, until: 2024}}\n    lexicon:"), "error", 7, "永远用不上"),
        ((", verified: 2025-01-10", ""), "warning", 17, "没有写 verified"),
        (("2025-01-10", "2026-01-10"), "error", 17, "还没有到"),
        (("rank: 应当", "rank: 应当, until: 2024-12-31"), "warning", 17, "规则 mine/boats 还在引用"),
        (("rank: 应当", "rank: 应当, from: 2025-01-01, until: 2024-12-31"), "error", 17, "早于施行"),
        (("basis: ours", "basis: practice"), "note", 17, "没有规则引用依据“ours”"),
        (("message: 全文没有", "message: 全文{count}没有"), "error", 8, "花括号里的“count”填不了"),
        (("lexicons:", "off: {mine/boats: 不查了}\nlexicons:"), "warning", 14, "等于没有"),
        (("    hint: 建议写明渡口检查的次数。\n", ""), "error", 2, "缺少“hint”"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_pack(
    pack_folder: Path, change: tuple[str, str], severity: str, line: int, says: str
) -> None:
    told = advice_on(pack_folder, FERRIES.replace(*change))
    assert any(t.startswith(f"{severity} mine/rules.yaml:{line}:") and says in t for t in told), told


def test_everything_is_told_at_once_by_line(pack_folder: Path) -> None:
    (pack_folder / "broken.yaml").write_text("rules: 3\n", "utf-8")
    wrong = FERRIES.replace("pass: [全年检查", "pass: [全年审查合同3份。, 全年检查").replace(
        ", verified: 2025-01-10", ""
    )
    (pack_folder / "rules.yaml").write_text(wrong, "utf-8")
    ran = fzcheck("rules", "lint", pack_folder)
    assert ran.code == 1
    heads = [line for line in ran.out.splitlines() if line.startswith("[")]
    assert [head.split(":")[0] for head in heads] == [
        "[错误] mine/broken.yaml",
        "[错误] mine/rules.yaml",
        "[警告] mine/rules.yaml",
    ]
    assert ran.out.splitlines()[-1].endswith("2 个错误，1 个警告，0 个建议。")


def test_a_word_asked_for_and_barred_in_one_combination(pack_folder: Path) -> None:
    element = skeleton("element").replace(
        "        all:\n        - my-evidence-words",
        "        all:\n        - my-evidence-words\n        none: [mine-too]",
    )
    words = "  mine-too: {about: words that bar, terms: [办理案件]}\n"
    told = advice_on(pack_folder, element.replace("【换成四个字以上的词2】", "办理案件") + words)
    assert any("“办理案件”在“all”的词表 my-evidence-words 和“none”的词表 mine-too 里都有" in t for t in told), told


@pytest.mark.parametrize("pack", ["gongwen", "fzzf", "xxgk"])
def test_the_own_packs_have_no_errors(pack: str) -> None:
    assert [str(each.problem) for each in lint(pack, TODAY) if each.severity == "error"] == []


def test_a_pack_that_is_not_there() -> None:
    ran = fzcheck("rules", "lint", "fzzg")
    assert ran.code == 2
    assert "是不是“fzzf”" in ran.err


# --- show -----------------------------------------------------------------------------------------------------------


def test_every_value_is_shown_with_its_origin(pack_folder: Path) -> None:
    change = "override:\n  text/placeholder: {points: 4}\noff:\n  figures/rate: 用别的办法核对\n"
    (pack_folder / "changes.yaml").write_text(change, "utf-8")
    ran = fzcheck("rules", "show", "text/placeholder", "--effective", "--rules", pack_folder)
    assert "  points: 4　← mine/changes.yaml:2" in ran.out
    assert re.search(r"  severity: \w+　← rules/gongwen/wording.yaml:\d+", ran.out) or "← rules/gongwen/" in ran.out
    own = fzcheck("rules", "show", "--rules", pack_folder)
    assert own.out.splitlines() == [
        "figures/rate　比率与数量",
        "  停用: 用别的办法核对　← mine/changes.yaml:4",
        "",
        "text/placeholder　" + own.out.splitlines()[3].split("　")[1],
        "  points: 4　← mine/changes.yaml:2",
    ]
    everything = fzcheck("rules", "show", "--effective", "--rules", pack_folder)
    assert "elements/causes　不足的原因" in everything.out


def test_what_is_in_force_at_a_tier() -> None:
    shown = fzcheck("rules", "show", "elements/principal", "--effective", "--tier", "subdistrict").out
    assert re.search(r"hint\.weak: .*党工委书记.*← rules/fzzf/tiers.yaml:\d+", shown)
    plain = fzcheck("rules", "show", "elements/principal", "--effective").out
    assert re.search(r"hint\.weak: .*← rules/fzzf/elements.yaml:\d+", plain)
    assert fzcheck("rules", "show", "elements/principals").code == 2


# --- suggest --------------------------------------------------------------------------------------------------------


def test_words_that_no_rule_knows_most_frequent_first(tmp_path: Path, pack_folder: Path) -> None:
    for name, more in (("甲", "开展榕树夜谈8场，建成榕树驿站2个。榕树夜谈解决难题5件。"), ("乙", "开展榕树夜谈3场。")):
        text = sound_report().replace("\n　　二、", f"\n　　{more}\n　　二、", 1)
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    first = fzcheck("rules", "suggest", tmp_path)
    assert first.code == 0
    assert re.search(r"- 榕树夜谈  # 2 份，3 处", first.out)
    assert "法治政府" not in first.out, "words of lexicons are known"
    assert fzcheck("rules", "suggest", tmp_path).out == first.out
    (pack_folder / "words.yaml").write_text(first.out, "utf-8")
    load_pack(str(pack_folder), use_cache=False)


# --- the examples of the documentation ------------------------------------------------------------------------------


def blocks(page: str) -> list[str]:
    text = (DOCS.parent / page).read_text("utf-8")
    return re.findall(r"```yaml\n(.*?)```", text, re.S)


def test_what_the_quick_start_shows_works(tmp_path: Path) -> None:
    pack, ferries, changes, single = blocks("rules-quickstart.md")
    folder = tmp_path / "本区规则"
    folder.mkdir()
    for name, text in (("pack.yaml", pack), ("渡口.yaml", ferries), ("改动.yaml", changes)):
        (folder / name).write_text(text, "utf-8")
    assert fzcheck("rules", "test", "--rules", folder).code == 0
    assert fzcheck("rules", "lint", folder).code == 0
    town = tmp_path / "本镇.yaml"
    town.write_text(single, "utf-8")
    rules = load_pack(str(town), use_cache=False)
    assert rules.off == {"office/city": "本区与邻市同名，这一条不合用", "benqu/ferries": "本镇没有渡口"}


def test_the_example_of_the_merge_works(tmp_path: Path) -> None:
    example = next(block for block in blocks("rules.md") if block.startswith("extends: fzzf"))
    single = tmp_path / "本区.yaml"
    single.write_text(example, "utf-8")
    rules = load_pack(str(single), use_cache=False)
    assert "桃林夜话" in rules.lexicons["own-expressions"].terms
    assert "行政决策" not in rules.lexicons["topic-decision"].terms


# --- docs and profile -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", ["gongwen", "fzzf", "xxgk"])
def test_the_pages_are_in_step_with_the_rules(pack: str) -> None:
    made = pages(checked_pack(pack, usable=False))
    there = {path.name: path.read_text("utf-8") for path in (DOCS / pack).iterdir()}
    assert there == made, f"run: fzcheck rules docs {pack}"


def test_pages_of_an_offices_own_pack(pack_folder: Path, tmp_path: Path) -> None:
    (pack_folder / "rules.yaml").write_text(FERRIES + "override:\n  text/placeholder: {points: 4}\n", "utf-8")
    out = tmp_path / "说明"
    assert fzcheck("rules", "docs", pack_folder, "--out", out).code == 0
    assert {path.name for path in out.iterdir()} == {"index.md", "mine.md", "text.md"}
    page = (out / "mine.md").read_text("utf-8")
    for words in ("渡口安全", "本市渡口管理办法（应当：文件明确要求）", "全年审查合同3份。", "全年检查渡口12次。"):
        assert words in page
    assert "每处扣 4 分" in (out / "text.md").read_text("utf-8")


def test_profile_tells_the_time_of_each_rule_and_leaves_the_result_alone(tmp_path: Path) -> None:
    report = tmp_path / "报告.txt"
    report.write_text(sound_report(), "utf-8")
    timed = fzcheck(report, "-f", "json", "--profile")
    assert timed.out == fzcheck(report, "-f", "json").out
    rows = [line.split() for line in timed.err.splitlines() if "/" in line]
    assert {row[3] for row in rows} == {rule.id for rule in load_pack().rules}
    assert all(float(row[0]) >= 0 and row[1] == "1" for row in rows)
    assert [float(row[0]) for row in rows] == sorted((float(row[0]) for row in rows), reverse=True)
