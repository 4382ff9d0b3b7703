"""``fzcheck new``: an empty report that its own check takes for one where all is still to be written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker import check_text
from checker.drafting import draft
from checker.model import Result, Role, Source, State
from checker.parsing import Overrides
from checker.pipeline import judge
from checker.reading import read_bytes, read_file
from checker.rulebook.ruleset import RuleSet
from tests.test_cli import fzcheck

TIERS = ("province", "city", "county", "township", "subdistrict", "department")


def drafted(ruleset: RuleSet, tier: str | None, year: int) -> Result:
    assert ruleset.draft is not None
    text = "\n".join(paragraph.text for paragraph in draft(ruleset, ruleset.draft, year, tier, None))
    source = read_bytes(text.encode(), "draft.txt")
    assert isinstance(source, Source)
    return judge(source, ruleset, overrides=Overrides(tier, None))


@pytest.mark.parametrize("tier", [*TIERS, None])
@pytest.mark.parametrize("year", [2024, 2026])
def test_every_element_of_a_draft_is_a_placeholder(ruleset: RuleSet, tier: str | None, year: int) -> None:
    result = drafted(ruleset, tier, year)
    assert result.is_report
    assert result.facts.report_year == year
    assert {element.state for element in result.elements.values()} == {State.MISSING}
    others = {f.kind for f in result.findings if f.severity != "note"} - {"element-missing", "placeholder"}
    assert others == set()
    told = "".join(f.place.quote for f in result.findings if f.rule == "text/placeholder" and f.place)
    assert told.count("请填写") == len(result.elements)


def test_each_part_tells_what_to_write_and_on_which_basis(ruleset: RuleSet) -> None:
    assert ruleset.draft is not None
    paragraphs = draft(ruleset, ruleset.draft, 2026, "township", "云水县桃林镇人民政府")
    assert paragraphs[0].text == "云水县桃林镇人民政府2026年度法治政府建设情况报告"
    headings = [i for i, paragraph in enumerate(paragraphs) if paragraph.role is Role.HEADING]
    assert [paragraphs[i].text[:2] for i in headings] == ["一、", "二、", "三、", "四、"]
    for start, end in zip(headings, [*headings[1:], len(paragraphs)], strict=True):
        below = "".join(paragraph.text for paragraph in paragraphs[start:end])
        assert "请填写" in below
        assert "《法治政府建设与责任落实督察工作规定》" in below
    assert "2027年度" in paragraphs[headings[-1]].text


def test_tiers_are_told_what_is_theirs(ruleset: RuleSet) -> None:
    assert ruleset.draft is not None

    def text(tier: str) -> str:
        assert ruleset.draft is not None
        return "".join(paragraph.text for paragraph in draft(ruleset, ruleset.draft, 2024, tier, None))

    assert "党工委书记、办事处主任本人" in text("subdistrict")
    assert "党工委书记" not in text("county")
    assert "街道办事处" in text("subdistrict")


def test_a_draft_is_written_once_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "草稿.txt"
    ran = fzcheck("new", "--tier", "township", "--year", "2026", "-o", path)
    assert (ran.code, ran.out) == (0, "")
    assert "已写好" in ran.err
    before = path.read_bytes()
    ran = fzcheck("new", "--tier", "township", "--year", "2026", "-o", path)
    assert ran.code == 2
    assert "已经有了" in ran.err
    assert path.read_bytes() == before
    ran = fzcheck(path, "-f", "json", "--tier", "township")
    states = {e["state"] for e in json.loads(ran.out)["reports"][0]["elements"].values()}
    assert (ran.code, states) == (1, {"missing"})


def test_a_word_draft_holds_the_same_text(tmp_path: Path) -> None:
    assert fzcheck("new", "--tier", "county", "--year", "2026", "-o", tmp_path / "a.docx").code == 0
    assert fzcheck("new", "--tier", "county", "--year", "2026", "-o", tmp_path / "a.txt").code == 0
    word, text = read_file(str(tmp_path / "a.docx")), read_file(str(tmp_path / "a.txt"))
    assert isinstance(word, Source)
    assert isinstance(text, Source)
    assert word.text.split() == text.text.split()


def test_wrong_calls_say_what_to_do(tmp_path: Path) -> None:
    for arguments, says in (
        (["-o", tmp_path / "a.pdf"], ".docx"),
        (["--year", "26"], "四位年份"),
        (["--rules", "gongwen"], "规则包"),
    ):
        ran = fzcheck("new", *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert says in ran.err


def test_a_pack_whose_draft_names_what_is_not_there(pack_folder: Path) -> None:
    pack = pack_folder / "pack.yaml"
    pack.write_text(
        pack.read_text("utf-8")
        + 'draft:\n  title: "{offce}报告"\n  parts: [{heading: 一, elements: [measure]}]\n  ask: ["【请填写：{hint】"]\n',
        "utf-8",
    )
    ran = fzcheck("new", "--rules", pack_folder)
    assert ran.code == 2
    assert "不能用 {offce}" in ran.err
    assert "没有名叫“measure”的要素" in ran.err
    assert "花括号没有成对" in ran.err


def test_what_is_still_to_be_written_is_no_evidence(ruleset: RuleSet) -> None:
    text = (
        "云水县桃林镇人民政府2023年法治政府建设情况报告\n一、主要举措和成效\n"
        "【请填写：全年审查合同47份；办理处罚案件18件；开展宣讲9场。写清数字。】\n二、存在的不足\n（待补充）\n"
        "三、2024年工作安排\n（待补充）\n"
    )
    assert check_text(text, ruleset).elements["measures"].state is State.MISSING
