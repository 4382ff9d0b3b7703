"""Checkstyle XML, which many programs read (Jenkins Warnings, reviewdog): a file element a report, an error a finding.

The last part of the source after a full stop is what Jenkins shows as the type: the rule.
"""

from __future__ import annotations

from typing import TextIO

from checker.model import Result, Severity, Unreadable
from checker.writing.remarks import Remark, remarks_of
from checker.writing.run import Run
from checker.writing.xml_text import DECLARATION, tag

_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}
_WHOLE_FILE = 0
"""What Checkstyle gives as the line of what concerns the file as a whole."""


class Writer:
    """Writes the findings of each report as it comes."""

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._stream = stream
        self._run = run
        stream.write(DECLARATION + f"<{tag('checkstyle', version='4.3')}>\n")

    def add(self, result: Result | Unreadable) -> None:
        """Write the findings of one report."""
        found = list(remarks_of(result, self._run))
        if found:
            errors = "".join(f"    <{_error(one)}/>\n" for one in found)
            self._stream.write(f"  <{tag('file', name=found[0].path)}>\n{errors}  </file>\n")

    def finish(self) -> None:
        """Close the document."""
        self._stream.write("</checkstyle>\n")


def _error(one: Remark) -> str:
    return tag(
        "error",
        line=one.place.line if one.place else _WHOLE_FILE,
        column=one.place.column if one.place else None,
        severity=_SEVERITIES[one.severity],
        message=" ".join((one.text, *one.advice)),
        source=f"fzcheck.{one.rule}",
    )
