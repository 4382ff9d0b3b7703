from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import load_pack
from checker.model import Report
from checker.parsing.clean import clean
from checker.rulebook.ruleset import RuleSet

Parse = Callable[[str], Report]
CONVENTIONS = load_pack("fzzf", use_cache=False).conventions

REPORT_LIKE = st.lists(
    st.sampled_from(
        [
            "一、",
            "（一）",
            "1.",
            "一是",
            "法治政府建设",
            "存在的不足",
            "。",
            "，",
            "；",
            "：",
            "\n",
            "\n\n",
            "　　",
            " ",
            "２０２３年",
            "2023年",
        ]
        + [
            "關於",
            "“",
            "”",
            "《",
            "》",
            "（",
            "）",
            "— 3 —",
            "发布日期：2024-01-01",
            "|",
            "\t",
            "# ",
            "- ",
            "**",
            "[bookmark: x]",
            "\u200b",
            "\u3000",
            "x",
        ]
    ),
    max_size=60,
).map("".join)


@given(st.one_of(REPORT_LIKE, st.text(max_size=300)), st.sampled_from(["txt", "md"]))
@settings(max_examples=400, deadline=None)
def test_every_character_of_the_clean_view_comes_from_its_place(text: str, format: str) -> None:
    cleaned = clean(text, format, CONVENTIONS)
    view = cleaned.text
    assert len(view.text) == len(view.places)
    assert list(view.places) == sorted(view.places)
    assert all(0 <= place < len(text) for place in view.places)
    for char, place in zip(view.text, view.places, strict=True):
        original = text[place]
        assert char == original or char in "\n 一" or _folded_alike(char, original)
    for start, end in cleaned.furniture:
        assert 0 <= start < end <= len(text)


def _folded_alike(char: str, original: str) -> bool:
    """Is one the folded form of the other: by width, as a punctuation mark, or as a simplified character?"""
    width = unicodedata.normalize("NFKC", char) == unicodedata.normalize("NFKC", original)
    marks = not char.isalnum() and not original.isalnum()
    return width or marks or (char >= "\u2e80" and original >= "\u2e80")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("全年 审查 合同 ６４ 份，提出 意见", "全年审查合同64份，提出意见"),
        ("依法决策,规范执法;公开(公示)", "依法决策，规范执法；公开（公示）"),
        ("10:32 和 1,000 元", "10:32和1,000元"),
        ("關於法治政府建設", "关于法治政府建设"),
        ("CPU data 平台", "CPU data平台"),
        ('落实"三项制度"', "落实“三项制度”"),
        ("法\u200b治", "法治"),
    ],
)
def test_folding(source: str, expected: str) -> None:
    assert clean(source, "txt", CONVENTIONS).text.text == expected


def test_a_word_broken_across_a_page_is_joined(parsed: Parse) -> None:
    long = "一是严格依法决策。严格按照规范性文件制定流程落实主体责任，健全投诉举报途径，主动接受社会监督，切实"
    report = parsed(f"{long}\n\n— 2 —\n\n履行规范性文件制定程序，加强监督管理。\n")
    assert "切实履行规范性文件" in report.clean.text
    assert [report.source.text[s:e] for s, e in report.furniture] == ["— 2 —"]


WRAPPED = """　　一、工作推进情况
　　（一）矛盾调处一体化。县级调处中心进驻部门15家，接待群众3820人
次，受理矛盾纠纷927件，调解成功912件，成功率98.4%。把仲裁、公
证、鉴定窗口设在同一个大厅，群众少跑一半路。
　　二、县委书记、县长履行推进法治建设第一责任人职责情况
　　县委书记主持召开县委全面依法治县委员会会议2次，审议乡镇执法
规范化三年计划，带队督察6个乡镇的执法队，当场交办问题17个，年底
逐个销号。
　　三、存在的不足
　　对照上级要求，我县在乡镇执法能力、规范性文件后评估、普法精准

— 2 —

度等方面还存在不足，需要在今后工作中加以改进。
"""


def test_in_wrapped_text_lines_set_in_begin_paragraphs_and_pages_do_not_end_them(parsed: Parse) -> None:
    report = parsed(WRAPPED)
    paragraphs = [report.words(p) for p in report.paragraphs]
    assert "二、县委书记、县长履行推进法治建设第一责任人职责情况" in paragraphs
    assert paragraphs[-1].endswith("普法精准度等方面还存在不足，需要在今后工作中加以改进。")
    assert len(paragraphs) == 6


def test_headings_are_not_joined_to_their_text(parsed: Parse) -> None:
    report = parsed("三、存在的不足\n执法力量薄弱。\n四、下一步打算\n招录2人。\n")
    assert [report.words(p) for p in report.paragraphs] == [
        "三、存在的不足",
        "执法力量薄弱。",
        "四、下一步打算",
        "招录2人。",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "当前位置：首页 > 政务公开 > 法治政府建设",
        "您所在的位置 : 首页>>信息公开",
        "发布日期:2025-02-24 16:18:53 大 中 小",
        "字体：【大 中 小】",
        "[ 索引号 ] 115001/2024-3",
        "浏览次数：1286",
        "【打印本页】　【关闭窗口】",
        "分享到：微信 微博 QQ空间",
        "上一篇：某某公告",
        "滇ICP备19008877号-2　滇公网安备53282902000118号",
        "扫一扫在手机打开当前页",
        "-3-",
        "第2页　共6页",
    ],
)
def test_furniture_is_set_aside(line: str, parsed: Parse) -> None:
    report = parsed(f"甲镇2023年法治政府建设情况报告\n{line}\n一、主要举措\n全年审查合同3份。\n")
    assert [report.source.text[s:e] for s, e in report.furniture] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "便民服务中心设置自助终端2台，群众可自行打印社保缴费证明，全年打印各类凭证3100余份。",
        "惠农政策公示时注明发布日期、信息来源和咨询电话，方便群众核对。",
        "群众用手机扫一扫“码上监督”二维码，即可对窗口人员作出评价。",
        "依法关闭非法加油点2处。",
    ],
)
def test_sentences_that_only_sound_like_furniture_stay(line: str, parsed: Parse) -> None:
    report = parsed(f"一、主要举措\n{line}\n")
    assert report.furniture == ()


def test_every_finding_quotes_the_source(ruleset: RuleSet) -> None:
    from checker import check_file
    from tests.corpus_files import labelled

    for text in [*labelled("seeds"), *labelled("dev"), *labelled("own")]:
        result = check_file(str(text.path), ruleset)
        source = result.source.text
        places = [f.place for f in result.findings if f.place]
        places += [e.place for element in result.elements.values() for e in element.evidence]
        for place in places:
            start, end = place.span
            assert source[start:end] == place.quote
            assert result.source.position(start) == (place.line, place.column)
