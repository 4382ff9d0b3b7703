from __future__ import annotations

from pathlib import Path

import pytest

from checker.model import Source, Unreadable
from checker.reading import MAX_TEXT, read_bytes, read_file

TEXT = "云水县桃林镇人民政府\n2023年法治政府建设情况报告\n"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_encodings(encoding: str, name: str) -> None:
    source = read_bytes(TEXT.encode(encoding), "a.txt")
    assert isinstance(source, Source)
    assert source.text == TEXT
    assert source.encoding == name


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空"),
        (b" \n\t\n", "空"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "文件"),
        (b"\xff\xff\xff\xff\x81\xff", "编码"),
        (bytes(5000), "文件"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data: bytes, word: str) -> None:
    found = read_bytes(data, "a.txt")
    assert isinstance(found, Unreadable)
    assert word in found.message
    assert found.message.endswith("。")


def test_missing_folder_and_large_files(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"a" * (MAX_TEXT + 1))
    for path in (tmp_path / "none.txt", tmp_path, large):
        assert isinstance(read_file(str(path)), Unreadable)


def test_newlines_are_one_kind() -> None:
    source = read_bytes("甲\r\n乙\r丙\n".encode(), "a.txt")
    assert isinstance(source, Source)
    assert source.text == "甲\n乙\n丙\n"


def test_positions_count_from_one() -> None:
    source = Source("a", "txt", "utf-8", "", "甲乙\n\n丙")
    assert source.position(0) == (1, 1)
    assert source.position(1) == (1, 2)
    assert source.position(4) == (3, 1)
    assert source.line_span(3) == (4, 5)
