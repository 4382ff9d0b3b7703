"""The examples that every rule carries, held against the rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.checks.context import Context
from checker.checks.element import check_elements
from checker.checks.findings import findings_of
from checker.checks.flaws import CannotTell
from checker.checks.recognition import recognise
from checker.model import Source
from checker.parsing import parse
from checker.rulebook.rules import RECOGNITION_RULE, ElementRule, FindingRule
from checker.rulebook.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Example:
    """One example: what its rule must say of a text."""

    rule: str
    number: int
    text: str
    expected: str
    quote: str | None = None


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
        for number, text in enumerate(rule.passing):
            yield Example(rule.id, number, text, "pass")
        for number, failing in enumerate(rule.failing, len(rule.passing)):
            yield Example(rule.id, number, failing.text, "fail", failing.quote)


def verdict(example: Example, ruleset: RuleSet) -> str:
    """What the rule says of the example's text, in the words of ``expected``; a wrong quote is told as well."""
    source = Source(example.rule, "txt", "utf-8", "", example.text)
    context = Context(parse(source, ruleset.conventions), ruleset)
    rule = next((r for r in ruleset.rules if r.id == example.rule), None)
    if isinstance(rule, ElementRule):
        return check_elements(context)[0][rule.element].state
    if isinstance(rule, FindingRule):
        findings = findings_of(context, rule)
        if isinstance(findings, CannotTell) or not findings:
            return "pass"
        quotes = [finding.place.quote if finding.place else "" for finding in findings]
        quoted = not example.quote or any(example.quote in quote for quote in quotes)
        return "fail" if quoted else f"fail at {'; '.join(quotes)}"
    return "not-a-report" if recognise(context) else "report"
