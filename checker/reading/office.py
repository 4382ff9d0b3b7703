"""Old Word and WPS files (OLE compound files) by an installed LibreOffice: bytes → .docx → text.

The conversion runs in a private folder with a private profile, in which macros, links and the network are shut off; the
folder is removed whatever happens.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from checker.reading.extracted import MAX_BYTES, Extracted, RefusedError, too_large

TIMEOUT = 60.0
"""Seconds that a conversion may take; the first one on a cold machine takes some ten."""

_NO_OFFICE = (
    "这是旧版 Word/WPS 格式（.doc、.wps），要由 LibreOffice 转换，这台电脑上没有找到 LibreOffice。"
    "请在 Word 或 WPS 里另存为 .docx 再检查，或者安装 LibreOffice。"
)
_SLOW = "LibreOffice 转换这个文件超过 {seconds:.0f} 秒，已经停止。请在 Word 或 WPS 里另存为 .docx 再检查。"
_FAILED = "LibreOffice 打不开这个文件，可能已损坏或设有密码。请在 Word 或 WPS 里打开，另存为 .docx 再检查。"
_PASSWORD = "文件设有密码，读不了。请在 Word 或 WPS 里取消密码保护，保存后再检查。"
_NO_TEXT = "这不是文字文稿（可能是表格、幻灯片或安装程序）。请确认文件没有拿错。"

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/usr/local/bin/soffice",
    "/snap/bin/libreoffice",
)
_QUIETLY = (
    *("--headless", "--invisible", "--norestore", "--nolockcheck", "--nologo", "--nodefault"),
    *("--convert-to", "docx:MS Word 2007 XML"),
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>
"""
_SETTING = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_SAFE = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    # A proxy that does not exist: nothing a document links to is fetched.
    ("Inet/Settings", "ooInetProxyType", "2"),
    *(("Inet/Settings", f"ooInet{kind}ProxyName", "127.0.0.1") for kind in ("HTTP", "HTTPS", "FTP")),
    *(("Inet/Settings", f"ooInet{kind}ProxyPort", "9") for kind in ("HTTP", "HTTPS", "FTP")),
)

_ENTRY = 128
"""Bytes of an entry in the directory of a compound file (MS-CFB 2.6.1), which begins with a name in UTF-16."""

_TEXT_STREAMS = ("WordDocument", "MatOST")
_ENCRYPTED_STREAMS = ("EncryptedPackage", "EncryptionInfo")


def extract(data: bytes) -> Extracted:
    """Convert an old Word or WPS file and read it; ``original`` is the .docx it became.

    Raises:
        RefusedError: when it is no text document or has a password, when there is no LibreOffice, or it fails.
    """
    if any(_entry(data, name) is not None for name in _ENCRYPTED_STREAMS) or _is_encrypted_word(data):
        raise RefusedError(_PASSWORD)
    if all(_entry(data, name) is None for name in _TEXT_STREAMS):
        raise RefusedError(_NO_TEXT)
    program = find_office()
    if program is None:
        raise RefusedError(_NO_OFFICE)
    reader = import_module("checker.reading.docx")
    converted = _converted(data, program)
    found: Extracted = reader.extract(converted)
    return replace(found, original=converted)


def _entry(data: bytes, name: str) -> int | None:
    """Where the directory of a compound file has an entry of that name."""
    wanted = (name + "\0").encode("utf-16-le")
    at = data.find(wanted)
    while at >= 0 and at % _ENTRY:
        at = data.find(wanted, at + 1)
    return at if at >= 0 else None


def _is_encrypted_word(data: bytes) -> bool:
    """Does the head of a Word binary file say that it is encrypted (MS-DOC 2.5.2, fEncrypted)?"""
    entry = _entry(data, "WordDocument")
    if entry is None or len(data) < entry + _ENTRY:
        return False
    sector = 1 << min(data[30], 12)
    first = int.from_bytes(data[entry + 116 : entry + 120], "little")
    head = data[(first + 1) * sector : (first + 1) * sector + 12]
    return len(head) == 12 and head[:2] in (b"\xec\xa5", b"\xdc\xa5") and bool(head[11] & 1)


def find_office() -> Path | None:
    """The program of an installed LibreOffice: on the search path, else at the usual places."""
    for name in _NAMES:
        found = shutil.which(name)
        # Windows looks into the current folder first, where a report's sender may have put something.
        if found and Path(found).is_absolute() and Path(found).parent != Path.cwd():
            return Path(found)
    return next((place for place in _usual_places() if place.is_file()), None)


def _usual_places() -> Iterator[Path]:
    for variable in ("ProgramFiles", "ProgramFiles(x86)"):
        if folder := os.environ.get(variable):
            yield Path(folder) / "LibreOffice" / "program" / "soffice.exe"
    yield from map(Path, _PLACES)
    yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)


def _converted(data: bytes, program: Path) -> bytes:
    with tempfile.TemporaryDirectory(prefix="fzcheck-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        profile, home = folder / "profile", folder / "home"
        (profile / "user").mkdir(parents=True)
        home.mkdir()
        items = "".join(_SETTING.format(path=path, name=name, value=value) for path, name, value in _SAFE)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS.format(items=items), "utf-8")
        (folder / "in.doc").write_bytes(data)
        command = [
            str(program),
            f"-env:UserInstallation={profile.as_uri()}",
            *_QUIETLY,
            "--outdir",
            str(folder / "out"),
        ]
        command.append(str(folder / "in.doc"))
        _run(command, folder, home)
        made = folder / "out" / "in.docx"
        if not made.is_file() or made.is_symlink():
            raise RefusedError(_FAILED)
        size = made.stat().st_size
        if size > MAX_BYTES:
            raise RefusedError(too_large(size, MAX_BYTES))
        return made.read_bytes()


def _run(command: list[str], folder: Path, home: Path) -> None:
    """Run a program with all its children in a folder, for a bounded time."""
    own = dict.fromkeys(("HOME", "TMPDIR", "TMP", "TEMP", "XDG_RUNTIME_DIR"), str(home))
    own |= {f"XDG_{kind}_HOME": str(home) for kind in ("CONFIG", "CACHE", "DATA", "STATE")}
    own |= dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **own},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise RefusedError(_FAILED) from error
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired as error:
        raise RefusedError(_SLOW.format(seconds=TIMEOUT)) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and what it started, which may outlive it."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
