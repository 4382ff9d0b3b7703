"""Checked → Result where an office has waivers or a baseline: what is waived or known does not fail a report.

Waived findings cost no points. Known ones do, so that the score can be held against the one on record: it may rise, not
fall.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from checker.checks import Checked
from checker.config import Waiver, inside
from checker.gate import baseline, waivers
from checker.gate.baseline import Baseline, BaselineError, Recorded, load_baseline, marked_known, recorded, score_fell
from checker.gate.waivers import told_of_waivers, waived
from checker.model import Result, Severity, Verdict
from checker.rulebook.ruleset import RuleSet
from checker.scoring import Policy, score

RULES = (
    (waivers.EXPIRED, Severity.WARNING, "豁免已过期"),
    (waivers.UNUSED, Severity.NOTE, "豁免没有用上"),
    (baseline.SCORE_FELL, Severity.ERROR, "得分比基线里的低"),
)
"""What the gate itself finds: names as of rules, severities, titles."""

KINDS = {waivers.KIND: "豁免", baseline.KIND: "得分降低"}
"""The kinds of these findings and their short titles."""

__all__ = ["KINDS", "RULES", "Baseline", "BaselineError", "Gate", "Recorded", "gated", "load_baseline", "recorded"]


@dataclass(frozen=True, slots=True)
class Gate:
    """Waivers with the folder that their paths begin in, the baseline, and the day on which waivers are judged."""

    today: datetime.date
    folder: Path
    waivers: Sequence[Waiver] = ()
    baseline: Baseline | None = None


def gated(checked: Checked, ruleset: RuleSet, policy: Policy, gate: Gate) -> Result:
    """Score a report with what is waived and known; a pure function of its arguments."""
    path = checked.report.source.path
    name = inside(path, gate.folder)
    findings = waived(checked.findings, gate.waivers, name, gate.today)
    if checked.is_report:
        findings += told_of_waivers(checked.findings, gate.waivers, name, gate.today)
    known = gate.baseline.of(path) if gate.baseline else None
    if known is None:
        return score(replace(checked, findings=findings), ruleset, policy)
    findings = marked_known(findings, known)
    if policy.fail_under is not None:
        policy = replace(policy, fail_under=min(policy.fail_under, known.score))
    result = score(replace(checked, findings=findings), ruleset, policy)
    if result.score >= known.score:
        return result
    verdict = result.verdict if policy.fail_on == "never" else Verdict.FAIL
    return replace(result, findings=(*result.findings, score_fell(result.score, known.score)), verdict=verdict)
