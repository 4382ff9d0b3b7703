"""Old Word and WPS files: through LibreOffice where there is one, with a clear word where there is none."""

from __future__ import annotations

import json
import os
import shutil
import struct
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from checker.model import Source, Unreadable
from checker.reading import office, read_bytes
from checker.reading.extracted import Extracted

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a script")


def compound(*names: str, flags: int = 0) -> bytes:
    """The outside of an OLE file: a header, a directory with the names, and the head of a Word document."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[30] = 9
    directory = b""
    for name in ("Root Entry", *names):
        entry = bytearray(128)
        spelled = name.encode("utf-16-le")
        entry[: len(spelled)] = spelled
        entry[116:120] = struct.pack("<I", 4)
        directory += entry
    fib = struct.pack("<HHHHHH", 0xA5EC, 193, 0, 0, 0, flags).ljust(512, b"\0")
    return bytes(header) + directory.ljust(2048, b"\0") + fib


WORD = compound("WordDocument", "1Table")


def refused(data: bytes, path: str = "报告.doc") -> str:
    found = read_bytes(data, path)
    assert isinstance(found, Unreadable), found
    assert found.message.endswith("。")
    return found.message


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No LibreOffice on this machine, a folder for temporary files of its own, and a reader that shows what it gets."""
    shows = SimpleNamespace(extract=lambda data: Extracted(data.decode("latin-1")))
    monkeypatch.setitem(sys.modules, "checker.reading.docx", shows)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(office, "_usual_places", lambda: iter(()))
    (tmp_path / "bin").mkdir()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path


def stand_in(folder: Path, body: str) -> None:
    """A soffice on the search path that tells its arguments and environment, then does as it is told."""
    script = folder / "bin" / "soffice"
    script.write_text(
        f"#!{sys.executable}\nimport json, os, pathlib, subprocess, sys, time\n"
        "arguments = sys.argv[1:]\nout = pathlib.Path(arguments[arguments.index('--outdir') + 1])\n"
        f"told = pathlib.Path({str(folder / 'told.json')!r})\n"
        "told.write_text(json.dumps({'arguments': arguments, 'home': os.environ['HOME'], 'cwd': os.getcwd()}))\n"
        + body,
        "utf-8",
    )
    script.chmod(0o755)


def left_behind(folder: Path) -> list[Path]:
    return list((folder / "temporary").iterdir())


def test_without_libreoffice_the_way_out_is_told(nowhere: Path) -> None:
    message = refused(WORD)
    assert "LibreOffice" in message and "另存为 .docx" in message


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (compound("EncryptionInfo", "EncryptedPackage"), "密码"),
        (compound("WordDocument", flags=0x0100), "密码"),
        (compound("Workbook"), "不是文字文稿"),
        (compound("PowerPoint Document"), "不是文字文稿"),
        (WORD[:8], "不是文字文稿"),
    ],
)
def test_what_no_conversion_helps_is_told_before_any(data: bytes, word: str, nowhere: Path) -> None:
    assert word in refused(data, "报告.docx")


@POSIX
def test_the_conversion_is_private_and_leaves_nothing(nowhere: Path) -> None:
    stand_in(
        nowhere, "out.mkdir()\n(out / 'in.docx').write_bytes(pathlib.Path(arguments[-1]).read_bytes() + b'converted')\n"
    )
    found = read_bytes(WORD, "报告.wps")
    assert isinstance(found, Source)
    assert (found.format, found.original) == ("doc", WORD + b"converted")
    assert found.text.endswith("converted")
    told = json.loads((nowhere / "told.json").read_text("utf-8"))
    own = nowhere / "temporary"
    assert "--headless" in told["arguments"] and "docx:MS Word 2007 XML" in told["arguments"]
    profile = next(a for a in told["arguments"] if a.startswith("-env:UserInstallation="))
    for place in (profile.split("file://")[1], told["home"], told["cwd"], told["arguments"][-1]):
        assert Path(place).is_relative_to(own)
    assert left_behind(nowhere) == []


@POSIX
@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("sys.exit(1)\n", "打不开"),
        ("out.mkdir()\nos.symlink('/etc/hostname', out / 'in.docx')\n", "打不开"),
        ("out.mkdir()\nf = open(out / 'in.docx', 'wb')\nf.truncate(65 * 2**20)\n", "上限"),
    ],
)
def test_a_failed_conversion_is_told_and_leaves_nothing(body: str, word: str, nowhere: Path) -> None:
    stand_in(nowhere, body)
    assert word in refused(WORD)
    assert left_behind(nowhere) == []


@POSIX
def test_a_conversion_that_hangs_is_ended_with_its_children(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = nowhere / "child"
    stand_in(
        nowhere,
        f"child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(child)!r}).write_text(str(child.pid))\ntime.sleep(60)\n",
    )
    monkeypatch.setattr(office, "TIMEOUT", 1.0)
    assert "已经停止" in refused(WORD)
    assert left_behind(nowhere) == []
    pid = int(child.read_text())
    for _ in range(50):
        if not is_alive(pid):
            break
        time.sleep(0.1)
    assert not is_alive(pid)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] == "Z")


@POSIX
def test_a_program_in_the_current_folder_is_not_run(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(nowhere, "")
    monkeypatch.chdir(nowhere / "bin")
    for path in (".", "", str(nowhere / "bin")):
        monkeypatch.setenv("PATH", path)
        assert office.find_office() is None


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_real_file_is_converted_and_read() -> None:
    pytest.importorskip("checker.reading.docx")
    page = '<meta charset="utf-8"><p>云水县桃林镇2023年法治政府建设年度报告</p><p>全镇办理行政处罚案件22件。</p>'
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.html").write_text(page, "utf-8")
        command = [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--infilter=HTML (StarWriter)",
        ]
        office._run(
            [*command, "--convert-to", "doc:MS Word 97", "--outdir", name, str(folder / "a.html")], folder, folder
        )
        data = (folder / "a.doc").read_bytes()
    found = read_bytes(data, "报告.wps")
    assert isinstance(found, Source), found
    assert found.text.split("\n") == ["云水县桃林镇2023年法治政府建设年度报告", "全镇办理行政处罚案件22件。"]
    assert found.format == "doc" and found.original is not None and found.original.startswith(b"PK")
