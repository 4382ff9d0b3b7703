from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from checker import check_file, check_text
from checker.model import Result
from checker.rulebook.ruleset import RuleSet
from checker.writing.folding import fold
from checker.writing.visible import shown
from tests.corpus_files import labelled, sound_report
from tests.written import written

FILES = Path(__file__).parent / "files" / "seeds"


def printed(results: list[Result], width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    return written("text", results).splitlines()


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int, ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    results = [check_file(str(text.path), ruleset) for text in [*labelled("seeds"), *labelled("dev")]]
    for line in printed(results, width, monkeypatch):
        assert cell_len(line) <= width, line


@pytest.mark.parametrize("width", [60, 80, 120])
def test_states_and_verdicts_are_never_cut(width: int, ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    results = [check_file(str(text.path), ruleset) for text in labelled("seeds")]
    lines = printed(results, width, monkeypatch)
    assert sum("达标" in line and "25/25" in line for line in lines) == 5
    assert sum(line.rstrip().endswith("通过") and "达标" in line for line in lines) == 5


def test_the_mark_stands_under_the_words(ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    text = sound_report(plan="　　今后，将进一步提高站位，奋力开创法治建设新局面。\n")
    lines = printed([check_text(text, ruleset)], 80, monkeypatch)
    mark = next(i for i, line in enumerate(lines) if "│ " in line and "^" in line)
    before = lines[mark].split("^")[0]
    quoted = lines[mark - 1]
    assert cell_len(quoted[: quoted.index("四、2025年")]) == cell_len(before)
    assert lines[mark].count("^") == cell_len("四、2025年推进法治政府建设的主要安排")


def test_a_long_line_is_cut_around_the_place(ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "认真学习贯彻上级精神，" * 40
    text = sound_report(
        h2="", principal="", measures=f"　　（一）加强领导。{long}认真践行“四个亲自”。全年审查合同4份。\n"
    )
    lines = printed([check_text(text, ruleset)], 80, monkeypatch)
    assert any("四个亲自" in line and "│" in line for line in lines)


def test_hostile_text_reaches_no_terminal(ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    evil = "关于\x1b[31m\x1b]0;x\x07[bold red]\u202e2024年法治政府建设情况的报告"
    text = sound_report(head=f"清河县云岭镇人民政府{evil}\n", h2="", principal="")
    output = "\n".join(printed([check_text(text, ruleset)], 80, monkeypatch))
    assert "\x1b" not in output
    assert "\u202e" not in output
    assert "\x07" not in output


def test_shown_keeps_ordinary_text() -> None:
    assert shown("法治（2024）“一”") == "法治（2024）“一”"
    assert shown("a\x1b\u200bb\tc") == "a��b c"


@given(st.text(alphabet="法治政府，。（）《》“”0123456789abc ", max_size=200), st.integers(10, 60))
def test_folding_loses_nothing_and_keeps_the_width(text: str, width: int) -> None:
    lines = fold(text, width).split("\n")
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(line) <= width + 2 for line in lines)


def test_no_line_begins_with_a_stop() -> None:
    text = "全年审查合同，办理案件，开展宣讲。" * 4
    assert all(line[0] not in "，。" for line in fold(text, 20).split("\n"))


def test_a_place_in_a_word_file_names_its_heading(ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    result = check_file(str(FILES / "003.docx"), ruleset)
    lines = printed([result], 80, monkeypatch)
    assert any("] 第" in line and "段 " in line for line in lines)
    assert any(line.startswith("   所　在：") for line in lines)
    assert all(cell_len(line) <= 80 for line in lines)
