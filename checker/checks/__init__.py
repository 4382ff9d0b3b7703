"""Report, RuleSet → findings, element states, outcomes. One module a kind of check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.checks.context import Context
from checker.checks.element import check_elements
from checker.checks.recognition import recognise
from checker.checks.topic import check_topic
from checker.model import ElementResult, Finding, Outcome, OutcomeKind, Report, State
from checker.rulebook.ruleset import RECOGNITION_RULE, Rule, RuleSet


@dataclass(frozen=True)
class Checked:
    """What the checks say of a report, before it is scored."""

    report: Report
    is_report: bool
    elements: Mapping[str, ElementResult]
    findings: tuple[Finding, ...]
    outcomes: tuple[Outcome, ...]


def check(report: Report, ruleset: RuleSet) -> Checked:
    """Apply all rules to a report; a pure function of the two."""
    context = Context(report, ruleset)
    not_a_report = recognise(context)
    if not_a_report is not None:
        outcomes = [Outcome(RECOGNITION_RULE, OutcomeKind.FAIL, not_a_report.message)]
        outcomes += [Outcome(r.id, OutcomeKind.NOT_APPLICABLE, "不是这类报告") for r in ruleset.rules]
        return Checked(report, False, {}, (not_a_report,), tuple(outcomes))
    elements, findings = check_elements(context)
    outcomes = [Outcome(RECOGNITION_RULE, OutcomeKind.PASS)]
    outcomes += [_element_outcome(context, rule, elements.get(rule.element)) for rule in ruleset.elements]
    for rule in ruleset.topics:
        if why := context.applies(rule):
            outcomes.append(Outcome(rule.id, OutcomeKind.NOT_APPLICABLE, why))
        elif why := context.cannot_apply(rule):
            outcomes.append(Outcome(rule.id, OutcomeKind.CANNOT_TELL, why))
        elif finding := check_topic(context, rule):
            findings.append(finding)
            outcomes.append(Outcome(rule.id, OutcomeKind.FAIL, finding.message))
        else:
            outcomes.append(Outcome(rule.id, OutcomeKind.PASS))
    return Checked(report, True, elements, tuple(findings), tuple(outcomes))


def _element_outcome(context: Context, rule: Rule, result: ElementResult | None) -> Outcome:
    if result is None:
        return Outcome(rule.id, OutcomeKind.NOT_APPLICABLE, context.applies(rule))
    kind = OutcomeKind.PASS if result.state is State.PRESENT else OutcomeKind.FAIL
    return Outcome(rule.id, kind, result.why)
