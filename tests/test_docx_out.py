"""The drafter gets her Word document back with comments on the very words, and nothing else changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import docx
import pytest

from checker.model import (
    Change,
    Finding,
    Place,
    Result,
    Reuse,
    Severity,
    Source,
    TakenSection,
    TakenSentence,
    Unreadable,
)
from checker.pipeline import judge
from checker.reading import read_bytes
from checker.rulebook.ruleset import RuleSet
from checker.writing import FORMATS, open_writer
from checker.writing.run import Run
from tests.corpus_files import SEEDS, sound_report
from tests.word_files import (
    STRICT,
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

Judged = Callable[[str], Result]


def source_of(data: bytes, path: str = "报告.docx") -> Source:
    source = read_bytes(data, path)
    assert isinstance(source, Source)
    return source


def written_files(folder: Path, *results: Result | Unreadable, quiet: bool = False) -> dict[str, bytes]:
    writer = open_writer(FORMATS["docx"], folder, Run("fzzf", "1.0.0", quiet=quiet))
    for result in results:
        writer.add(result)
    writer.finish()
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def found_at(source: Source, *words: str, message: str = "这里不对。") -> list[Finding]:
    found = []
    for quote in words:
        start = source.text.index(quote)
        line, column = source.position(start)
        place = Place(line, column, line, column, (start, start + len(quote)), quote, None, None, True)
        found.append(Finding("figures/sum", "figures", Severity.ERROR, message, "请改。", "某依据", place, "f"))
    return found


@pytest.fixture
def commented(judged: Judged, tmp_path: Path) -> Callable[..., bytes]:
    """The document that comes back for a document, with findings on some words."""

    def make(data: bytes, *words: str, message: str = "这里不对。") -> bytes:
        source = source_of(data)
        result = replace(
            judged(sound_report()), source=source, findings=tuple(found_at(source, *words, message=message))
        )
        (file,) = written_files(tmp_path, result).values()
        return file

    return make


def part(data: bytes, name: str) -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return fromstring(archive.read(name))


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def own(element: Element, name: str = "id") -> str:
    return next(value for key, value in element.attrib.items() if key.rpartition("}")[2] == name)


def marked(data: bytes) -> dict[str, str]:
    """The words in the range of each comment, by the first line of the comment; sees that all belongs together."""
    document, comments = part(data, "word/document.xml"), part(data, "word/comments.xml")
    ids = [own(one) for one in comments]
    assert len(ids) == len(set(ids)), "ids of comments must be unique"
    open_ranges: dict[str, str] = {}
    closed: dict[str, str] = {}
    references: list[str] = []

    def walk(element: Element) -> None:
        name = local(element)
        if name == "commentRangeStart":
            assert own(element) not in open_ranges | closed
            open_ranges[own(element)] = ""
        elif name == "commentRangeEnd":
            closed[own(element)] = open_ranges.pop(own(element))
        elif name == "commentReference":
            references.append(own(element))
        elif name == "t":
            for id in open_ranges:
                open_ranges[id] += element.text or ""
        if name != "Fallback":
            for one in element:
                walk(one)

    walk(document)
    assert not open_ranges
    assert sorted(references) == sorted(ids) == sorted(closed)
    texts = {own(one): "".join(t.text or "" for t in one.iter() if local(t) == "t") for one in comments}
    return {texts[id] + f"#{id}": words for id, words in closed.items()}


def words_marked(data: bytes, message: str = "这里不对。") -> list[str]:
    return [words for text, words in marked(data).items() if message in text]


def formatted(data: bytes) -> list[tuple[str, str, str]]:
    """Each character of the document with the properties of its run and the elements around it."""
    found: list[tuple[str, str, str]] = []

    def walk(element: Element, around: str, properties: str) -> None:
        name = local(element)
        if name == "r":
            props = next((one for one in element if local(one) == "rPr"), None)
            properties = "" if props is None else "".join(f"{local(e)}{sorted(e.attrib.items())}" for e in props.iter())
        elif name not in ("commentRangeStart", "commentRangeEnd"):
            around += "/" + name
        if name in ("t", "delText"):
            found.extend((char, properties, around) for char in element.text or "")
        elif name in ("tab", "br", "fldChar", "pStyle", "numId", "bookmarkStart"):
            found.append((name, properties, around + str(sorted(element.attrib.items()))))
        for one in element:
            walk(one, around, properties)

    walk(part(data, "word/document.xml"), "", "")
    return found


def comment_texts(data: bytes) -> list[str]:
    return [
        "\n".join("".join(t.text or "" for t in p.iter() if local(t) == "t") for p in comment)
        for comment in part(data, "word/comments.xml")
    ]


def test_the_words_of_a_finding_are_marked_and_nothing_else_changes(commented: Callable[..., bytes]) -> None:
    bold = run("办理案件", "<w:b/>")
    data = word_file(
        paragraph(bold, run("18件，其中", '<w:color w:val="FF0000"/>'), "罚款25件。"),
        paragraph("第二段", "<w:r><w:t>前</w:t><w:tab/><w:t>后面的字</w:t></w:r>"),
    )
    after = commented(data, "案件18件", "其中罚款", "面的", "罚款25件。\n第二段", "件")
    assert sorted(words_marked(after)) == sorted(["案件18件", "其中罚款", "面的", "罚款25件。第二段", "件"])
    assert formatted(after) == formatted(data)
    assert source_of(after).text == source_of(data).text


def test_words_in_links_revisions_tables_and_controls_are_marked(commented: Callable[..., bytes]) -> None:
    data = word_file(
        paragraph(
            "见",
            f"<w:hyperlink>{run('公开的网址')}</w:hyperlink>",
            f'<w:ins w:id="1" w:author="甲">{run("新加的字")}</w:ins>',
            '<w:del w:id="2" w:author="甲"><w:r><w:delText>删去的字</w:delText></w:r></w:del>',
            f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('只能填字')}</w:sdtContent></w:sdt>",
        ),
        table(row("类别", "件数"), row("处罚", "25件")),
    )
    after = commented(data, "的网", "加的", "能填", "25")
    assert sorted(words_marked(after)) == sorted(["的网", "加的", "只能填字", "25"])
    assert formatted(after) == formatted(data)


def test_where_no_range_can_stand_the_paragraph_bears_the_comment(commented: Callable[..., bytes]) -> None:
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{paragraph("注释里的错")}</w:footnote></w:footnotes>'
    data = word_file(
        paragraph("正文一", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        paragraph("正文二", text_box(paragraph("框里的错"))),
        numbered("正文三"),
        parts={"footnotes": notes, "numbering": numbering(level(0, "chineseCounting", "%1、"))},
    )
    after = commented(data, "注释里的错", "框里的错", "一、", "一、正文")
    assert sorted(words_marked(after)) == sorted(["正文一", "正文二框里的错", "正文三", "正文"])
    assert parts_of(after)["word/footnotes.xml"] == parts_of(data)["word/footnotes.xml"]


def test_other_parts_and_comments_of_others_stay(commented: Callable[..., bytes]) -> None:
    theirs = f'<w:comments xmlns:w="{W}"><w:comment w:id="7" w:author="张三"><w:p>{run("请核实")}</w:p></w:comment></w:comments>'
    body = paragraph(
        '<w:commentRangeStart w:id="7"/>',
        "办理案件18件。",
        '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>',
    )
    extra = {
        "customXml/item1.xml": b"<?xml version='1.0'?>\r\n<x a = '1' />",
        "word/glossary/document.xml": b"<g>\n</g>",
    }
    data = word_file(body, parts={"comments": theirs}, extra=extra)
    after = commented(data, "18件")
    assert words_marked(after) == ["18件"]
    assert words_marked(after, "请核实") == ["办理案件18件。"]
    changed = {name for name, content in parts_of(after).items() if parts_of(data).get(name) != content}
    assert changed == {"word/document.xml", "word/comments.xml"}
    assert b'mc:Ignorable="w14"' in parts_of(after)["word/document.xml"]
    assert b"xmlns:w14=" in parts_of(after)["word/document.xml"]


def test_a_first_comment_is_announced_and_other_programs_see_it(commented: Callable[..., bytes]) -> None:
    after = commented(word_file(paragraph("办理案件18件。")), "18件")
    opened = docx.Document(io.BytesIO(after))
    assert [comment.author for comment in opened.comments] == ["fzcheck", "fzcheck"]
    assert [comment.initials for comment in opened.comments] == ["fz", "fz"]


def test_strict_documents_get_comments_in_their_own_namespace(commented: Callable[..., bytes]) -> None:
    after = commented(word_file(paragraph("办理案件18件。"), strict=True), "18件")
    assert words_marked(after) == ["18件"]
    assert part(after, "word/comments.xml").tag == f"{{{STRICT}}}comments"
    assert (
        b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in parts_of(after)["word/_rels/document.xml.rels"]
    )


def test_what_xml_forbids_is_replaced(commented: Callable[..., bytes]) -> None:
    after = commented(word_file(paragraph("办理案件18件。")), "18件", message="坏\x00字\x1b符\ud800<&>。")
    assert "坏\ufffd字\ufffd符\ufffd<&>。" in "".join(comment_texts(after))


def test_a_comment_tells_what_how_why_and_by_which_rule(judged: Judged, tmp_path: Path) -> None:
    text = sound_report(measures="　　（一）立案查处违法行为18件，其中食品类25件。\n")
    result = judged(text)
    finding = next(one for one in result.findings if one.kind == "figures")
    (file,) = written_files(tmp_path, result).values()
    comment = next(text for text in comment_texts(file) if finding.rule in text and "检查结果" not in text)
    assert comment.startswith(f"【错误】{finding.message}\n对照：")
    assert f"怎么改：{finding.hint}\n依据：{finding.basis}\n规则：{finding.rule}" in comment
    assert finding.place is not None
    assert finding.place.quote in marked(file).values()


def test_the_score_sheet_comes_first_at_the_title(judged: Judged, tmp_path: Path) -> None:
    result = judged(sound_report(h4="", plan=""))
    (file,) = written_files(tmp_path, result).values()
    sheet = comment_texts(file)[0]
    assert sheet.startswith(f"【检查结果】得分 {result.score:g}，不通过")
    for element in result.elements.values():
        assert element.title in sheet
    for lost in result.deductions:
        assert f"-{lost.points:g}（{lost.rule}）" in sheet
    assert next(iter(marked(file).values())) == "清河县云岭镇人民政府关于2024年度法治政府建设情况的报告"


def test_a_missing_part_is_told_at_the_part_it_belongs_to(judged: Judged, tmp_path: Path) -> None:
    result = judged(sound_report(h4="", plan=""))
    missing = next(one for one in result.findings if one.kind == "element-missing")
    (file,) = written_files(tmp_path, result).values()
    comment, words = next((text, words) for text, words in marked(file).items() if f"规则：{missing.rule}" in text)
    assert "位置：可以写在“" in comment
    assert words.startswith(("二、", "三、"))


def test_advice_on_what_stands_nowhere_is_gathered(judged: Judged, tmp_path: Path) -> None:
    result = judged(sound_report())
    note = found_at(result.source, "2024年度")[0]
    notes = [replace(note, severity=Severity.NOTE, rule=f"topics/t{i}", place=None) for i in range(3)]
    (file,) = written_files(tmp_path, replace(result, findings=tuple(notes))).values()
    texts = comment_texts(file)
    assert len(texts) == 2
    assert texts[1].startswith("【建议】不扣分")
    assert all(f"topics/t{i}" in texts[1] for i in range(3))


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
@pytest.mark.parametrize("as_word", [True, False], ids=["copy", "fresh"])
def test_every_finding_of_a_seed_stands_on_its_words(
    path: Path, as_word: bool, ruleset: RuleSet, tmp_path: Path
) -> None:
    data = path.read_bytes()
    source = source_of(data, "a.txt")
    source = source_of(word_file_of(source.text)) if as_word else source
    result = judge(source, ruleset)
    (file,) = written_files(tmp_path, result).values()
    on = {"".join(words.split()) for words in marked(file).values()}
    for finding in result.findings:
        if finding.place is not None and finding.severity is not Severity.NOTE:
            assert "".join(finding.place.quote.split()).lstrip("#") in on
    if as_word:
        assert formatted(file) == formatted(source.original or b"")
    else:
        assert "".join(source_of(file).text.split()) == "".join(source.text.split())


def test_a_fresh_document_is_set_like_a_report(judged: Judged, tmp_path: Path) -> None:
    text = sound_report(measures="　　（一）依法办理处罚案件22件。\n| 类别 | 件数 |\n| --- | --- |\n| 处罚 | 22 |\n")
    (file,) = written_files(tmp_path, judged(text)).values()
    opened = docx.Document(io.BytesIO(file))
    styles = {one.text: one.style.name for one in opened.paragraphs if one.text and one.style}
    assert styles["关于2024年度法治政府建设情况的报告"] == "Title"
    assert styles["三、存在的不足和原因"] == "Heading 1"
    assert styles["2025年1月20日"] == "Signature"
    assert styles["（一）依法办理处罚案件22件。"] == "Body Text"
    assert [[cell.text for cell in line.cells] for line in opened.tables[0].rows] == [["类别", "件数"], ["处罚", "22"]]


def test_a_copy_that_cannot_be_made_becomes_a_fresh_document(judged: Judged, tmp_path: Path) -> None:
    data = word_file(*(paragraph(line) for line in sound_report().split("\n")), parts={"comments": "<broken"})
    result = judged(sound_report())
    (file,) = written_files(tmp_path, replace(result, source=source_of(data))).values()
    assert "新做的" in comment_texts(file)[0]
    assert "云岭镇" in source_of(file).text


def test_files_are_named_after_the_reports_and_told_apart(judged: Judged, tmp_path: Path) -> None:
    result = judged(sound_report())
    paths = ["甲镇/报告.txt", "乙镇/报告.txt", "乙镇/报告.docx", "-", "怪?名:.txt", "报告.md"]
    results = [replace(result, source=replace(result.source, path=path)) for path in paths]
    assert set(written_files(tmp_path, *results, Unreadable("坏.docx", "坏了。"))) == {
        "报告.批注.docx",
        "乙镇-报告.批注.docx",
        "乙镇-报告-2.批注.docx",
        "报告-2.批注.docx",
        "怪_名.批注.docx",
        "报告-3.批注.docx",
    }


def test_documents_with_macros_keep_the_suffix_that_word_wants(judged: Judged, tmp_path: Path) -> None:
    data = word_file(paragraph("标题"))
    types = parts_of(data)["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    source = source_of(word_file(paragraph("标题"), extra={"[Content_Types].xml": types}), "模板.docm")
    assert list(written_files(tmp_path, replace(judged("标题"), source=source))) == ["模板.批注.docm"]


def test_passing_reports_are_left_out_when_the_user_wants_quiet(judged: Judged, tmp_path: Path) -> None:
    result = judged(sound_report())
    assert result.verdict == "pass"
    assert written_files(tmp_path, result, quiet=True) == {}


def test_what_is_no_report_is_told_so(judged: Judged, tmp_path: Path) -> None:
    (file,) = written_files(tmp_path, judged("今天天气很好。\n")).values()
    assert comment_texts(file)[0].startswith("【检查结果】不通过")


def test_what_was_taken_over_from_last_year_stands_beside_it(judged: Judged, tmp_path: Path) -> None:
    result = judged(sound_report())
    (here,) = (one.place for one in found_at(result.source, "年底党政主要负责人均书面述法。"))
    assert here is not None
    there = replace(here, quote="年底党政主要负责人都书面述法。", path="去年.docx")
    section = TakenSection(here, 100, 40, 5, 2)
    reuse = Reuse("去年.docx", None, 2023, (section,), (TakenSentence(here, there, Change.WORDS),))
    (file,) = written_files(tmp_path, replace(result, reuse=reuse)).values()
    beside = next(words for text, words in marked(file).items() if "都书面述法" in text)
    assert beside == "年底党政主要负责人均书面述法。"
    assert any("100字中有40字（40%）" in text for text in comment_texts(file))
