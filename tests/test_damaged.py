"""Damaged and hostile files of every format: read, or refused in one clear line, in bounded time; the others go on."""

from __future__ import annotations

import io
import json
import random
import time
import warnings
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest

from checker.cli import run
from checker.model import Source, Unreadable
from checker.pipeline import judge
from checker.reading import read_bytes
from checker.reading.xml_tree import MOST_TAGS
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import SEEDS
from tests.files.make import FOLDER
from tests.ofd_files import ofd_of, package, zipped

if not all(map(find_spec, ("defusedxml", "selectolax", "pypdfium2"))):
    pytest.skip("the libraries of the formats are not installed", allow_module_level=True)

TEXT = next(SEEDS.glob("002_*.txt")).read_text("utf-8")
SOUND = {
    **{format: (FOLDER / f"002.{format}").read_bytes() for format in ("docx", "odt", "rtf", "html", "pdf", "doc")},
    "ofd": ofd_of(TEXT),
    "txt": TEXT.encode("gb18030"),
}
ZIPPED = {"docx": "word/document.xml", "odt": "content.xml", "ofd": "Doc_0/Pages/Page_0/Content.xml"}
"""The formats that are archives, and the part with the text."""

SECONDS = 2.0
"""Of this process, for one file of any kind; the process that reads PDF has a limit of its own."""


@pytest.fixture(autouse=True)
def _no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.reading import office

    monkeypatch.setattr(office, "find_office", lambda: None)


def tried(data: bytes, path: str) -> Source | Unreadable:
    """Read a file, and see that it takes no time and that a refusal is what a user can use."""
    begin = time.process_time()
    found = read_bytes(data, path)
    assert time.process_time() - begin < SECONDS, path
    if isinstance(found, Unreadable):
        assert found.message.endswith(("。", "）。")), found.message
        assert "\n" not in found.message
        assert any("\u4e00" <= char <= "\u9fff" for char in found.message)
    else:
        assert found.text.strip()
    return found


def refused(data: bytes, path: str) -> str:
    found = tried(data, path)
    assert isinstance(found, Unreadable), (path, found.text[:80])
    return found.message


def cut_and_flipped(data: bytes, chance: random.Random) -> Iterator[bytes]:
    """A file that was copied in part, that lost bytes, in which bits turned over."""
    for i in range(1, 10):
        yield data[: len(data) * i // 10]
        yield data[len(data) * i // 10 :]
    for _ in range(8):
        at, length = chance.randrange(len(data)), chance.randrange(1, 2000)
        yield data[:at] + data[at + length :]
        yield data[:at] + bytes(length) + data[at + length :]
    for _ in range(14):
        flipped = bytearray(data)
        for _ in range(chance.choice((1, 3, 10, 100))):
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        yield bytes(flipped)


@pytest.mark.parametrize("format", SOUND)
def test_cut_and_flipped(format: str, ruleset: RuleSet) -> None:
    results = [tried(data, f"报告.{format}") for data in cut_and_flipped(SOUND[format], random.Random(format))]
    for found in results[::3]:
        if isinstance(found, Source):
            assert 0 <= judge(found, ruleset).score <= 100
    assert isinstance(read_bytes(SOUND[format], f"报告.{format}"), Unreadable if format == "doc" else Source)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("format", ZIPPED)
def test_parts_that_are_missing_or_others(format: str) -> None:
    parts = parts_of(SOUND[format])
    others: list[str | bytes] = ["", "<a/>", b"\xff\xfe\0", parts[ZIPPED[format]]]
    for name in parts:
        tried(zipped({other: data for other, data in parts.items() if other != name}), f"报告.{format}")
        for other in others:
            tried(zipped({**parts, name: other}), f"报告.{format}")
    assert "损坏" in refused(zipped({**parts, ZIPPED[format]: "<"}), f"报告.{format}")


@pytest.mark.parametrize("format", ZIPPED)
def test_a_part_that_is_there_twice(format: str) -> None:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as archive:
        warnings.simplefilter("ignore")
        for _ in range(2):
            for name, data in parts_of(SOUND[format]).items():
                archive.writestr(name, data)
    found = tried(stream.getvalue(), f"报告.{format}")
    assert isinstance(found, Source)
    assert found.text == text_of(format)


def text_of(format: str) -> str:
    found = read_bytes(SOUND[format], f"报告.{format}")
    assert isinstance(found, Source)
    return found.text


@pytest.mark.parametrize("format", [format for format in SOUND if format != "doc"])
def test_the_name_may_say_another_format(format: str) -> None:
    """A .doc that is a web page, a .txt that is a Word file, a .pdf that is a text: the content tells."""
    for named in SOUND:
        if format == "txt" and named == "html":
            continue  # A text is a web page when its name says so and it has a tag.
        found = tried(SOUND[format], f"报告.{named}")
        assert isinstance(found, Source), named
        assert (found.format, found.text) == (format, text_of(format))


PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\2\0\0\0" + random.Random(1).randbytes(3000)
NO_REPORTS = {
    "a picture": PICTURE,
    "a photograph": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" + random.Random(2).randbytes(3000),
    "an archive": zipped({"照片/1.jpg": b"\xff\xd8"}),
    "a spreadsheet": zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}),
    "a program": b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + random.Random(3).randbytes(3000),
    "a RAR archive": b"Rar!\x1a\7\1\0" + random.Random(4).randbytes(3000),
    "nothing": b"",
    "one byte": b"\0",
    "a head of PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "a head of Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "a head of a zip": b"PK\3\4",
    "the end of an empty zip": b"PK\5\6" + bytes(18),
}


