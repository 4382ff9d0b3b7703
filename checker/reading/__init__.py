"""Files → :class:`~checker.model.Source`. One module a format; :func:`read_file` chooses it."""

from __future__ import annotations

from pathlib import Path

from checker.model import Source, Unreadable
from checker.reading.text import MAX_BYTES, decode

SUFFIXES = {".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md"}
"""File name suffixes that are read when a folder is given, and the format they stand for."""


def read_file(path: str) -> Source | Unreadable:
    """Read one report. A file that cannot be read comes back as :class:`~checker.model.Unreadable`."""
    file = Path(path)
    try:
        size = file.stat().st_size
        if file.is_dir():
            return Unreadable(path, "这是文件夹，不是文件。")
        if size > MAX_BYTES:
            return Unreadable(path, too_large(size))
        data = file.read_bytes()
    except FileNotFoundError:
        return Unreadable(path, "找不到这个文件。请检查文件名和所在文件夹。")
    except OSError as error:
        return Unreadable(
            path, f"打不开这个文件（{error.strerror or error}）。请检查权限，或关闭正在使用它的程序后重试。"
        )
    return read_bytes(data, path, SUFFIXES.get(file.suffix.lower(), "txt"))


def read_bytes(data: bytes, path: str, format: str = "txt") -> Source | Unreadable:
    """Read a report from its bytes; ``path`` is what messages call it."""
    if len(data) > MAX_BYTES:
        return Unreadable(path, too_large(len(data)))
    return decode(data, path, format)


def too_large(size: int) -> str:
    """The refusal of a file over the limit."""
    return (
        f"文件有 {size / 2**20:.1f} MB，超过 {MAX_BYTES // 2**20} MB 的上限。"
        "年度报告一般不到 1 MB，请确认文件没有拿错，或只保留正文另存。"
    )
