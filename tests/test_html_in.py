"""Saved web pages: the article is found, as a reader sees it, whatever the page is made of."""

from __future__ import annotations

import base64
import random
import time
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from checker.model import Result, Source, Unreadable
from checker.pipeline import judge
from checker.reading import read_bytes
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import CORPUS, SEEDS, sound_report
from tests.web_pages import PAGES, trs

REPORTS = {
    "sound": sound_report(),
    "seed-000": next(SEEDS.glob("000*")).read_text("utf-8"),
    "seed-001": next(SEEDS.glob("001*")).read_text("utf-8"),
    "b4": (CORPUS / "dev/reports/b4.txt").read_text("utf-8"),
}


def read(page: str | bytes, path: str = "a.html") -> Source:
    found = read_bytes(page.encode() if isinstance(page, str) else page, path)
    assert isinstance(found, Source), found
    return found


def lines(body: str) -> list[str]:
    return read(f'<!doctype html><meta charset="utf-8"><body>{body}').text.split("\n")


def told(result: Result) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """States, and findings with their words; the blanks between two lines of a title are not told."""
    found = sorted((f.rule, "".join(f.place.quote.split()) if f.place else "") for f in result.findings)
    return {name: str(element.state) for name, element in result.elements.items()}, found


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("site", PAGES)
def test_a_report_on_a_page_is_judged_like_its_text(report: str, site: str, ruleset: RuleSet) -> None:
    text = REPORTS[report]
    page = read(PAGES[site](text))
    assert told(judge(page, ruleset)) == told(judge(Source("a.txt", "txt", "utf-8", "", text), ruleset))
    for foreign in ("网站标识码", "常务会议", "不是正文", "隐藏的文字", "政务服务</a>", "责任编辑"):
        assert foreign not in page.text


@pytest.mark.parametrize("site", PAGES)
def test_the_title_comes_first_and_each_paragraph_is_counted(site: str) -> None:
    page = read(PAGES[site](sound_report()))
    assert page.text.startswith("清河县云岭镇人民政府关于2024年度法治政府建设情况的报告\n")
    line, _ = page.position(page.text.index("一、2024年推进"))
    start, end = page.line_span(line)
    assert page.text[start:end].strip() == "一、2024年推进法治政府建设的主要举措和成效"
    assert page.text.count("\n") + 1 == len(page.blocks)


@pytest.mark.parametrize(
    ("head", "encoding", "name"),
    [
        ('<meta charset="utf-8">', "utf-8", "utf-8"),
        ("<meta http-equiv=Content-Type content='text/html; charset=GB2312'>", "gbk", "gb18030"),
        ('<meta charset="gbk">', "utf-8", "utf-8"),  # the page says it, the file is another
        ('<meta charset="utf-8">', "gb18030", "gb18030"),
        ("", "utf-8", "utf-8"),
        ("", "gb18030", "gb18030"),
        ("", "utf-8-sig", "utf-8-sig"),
        ("", "utf-16", "utf-16"),
        ('<meta charset="big5">', "big5", "big5hkscs"),
        ('<meta charset="zlib_codec">', "utf-8", "utf-8"),
        ("<!--" + "x" * 2000 + "-->" + '<meta charset="gb2312">', "gb18030", "gb18030"),
    ],
)
def test_charsets(head: str, encoding: str, name: str) -> None:
    page = read(f"<html><head>{head}</head><body><p>云水桃林２０２３年</p></body></html>".encode(encoding))
    assert (page.text, page.encoding) == ("云水桃林２０２３年", name)


