"""What must not change the verdict, and what must change just one thing."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from importlib import resources

import pytest

from checker.model import Result
from tests.corpus_files import CORPUS, SEEDS, sound_report

Judge = Callable[[str], Result]

WHOLE = {
    "sound": sound_report(),
    "a1": (CORPUS / "dev/reports/a1.txt").read_text("utf-8"),
    "b4": (CORPUS / "dev/reports/b4.txt").read_text("utf-8"),
    "c1": (CORPUS / "dev/reports/c1.txt").read_text("utf-8"),
    "seed-001": (SEEDS / "001_5e85f3a6cf9c8b4e.txt").read_text("utf-8"),
    "p11": (CORPUS / "own/reports/p11.txt").read_text("utf-8"),
}


def states(result: Result) -> dict[str, str]:
    return {name: str(element.state) for name, element in result.elements.items()}


@pytest.mark.parametrize(
    ("heading", "body", "gone"),
    [
        ("h1", "measures", {"measures"}),
        ("h2", "principal", {"principal"}),
        ("h3", "problems", {"problems", "causes"}),
        ("h4", "plan", {"plan"}),
    ],
)
def test_a_dropped_section_makes_its_element_missing_and_nothing_else(
    heading: str, body: str, gone: set[str], judged: Judge
) -> None:
    before = states(judged(sound_report()))
    after = states(judged(sound_report(**{heading: "", body: ""})))
    assert set(before.values()) == {"present"}
    assert after == {name: "missing" if name in gone else "present" for name in before}


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("width", [28, 40, 60])
def test_hard_wrapped_lines(name: str, width: int, judged: Judge) -> None:
    text = WHOLE[name]
    lines = []
    for line in text.splitlines():
        lines += [line[i : i + width] for i in range(0, len(line), width)] or [""]
    assert states(judged("\n".join(lines))) == states(judged(text))


@pytest.mark.parametrize("name", WHOLE)
def test_half_width_punctuation_and_spaces(name: str, judged: Judge) -> None:
    text = WHOLE[name]
    half = text.translate(str.maketrans("，；：（）", ",;:()"))
    rng = random.Random(name)
    spaced = "".join(char + (" " if rng.random() < 0.04 and char >= "\u4e00" else "") for char in half)
    assert states(judged(half)) == states(judged(text))
    assert states(judged(spaced)) == states(judged(text))


@pytest.mark.parametrize("name", WHOLE)
def test_full_width_digits(name: str, judged: Judge) -> None:
    text = WHOLE[name]
    assert states(judged(text.translate(str.maketrans("0123456789", "０１２３４５６７８９")))) == states(judged(text))


@pytest.mark.parametrize("name", WHOLE)
def test_traditional_characters(name: str, judged: Judge) -> None:
    text = WHOLE[name]
    traditional = text.translate(_to_traditional())
    assert traditional != text
    assert states(judged(traditional)) == states(judged(text))


@cache
def _to_traditional() -> dict[int, str]:
    lines = resources.files("checker.parsing").joinpath("traditional.txt").read_text("utf-8").splitlines()
    old, new = (line for line in lines if not line.startswith("#"))
    return {ord(simplified): traditional for traditional, simplified in zip(old, new, strict=True)}


@pytest.mark.parametrize("name", WHOLE)
def test_web_page_around_the_report(name: str, judged: Judge) -> None:
    text = WHOLE[name]
    head = "当前位置：首页 > 政务公开 > 法治政府建设\n发布日期：2024-02-01 09:30　来源：办公室　浏览次数：88　字号：[大] [中] [小]\n\n"
    foot = "\n\n【打印本页】 【关闭窗口】\n分享到：微信 微博\n上一篇：某某公告\n"
    assert states(judged(head + text + foot)) == states(judged(text))


@pytest.mark.parametrize("name", WHOLE)
def test_windows_newlines_and_blank_lines(name: str, judged: Judge) -> None:
    text = WHOLE[name]
    assert states(judged(text.replace("\n", "\r\n"))) == states(judged(text))
    assert states(judged(text.replace("\n", "\n\n"))) == states(judged(text))


def test_order_of_the_sections(judged: Judge) -> None:
    parts = {
        "h1": "　　一、党政主要负责人履行推进法治建设第一责任人职责情况\n",
        "measures": sound_report().split("职责情况\n")[1].split("　　三、")[0],
        "h2": "　　二、2024年推进法治政府建设的主要举措和成效\n",
        "principal": sound_report().split("和成效\n")[1].split("　　二、")[0],
    }
    assert states(judged(sound_report(**parts))) == states(judged(sound_report()))


def test_everything_on_one_line(judged: Judge) -> None:
    one_line = "".join(line.strip() for line in sound_report().splitlines())
    assert states(judged(one_line)) == states(judged(sound_report()))


def test_unnumbered_headings(judged: Judge) -> None:
    plain = {
        "h1": "主要举措和成效\n",
        "h2": "主要负责人履职情况\n",
        "h3": "不足和原因\n",
        "h4": "下一步安排\n",
    }
    assert states(judged(sound_report(**plain))) == states(judged(sound_report()))


@pytest.mark.parametrize(
    ("part", "heading"),
    [
        ("h3", "弱项和成因"),
        ("h3", "差距短板与成因剖析"),
        ("h4", "今后努力方向"),
        ("h4", "下步打算"),
        ("h2", "述法履职情况"),
        ("h2", "“关键少数”履行法治建设职责情况"),
        ("h1", "一年来的工作情况"),
    ],
)
def test_headings_in_other_words(part: str, heading: str, judged: Judge) -> None:
    number = {"h1": "一", "h2": "二", "h3": "三", "h4": "四"}[part]
    assert set(states(judged(sound_report(**{part: f"　　{number}、{heading}\n"}))).values()) == {"present"}


def test_combined_section_with_cause_and_measure_beside_each_problem(judged: Judge) -> None:
    combined = {
        "h3": "　　三、问题、原因及打算\n",
        "problems": "　　（一）执法案卷质量不高，抽查20卷有6卷不合格。主要原因是办案人员多为新手。2025年，组织案卷评查4次。\n"
        "　　（二）村级合同送审率低，全年只送审三成。原因在于村里不熟悉流程。下一步，推行“先审后签”，每季度通报送审情况。\n",
        "h4": "",
        "plan": "",
    }
    assert set(states(judged(sound_report(**combined))).values()) == {"present"}
