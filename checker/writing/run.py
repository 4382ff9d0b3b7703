"""What a writer knows of the run besides the results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from checker.model import Result, Severity, Tally, Verdict


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a rule says of itself: what its basis asks, how to mend what it finds, the basis; empty if it has none."""

    id: str
    title: str
    severity: Severity
    says: str
    hint: str
    basis: str


@dataclass(frozen=True)
class Run:
    """The pack used, whether passing reports are left out, whether more is told, and the counts so far.

    ``kinds`` are the short titles of the kinds of findings, in the order of the pack; ``order`` is one of the orders in
    which :class:`checker.writing.overview.Overview` lists reports; ``rules`` are all rules of the pack; ``exit_code``
    says how the command ends with such counts, None where no command is run; ``softened`` is what the pack takes back
    of what a legal document orders (rule, what, origin as file:line). The counts hold every result that a writer has
    been given, and are complete when it is told to finish.
    """

    pack_id: str
    pack_version: str
    quiet: bool = False
    verbose: bool = False
    tally: Tally = field(default_factory=Tally)
    kinds: Mapping[str, str] = field(default_factory=dict)
    order: str = "worst"
    rules: tuple[RuleText, ...] = ()
    exit_code: Callable[[Tally], int] | None = None
    softened: Sequence[Mapping[str, str]] = ()

    def left_out(self, result: Result) -> bool:
        """Is this a passing report that the user does not want to see?"""
        return self.quiet and result.verdict is Verdict.PASS

    def rule_title(self, rule: str) -> str:
        """The title of a rule, its own name when the pack has no such rule."""
        return self._rule_titles.get(rule, rule)

    @cached_property
    def _rule_titles(self) -> Mapping[str, str]:
        return {rule.id: rule.title for rule in self.rules}

    def kind_title(self, kind: str) -> str:
        """The short title of a kind of findings, its own name when the pack gives none."""
        return self.kinds.get(kind, kind)

    def in_order(self, kinds: Iterable[str]) -> list[str]:
        """Kinds of findings in the order of the pack, those that it does not know at the end."""
        known = list(self.kinds)
        return sorted(kinds, key=lambda kind: (known.index(kind) if kind in self.kinds else len(known), kind))