def test_a_character_cut_in_two_at_the_end_does_not_change_the_charset() -> None:
    page = trs(sound_report())
    assert read(page[: page.rindex("年".encode()) + 1]).encoding == "utf-8"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>全镇<span>办</span><b>结</b>案件<font color=red>22</font>件。</p>", ["全镇办结案件22件。"]),
        ("<p>第一段，\n  换行的源码，</p><p>第二段</p>", ["第一段，换行的源码，", "第二段"]),
        ("甲<br>乙<br/><br>丙<div>丁</div>戊", ["甲", "乙", "丙", "丁", "戊"]),
        ("<p>&nbsp;&nbsp;&nbsp; 一、工作</p><p>　　（一）执法</p>", ["    一、工作", "　　（一）执法"]),
        ('<p style="text-indent:2em">缩进</p>', ["　　缩进"]),
        (
            "<p>可见</p><p style='display:none'>不见</p><p hidden>不见</p><del>删去</del><ins>加上</ins>",
            ["可见", "加上"],
        ),
        ("<pre>甲\n乙  丙\n</pre>", ["甲", "乙  丙"]),
        ("<p>3 &lt; 5，A&amp;B，&#20113;水</p>", ["3 < 5，A&B，云水"]),
        ("<ol><li>甲<ol type=a><li>子</ol><li>乙</ol>", ["1. 甲", "a. 子", "2. 乙"]),
        ("<ol start=3><li>丙<li value=7>庚<li>辛</ol>", ["3. 丙", "7. 庚", "8. 辛"]),
        ("<ol><li><p>一、自带序号</p><li>二是照旧</ol>", ["一、自带序号", "二是照旧"]),
        ("<ol style='list-style:none'><li>无号</ol><ul><li>圆点</ul>", ["无号", "• 圆点"]),
        (
            "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>一、"
            "<span>&nbsp;</span></span><![endif]>主要举措<o:p></o:p></p><!--[if gte mso 9]><xml>x</xml><![endif]-->",
            ["一、 主要举措"],
        ),
    ],
)
def test_lines_are_those_of_a_browser(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def test_tables_come_row_by_row_and_layout_as_paragraphs() -> None:
    table = (
        "<table><caption>执法情况</caption><tr><th rowspan=2>单位</th><th colspan=2>案件（件）</th></tr><tr><th>2022年</th>"
        "<th>2023年</th></tr><tr><td>城管<br>中队</td><td>20</td><td>1|2</td></tr><tr><td colspan=3>说明：以上为办结数</td></tr></table>"
    )
    assert lines(table) == [
        "执法情况",
        "| 单位 | 案件（件） |  |",
        "|  | 2022年 | 2023年 |",
        "| 城管中队 | 20 | 1｜2 |",
        "说明：以上为办结数",
    ]
    long = "2023年全镇办理行政处罚案件22件" * 8
    layout = f"<table><tr><td>左</td><td><p>{long}</p><table><tr><td>甲</td><td>1</td></tr></table><p>尾</p></td></tr></table>"
    assert lines(layout) == ["左", long, "| 甲 | 1 |", "尾"]


def test_what_leads_into_the_text_stays_and_menus_in_it_go() -> None:
    toc = "".join(f'<p><a href="#_Toc{i}">第{i}部分　工作</a></p>' for i in range(5))
    menu = "".join(f'<li><a href="/{i}">栏目{i}</a></li>' for i in range(5))
    text = "<p>2023年，全镇依法行政，成效明显，依据<a href='/law'>《行政处罚法》</a>办案。</p>"
    found = "\n".join(
        lines(f'<div class="TRS_Editor">{toc}<ul>{menu}</ul>{text}<div class="bdsharebuttonbox">分享</div></div>')
    )
    assert "第3部分" in found and "依据《行政处罚法》办案" in found
    assert "栏目" not in found and "分享" not in found


def test_a_title_the_text_has_is_not_said_twice_and_the_name_of_the_site_is_not_a_title() -> None:
    page = "<title>桃林镇2023年法治政府建设年度报告-云水县人民政府</title><h1>云水县人民政府门户网</h1><div id=zoom>{}<p>现将情况报告如下，请审阅。</p></div>"
    apart = read(page.format("")).text.split("\n")
    within = read(page.format("<p>桃林镇</p><p>2023年法治政府建设年度报告</p>")).text.split("\n")
    assert apart == ["桃林镇2023年法治政府建设年度报告", "现将情况报告如下，请审阅。"]
    assert within == ["桃林镇", "2023年法治政府建设年度报告", "现将情况报告如下，请审阅。"]


def as_mht(page: bytes, charset: str) -> bytes:
    return (
        b'From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="--B"\r\n\r\n'
        b"----B\r\nContent-Type: text/html; charset="
        + charset.encode()
        + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(page)
        + b"\r\n----B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----B--\r\n"
    )


@pytest.mark.parametrize("path", ["a.mht", "a.mhtml", "a.doc"])
def test_a_page_in_one_file(path: str) -> None:
    page = "<html><body><p>云水县桃林镇，依法行政。</p></body></html>".encode("gbk")
    assert read(as_mht(page, "gb2312"), path).text == "云水县桃林镇，依法行政。"


def test_a_mail_without_a_page_is_refused() -> None:
    mail = EmailMessage()
    mail["MIME-Version"] = "1.0"
    mail.set_content("没有网页")
    found = read_bytes(bytes(mail), "a.mht")
    assert isinstance(found, Unreadable) and "没有网页正文" in found.message


def test_a_doc_that_word_saved_as_a_page_is_read_as_one() -> None:
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>'
        "<meta http-equiv=Content-Type content='text/html; charset=gb2312'><title>甲</title><style>p.MsoNormal{}</style></head>"
        "<body lang=ZH-CN><div class=Section1><p class=MsoNormal><span lang=EN-US>2023</span>年，依法行政。<span lang=EN-US>"
        "<o:p></o:p></span></p><p class=MsoNormal><span style='mso-hide:all;display:none'>隐藏</span><o:p>&nbsp;</o:p></p></div></body></html>"
    )
    found = read(page.encode("gbk"), "报告.doc")
    assert (found.format, found.text) == ("html", "2023年，依法行政。")


