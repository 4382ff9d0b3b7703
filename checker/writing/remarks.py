"""Findings as programs take them that show remarks beside the lines of a file: one line of text, a path, a place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from checker.model import Finding, Place, Result, Severity, Source, Unreadable
from checker.writing.places import where
from checker.writing.run import Run
from checker.writing.visible import shown

UNREADABLE = "report/unreadable"
"""Stands for a rule where a file could not be read."""
UNREADABLE_TITLE = "文件读不了"

_LINES_OF_THE_FILE = frozenset({"txt", "md"})


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding on one line, and lines that say how to mend it and on which basis; harmless to look at.

    ``place`` is None when the file has no lines that another program could count, as a Word or PDF document; then the
    text says where.
    """

    path: str
    place: Place | None
    severity: Severity
    rule: str
    title: str
    text: str
    advice: tuple[str, ...]
    fingerprint: str


def remarks_of(found: Result | Unreadable, run: Run) -> Iterator[Remark]:
    """The findings of a report that count, or that it could not be read; not what is waived or on record."""
    path = path_in_repository(found.path if isinstance(found, Unreadable) else found.source.path)
    if isinstance(found, Unreadable):
        text = f"读不了：{one_line(found.message)}"
        yield Remark(path, None, Severity.ERROR, UNREADABLE, UNREADABLE_TITLE, text, (), UNREADABLE)
    elif not run.left_out(found):
        counts = has_lines(found.source)
        for finding in found.findings:
            if not finding.counts:
                continue
            at = "" if counts or finding.place is None else f"{where(finding.place)}："
            yield Remark(
                path,
                finding.place if counts else None,
                finding.severity,
                finding.rule,
                run.rule_title(finding.rule),
                one_line(at + finding.message),
                advice_of(finding),
                finding.fingerprint,
            )


def advice_of(finding: Finding) -> tuple[str, ...]:
    """How to mend it and on which basis, a line each."""
    said = (("怎么改：", finding.hint), ("依据：", finding.basis))
    return tuple(one_line(label + text) for label, text in said if text)


def has_lines(source: Source) -> bool:
    """Are the lines of the text those of the file?"""
    return source.format in _LINES_OF_THE_FILE


def one_line(text: str) -> str:
    """A text on one line, without characters that steer a screen."""
    return shown(" ".join(text.split()))


def path_in_repository(path: str) -> str:
    """The path of a report as programs know it that show a repository, with slashes; ``-`` is standard input.

    Bytes of a file name that are no UTF-8 become a visible sign.
    """
    return os.fsencode(from_here(path).as_posix()).decode("utf-8", "replace")


def from_here(path: str) -> Path:
    """A path from the current folder where it lies in it."""
    given = Path(path)
    if given.is_absolute():
        with suppress(ValueError, OSError):
            return given.relative_to(Path.cwd())
    return given
