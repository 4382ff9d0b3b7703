"""RTF: what Word, WPS and LibreOffice write, as a reader sees it on paper."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.model import Result, Source, Unreadable
from checker.reading import read_bytes
from tests.corpus_files import sound_report

WORD = (
    r"{\rtf1\adeflang1025\ansi\ansicpg936\uc2\deff0{\fonttbl{\f0\froman\fcharset0\fprq2 Times New Roman;}"
    r"{\f13\fnil\fcharset134\fprq2{\*\panose 02010600030101010101}\'cb\'ce\'cc\'e5{\*\falt SimSun};}}{\colortbl;\red0\green0\blue0;}"
    r"{\stylesheet{\s1 \'b1\'ea\'cc\'e2;}}{\*\listtable{\list{\listlevel{\leveltext\'02\'00\'a1\'a2;}}}}"
    r"{\info{\title \'bb\'fa\'c3\'dc}{\author \'d5\'c5}}{\header\pard \'d2\'b3\'c3\'bc\par}{\footer\pard {\field{\*\fldinst PAGE}{\fldrslt 3}}\par}"
)


def rtf(body: str, head: str = WORD) -> list[str]:
    found = read_bytes((head + body + "}").encode("latin-1"), "a.rtf")
    assert isinstance(found, Source), found
    return found.text.split("\n")


def gbk(text: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gb18030"))


def units(text: str) -> str:
    """Text as LibreOffice writes it: signed UTF-16 units, each with a question mark for old programs."""
    codes = text.encode("utf-16-le")
    numbers = (int.from_bytes(codes[i : i + 2], "little", signed=True) for i in range(0, len(codes), 2))
    return "\\uc1" + "".join(f"\\u{number}\\'3f" for number in numbers)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"\pard\plain\f13 " + gbk("法治政府建设") + r"\f0 2023\f13 " + gbk("年") + r"\par", ["法治政府建设2023年"]),
        (r"\pard\f0 " + gbk("西文字体里的汉字") + r"\par", ["西文字体里的汉字"]),
        (
            r"\pard\f13 \'81\'40\'81@\'81" + "\n" + r"\'40\par",
            ["丂丂丂"],
        ),  # the second byte as a character, after a line end
        (units("云水𠮷野“依法”") + r"\par", ["云水𠮷野“依法”"]),
        (r"\uc2\u20113\'d4\'c6\u27700\'cb\'ae{\uc0\u21439}\u26691\'cc\'d2\par", ["云水县桃"]),
        (r"{\uc0 \u55362\uc1 \u57271\'3f}\par", ["𠮷"]),
        (r"\uc1\ldblquote\u20381?\rdblquote\emdash\tab\u27861?\~1\_2\{\}\\\par", ["“依”—\t法 1-2{}\\"]),
        (r"\pard a\line b\par\page c\par", ["a", "b", "c"]),
        (r"{\b a}{\i b}{\*\bkmkstart x}c{\*\bkmkend x}{\xe{d}}\par", ["abc"]),
        (r"{\field{\*\fldinst { HYPERLINK http://x/ }}{\fldrslt {\ul " + gbk("链接") + r"}}}\par", ["链接"]),
        (r"{\upr{\f0 ??}{\*\ud{\uc1\u20113?}}}\par", ["云"]),
    ],
)
def test_characters(body: str, expected: list[str]) -> None:
    assert rtf(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"{\listtext\pard\plain\f13 " + gbk("一、") + r"\tab}\pard\ls1 " + gbk("工作") + r"\par", ["一、 工作"]),
        (
            r"\pard{\pntext\f13 " + gbk("（一）") + r"\tab}{\*\pn\pnlvlbody{\pntxta .}}" + gbk("执法") + r"\par",
            ["（一） 执法"],
        ),
        (r"\pard a{\deleted b}{\deleted\par}{\revised c}\par d\par", ["ac", "d"]),
        (r"\pard a{\v b\par}\v c\v0 d\v e\plain f\par", ["adf"]),
        (
            r"\pard a{\super\chftn}{\footnote\pard\plain{\super\chftn} " + gbk("口径") + r"\par}b\par c\par",
            ["ab", "注：口径", "c"],
        ),
        (
            r"\pard a{\shp{\*\shpinst{\sp{\sn fLine}{\sv 1}}{\shptxt\pard x\par y\par}}{\shprslt{\*\do{\dptxbxtext x\par}}}}b\par",
            ["ab", "x", "y"],
        ),
        (
            r"\pard a{\*\annotation\pard z\par}{\*\atnid z}{\*\unknown z}{\pict\wmetafile8 0123}{\*\shppict{\pict 01}}b\par",
            ["ab"],
        ),
        (r"\pard a{\pict\bin5 {}\{}x}b\par", ["ab"]),
        (r"\pard a\par}{\pard outside\par", ["a"]),
    ],
)
def test_numbers_notes_and_revisions(body: str, expected: list[str]) -> None:
    assert rtf(body) == expected


def test_tables_come_row_by_row() -> None:
    row = r"\trowd\cellx900\cellx1800\pard\intbl {}\cell {}\cell{{\trowd\cellx900\cellx1800\row}}"
    found = rtf(
        row.format("a", r"2022\par 年".replace("年", gbk("年")))
        + row.format("b", "")
        + r"\pard c\par\trowd\cellx900\cellx1800\pard\intbl lead\par {\itap2\pard\intbl\itap2 x\nestcell 1|2\nestcell{\*\nesttableprops\trowd\nestrow}"
        r"{\nonesttables\par}}\pard\intbl tail\cell " + "k" * 200 + r"\cell\row\pard d\par"
    )
    assert found == ["| a | 2022年 |", "| b |  |", "c", "lead", "| x | 1｜2 |", "tail", "k" * 200, "d"]


def test_a_report_as_rtf_is_judged_like_its_text(judged: Callable[[str], Result]) -> None:
    text = sound_report()
    body = "".join(r"\pard\plain\f13 " + gbk(line) + r"\par" + "\n" for line in text.splitlines())
    found = read_bytes((WORD + body + "}").encode("latin-1"), "a.rtf")
    assert isinstance(found, Source)
    one, other = judged(found.text), judged(text)
    assert {n: e.state for n, e in one.elements.items()} == {n: e.state for n, e in other.elements.items()}
    assert [(f.rule, f.place and f.place.quote) for f in one.findings] == [
        (f.rule, f.place and f.place.quote) for f in other.findings
    ]
    assert (found.encoding, len(found.blocks)) == ("gb18030", found.text.count("\n") + 1)
    assert not any(word in found.text for word in ("机密", "页眉", "标题", "宋体"))


HOSTILE = {
    "braces": r"{\rtf1" + "{" * 300_000,
    "closing": r"{\rtf1 a" + "}" * 300_000,
    "fields": r"{\rtf1" + r'{\field{\*\fldinst{HYPERLINK "' * 900,
    "fonts": r"{\rtf1{\fonttbl" + r"{\f1\fcharset134 x;}" * 60_000 + "}a}",
    "words": r"{\rtf1 " + r"\b\u-1?" * 100_000 + "}",
    "notes": r"{\rtf1 " + r"{\footnote " * 1_500 + "a",
    "cells": r"{\rtf1 \intbl " + r"a\cell" * 100_000 + r"\row}",
    "bin": r"{\rtf1 a\bin999999999 b}",
    "numbers": r"{\rtf1 \u99999999999999999999 \uc-5 \u999999999 \f-3 \deff\ansicpg0\fcharset\'zz\'1 a}",
    "long word": r"{\rtf1 \\" + "a" * 3_000_000 + "}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_soon(name: str) -> None:
    begun = time.process_time()
    found = read_bytes(HOSTILE[name].encode("latin-1"), "a.rtf")
    assert time.process_time() - begun < 3
    assert isinstance(found, Source) or found.message.endswith("。")


def test_what_is_no_rtf_is_refused() -> None:
    found = read_bytes(b"a text", "a.rtf", "rtf")
    assert isinstance(found, Unreadable) and "另存为 .docx" in found.message


def test_damaged_files_are_read_or_refused() -> None:
    body = "".join(
        r"\pard{\listtext 1.\tab}\f13 " + gbk(line) + units(line) + r"\par" for line in sound_report().splitlines()
    )
    whole = (WORD + body + "}").encode("latin-1")
    rng = random.Random(3)
    for _ in range(60):
        data = bytearray(whole[: rng.randrange(len(whole))])
        for _ in range(rng.randrange(60)):
            if len(data) > 6:
                data[rng.randrange(6, len(data))] ^= 1 << rng.randrange(8)
        found = read_bytes(bytes(data), "a.rtf")
        assert isinstance(found, Source) or found.message.endswith("。")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_writes(tmp_path: Path) -> None:
    page = (
        '<meta charset="utf-8"><p>𠮷野“依法行政”</p><ol><li>甲项<li>乙项<ol type=a><li>子项</ol></ol><table border=1><tr><td>项目<td>2023年'
        "<tr><td>案件<td>30</table><p>尾</p>"
    )
    (tmp_path / "a.html").write_text(page, "utf-8")
    for source, target, more in (("a.html", "odt", ["--infilter=HTML (StarWriter)"]), ("a.odt", "rtf", [])):
        command = [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            *more,
            "--convert-to",
            target,
        ]
        subprocess.run(
            [*command, "--outdir", str(tmp_path), str(tmp_path / source)], check=True, capture_output=True, timeout=100
        )
    found = read_bytes((tmp_path / "a.rtf").read_bytes(), "a.rtf")
    assert isinstance(found, Source)
    expected = ["𠮷野“依法行政”", "1. 甲项", "2. 乙项", "a. 子项", "| 项目 | 2023年 |", "| 案件 | 30 |", "尾"]
    assert [line.strip() for line in found.text.split("\n")] == expected
