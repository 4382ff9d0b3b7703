"""JUnit XML: a test suite a report, a test case a rule, as Jenkins and GitLab show tests.

A case fails when its rule found an error or a warning in a report that did not pass, so that tests are red exactly when
the command says so; what a rule found otherwise stands in the output of its case. No times, so that the same reports
give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from checker.model import Finding, Outcome, OutcomeKind, Result, Severity, Unreadable, Verdict
from checker.writing.places import where
from checker.writing.remarks import UNREADABLE, UNREADABLE_TITLE, advice_of, one_line, path_in_repository
from checker.writing.run import Run
from checker.writing.words import SEVERITIES, VERDICTS, excused
from checker.writing.xml_text import DECLARATION, content, tag

_SKIPPED = {OutcomeKind.NOT_APPLICABLE: "不适用", OutcomeKind.CANNOT_TELL: "没能判断"}
_NO_TIME = "0"

VERDICT = "report/verdict"
"""Stands for a rule where a report fails for its score alone."""


class Writer:
    """Writes the suite of each report as it comes."""

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._stream = stream
        self._run = run
        stream.write(DECLARATION + f"<{tag('testsuites', name='fzcheck')}>\n")

    def add(self, result: Result | Unreadable) -> None:
        """Write the suite of one report."""
        if isinstance(result, Unreadable):
            self._stream.write(_unreadable(result, self._run))
        elif not self._run.left_out(result):
            self._stream.write(_suite(result, self._run))

    def finish(self) -> None:
        """Close the document."""
        self._stream.write("</testsuites>\n")


def _unreadable(result: Unreadable, run: Run) -> str:
    path, message = path_in_repository(result.path), one_line(result.message)
    error = f"      <{tag('error', type=UNREADABLE, message=message)}/>\n"
    case = _case(path, f"{UNREADABLE} {UNREADABLE_TITLE}", run, error)
    return _open_suite(path, tests=1, errors=1) + case + "  </testsuite>\n"


def _suite(result: Result, run: Run) -> str:
    path = path_in_repository(result.source.path)
    found: dict[str, list[Finding]] = {}
    for finding in result.findings:
        found.setdefault(finding.rule, []).append(finding)
    known = {outcome.rule for outcome in result.outcomes}
    others = [Outcome(rule, OutcomeKind.FAIL) for rule in found if rule not in known]
    failures = skipped = 0
    cases = []
    for outcome in (*result.outcomes, *others):
        findings = found.get(outcome.rule, [])
        inside = ""
        if findings:
            is_failure = result.verdict is Verdict.FAIL and any(map(_weighs, findings))
            failures += is_failure
            inside = _failure(findings) if is_failure else _output(findings)
        elif outcome.outcome in _SKIPPED:
            skipped += 1
            why = one_line(f"{_SKIPPED[outcome.outcome]}：{outcome.why}" if outcome.why else _SKIPPED[outcome.outcome])
            inside = f"      <{tag('skipped', message=why)}/>\n"
        cases.append(_case(path, f"{outcome.rule} {run.rule_title(outcome.rule)}", run, inside))
    if result.verdict is Verdict.FAIL and not failures:
        failures = 1
        message = f"得分 {result.score:g}，没有达到要求。"
        cases.append(_case(path, f"{VERDICT} 结论", run, f"      <{tag('failure', type=VERDICT, message=message)}/>\n"))
    head = _open_suite(path, tests=len(cases), failures=failures, skipped=skipped)
    said = f"结论：{VERDICTS[result.verdict]}，得分 {result.score:g}。\n"
    return head + "".join(cases) + f"    <system-out>{content(said)}</system-out>\n  </testsuite>\n"


def _weighs(finding: Finding) -> bool:
    """Can a finding be why a report fails?"""
    return finding.counts and finding.severity is not Severity.NOTE


def _open_suite(path: str, *, tests: int, failures: int = 0, errors: int = 0, skipped: int = 0) -> str:
    counts = {"tests": tests, "failures": failures, "errors": errors, "skipped": skipped}
    return f"  <{tag('testsuite', name=path, **counts, time=_NO_TIME)}>\n"


def _case(path: str, name: str, run: Run, inside: str) -> str:
    # Jenkins takes what stands before the last full stop for a package.
    owner = f"{run.pack_id}.{path.replace('.', '_')}"
    head = tag("testcase", name=name, classname=owner, file=path, time=_NO_TIME)
    return f"    <{head}>\n{inside}    </testcase>\n" if inside else f"    <{head}/>\n"


def _failure(findings: Sequence[Finding]) -> str:
    first = next(filter(_weighs, findings))
    head = tag("failure", type=first.severity, message=one_line(first.message))
    return f"      <{head}>{content(_told(findings))}</failure>\n"


def _output(findings: Sequence[Finding]) -> str:
    return f"      <system-out>{content(_told(findings))}</system-out>\n"


def _told(findings: Sequence[Finding]) -> str:
    return "".join(f"{line}\n" for finding in findings for line in _lines(finding))


def _lines(finding: Finding) -> Iterator[str]:
    at = f"{where(finding.place)} " if finding.place else ""
    yield one_line(f"[{SEVERITIES[finding.severity]}] {at}{finding.message}{excused(finding)}")
    for related in finding.related:
        yield one_line(f"对照：{related.message}，{where(related.place)}“{related.place.quote}”")
    yield from advice_of(finding)