@pytest.mark.parametrize("what", NO_REPORTS)
def test_what_is_no_report_whatever_its_name(what: str) -> None:
    for named in SOUND:
        refused(NO_REPORTS[what], f"报告.{named}")


ENTITIES = (
    '<!DOCTYPE a [<!ENTITY a "报告"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'


@pytest.mark.parametrize("format", ZIPPED)
@pytest.mark.parametrize(
    "content",
    [
        ENTITIES,
        OUTSIDE,
        "<a>" * 100_000 + "</a>" * 100_000,
        "<a " + " ".join(f'b{i}=""' for i in range(100_000)) + "/>",
        "<a>" + "<b/>" * (MOST_TAGS + 1) + "</a>",
        " " * (65 * 2**20),
        "<a>" + "\0" * 2**20 + "</a>",
    ],
    ids=["entities", "files", "depth", "attributes", "elements", "bomb", "zeros"],
)
def test_hostile_parts(format: str, content: str) -> None:
    message = refused(zipped({**parts_of(SOUND[format]), ZIPPED[format]: content}), f"报告.{format}")
    assert "passwd" not in message and "root:" not in message


@pytest.mark.parametrize("format", ZIPPED)
def test_archives_whose_directory_lies(format: str) -> None:
    parts = parts_of(SOUND[format])
    bomb = zipped({**parts, ZIPPED[format]: " " * (30 * 2**20)})
    size = (30 * 2**20).to_bytes(4, "little")
    assert size in bomb
    refused(bomb.replace(size, (1000).to_bytes(4, "little")), f"报告.{format}")
    many = zipped({**parts, **{f"x/{i}": "" for i in range(6000)}})
    assert "异常" in refused(many, f"报告.{format}")


def test_many_parts_of_many_elements_are_too_many() -> None:
    page = "<a>" + "<b/>" * (MOST_TAGS // 2) + "</a>"
    parts = {f"Doc_0/Pages/Page_{i}/Content.xml": page for i in range(2)}
    listed = "".join(f'<Page BaseLoc="Pages/Page_{i % 2}/Content.xml"/>' for i in range(200))
    parts["Doc_0/Document.xml"] = f"<Document><Pages>{listed}</Pages></Document>"
    begin = time.process_time()
    found = read_bytes(package([], **parts), "报告.ofd")
    assert isinstance(found, Unreadable)
    assert time.process_time() - begin < 10


@pytest.mark.parametrize(
    ("format", "data"),
    [
        ("rtf", b"{\\rtf1 " + b"{" * 1_000_000),
        ("rtf", b"{\\rtf1 " + b"{\\b " * 200_000 + "报告".encode("gbk") + b"}" * 200_000),
        ("rtf", b"{\\rtf1 \\bin999999999 " + b"x" * 1000),
        ("rtf", b"{\\rtf1 " + b"\\u20013 ?" * 200_000 + b"}"),
        ("html", b"<html><body>" + b"<div>" * 100_000 + "报告".encode()),
        ("html", b"<html><body>" + b"<table><tr><td>" * 30_000 + "报告".encode()),
        ("html", b"<html><body><p " + b"a=1 " * 200_000 + b">" + "报告".encode()),
        ("html", b"<html>" + b"<!--" * 200_000),
        ("html", b"MIME-Version: 1.0\r\n" + b"Content-Type: multipart/related;\r\n" * 50_000),
        ("pdf", b"%PDF-1.4\n1 0 obj\n" + b"[" * 1_000_000),
        ("pdf", b"%PDF-1.4\n" + b"".join(b"%d 0 obj <</Next %d 0 R>> endobj\n" % (i, i + 1) for i in range(20_000))),
        ("txt", "报告".encode() * 1_000_000),
        ("txt", b"\n" * 8_000_000),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_hostile_files_that_are_no_archives(format: str, data: bytes) -> None:
    tried(data, f"报告.{format}")


def test_a_folder_of_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What offices send: reports in every format, some of them damaged, an old .doc on a computer without LibreOffice."""
    folder = tmp_path / "各街道报告"
    folder.mkdir()
    sound = {f"好{i}.{format}": data for i, (format, data) in zip(count(1), SOUND.items(), strict=False)}
    old = next(name for name in sound if name.endswith(".doc"))
    damaged = {
        f"坏{i}.{format}": data[: len(data) // 2] for i, (format, data) in enumerate(SOUND.items()) if format in ZIPPED
    }
    damaged |= {
        "空.docx": b"",
        "图片.pdf": PICTURE,
        "程序.rtf": NO_REPORTS["a program"],
        "压缩包.odt": NO_REPORTS["an archive"],
    }
    named_otherwise = {"网页.doc": SOUND["html"], "稿子.txt": SOUND["docx"]}
    for name, data in {**sound, **damaged, **named_otherwise}.items():
        (folder / name).write_bytes(data)
    (folder / "照片.jpg").write_bytes(PICTURE)
    (folder / "~$好1.docx").write_bytes(b"locked")

    assert run([str(folder), "-f", "json", "--no-compare", "--jobs", "1"]) == 2

    out, err = capsys.readouterr()
    told = json.loads(out)
    read = {Path(report["path"]).name: report for report in told["reports"]}
    assert set(read) == {*sound, *named_otherwise} - {old}
    assert {(report["is_report"], report["meta"]["issuer"]) for report in read.values()} == {
        (True, read["好8.txt"]["meta"]["issuer"])
    }
    errors = {Path(error["path"]).name: error["message"] for error in told["errors"]}
    assert set(errors) == {*damaged, old}
    assert "LibreOffice" in errors[old]
    assert len([line for line in err.splitlines() if line.startswith("读不了 ")]) == len(errors)
