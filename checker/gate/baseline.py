"""The baseline: what was found in each report on the day it was written, so that only what is new fails it.

A JSON file with one line a report and one line a finding, sorted, with paths from its own folder: made to be kept under
version control and read in a comparison of versions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from checker.checks.context import fingerprint
from checker.config import from_folder
from checker.model import Finding, Result, Severity

SCHEMA_VERSION = 1
SCORE_FELL = "baseline/score-fell"
KIND = "score-fell"
_MAX_BYTES = 64 * 2**20
_NOT_RECORDED = ("config/", "baseline/")


class BaselineError(Exception):
    """A baseline that cannot be used; the message says in Chinese why, and what to do."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is on record of a report: its score, and its findings, by fingerprint, with the rule of each."""

    score: float
    findings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline and the folder that its paths begin in."""

    folder: Path
    reports: Mapping[str, Recorded]

    def of(self, path: str) -> Recorded | None:
        """What is on record of a report."""
        name = from_folder(path, self.folder)
        return self.reports.get(name) if name is not None else None

    def text(self) -> str:
        """The contents of the file; the same for the same baseline."""
        lines = ",\n".join(_report_lines(name, self.reports[name]) for name in sorted(self.reports))
        head = f'{{"schema_version": {SCHEMA_VERSION}, "tool": "fzcheck", "reports": ['
        return f"{head}\n{lines}\n]}}\n" if lines else f"{head}]}}\n"


def _report_lines(name: str, report: Recorded) -> str:
    found = sorted(report.findings.items(), key=lambda item: (item[1], item[0]))
    lines = ",\n".join(f"  {_dumps({'rule': rule, 'fingerprint': key})}" for key, rule in found)
    return f'{{"path": {_dumps(name)}, "score": {report.score:g}, "findings": [' + (
        f"\n{lines}\n]}}" if lines else "]}"
    )


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def recorded(result: Result) -> Recorded:
    """What a baseline records of a result. What is waived needs no record, it has its own day of reckoning."""
    kept = [f for f in result.standing if not f.rule.startswith(_NOT_RECORDED)]
    return Recorded(result.score, {finding.fingerprint: finding.rule for finding in kept})


def load_baseline(path: Path) -> Baseline:
    """Read a baseline.

    Raises:
        BaselineError: when there is none, or it is not one that this program wrote.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise BaselineError(f"基线文件 {path} 太大，不像是 fzcheck 写的。")
        data = json.loads(path.read_bytes())
    except OSError as error:
        why = "没有这个文件" if isinstance(error, FileNotFoundError) else str(error.strerror or error)
        raise BaselineError(f"读不了基线文件 {path}（{why}）。可以用 fzcheck baseline write 写一份。") from None
    except (ValueError, RecursionError):
        raise BaselineError(_damaged(path)) from None
    try:
        if data["schema_version"] != SCHEMA_VERSION:
            raise BaselineError(f"基线文件 {path} 是别的版本写的，请用 fzcheck baseline write 重新写一份。")
        reports = {str(entry["path"]): _recorded(entry) for entry in data["reports"]}
    except (KeyError, TypeError, ValueError, AttributeError):
        raise BaselineError(_damaged(path)) from None
    return Baseline(path.absolute().parent, reports)


def _recorded(entry: Mapping[str, Any]) -> Recorded:
    return Recorded(float(entry["score"]), {str(one["fingerprint"]): str(one["rule"]) for one in entry["findings"]})


def _damaged(path: Path) -> str:
    return f"基线文件 {path} 的内容不对（可能合并时改坏了）。请恢复原来的文件，或用 fzcheck baseline write 重新写一份。"


def marked_known(findings: Sequence[Finding], known: Recorded) -> tuple[Finding, ...]:
    """The findings, those marked that are on record."""
    return tuple(
        replace(finding, known=True) if finding.fingerprint in known.findings and not finding.waived else finding
        for finding in findings
    )


def score_fell(score: float, before: float) -> Finding:
    """The finding that a score is below the one on record."""
    return Finding(
        rule=SCORE_FELL,
        kind=KIND,
        severity=Severity.ERROR,
        message=f"得分 {score:g}，比基线里的 {before:g} 低。",
        hint="请看哪些条目扣了分，改回原来的水平；确需接受新的得分，用 fzcheck baseline write 重写基线。",
        basis=None,
        place=None,
        fingerprint=fingerprint(SCORE_FELL, None, ""),
    )