def test_a_page_without_text_says_what_to_do() -> None:
    found = read_bytes(b"<html><frameset cols=*><frame src=a.html></frameset></html>", "a.html")
    assert isinstance(found, Unreadable) and "浏览器" in found.message


HOSTILE: dict[str, Callable[[], str]] = {
    "divs": lambda: "<div>" * 100_000 + "文",
    "mixed": lambda: "<ul><li><b><table><tr><td>" * 15_000 + "文",
    "escaping": lambda: "<div><table><tr><td></div></table>" * 16_000 + "文",
    "letters": lambda: "".join(f"<font a{i}>" for i in range(20_000)) + "<p>文</p></div>" * 20_000,
    "links": lambda: "<a href=x><p>文</a>" * 40_000,
    "attributes": lambda: "<div " + " ".join(f"a{i}=b" for i in range(100_000)) + ">文</div>",
    "less-than attributes": lambda: "<div " + " ".join(f"a{i}<b" for i in range(100_000)) + ">文</div>",
    "open tags": lambda: "<html>" + "<a" * 500_000,
    "open comments": lambda: "<html>文" + "<!--" * 500_000,
    "open scripts": lambda: "<html>文" + "<script>" * 300_000,
    "siblings": lambda: "<html>" + "<p>文" * 99_000,
    "spans": lambda: "<table>" + "<tr><td colspan=99999 rowspan=99999>1<td>2" * 3_000,
    "titles": lambda: "<div class=title>" * 2_900 + "<p class=title>" * 60_000 + "文",
    "lists": lambda: "<ol><li>" * 2_900 + "<i></i>" * 60_000 + "文",
    "rows": lambda: "<html>" + "<table><tr><td>" * 2_900 + "文，" * 100_000,
    "mail in mail": lambda: (
        "MIME-Version: 1.0\n"
        + "".join(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(3_000))
    ),
    "mail of parts": lambda: (
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 300_000
    ),
    "entities": lambda: "<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><p>&b;</p>" + "&amp" * 400_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_soon(name: str) -> None:
    page = HOSTILE[name]().encode()
    begun = time.process_time()
    found = read_bytes(page, "a.html")
    assert time.process_time() - begun < 6
    assert isinstance(found, Source) or found.message.endswith("。")


def test_running_heads_of_a_document_saved_as_a_page_are_left_out() -> None:
    foot = (
        '<div title="footer"><p>— <span><sdfield type=PAGE subtype=RANDOM format=PAGE>2</sdfield></span>\n—</p></div>'
    )
    assert lines(f'<div title="header"><p>内部资料</p></div><p>全年办案22件。</p>{foot}') == ["全年办案22件。"]


def test_a_number_of_a_page_within_the_text_stays_one_line() -> None:
    assert lines("<p>— <sdfield type=PAGE>2</sdfield>\n—</p><p>全年办案22件。</p>") == ["— 2 —", "全年办案22件。"]


def test_what_is_no_text_is_no_page() -> None:
    found = read_bytes(b"Rar!\x1a\7" + random.Random(4).randbytes(3000) + b"<p>", "a.html")
    assert isinstance(found, Unreadable)
    assert "不像网页" in found.message


def test_damaged_pages_are_read_or_refused() -> None:
    rng = random.Random(4)
    pages = [make(sound_report()) for make in PAGES.values()] + [as_mht(trs(sound_report()), "utf-8")]
    for _ in range(60):
        page = bytearray(rng.choice(pages))
        del page[rng.randrange(len(page)) :]
        for _ in range(rng.randrange(40)):
            if page:
                page[rng.randrange(len(page))] ^= 1 << rng.randrange(8)
        found = read_bytes(bytes(page), rng.choice(["a.html", "a.mht"]))
        assert isinstance(found, Source) or found.message.endswith("。")
