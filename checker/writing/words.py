"""The words for states, severities, verdicts and tiers, the same in every output."""

from __future__ import annotations

from collections.abc import Mapping

from checker.model import Change, Finding, Severity, State, Verdict, Waived

STATES: Mapping[State, str] = {State.PRESENT: "达标", State.WEAK: "薄弱", State.MISSING: "缺失"}
SEVERITIES: Mapping[Severity, str] = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "建议"}
VERDICTS: Mapping[Verdict, str] = {Verdict.PASS: "通过", Verdict.FAIL: "不通过"}
CHANGES: Mapping[Change, str] = {Change.NONE: "一字未改", Change.FIGURES: "只改了数字", Change.WORDS: "只改了几个字"}
TIERS: Mapping[str, str] = {
    "province": "省级",
    "city": "市级",
    "county": "县级",
    "township": "乡镇",
    "subdistrict": "街道",
    "department": "部门",
}


def excused(finding: Finding) -> str:
    """In brackets, that a finding is waived or known from the baseline; empty for one that counts."""
    return "" if finding.counts else f"（{why_excused(finding)}）"


def why_excused(finding: Finding) -> str:
    """Why a finding does not count."""
    return "基线里已有" if finding.waived is None else f"已豁免：{responsible(finding.waived)}"


def responsible(waived: Waived) -> str:
    """Who takes responsibility for a finding, until when and why."""
    return f"{waived.who}，到 {waived.until} 为止，{waived.reason}"
