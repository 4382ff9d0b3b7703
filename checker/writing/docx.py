"""Reports as Word documents with comments: a copy of the drafter's own .docx, else a fresh one from the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain, count
from pathlib import Path, PurePath

from checker.model import Result, Unreadable
from checker.writing.docx_comments import add_comments, annotate
from checker.writing.docx_fresh import fresh_document
from checker.writing.docx_package import DamagedError, Parts, suffix_of
from checker.writing.docx_remarks import Remark, remarks_on, title_span
from checker.writing.run import Run

_MARK = ".批注"
_STANDARD_INPUT = "标准输入"
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]')
_LONGEST_NAME = 60
"""Characters; file systems take 255 bytes, a Chinese character has three."""

_NO_COPY = "原来的文件不能直接加批注，这一份是按它的文字新做的，格式与原稿不同。"


class Writer:
    """Writes a document a report into a folder."""

    def __init__(self, folder: Path, run: Run) -> None:
        self._folder = folder
        self._run = run
        self._taken: set[str] = set()

    def add(self, result: Result | Unreadable) -> None:
        """Write one report; what could not be read has no text to comment on."""
        if isinstance(result, Unreadable) or self._run.left_out(result):
            return
        remarks = remarks_on(result)
        name = self._name(result.source.path)
        original = result.source.original
        if original is not None:
            with suppress(DamagedError):
                parts = Parts(original, {})
                annotate(parts, result.source.text, remarks)
                parts.write(self._folder / (name + suffix_of(parts)))
                return
            remarks = _told(remarks)
        parts, root, pieces = fresh_document(result.source.text, title_span(result))
        add_comments(parts, root, pieces, remarks)
        parts.write(self._folder / f"{name}.docx")

    def finish(self) -> None:
        """Nothing comes after the last report."""

    def _name(self, path: str) -> str:
        """A file name after the report's; when it is taken, with the report's folder or a number."""
        report = PurePath(path)
        stem = _usable(report.stem) if path != "-" else _STANDARD_INPUT
        folder = _usable(report.parent.name)
        numbered = (f"{stem}（{number}）" for number in count(2))
        names = chain([stem], [f"{stem}（{folder}）"] if folder else [], numbered)
        name = next(name for name in names if name.casefold() not in self._taken)
        self._taken.add(name.casefold())
        return name + _MARK


def _usable(text: str) -> str:
    """A part of a file name that every system takes."""
    return _NOT_IN_NAMES.sub("_", text)[:_LONGEST_NAME].strip(" .")


def _told(remarks: Sequence[Remark]) -> list[Remark]:
    """The comments, the first of them saying that the document is no copy."""
    first, *others = remarks
    return [Remark(first.span, (*first.lines, _NO_COPY)), *others]
