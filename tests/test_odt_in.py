"""OpenDocument text in: what a person sees in the flow of the text."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

import pytest

from checker.model import Result, Source, Unreadable
from checker.pipeline import judge
from checker.reading import read_bytes
from checker.reading.odt_numbers import numeral
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import SEEDS, sound_report

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
    )
)
LOEXT = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'


def odt(body: str, styles: str = "", common: str = "", **parts: str | bytes) -> bytes:
    """A document of a body, its own styles and common ones."""
    files: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {NAMES} {LOEXT}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {NAMES} {LOEXT}><office:styles>{common}</office:styles>"
        "<office:master-styles><style:master-page><style:header><text:p>页眉文字</text:p></style:header>"
        "</style:master-page></office:master-styles></office:document-styles>",
    }
    files.update(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def read(data: bytes) -> Source:
    source = read_bytes(data, "报告.odt")
    assert isinstance(source, Source), source
    return source


def refusal(data: bytes) -> str:
    found = read_bytes(data, "报告.odt")
    assert isinstance(found, Unreadable), found
    return found.message


def p(words: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def level(number: int, format: str, more: str = "") -> str:
    return f'<text:list-level-style-number text:level="{number}" style:num-format="{format}" {more}/>'


def said(result: Result) -> tuple[dict[str, str], list[tuple[str, str]]]:
    states = {name: element.state.value for name, element in result.elements.items()}
    quotes = [(f.rule, re.sub(r"[\W_]", "", f.place.quote) if f.place else "") for f in result.findings]
    return states, sorted(quotes)


OFFICIAL = (
    '<text:list-style style:name="L1">'
    + level(1, "一, 二, 三, ...", 'style:num-suffix="、"')
    + level(2, "一, 二, 三, ...", 'loext:num-list-format="（%2%）" style:num-prefix="(" style:num-suffix=")"')
    + level(3, "1", 'style:num-suffix="."')
    + level(4, "①, ②, ③, ...")
    + "</text:list-style>"
)


@pytest.mark.parametrize("name", ["000", "003"])
def test_a_seed_as_odt_is_judged_as_its_text(name: str, ruleset: RuleSet, judged: Callable[[str], Result]) -> None:
    text = next(SEEDS.glob(f"{name}*.txt")).read_text("utf-8")
    lines = [line.replace("&", "&amp;").replace("<", "&lt;").replace("\t", "<text:tab/>") for line in text.split("\n")]
    spaced = [re.sub("  +", lambda found: f'<text:s text:c="{len(found[0])}"/>', line) for line in lines]
    assert said(judge(read(odt("".join(map(p, spaced)))), ruleset)) == said(judged(text))


def test_paragraphs_are_counted_for_places(ruleset: RuleSet) -> None:
    source = read(odt(p("甲镇2024年法治政府建设情况报告") + p("") + p("第一行<text:line-break/>第二行") + p("末段")))
    assert source.text == "甲镇2024年法治政府建设情况报告\n第一行\n第二行\n末段"
    assert [source.position(source.text.index(word))[0] for word in ("第二行", "末段")] == [2, 3]


def test_official_numbers_are_computed() -> None:
    def item(*parts: str) -> str:
        return "<text:list-item>" + "".join(parts) + "</text:list-item>"

    def nested(*items: str) -> str:
        return "<text:list>" + "".join(items) + "</text:list>"

    body = (
        '<text:list text:style-name="L1">'
        + item(p("举措"), nested(item(p("执法")), item(p("普法"))))
        + "</text:list>"
        + p("中间一段。")
        + '<text:list text:style-name="L1" text:continue-numbering="true">'
        + item(nested(item(p("决策"), nested(item(p("听证")), item(p("审查"), nested(item(p("合同"))))))))
        + item(p("不足"), p("又一段"), nested(item(p("力量"))))
        + "</text:list>"
    )
    assert read(odt(body, common=OFFICIAL)).text.split("\n") == [
        *("一、举措", "（一）执法", "（二）普法", "中间一段。", "（三）决策", "1. 听证", "2. 审查", "① 合同"),
        *("二、不足", "又一段", "（一）力量"),
    ]


def test_lists_begin_anew_or_go_on_where_they_say_so() -> None:
    def one(words: str, more: str = "", start: str = "") -> str:
        return f'<text:list text:style-name="L1" {more}><text:list-item {start}>{p(words)}</text:list-item></text:list>'

    body = (
        one("甲", 'xml:id="a"')
        + one("乙")
        + one("丙", 'text:continue-list="a"')
        + one("丁", "", 'text:start-value="11"')
    )
    assert read(odt(body, OFFICIAL)).text.split("\n") == ["一、甲", "一、乙", "二、丙", "十一、丁"]


def test_headings_are_numbered_as_the_outline_says() -> None:
    outline = (
        '<text:outline-style style:name="Outline">'
        '<text:outline-level-style text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )
    body = "".join(
        f'<text:h text:outline-level="{depth}" {more}>{words}</text:h>'
        for depth, words, more in (
            *(
                (1, "举措", ""),
                (2, "执法", ""),
                (1, "附", 'text:is-list-header="true"'),
                (1, "不足", ""),
                (2, "力量", ""),
            ),
        )
    )
    assert read(odt(body, common=outline)).text.split("\n") == ["一、举措", "一.1 执法", "附", "二、不足", "二.1 力量"]


@pytest.mark.parametrize(
    ("number", "format", "written"),
    [
        *((10, "一, 二, 三, ...", "十"), (12, "一, 二, 三, ...", "十二"), (20, "一, 二, 三, ...", "二十")),
        *(
            (105, "一, 二, 三, ...", "一百零五"),
            (110, "一, 二, 三, ...", "一百一十"),
            (23, "壹, 贰, 叁, ...", "贰拾叁"),
        ),
        *((3, "甲, 乙, 丙, ...", "丙"), (20, "①, ②, ③, ...", "⑳"), (21, "①, ②, ③, ...", "21"), (28, "a", "ab")),
        *((14, "I", "XIV"), (9, "i", "ix"), (12, "１, ２, ３, ...", "１２"), (7, "01, 02, 03, ...", "07"), (5, "", "")),
    ],
)
def test_numerals(number: int, format: str, written: str) -> None:
    assert numeral(number, format) == written


def test_bullets_stand_before_their_items() -> None:
    style = '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char=""/></text:list-style>'
    body = f'<text:list text:style-name="B"><text:list-item>{p("抓普法")}</text:list-item></text:list>'
    assert read(odt(body, style)).text == "• 抓普法"


def test_what_is_not_seen_is_set_aside() -> None:
    styles = (
        '<style:style style:name="T0" style:family="text"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="T1" style:family="text" style:parent-style-name="T0"/>'
    )
    changes = f"<text:tracked-changes><text:changed-region><text:deletion>{p('已删除')}</text:deletion></text:changed-region></text:tracked-changes>"
    body = (
        changes
        + p('审查<text:change-start text:change-id="c"/>合同<text:change-end text:change-id="c"/>22件<text:change/>')
        + p(
            f"开展<office:annotation>{p('批注')}</office:annotation>宣讲<text:span text:style-name='T1'>隐藏</text:span>19场"
        )
        + f'<text:section text:display="none">{p("隐藏的节")}</text:section><text:section>{p("节内")}</text:section>'
        + f"<text:table-of-content><text:index-body>{p('一、举措……1')}</text:index-body></text:table-of-content>"
        + p("<text:ruby><text:ruby-base>述法</text:ruby-base><text:ruby-text>shu</text:ruby-text></text:ruby>")
    )
    assert read(odt(body, styles)).text == "审查合同22件\n开展宣讲19场\n节内\n述法"


def test_notes_and_text_boxes_follow_their_paragraph() -> None:
    note = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('不含简易程序')}</text:note-body></text:note>"
    box = f"<draw:frame><draw:text-box>{p('框内文字')}</draw:text-box></draw:frame>"
    body = (
        p(f"处罚22件{note}，许可310件。{box}")
        + f"<draw:frame><draw:text-box>{p('页上的框')}</draw:text-box></draw:frame>"
    )
    source = read(odt(body))
    assert source.text == "处罚22件，许可310件。\n注：不含简易程序\n框内文字\n页上的框"
    assert [source.text[at] for at in source.blocks] == ["处", "注", "框", "页"]


def test_white_space_is_that_of_the_page() -> None:
    body = p("\n  甲 \n 镇<text:s text:c='2'/>政府<text:span> 的</text:span>报告<text:tab/>表\n")
    assert read(odt(body)).text == "甲 镇  政府 的报告\t表"


def table(*rows: str) -> str:
    return "<table:table>" + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows) + "</table:table>"


def cell(*words: str, more: str = "") -> str:
    return f"<table:table-cell {more}>" + "".join(map(p, words)) + "</table:table-cell>"


def test_tables_become_rows_and_layout_becomes_paragraphs() -> None:
    head = f"<table:table-header-rows><table:table-row>{cell('类别')}{cell('2024', '年')}</table:table-row></table:table-header-rows>"
    wide = cell("合计332件", more='table:number-columns-spanned="2"') + "<table:covered-table-cell/>"
    rows = table(cell("许可") + cell("310件"), cell("处罚|强制") + cell("22件"), wide)
    body = rows.replace("<table:table>", "<table:table>" + head)
    assert read(odt(body)).text.split("\n") == [
        *("| 类别 | 2024年 |", "| 许可 | 310件 |", "| 处罚｜强制 | 22件 |", "| 合计332件 |  |"),
    ]
    long = "坚持依法行政，" * 30
    assert read(odt(table(cell("一、举措", long) + cell("右栏")))).text.split("\n") == ["一、举措", long, "右栏"]
    assert read(odt(table(cell("框"), cell("单栏")))).text == "框\n单栏"


def test_repeated_cells_and_rows_are_bounded() -> None:
    many = 'table:number-columns-repeated="1000000000"'
    repeated = f'<table:table-row table:number-rows-repeated="1000000000">{cell(more=many)}</table:table-row>'
    body = f"<table:table><table:table-row>{cell('甲', more=many)}</table:table-row>{repeated}</table:table>" + p(
        "正文"
    )
    text = read(odt(body)).text
    assert len(text) < 1000
    assert text.endswith("\n正文")
    full = f'<table:table-row table:number-rows-repeated="999999999">{cell("甲" * 100, more=many)}</table:table-row>'
    assert "上限" in refusal(odt(("<table:table>" + full * 20 + "</table:table>") * 10))


def test_a_password_and_other_kinds_of_document_are_told() -> None:
    manifest = "<!DOCTYPE manifest><manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    assert "密码" in refusal(odt(p("x"), **{"META-INF/manifest.xml": manifest}))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>")
        archive.writestr("encrypted-package", b"\x01\x02")
    assert "密码" in refusal(stream.getvalue())
    sheet = (
        f"<office:document-content {NAMES}><office:body><office:spreadsheet/></office:body></office:document-content>"
    )
    assert "电子表格" in refusal(odt("", **{"content.xml": sheet}))


def test_hostile_content_is_refused() -> None:
    entity = '<!DOCTYPE a [<!ENTITY b "报告">]><a>&b;</a>'
    assert "实体" in refusal(odt("", **{"content.xml": entity}))
    assert "损坏" in refusal(odt("<text:section>" * 9000 + "</text:section>" * 9000))
    assert "解压" in refusal(odt(" " * 2**23))
    assert (
        read(
            odt(
                "<text:section>" * 150
                + p("甲" + "<text:span>" * 30 + "乙" + "</text:span>" * 30)
                + "</text:section>" * 150
            )
        ).text
        == "甲乙"
    )
    loop = '<style:style style:name="A" style:parent-style-name="B"/><style:style style:name="B" style:parent-style-name="A"/>'
    assert read(odt(p("正文", "A"), loop)).text == "正文"


def test_damaged_files_are_read_or_refused() -> None:
    data = odt("".join(map(p, sound_report().split("\n"))), OFFICIAL)
    chance = random.Random(26300)
    for _ in range(60):
        cut = data[: chance.randrange(len(data))]
        flipped = bytearray(data)
        for _ in range(chance.randrange(1, 20)):
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        for damaged in (cut, bytes(flipped)):
            found = read_bytes(damaged, "报告.odt")
            assert isinstance(found, Source) or "。" in found.message
