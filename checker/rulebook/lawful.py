"""What a pack may do with rules that a legal document orders: make them stricter, not softer.

A rule is ordered when its basis has the rank 应当. Of two versions of it this module tells what the later one lets pass
that the earlier one did not. Words of lexicons are the office's own business and not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.rulebook.yaml_files import DataPath

ORDERED = "应当"
"""The rank of a basis that orders what a rule asks."""

_FREE = frozenset(
    ("id", "title", "short", "kind", "says", "message", "hint", "examples", "origin", "basis", "severity", "points")
) | {"cap", "weak_points", "applies", "bar"}
"""Keys that are words for readers, or that are compared one by one."""

_SEVERITIES = ("note", "warning", "error")
_SEVERITY_NAMES = {"note": "建议", "warning": "警告", "error": "错误"}


def softened(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[DataPath, str]]:
    """What a later version of a rule takes back of an earlier one: the path in the rule, and one line on it."""
    yield from _severity(before, after)
    for key, value in _costs(before).items():
        if (now := _costs(after).get(key, 0)) < value:
            yield (key if key in after else "points",), f"{_COST_NAMES[key]}由 {value:g} 分降为 {now:g} 分"
    yield from _applies(before.get("applies", {}), after.get("applies", {}))
    if "bar" in before and "bar" in after:
        yield from _bar(before["bar"], after["bar"])
    for key in sorted((before.keys() | after.keys()) - _FREE):
        if before.get(key) != after.get(key):
            yield (key,), f"改了“{key}”，看不出是更严还是更松（只是加词的，请用 add）"


_COST_NAMES = {"points": "分值", "cap": "最多扣的分", "weak": "薄弱时扣的分"}


def _costs(rule: Mapping[str, Any]) -> dict[str, float]:
    """What breaking the rule costs."""
    points = rule.get("points", 0)
    if rule["check"] == "element":
        return {"points": points, "weak": points - rule.get("weak_points", points / 2)}
    return {"points": points, "cap": rule.get("cap", points)}


def _severity(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[DataPath, str]]:
    for path, was in _severities(before).items():
        now = _severities(after).get(path, was)
        if _SEVERITIES.index(now) < _SEVERITIES.index(was):
            yield path, f"级别由“{_SEVERITY_NAMES[was]}”降为“{_SEVERITY_NAMES[now]}”"


def _severities(rule: Mapping[str, Any]) -> dict[DataPath, str]:
    if rule["check"] == "element":
        given = {"missing": "error", "weak": "warning", **rule.get("severity", {})}
        return {("severity", state): severity for state, severity in given.items()}
    return {("severity",): rule["severity"]}


def _applies(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[DataPath, str]]:
    if "tiers" in after and not set(before.get("tiers", ()) or _ALL_TIERS) <= set(after["tiers"]):
        yield ("applies", "tiers"), "适用的层级变少了"
    was, now = before.get("years", {}), after.get("years", {})
    if now.get("from", 0) > was.get("from", 0) or now.get("until", 9999) < was.get("until", 9999):
        yield ("applies", "years"), "适用的年度变少了"


_ALL_TIERS = frozenset(("province", "city", "county", "township", "subdistrict", "department"))


def _bar(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[DataPath, str]]:
    """Each condition of the new bar must hold only where one of the old bar for that state or a better one held."""
    names = {"present": "达标", "weak": "薄弱"}
    for state, old in (("present", before["present"]), ("weak", [*before["weak"], *before["present"]])):
        for i, condition in enumerate(after[state]):
            if not any(_implies(condition, earlier) for earlier in old):
                yield ("bar", state, i), f"“{names[state]}”的门槛低了，或者看不出是不是低了"


def _implies(condition: Mapping[str, Any], earlier: Mapping[str, Any]) -> bool:
    """Does the earlier condition hold wherever this one does?"""
    counts = condition.get("counts", {})
    if any(counts.get(name, 0) < least for name, least in earlier.get("counts", {}).items()):
        return False
    return _implies_total(condition, earlier.get("total")) and _implies_share(
        condition.get("share"), earlier.get("share")
    )


def _implies_total(condition: Mapping[str, Any], earlier: Mapping[str, Any] | None) -> bool:
    if earlier is None:
        return True
    kinds: Sequence[str] = earlier["of"]
    counted = sum(condition.get("counts", {}).get(name, 0) for name in kinds)
    total = condition.get("total")
    within = int(total["at_least"]) if total and set(total["of"]) <= set(kinds) else 0
    return bool(max(counted, within) >= earlier["at_least"])


def _implies_share(share: Mapping[str, Any] | None, earlier: Mapping[str, Any] | None) -> bool:
    if earlier is None:
        return True
    if share is None or any(share.get(key) != earlier.get(key) for key in ("of", "among", "beside")):
        return False
    return float(share["above"]) >= float(earlier["above"])
