"""The way of one report: Source → Report → Checked → Result."""

from __future__ import annotations

from checker.checks import check
from checker.checks.timing import Timing
from checker.choosing import AUTO, Packs
from checker.comparing import Compared
from checker.gate import Gate, gated
from checker.model import Report, Result, Source, Unreadable
from checker.parsing import Overrides, parse
from checker.reading import read_bytes, read_file
from checker.rulebook import RuleSet
from checker.scoring import Policy, score


def judge(source: Source, ruleset: RuleSet, policy: Policy | None = None, overrides: Overrides | None = None) -> Result:
    """Judge one report; a pure function of its arguments."""
    return judge_report(parse(source, ruleset.conventions, overrides), ruleset, policy)


def judge_report(
    report: Report,
    ruleset: RuleSet,
    policy: Policy | None = None,
    compared: Compared | None = None,
    gate: Gate | None = None,
    timing: Timing | None = None,
) -> Result:
    """Judge a report that was parsed before, held against others or not.

    A pure function of its arguments, but for ``timing``: the time of each rule is added to it if given.
    """
    checked = check(report, ruleset, compared, timing)
    return (
        score(checked, ruleset, policy or Policy())
        if gate is None
        else gated(checked, ruleset, policy or Policy(), gate)
    )


def check_text(text: str, ruleset: RuleSet | None = None, *, path: str = "<text>") -> Result:
    """Judge a report given as a text; without rules, by the pack that knows it.

    Raises:
        ValueError: when the text is empty or no text.
    """
    source = read_bytes(text.encode("utf-8", "surrogatepass"), path, "txt")
    if isinstance(source, Unreadable):
        raise ValueError(source.message)
    return _judged(source, ruleset)


def check_file(path: str, ruleset: RuleSet | None = None) -> Result:
    """Judge a report file; without rules, by the pack that knows it.

    Raises:
        OSError: when the file cannot be read; the message says why and what to do.
    """
    source = read_file(path)
    if isinstance(source, Unreadable):
        raise OSError(source.message)
    return _judged(source, ruleset)


def _judged(source: Source, ruleset: RuleSet | None) -> Result:
    return judge(source, ruleset) if ruleset is not None else judge_report(*Packs(AUTO).parsed(source))
