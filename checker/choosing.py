"""Which pack judges a text: the one that the user names, or of those that come with the program the one that knows it.

With :data:`AUTO` the first pack has a text that it knows, or whose title is worded like that of its reports; the others
are loaded when a text comes that it does not know. What no pack knows is left to the first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checker.checks.recognition import strength_of
from checker.model import Report, Source
from checker.parsing import Overrides, parse
from checker.rulebook import RuleSet, load_pack
from checker.rulebook.packs import DEFAULT_PACK, pack_names

AUTO = "auto"


def pack_with(rule: str, rules: str) -> RuleSet:
    """The pack that is meant by ``rules``; with :data:`AUTO` the first that has a rule of this id, else the default.

    Raises:
        RulebookError: when there is no such pack or something is wrong in it.
    """
    first = load_pack(DEFAULT_PACK if rules == AUTO else rules)
    if rules != AUTO or any(one.id == rule for one in first.rules):
        return first
    others = (load_pack(name) for name in pack_names() if name != DEFAULT_PACK)
    return next((other for other in others if any(one.id == rule for one in other.rules)), first)


class Packs:
    """The packs of a run; ``make`` loads one by its name."""

    def __init__(self, rules: str, make: Callable[[str], RuleSet] = load_pack, first: RuleSet | None = None) -> None:
        """Load the first pack, unless it is given.

        Raises:
            RulebookError: when there is no such pack or something is wrong in it.
        """
        self._make = make
        self._is_auto = rules == AUTO
        self.first = first or make(DEFAULT_PACK if self._is_auto else rules)
        self._loaded: Sequence[RuleSet] | None = None

    @property
    def _others(self) -> Sequence[RuleSet]:
        if self._loaded is None:
            names = [name for name in pack_names() if name != DEFAULT_PACK] if self._is_auto else []
            self._loaded = [self._make(name) for name in names]
        return self._loaded

    @property
    def all(self) -> Sequence[RuleSet]:
        """All packs that may judge a text."""
        return (self.first, *self._others)

    def named(self, pack: str) -> RuleSet:
        """The pack with an id that :meth:`parsed` gave."""
        return self.first if pack == self.first.id else next(one for one in self._others if one.id == pack)

    def parsed(self, source: Source, overrides: Overrides | None = None) -> tuple[Report, RuleSet]:
        """A text as the pack understands it that is to judge it."""
        report = parse(source, self.first.conventions, overrides)
        if not self._is_auto or report.facts.title is not None or strength_of(report, self.first) is not None:
            return report, self.first
        best, chosen = -1, (report, self.first)
        for ruleset in self._others:
            other = parse(source, ruleset.conventions, overrides)
            strength = strength_of(other, ruleset)
            if strength is not None and strength > best:
                best, chosen = strength, (other, ruleset)
        return chosen
