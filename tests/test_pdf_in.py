from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from checker.model import Result, Source, Unreadable
from checker.pipeline import judge
from checker.reading import pdf, read_bytes, read_file
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import CORPUS, SEEDS, sound_report
from tests.written import written

if find_spec("pypdfium2") is None:
    pytest.skip("PDFium is not installed", allow_module_level=True)

PDFS = Path(__file__).parent / "files" / "pdf"
MEASURES = """　　（一）规范行政执法。全年执法情况见下表。
|类别|办理件数|其中：复议纠正|备注|
|行政许可|1240|0|全部在法定期限内办结|
|行政处罚|22|1|其中一般程序12件、简易程序10件，均已公示|
|行政强制|3|0|无|
　　（二）抓好普法宣传。围绕国家宪法日等节点开展宣讲19场，培养“法律明白人”33名。
　　（三）改进行政执法。落实行政执法公示、执法全过程记录、重大执法决定法制审核制度，办理行政处罚案件22件。
"""
TEXTS = {
    "official": (SEEDS / "004_c09b990a2ef534e7.txt").read_text("utf-8"),
    "heads": (CORPUS / "dev/reports/a6.txt").read_text("utf-8"),
    "columns": (CORPUS / "dev/reports/c4.txt").read_text("utf-8"),
    "table": sound_report(measures=MEASURES),
}
"""What the PDFs were made from."""


def extracted(name: str) -> Source:
    source = read_file(str(PDFS / f"{name}.pdf"))
    assert isinstance(source, Source), source
    return source


def refused(data: bytes) -> str:
    found = read_bytes(data, "a.pdf")
    assert isinstance(found, Unreadable)
    return found.message


