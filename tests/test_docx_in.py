"""Word documents are read as a person sees them, and no file of any kind ends in a traceback."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from checker.model import Source, Unreadable
from checker.pipeline import judge
from checker.reading import read_bytes
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import SEEDS, sound_report
from tests.word_files import (
    W,
    level,
    numbered,
    numbering,
    paragraph,
    row,
    run,
    table,
    text_box,
    word_file,
    word_file_of,
)


def source_of(data: bytes) -> Source:
    source = read_bytes(data, "报告.docx")
    assert isinstance(source, Source), source
    return source


def text_of(*body: str, **parts: str) -> str:
    return source_of(word_file(*body, parts=parts)).text


def refusal_of(data: bytes) -> str:
    found = read_bytes(data, "报告.docx")
    assert isinstance(found, Unreadable)
    return found.message


def test_paragraphs_are_lines_and_places_are_counted_in_them() -> None:
    source = source_of(word_file(paragraph("标题"), "<w:p/>", paragraph("第一段", "<w:r><w:br/></w:r>", "接着")))
    assert source.text == "标题\n第一段\n接着"
    assert source.position(source.text.index("接着")) == (2, 5)
    assert source.original is not None


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_a_seed_as_word_document_is_judged_like_its_text(path: object, ruleset: RuleSet) -> None:
    data = (SEEDS / str(path)).read_bytes()
    plain = read_bytes(data, "a.txt")
    assert isinstance(plain, Source)
    results = [judge(source, ruleset) for source in (plain, source_of(word_file_of(plain.text)))]
    states = [{name: one.state for name, one in result.elements.items()} for result in results]
    findings = [
        sorted((one.rule, "".join(one.place.quote.split()) if one.place else "") for one in result.findings)
        for result in results
    ]
    assert states[0] == states[1]
    assert findings[0] == findings[1]


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        ("chineseCounting", ["一", "十", "十一", "二十三"]),
        ("chineseCountingThousand", ["一", "十", "十一", "二十三"]),
        ("japaneseCounting", ["一", "十", "十一", "二十三"]),
        ("ideographDigital", ["一", "一〇", "一一", "二三"]),
        ("chineseLegalSimplified", ["壹", "壹拾", "壹拾壹", "贰拾叁"]),
        ("decimalFullWidth", ["１", "１０", "１１", "２３"]),
        ("decimalEnclosedCircleChinese", ["①", "⑩", "⑪", "㉓"]),
        ("lowerLetter", ["a", "j", "k", "w"]),
        ("upperRoman", ["I", "X", "XI", "XXIII"]),
        ("none", ["", "", "", ""]),
        ("unheardOf", ["1", "10", "11", "23"]),
    ],
)
def test_the_number_formats_of_word(format: str, expected: list[str]) -> None:
    found = [
        text_of(numbered("事项"), numbering=numbering(level(0, format, "%1、", start=value)))
        for value in (1, 10, 11, 23)
    ]
    assert found == [f"{number}、事项" for number in expected]


def test_a_list_goes_on_across_other_paragraphs_and_lower_levels_begin_again() -> None:
    parts = numbering(
        level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3.")
    )
    text = text_of(
        numbered("举措"),
        numbered("学习", level=1),
        paragraph("正文。"),
        numbered("执法", level=1),
        numbered("培训", level=2),
        numbered("问题"),
        numbered("力量", level=1),
        numbering=parts,
    )
    assert text == "一、举措\n（一）学习\n正文。\n（二）执法\n1. 培训\n二、问题\n（一）力量"


def test_levels_may_restart_otherwise_and_name_upper_levels() -> None:
    never = level(1, "decimal", "%1.%2", '<w:lvlRestart w:val="0"/><w:isLgl/><w:suff w:val="nothing"/>')
    text = text_of(
        numbered("甲"),
        numbered("乙", level=1),
        numbered("丙"),
        numbered("丁", level=1),
        numbering=numbering(level(0, "chineseCounting", "%1、"), never),
    )
    assert text == "一、甲\n1.1乙\n二、丙\n2.2丁"


def test_a_second_number_on_the_same_list_goes_on_or_starts_again() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    body = [
        numbered("甲"),
        numbered("乙", 2),
        numbered("丙", 3),
        numbered("丁", 3),
        numbered("无", 0),
        numbered("缺", 99),
    ]
    text = text_of(*body, numbering=numbering(level(0, "chineseCounting", "%1、"), nums=nums))
    assert text == "一、甲\n二、乙\n一、丙\n二、丁\n无\n缺"


def test_numbers_and_indents_come_from_styles_too() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="a1"><w:name w:val="标题一"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="a2"><w:basedOn '
        'w:val="a1"/></w:style><w:style w:type="paragraph" w:styleId="a3"><w:pPr><w:ind w:firstLineChars="200"/></w:pPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style></w:styles>'
    )
    text = text_of(
        paragraph("举措 1", props='<w:pStyle w:val="t"/>'),
        paragraph("举措", props='<w:pStyle w:val="a2"/>'),
        paragraph("正文", props='<w:pStyle w:val="a3"/>'),
        paragraph("不缩进", props='<w:pStyle w:val="a3"/><w:ind w:firstLineChars="0" w:firstLine="0"/>'),
        paragraph("不编号", props='<w:pStyle w:val="a1"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        styles=styles,
        numbering=numbering(level(0, "chineseCounting", "%1、")),
    )
    assert text == "一、举措\n　　正文\n不缩进\n不编号"


def test_bullets_are_shown_and_empty_numbered_paragraphs_count() -> None:
    parts = numbering(level(0, "decimal", "%1、"), level(1, "bullet", "\uf0b7"))
    text = text_of(numbered("甲"), numbered(""), numbered("丙"), numbered("点", level=1), numbering=parts)
    assert text == "1、甲\n3、丙\n• 点"


def test_inserted_text_counts_and_deleted_text_does_not() -> None:
    text = text_of(
        paragraph(
            "办理",
            f'<w:ins w:id="1" w:author="甲">{run("18")}</w:ins>',
            '<w:del w:id="2" w:author="甲"><w:r><w:delText>25</w:delText></w:r></w:del>',
            f'<w:moveFrom w:id="3" w:author="甲">{run("移走")}</w:moveFrom>',
            f'<w:moveTo w:id="4" w:author="甲">{run("移来")}</w:moveTo>',
        ),
        paragraph("上半句，", props='<w:rPr><w:del w:id="5" w:author="甲"/></w:rPr>'),
        paragraph("下半句。"),
    )
    assert text == "办理18移来\n上半句，下半句。"


def test_fields_give_their_result_and_hidden_text_is_left_out() -> None:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = "<w:r><w:instrText>DATE 说明</w:instrText></w:r>"
    text = text_of(
        paragraph("于", char("begin"), instruction, run("不算"), char("separate"), "1月5日", char("end"), "印发"),
        paragraph('<w:fldSimple w:instr="DATE">' + run("2025年") + "</w:fldSimple>", run("密", "<w:vanish/>"), "完"),
        paragraph("没有结束的域", char("begin"), instruction),
        paragraph("后面的段落还在"),
    )
    assert text == "于1月5日印发\n2025年完\n没有结束的域\n后面的段落还在"


def test_what_only_wraps_words_is_seen_through() -> None:
    text = text_of(
        paragraph(
            '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/><w:proofErr w:type="spellStart"/>',
            f"<w:hyperlink>{run('链接')}</w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>",
            f"<w:smartTag>{run('标记')}</w:smartTag>",
            "<w:r><w:ruby><w:rt><w:r><w:t>fa</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>法</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            '<w:r><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/><w:br w:type="page"/><w:t>甲</w:t></w:r>',
            "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>",
        ),
        f"<w:sdt><w:sdtContent>{paragraph('整段控件')}</w:sdtContent></w:sdt>",
    )
    assert text == "链接控件标记法-☑甲a+b\n整段控件"


def test_tables_are_told_row_by_row() -> None:
    spanned = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("合计")}</w:tc>'
    merged = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('看不见')}</w:tc>"
    text = text_of(
        table(
            row("类别", "件数", "比例"),
            row(merged, "12", f"{paragraph('甲')}{paragraph('乙')}"),
            row(spanned, "100%"),
            f"<w:sdt><w:sdtContent>{row('控', '件', '行')}</w:sdtContent></w:sdt>",
        )
    )
    assert text == "| 类别 | 件数 | 比例 |\n|  | 12 | 甲 乙 |\n| 合计 |  | 100% |\n| 控 | 件 | 行 |"


def test_a_page_laid_out_as_a_table_keeps_its_paragraphs() -> None:
    long = "一是加强学习，深入贯彻落实各项部署。" * 20
    inner = table(row("年份", "件数"), row("2024", "3"))
    text = text_of(table(row("左栏", f"{paragraph(long)}{inner}{paragraph('表后')}"), row("只有一格")))
    assert text == f"左栏\n{long}\n| 年份 | 件数 |\n| 2024 | 3 |\n表后\n只有一格"


def test_text_boxes_and_notes_follow_their_paragraph_once() -> None:
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>", "含网上办理。")}</w:footnote></w:footnotes>'
    )
    text = text_of(
        paragraph("办件", '<w:r><w:footnoteReference w:id="2"/></w:r>', "18件。"),
        paragraph("正文", text_box(paragraph("框内一"), paragraph("框内二"))),
        paragraph("以后"),
        footnotes=notes,
    )
    assert text == "办件18件。\n注：含网上办理。\n正文\n框内一\n框内二\n以后"


def test_strict_documents_read_alike() -> None:
    parts = {"numbering": numbering(level(0, "chineseCounting", "%1、"))}
    assert source_of(word_file(numbered("举措"), parts=parts, strict=True)).text == "一、举措"


def test_a_text_that_is_a_word_document_is_known_by_its_content() -> None:
    source = read_bytes(word_file(paragraph("标题")), "报告.txt")
    assert isinstance(source, Source)
    assert source.format == "docx"


# --- hostile files ------------------------------------------------------------------------------------------------


def test_loops_of_styles_and_huge_numbers_end() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    huge = "".join(
        text_of(
            paragraph("事", props='<w:pStyle w:val="a"/>'),
            numbered("项"),
            styles=styles,
            numbering=numbering(level(0, format, "%1%1%1、", start=2_147_483_646)),
        )
        for format in ("lowerLetter", "upperRoman", "chineseCounting", "decimalEnclosedCircle")
    )
    assert huge.count("项") == 4
    assert len(huge) < 400
    wild = numbering(level(0, "decimal", "%1、").replace('w:val="1"', 'w:val="99999999999999999999"'))
    assert text_of(numbered("项"), numbering=wild).endswith("项")


def test_a_note_that_cites_itself_is_told_once() -> None:
    cited = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{paragraph("注文", cited)}</w:footnote></w:footnotes>'
    assert text_of(paragraph("正文", cited), footnotes=notes) == "正文\n注：注文"


def test_entities_and_deep_nesting_are_refused() -> None:
    entity = f'<!DOCTYPE d [<!ENTITY a "aaaa">]><w:document xmlns:w="{W}"><w:body>&a;</w:body></w:document>'
    assert "实体" in refusal_of(word_file(extra={"word/document.xml": entity.encode()}))
    nested = "<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000
    assert "损坏" in refusal_of(word_file(nested))


def test_a_zip_bomb_is_refused() -> None:
    bomb = word_file(extra={"word/document.xml": b"<a>" + b" " * (30 * 2**20) + b"</a>"})
    assert len(bomb) < 100_000
    assert "异常地大" in refusal_of(bomb)


def test_missing_parts_are_told_or_done_without() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}"/>')
    assert "没有正文" in refusal_of(out.getvalue())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        body = paragraph("只有正文")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    assert source_of(out.getvalue()).text == "只有正文"


def test_damaged_files_are_refused_in_a_clear_line() -> None:
    parts = {"numbering": numbering(level(0, "decimal", "%1、"))}
    whole = word_file(*(numbered(line) for line in sound_report().split("\n")), parts=parts)
    chance = random.Random(4)
    for _ in range(60):
        data = bytearray(whole)
        if chance.random() < 0.4:
            del data[chance.randrange(20, len(data)) :]
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(4, len(data))] ^= 1 << chance.randrange(8)
        found = read_bytes(bytes(data), "报告.docx")
        assert isinstance(found, Source) or (found.message.endswith("。") and "\n" not in found.message)
