"""Findings that somebody takes responsibility for until a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.checks.context import fingerprint
from checker.config import Waiver, matches
from checker.config.matching import is_exact
from checker.model import Finding, Severity, Waived

EXPIRED = "config/waiver-expired"
UNUSED = "config/waiver-unused"
KIND = "waiver"


def waived(
    findings: Sequence[Finding], waivers: Sequence[Waiver], name: str | None, today: datetime.date
) -> tuple[Finding, ...]:
    """The findings of a report, those marked that a waiver in force covers; ``name`` is its path from the folder."""
    in_force = [waiver for waiver in waivers if today <= waiver.until]
    return tuple(_marked(finding, in_force, name) for finding in findings)


def _marked(finding: Finding, waivers: Sequence[Waiver], name: str | None) -> Finding:
    for waiver in waivers:
        if _covers(waiver, finding, name):
            return replace(finding, waived=Waived(waiver.who, waiver.until, waiver.reason))
    return finding


def told_of_waivers(
    findings: Sequence[Finding], waivers: Sequence[Waiver], name: str | None, today: datetime.date
) -> tuple[Finding, ...]:
    """Findings on waivers that have expired, and on those that name this very file and cover nothing in it."""
    return tuple(_told(findings, waivers, name, today))


def _told(
    findings: Sequence[Finding], waivers: Sequence[Waiver], name: str | None, today: datetime.date
) -> Iterator[Finding]:
    for waiver in waivers:
        covers = any(_covers(waiver, finding, name) for finding in findings)
        names_it = waiver.path is not None and is_exact(waiver.path) and name is not None and matches(waiver.path, name)
        which = f"{waiver.origin} 的豁免（{waiver.rule}，{waiver.who}）"
        if waiver.until < today and (covers or names_it):
            message = f"{which}到 {waiver.until} 为止，已经过期，不再起作用。"
            hint = "请改好报告后删去这条豁免；确需再豁免的，重新确认后改写 until。"
            yield _finding(EXPIRED, Severity.WARNING, waiver, message, hint)
        elif names_it and not covers:
            message = f"{which}没有用上：这份报告里没有它说的问题。"
            yield _finding(UNUSED, Severity.NOTE, waiver, message, "问题已经改好的，请删去这条豁免。")


def _finding(rule: str, severity: Severity, waiver: Waiver, message: str, hint: str) -> Finding:
    words = f"{waiver.rule} {waiver.path or ''} {waiver.quote or ''}"
    return Finding(rule, KIND, severity, message, hint, None, None, fingerprint(rule, waiver.section, words))


def _covers(waiver: Waiver, finding: Finding, name: str | None) -> bool:
    if waiver.rule != finding.rule:
        return False
    if waiver.path is not None and (name is None or not matches(waiver.path, name)):
        return False
    place = finding.place
    section = (place.section or place.quote) if place else ""
    return _has(section, waiver.section) and _has(place.quote if place else "", waiver.quote)


def _has(text: str, words: str | None) -> bool:
    return words is None or "".join(words.split()) in "".join(text.split())
