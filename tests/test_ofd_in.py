"""OFD in: the text that a reader sees on the pages, whatever program wrote them."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.model import Result, Source, Unreadable
from checker.pipeline import judge
from checker.reading import read_bytes
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import SEEDS, sound_report
from tests.ofd_files import STYLES, Printed, Style, advances, layer, ofd_of, package, page, whole
from tests.test_cli import fzcheck

WORDS = "全年共办理行政处罚案件22件。"


def read(data: bytes) -> Source:
    source = read_bytes(data, "报告.ofd")
    assert isinstance(source, Source), source
    return source


def refusal(data: bytes) -> str:
    found = read_bytes(data, "报告.ofd")
    assert isinstance(found, Unreadable), found
    return found.message


def set_at(text: str, y: float, x: float = 39.0, size: float = 5.5) -> Printed:
    return Printed(text, x, y, size, tuple(advances(text, size))[:-1])


def text_object(code: str, attributes: str = 'Boundary="0 0 210 297" Size="5.5"') -> str:
    return f'<ofd:TextObject ID="5" Font="1" {attributes}>{code}</ofd:TextObject>'


def said(result: Result) -> tuple[dict[str, str], list[tuple[str, str]]]:
    states = {name: element.state.value for name, element in result.elements.items()}
    quotes = [(f.rule, re.sub(r"[\W_]", "", f.place.quote) if f.place else "") for f in result.findings]
    return states, sorted(quotes)


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_a_seed_as_ofd_is_judged_as_its_text(path: Path, ruleset: RuleSet, judged: Callable[[str], Result]) -> None:
    text = path.read_text("utf-8")
    assert said(judge(read(ofd_of(text)), ruleset)) == said(judged(text))


def test_places_are_told_as_page_and_line(ruleset: RuleSet) -> None:
    source = read(
        ofd_of(sound_report(measures="　　（一）普法。" + "开展宣讲，培训骨干。" * 70 + "\n　　（二）执法。22件。\n"))
    )
    assert source.format == "ofd"
    first, later = source.printed_at(source.text.index("关于2024")), source.printed_at(source.text.index("存在的不足"))
    assert first is not None
    assert later is not None
    assert (first.page, first.line) == (1, 2)
    assert later.page == 2
    assert judge(source, ruleset).facts.report_year == 2024


def test_numbers_of_pages_watermarks_and_templates_are_set_aside() -> None:
    text = read(ofd_of(sound_report(lead="　　" + "坚持依法行政，" * 120 + "现将情况报告如下。\n"))).text
    assert not re.search(r"— \d —|内部|公文用纸", text)
    assert len(text.splitlines()) == len(sound_report().split("\n")) - sound_report().count("\n\n") - 1


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_each_way_of_writing_a_line_gives_the_line(style: Style) -> None:
    assert read(package([layer(style(set_at(WORDS, 60), 10))])).text == WORDS


def test_wide_letters_set_one_by_one_stay_a_word() -> None:
    line = Printed("微信小程序“WWW法治通”上线", 30, 60, 5.5, (5.5,) * 6 + (5.1,) * 3 + (5.5,) * 5)
    assert read(package([layer(STYLES[2](line, 10))])).text == line.text


def test_steps_that_are_missing_follow_from_the_characters() -> None:
    code = f'<ofd:TextCode X="30" Y="60">{WORDS}</ofd:TextCode>'
    assert read(package([layer(text_object(code))])).text == WORDS
    assert read(package([layer(text_object(code, ""))])).text == WORDS


def test_a_text_code_without_a_place_goes_on_the_one_before() -> None:
    codes = '<ofd:TextCode X="30" Y="60" DeltaX="5.5">全年</ofd:TextCode><ofd:TextCode DeltaX="5.5">办案</ofd:TextCode>'
    assert read(package([layer(text_object(codes))])).text == "全年办案"


def test_a_page_printed_across_is_turned() -> None:
    lines = [set_at("执法案件统计情况", 60), set_at(WORDS, 75)]
    codes = "".join(
        text_object(
            f'<ofd:TextCode X="0" Y="0" DeltaX="{" ".join(map(str, line.steps))}">{line.text}</ofd:TextCode>',
            f'Boundary="{210 - line.y} {line.x} 10 200" CTM="0 1 -1 0 0 0" Size="5.5"',
        )
        for line in lines
    )
    assert "".join(read(package([layer(codes)])).text.split()) == "执法案件统计情况" + WORDS


def test_a_table_becomes_rows() -> None:
    rows = "| 类别 | 2023年 | 2024年 |\n| --- | --- | --- |\n| 行政许可 | 310件 | 352件 |\n| 行政处罚 | 21件 | 22件 |\n"
    text = read(ofd_of(sound_report(measures="　　（一）执法。办理情况见下表。\n" + rows))).text
    assert "| 行政许可 | 310件 | 352件 |\n| 行政处罚 | 21件 | 22件 |\n" in text


def test_the_template_is_read_where_the_page_is_empty() -> None:
    template = layer(whole(set_at(WORDS, 60), 10))
    assert read(package([""], template=template)).text == WORDS
    assert read(package([layer(whole(set_at("正文一段。", 60), 10))], template=template)).text == "正文一段。"


def test_hidden_text_below_the_picture_of_a_scan_is_read() -> None:
    scan = '<ofd:ImageObject ID="3" Boundary="0 0 210 297" ResourceID="9"/>'
    hidden = whole(set_at(WORDS * 2, 60, size=4), 10).replace("<ofd:TextObject", '<ofd:TextObject Visible="false"')
    assert read(package([layer(scan, hidden)])).text == WORDS * 2


@pytest.mark.parametrize("path", ["/Doc_0/Pages/P.xml", "Pages/P.xml", "./Pages/../Pages/P.xml", "Doc_0\\Pages\\p.XML"])
def test_paths_from_the_root_or_from_the_file(path: str) -> None:
    document = (
        '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData/><ofd:Pages>'
        f'<ofd:Page ID="1" BaseLoc="{path}"/></ofd:Pages></ofd:Document>'
    )
    content = page(layer(whole(set_at(WORDS, 60), 10)))
    assert read(package([], **{"Doc_0/Document.xml": document, "Doc_0/Pages/P.xml": content})).text == WORDS


def test_the_current_version_and_all_documents_are_read() -> None:
    def document(name: str) -> str:
        return (
            '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Pages>'
            f'<ofd:Page ID="1" BaseLoc="/{name}.xml"/></ofd:Pages></ofd:Document>'
        )

    parts = {
        "OFD.xml": '<OFD xmlns="http://www.ofdspec.org/2016"><DocBody><Versions>'
        '<Version ID="1" Current="false" BaseLoc="V1.xml"/><Version ID="2" Current="true" BaseLoc="V2.xml"/></Versions>'
        "<DocRoot>D1.xml</DocRoot></DocBody><DocBody><DocRoot>D3.xml</DocRoot></DocBody></OFD>",
        **{f"V{i}.xml": f"<DocVersion><DocRoot>D{i}.xml</DocRoot></DocVersion>" for i in (1, 2)},
        **{f"D{i}.xml": document(f"p{i}") for i in (1, 2, 3)},
        **{
            f"p{i}.xml": page(layer(whole(set_at(f"第{w}稿正文。", 60), 10)))
            for i, w in ((1, "一"), (2, "二"), (3, "三"))
        },
    }
    assert read(package([], **parts)).text.replace("\n", "") == "第二稿正文。第三稿正文。"


def test_a_file_without_text_says_what_to_do() -> None:
    scan = layer('<ofd:ImageObject ID="3" Boundary="0 0 210 297" ResourceID="9"/>')
    message = refusal(package([scan, scan], template=""))
    assert "扫描件" in message
    assert "OCR" in message
    text = layer(*(whole(set_at(WORDS, y), 10) for y in range(60, 200, 10)))
    assert "共3页，其中2页是扫描的图片" in refusal(package([text, scan, scan], template=""))
    assert read(package([text, scan, text], template="")).unread_pages == (2,)


def test_text_without_meaning_is_refused() -> None:
    garbled = whole(set_at("\ue123\ue124\ue125\ue126年度报告", 60), 10)
    assert "乱码" in refusal(package([layer(garbled)]))


def test_a_damaged_page_is_named() -> None:
    good = layer(whole(set_at(WORDS, 60), 10))
    assert "第2页" in refusal(package([good, good], **{"Doc_0/Pages/Page_1/Content.xml": "<ofd:Page"}))
    assert "第1页" in refusal(package([good, good], **{"Doc_0/Pages/Page_0/Content.xml": "<a/>"}))
    missing = package([good]).replace(b"Doc_0/Pages/Page_0/Content.xml", b"Doc_0/Pages/Page_7/Content.xml")
    assert "第1页" in refusal(missing)


def test_hostile_files_are_bounded() -> None:
    good = layer(whole(set_at(WORDS, 60), 10))
    steps = '<ofd:TextCode X="30" Y="60" DeltaX="g 1000000000 5.5 g 999999999999999999999 1">全年</ofd:TextCode>'
    assert read(package([layer(text_object(steps))])).text == "全年"
    outside = '<ofd:TextCode X="nan" Y="inf">甲</ofd:TextCode><ofd:TextCode X="1e300" Y="9">乙</ofd:TextCode>'
    assert "没有文字" in refusal(package([layer(text_object(outside, 'Boundary="-500 0 1 1" Size="5"'))], template=""))
    assert "字数多得异常" in refusal(
        package([layer(text_object(f'<ofd:TextCode X="0" Y="9">{"甲" * 100_001}</ofd:TextCode>'))])
    )
    listed = '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>' * 2001
    many = f'<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Pages>{listed}</ofd:Pages></ofd:Document>'
    assert "2000 页" in refusal(package([""], template="", **{"Doc_0/Document.xml": many}))
    assert "第1页" in refusal(package([good], **{"Doc_0/Pages/Page_0/Content.xml": page(" " * 2**23)}))
    entity = '<!DOCTYPE a [<!ENTITY b "报告">]><a>&b;</a>'
    assert "实体" in refusal(package([good], **{"OFD.xml": entity}))
    nested = "<ofd:PageBlock>" * 5000 + "</ofd:PageBlock>" * 5000
    assert "第1页" in refusal(package([nested]))


def test_paths_do_not_leave_the_archive_and_templates_do_not_loop() -> None:
    document = (
        '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData>'
        '<ofd:TemplatePage ID="700" BaseLoc="Loop.xml"/></ofd:CommonData><ofd:Pages>'
        '<ofd:Page ID="1" BaseLoc="{}"/></ofd:Pages></ofd:Document>'
    )
    outside = package([], **{"Doc_0/Document.xml": document.format("../../../../etc/passwd")})
    assert "第1页" in refusal(outside)
    # The template names itself as its template.
    loop = {"Doc_0/Document.xml": document.format("Loop.xml"), "Doc_0/Loop.xml": page("")}
    assert "没有文字" in refusal(package([], **loop))


def test_an_encrypted_file_asks_for_the_password_to_be_removed() -> None:
    assert "密码" in refusal(package([""], **{"Encryptions.xml": "<Encryptions/>"}))


def test_damaged_files_are_read_or_refused() -> None:
    data = ofd_of(sound_report())
    chance = random.Random(33190)
    for _ in range(60):
        cut = data[: chance.randrange(len(data))]
        flipped = bytearray(data)
        for _ in range(chance.randrange(1, 20)):
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        for damaged in (cut, bytes(flipped)):
            found = read_bytes(damaged, "报告.ofd")
            assert isinstance(found, Source) or "。" in found.message


def test_pages_that_are_pictures_are_told_on_the_command_line(tmp_path: Path) -> None:
    scan = layer('<ofd:ImageObject ID="3" Boundary="0 0 210 297" ResourceID="9"/>')
    text = layer(*(whole(set_at(WORDS, y), 10) for y in range(60, 200, 10)))
    path = tmp_path / "甲镇.ofd"
    path.write_bytes(package([text, scan, text], template=""))
    ran = fzcheck(path, "-f", "json")
    assert "甲镇.ofd：第2页是图片" in ran.err
    assert json.loads(ran.out)["reports"][0]["unread_pages"] == [2]
