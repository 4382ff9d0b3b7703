"""What a reader of one format makes of the bytes of a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.model import Printed

MAX_BYTES = 64 * 2**20
"""Size limit of a file in bytes; a report with pictures has a few million."""

MAX_TEXT = 8 * 2**20
"""Size limit of a plain text in bytes, of the text in a document in characters; a report of 30 KB is usual."""


class RefusedError(Exception):
    """A file that cannot be read; the message says in Chinese why, and what to do."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file, a paragraph a line; the other fields are those of :class:`~checker.model.Source`."""

    text: str
    encoding: str = "utf-8"
    blocks: Sequence[int] = ()
    printed: Sequence[Printed] = ()
    unread_pages: Sequence[int] = ()
    original: bytes | None = field(default=None, repr=False)


def too_large(size: int, limit: int) -> str:
    """The refusal of what is over a limit."""
    return (
        f"文件有 {size / 2**20:.1f} MB，超过 {limit // 2**20} MB 的上限。"
        "年度报告一般不到 1 MB，请确认文件没有拿错，或只保留正文另存。"
    )
