"""Score and verdict: only what applies counts, and the points add up by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.checks import Checked
from checker.model import Deduction, ElementResult, Result, Severity, State, Verdict
from checker.rulebook.rules import FindingRule
from checker.rulebook.ruleset import RuleSet

FULL = 100.0
FAIL_ON = ("missing", "weak", "error", "warning", "never")
"""What can make a report fail, as the command line names it."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What makes a report fail."""

    fail_on: str = "missing"
    fail_under: float | None = None


def score(checked: Checked, ruleset: RuleSet, policy: Policy) -> Result:
    """Turn what the checks found into points and a verdict."""
    deductions = tuple(_deductions(checked, ruleset))
    points = FULL - sum(d.points for d in deductions) if checked.is_report else 0.0
    points = round(points, 2)
    return Result(
        source=checked.report.source,
        is_report=checked.is_report,
        facts=checked.report.facts,
        elements=checked.elements,
        findings=checked.findings,
        outcomes=checked.outcomes,
        score=points,
        deductions=deductions,
        verdict=_verdict(checked, ruleset, points, policy),
        pairs=checked.pairs,
        reuse=checked.reuse,
        pack=ruleset.id,
    )


def _deductions(checked: Checked, ruleset: RuleSet) -> list[Deduction]:
    """What each rule takes, in the order of the rules, until nothing is left to take."""
    if not checked.is_report:
        return [Deduction(FULL, checked.findings[0].rule, checked.findings[0].message)]
    total = sum(result.weight for result in checked.elements.values())
    rules = {rule.element: rule for rule in ruleset.elements}
    waived = {finding.rule for finding in checked.findings if finding.waived}
    lost = [
        Deduction(_share(result, total), rules[name].id, result.why)
        for name, result in checked.elements.items()
        if result.score < result.weight and rules[name].id not in waived
    ]
    found = Counter(finding.rule for finding in checked.findings if not finding.waived)
    lost += [
        Deduction(min(rule.points * found[rule.id], rule.cap), rule.id, _counted(rule, found[rule.id]))
        for rule in ruleset.findings
        if rule.points and found[rule.id]
    ]
    return list(_within(FULL, lost))


def _counted(rule: FindingRule, places: int) -> str:
    most = f"，最多扣 {rule.cap:g} 分" if rule.points * places > rule.cap else ""
    return f"{rule.title}：{places} 处，每处 {rule.points:g} 分{most}"


def _within(points: float, lost: Sequence[Deduction]) -> Iterator[Deduction]:
    """The deductions that can still be taken from so many points; the last one perhaps in part."""
    for deduction in lost:
        if points <= 0:
            return
        if deduction.points > points:
            yield Deduction(round(points, 2), deduction.rule, deduction.why + "（只剩这些分可扣）")
            return
        yield deduction
        points = round(points - deduction.points, 2)


def _share(result: ElementResult, total: float) -> float:
    """Points lost out of a hundred, where only the elements that apply count."""
    return round((result.weight - result.score) * FULL / total, 2)


def _verdict(checked: Checked, ruleset: RuleSet, points: float, policy: Policy) -> Verdict:
    excused = {finding.rule for finding in checked.findings if not finding.counts}
    elements = {rule.element for rule in ruleset.elements if rule.id not in excused}
    states = {result.state for name, result in checked.elements.items() if name in elements}
    severities = {finding.severity for finding in checked.findings if finding.counts}
    failing = {
        "missing": State.MISSING in states,
        "weak": bool(states & {State.MISSING, State.WEAK}),
        "error": Severity.ERROR in severities,
        "warning": bool(severities & {Severity.ERROR, Severity.WARNING}),
        "never": False,
    }[policy.fail_on]
    too_low = policy.fail_under is not None and points < policy.fail_under
    not_a_report = not checked.is_report and checked.findings[0].counts and policy.fail_on != "never"
    return Verdict.FAIL if failing or too_low or not_a_report else Verdict.PASS
