"""GitLab Code Quality: a JSON array with an object a finding, as the merge request shows them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any, TextIO

from checker.model import Result, Severity, Unreadable
from checker.writing.remarks import UNREADABLE, Remark, remarks_of
from checker.writing.run import Run

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}


class Writer:
    """Writes the findings of each report as it comes."""

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._stream = stream
        self._run = run
        self._separator = "[\n"

    def add(self, result: Result | Unreadable) -> None:
        """Write the findings of one report."""
        seen = Counter[str]()
        for one in remarks_of(result, self._run):
            self._stream.write(self._separator + json.dumps(_issue(one, seen[one.fingerprint]), ensure_ascii=False))
            self._separator = ",\n"
            seen[one.fingerprint] += 1

    def finish(self) -> None:
        """Close the array."""
        self._stream.write("[]\n" if self._separator == "[\n" else "\n]\n")


def _issue(one: Remark, before: int) -> dict[str, Any]:
    """One finding; ``before`` counts those of the report that look the same, because GitLab shows only one of them."""
    lines = {"begin": one.place.line, "end": one.place.end_line} if one.place else {"begin": 1}
    identity = f"{one.path}\0{one.fingerprint}\0{before}"
    return {
        "description": " ".join((one.text, *one.advice)),
        "check_name": one.rule,
        "fingerprint": hashlib.sha256(identity.encode()).hexdigest(),
        "severity": "blocker" if one.rule == UNREADABLE else _SEVERITIES[one.severity],
        "location": {"path": one.path, "lines": lines},
    }
