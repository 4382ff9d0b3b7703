"""Reports as Word documents with comments: a copy of the drafter's own .docx, else a fresh one from the text."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from checker.model import Result, Unreadable
from checker.writing.docx_comments import add_comments, annotate
from checker.writing.docx_fresh import fresh_document
from checker.writing.docx_package import DamagedError, Parts, suffix_of
from checker.writing.docx_remarks import Remark, remarks_on, title_span
from checker.writing.docx_reuse import remarks_on_reuse
from checker.writing.file_names import FileNames
from checker.writing.run import Run

_MARK = ".批注"
_NO_COPY = "原来的文件不能直接加批注，这一份是按它的文字新做的，格式与原稿不同。"


class Writer:
    """Writes a document a report into a folder."""

    def __init__(self, folder: Path, run: Run) -> None:
        self._folder = folder
        self._run = run
        self._names = FileNames(_MARK)

    def add(self, result: Result | Unreadable) -> None:
        """Write one report; what could not be read has no text to comment on."""
        if isinstance(result, Unreadable) or self._run.left_out(result):
            return
        title = title_span(result)
        remarks = [*remarks_on(result), *remarks_on_reuse(result, title)]
        name = self._names.of(result.source.path)
        original = result.source.original
        if original is not None:
            with suppress(DamagedError):
                parts = Parts(original, {})
                annotate(parts, result.source.text, remarks)
                parts.write(self._folder / (name + suffix_of(parts)))
                return
            remarks = _told(remarks)
        parts, root, pieces = fresh_document(result.source.text, title)
        add_comments(parts, root, pieces, remarks)
        parts.write(self._folder / f"{name}.docx")

    def finish(self) -> None:
        """Nothing comes after the last report."""


def _told(remarks: Sequence[Remark]) -> list[Remark]:
    """The comments, the first of them saying that the document is no copy."""
    first, *others = remarks
    return [Remark(first.span, (*first.lines, _NO_COPY)), *others]
