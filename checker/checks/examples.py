"""The examples that every rule carries, held against the rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.checks.context import Context
from checker.checks.element import check_elements
from checker.checks.findings import findings_of
from checker.checks.recognition import recognise
from checker.checks.reuse import common_of
from checker.comparing import Compared, gist_of, shared_passages
from checker.model import Report, Source
from checker.parsing import parse
from checker.rulebook.rules import RECOGNITION_RULE, ElementRule, FindingRule
from checker.rulebook.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Example:
    """One example: what its rule must say of a text, held against last year's and other reports where it gives any."""

    rule: str
    number: int
    text: str
    expected: str
    quote: str | None = None
    previous: str | None = None
    others: tuple[str, ...] = ()


def examples(ruleset: RuleSet) -> Iterator[Example]:
    """All examples of a pack."""
    for number, (text, expected) in enumerate(
        [(t, "report") for t in ruleset.recognition.passing]
        + [(t, "not-a-report") for t in ruleset.recognition.failing]
    ):
        yield Example(RECOGNITION_RULE, number, text, expected)
    for element in ruleset.elements:
        pairs = [(text, state.value) for state, texts in element.examples.items() for text in texts]
        for number, (text, expected) in enumerate(pairs):
            yield Example(element.id, number, text, expected)
    for rule in ruleset.findings:
        carried = [("pass", example) for example in rule.passing] + [("fail", example) for example in rule.failing]
        for number, (expected, one) in enumerate(carried):
            yield Example(rule.id, number, one.text, expected, one.quote or None, one.previous, one.others)


def verdict(example: Example, ruleset: RuleSet) -> str:
    """What the rule says of the example's text, in the words of ``expected``; a wrong quote is told as well."""
    report = _parsed(example.rule, example.text, ruleset)
    rule = next((r for r in ruleset.rules if r.id == example.rule), None)
    context = Context(report, ruleset, _compared(example, report, ruleset))
    if isinstance(rule, ElementRule):
        return check_elements(context)[0][rule.element].state
    if isinstance(rule, FindingRule):
        findings = findings_of(context, rule)
        if not isinstance(findings, list) or not findings:
            return "pass"
        quotes = [finding.place.quote if finding.place else "" for finding in findings]
        quoted = not example.quote or any(example.quote in quote for quote in quotes)
        return "fail" if quoted else f"fail at {'; '.join(quotes)}"
    return "not-a-report" if recognise(context) else "report"


def _parsed(name: str, text: str, ruleset: RuleSet) -> Report:
    return parse(Source(name, "txt", "utf-8", "", text), ruleset.conventions)


def _compared(example: Example, report: Report, ruleset: RuleSet) -> Compared:
    """What the example gives to hold its text against."""
    compared = Compared()
    if example.previous is not None:
        previous = gist_of(_parsed("previous", example.previous, ruleset), ruleset.conventions)
        compared = replace(compared, previous=previous)
    common = common_of(ruleset)
    if example.others and common is not None:
        reports = [report, *(_parsed(f"other-{i}", text, ruleset) for i, text in enumerate(example.others))]
        gists = [gist_of(one, ruleset.conventions) for one in reports]
        compared = replace(compared, others=shared_passages(gists, common)[0])
    return compared