def bare(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[\W_]", "", text)


def paragraphs(text: str) -> list[str]:
    return [bare(line) for line in text.splitlines() if bare(line)]


@pytest.mark.parametrize("name", TEXTS)
def test_paragraphs_are_those_of_the_text(name: str) -> None:
    assert paragraphs(extracted(name).text) == paragraphs(TEXTS[name])


@pytest.mark.parametrize("name", TEXTS)
def test_states_and_findings_are_those_of_the_text(
    name: str, ruleset: RuleSet, judged: Callable[[str], Result]
) -> None:
    from_pdf, from_text = judge(extracted(name), ruleset), judged(TEXTS[name])
    assert {k: e.state for k, e in from_pdf.elements.items()} == {k: e.state for k, e in from_text.elements.items()}
    findings = [
        Counter((f.rule, bare(f.place.quote) if f.place else "") for f in result.findings)
        for result in (from_pdf, from_text)
    ]
    assert findings[0] == findings[1]


def test_rows_of_a_table_are_rows() -> None:
    lines = extracted("table").text.splitlines()
    assert "| 行政处罚 | 22 | 1 | 其中一般程序12件、简易程序10件，均已公示 |" in lines


def test_quotation_marks_stay_where_they_stand() -> None:
    text = extracted("official").text
    assert text.count("“") == TEXTS["official"].count("“") > 3
    assert bare(text) == bare(TEXTS["official"])


def test_places_are_told_by_page_and_line(ruleset: RuleSet) -> None:
    source = extracted("heads")
    assert source.format == "pdf"
    printed = source.printed_at(source.text.index("2024年1月24日"))
    assert printed is not None
    assert (printed.page, printed.line) == (5, 12)
    assert re.search(r"第[1-5]页第\d{1,2}行", written("text", [judge(source, ruleset)]))


def test_running_heads_and_page_numbers_are_no_text() -> None:
    text = extracted("heads").text
    assert "2024年度法治政府建设情况报告" not in text
    # One number was left in the text itself.
    assert re.findall(r"—\s*\d\s*—", text) == ["—3—"]


def test_scans_say_that_there_is_no_text_and_what_to_do() -> None:
    message = refused((PDFS / "scanned.pdf").read_bytes())
    assert "扫描件" in message
    assert "OCR" in message
    assert "Word" in message


def test_passwords_are_named() -> None:
    assert "密码" in refused((PDFS / "password.pdf").read_bytes())


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"])
def test_what_is_no_pdf_says_so(data: bytes) -> None:
    assert "损坏" in refused(data)


def test_damaged_files_are_read_or_refused_in_plain_words() -> None:
    whole = (PDFS / "table.pdf").read_bytes()
    chance = random.Random(20)
    damaged = [whole[: len(whole) * i // 12] for i in range(1, 12)]
    for _ in range(25):
        flipped = bytearray(whole)
        for _ in range(chance.randrange(1, 200)):
            flipped[chance.randrange(len(flipped))] = chance.randrange(256)
        damaged.append(bytes(flipped))
    for data in damaged:
        found = read_bytes(data, "a.pdf")
        if isinstance(found, Unreadable):
            assert found.message.endswith("。")
    assert isinstance(read_bytes(whole, "a.pdf"), Source)


def one_page(content: str, font: str = "/Subtype /Type1 /BaseFont /Helvetica", page: str = "") -> bytes:
    """A PDF of one page, without a table of its objects, which PDFium then looks for."""
    return (
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        f"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {page}"
        f" /Resources << /Font << /F << /Type /Font {font} >> >> >> >>\nendobj\n"
        f"4 0 obj\n<< /Length {len(content)} >>\nstream\n{content}\nendstream\nendobj\n"
        "trailer\n<< /Root 1 0 R >>\n%%EOF\n"
    ).encode()


def text_of(data: bytes) -> str:
    found = read_bytes(data, "a.pdf")
    assert isinstance(found, Source), found
    return found.text


def test_slanting_watermarks_and_what_lies_beside_the_page_are_no_text() -> None:
    content = (
        "BT /F 16 Tf 1 0 0 1 80 700 Tm (Annual report 2023) Tj ET "
        "BT /F 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm (DRAFT) Tj ET BT /F 16 Tf 1 0 0 1 700 700 Tm (Hidden) Tj ET"
    )
    assert text_of(one_page(content)) == "Annual report 2023"


@pytest.mark.parametrize(
    ("turns", "matrix"), [(90, "0 1 -1 0 100 80"), (180, "-1 0 0 -1 500 700"), (270, "0 -1 1 0 100 700")]
)
def test_pages_shown_turned_are_read_as_shown(turns: int, matrix: str) -> None:
    content = f"BT /F 16 Tf {matrix} Tm 20 TL (First line of it) Tj T* (and the second) Tj ET"
    assert text_of(one_page(content, page=f"/Rotate {turns}")).replace("\n", " ") == "First line of it and the second"


def test_text_scaled_by_its_matrix_has_the_size_that_is_seen() -> None:
    content = "BT /F 1 Tf 16 0 0 16 80 700 Tm (Two words) Tj ET"
    assert text_of(one_page(content)) == "Two words"


def test_a_text_layer_without_meaning_is_refused() -> None:
    font = "/Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2"
    font += " /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>]"
    codes = "".join(f"{code:04x}" for code in range(0xE100, 0xE180))
    message = refused(one_page(f"BT /F 16 Tf 1 0 0 1 20 700 Tm <{codes}> Tj ET", font))
    assert "文字层" in message


def test_an_empty_page_is_an_empty_file() -> None:
    assert "空" in refused(one_page(""))


def test_a_crash_of_pdfium_ends_one_file_only(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = (PDFS / "table.pdf").read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(pdf, "_COMMAND", (sys.executable, "-c", "import os; os.abort()"))
        patched.setattr(pdf, "_process", pdf._Process())
        assert "读不出文字" in refused(whole)
    assert isinstance(read_bytes(whole, "a.pdf"), Source)


def test_a_file_that_takes_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_COMMAND", (sys.executable, "-c", "import time; time.sleep(60)"))
    monkeypatch.setattr(pdf, "_process", pdf._Process())
    monkeypatch.setattr(pdf, "TIME_LIMIT", 0.2)
    assert "没有读完" in refused((PDFS / "table.pdf").read_bytes())


def test_pdfium_is_not_loaded_into_this_process() -> None:
    extracted("table")
    assert "pypdfium2" not in sys.modules


def test_without_pdfium_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda _: None)
    assert "fzcheck[pdf]" in refused((PDFS / "table.pdf").read_bytes())
