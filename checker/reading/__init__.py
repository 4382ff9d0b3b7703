"""Files → :class:`~checker.model.Source`. One module a format; :mod:`~checker.reading.formats` tells which is which."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path

from checker.model import Source, Unreadable
from checker.reading.extracted import MAX_BYTES, MAX_TEXT, Extracted, RefusedError, too_large
from checker.reading.formats import FORMATS, SUFFIXES, format_of

__all__ = ["FORMATS", "MAX_BYTES", "MAX_TEXT", "SUFFIXES", "read_bytes", "read_file"]

_EMPTY = "文件是空的，没有可以检查的文字。"
_OTHER_ARCHIVE = "这是压缩文件，不是文稿。请解压后再检查里面的文稿。"
_BROKEN = "文件已损坏，或不是规范的 {name} 文件，读不出文字。请用原来的软件打开并另存一份再检查。"


def read_file(path: str, format: str | None = None) -> Source | Unreadable:
    """Read one report; ``format`` is what it is, None to look at its content.

    A file that cannot be read comes back as :class:`~checker.model.Unreadable`.
    """
    file = Path(path)
    try:
        size = file.stat().st_size
        if file.is_dir():
            next(file.iterdir(), None)
            return Unreadable(path, "这是文件夹，不是文件。")
        if size > MAX_BYTES:
            return Unreadable(path, too_large(size, MAX_BYTES))
        data = file.read_bytes()
    except FileNotFoundError:
        return Unreadable(path, "找不到这个文件。请检查文件名和所在文件夹。")
    except OSError as error:
        return Unreadable(path, f"打不开（{error.strerror or error}）。请检查权限，或关闭正在使用它的程序后重试。")
    return read_bytes(data, path, format)


def read_bytes(data: bytes, path: str, format: str | None = None) -> Source | Unreadable:
    """Read a report from its bytes; ``path`` is what messages call it, ``format`` what it is, if that is known."""
    try:
        if len(data) > MAX_BYTES:
            raise RefusedError(too_large(len(data), MAX_BYTES))
        if not data:
            raise RefusedError(_EMPTY)
        name = format or format_of(data, path)
        if name is None:
            raise RefusedError(_OTHER_ARCHIVE)
        found = _extracted(data, name)
    except RefusedError as refusal:
        return Unreadable(path, str(refusal))
    return Source(
        path,
        name,
        found.encoding,
        hashlib.sha256(data).hexdigest(),
        found.text,
        blocks=found.blocks,
        printed=found.printed,
        unread_pages=found.unread_pages,
        original=found.original,
    )


def _extracted(data: bytes, name: str) -> Extracted:
    format = FORMATS[name]
    try:
        found: Extracted = import_module(format.module).extract(data)
    except RefusedError:
        raise
    except ImportError as error:
        raise RefusedError(_not_installed(format.name, format.extra, error)) from error
    except Exception as error:
        # Damaged files lead the libraries into errors of every kind; none of them may end the run of the others.
        raise RefusedError(_BROKEN.format(name=name)) from error
    if not found.text.strip():
        raise RefusedError(_EMPTY)
    if len(found.text) > MAX_TEXT:
        raise RefusedError(too_large(len(found.text), MAX_TEXT))
    return found


def _not_installed(name: str, extra: str | None, error: ImportError) -> str:
    if extra is None:
        raise error
    return f'读 {name} 文件的组件还没有安装。请运行 pip install "fzcheck[{extra}]"（或 fzcheck[all]）后再检查。'
