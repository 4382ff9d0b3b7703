"""A compiled pack."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

from ahocorasick_rs import AhoCorasick

from checker.lexicon import Lexicon, exceptions_of
from checker.model import Span
from checker.parsing.conventions import Conventions
from checker.rulebook.rules import DraftForm, ElementRule, FindingRule, Overlay, Recognition, Rule, Sign, Softened
from checker.synonyms import Synonyms

_T = TypeVar("_T")
_NO_OVERLAY = Overlay()


@dataclass(frozen=True)
class RuleSet:
    """A compiled pack: made once, used for all reports. ``kinds`` are short titles of kinds of findings, in order."""

    id: str
    version: str
    name: str
    lexicons: Mapping[str, Lexicon]
    elements: tuple[ElementRule, ...]
    findings: tuple[FindingRule, ...]
    conventions: Conventions
    recognition: Recognition
    overlays: Mapping[tuple[str, str], Overlay]
    planted: Mapping[str, Sequence[str]]
    tables: Mapping[str, Any]
    synonyms: Synonyms = field(default_factory=Synonyms)
    draft: DraftForm | None = None
    ignored: Mapping[str, str] = field(default_factory=dict)
    """Rules that are not asked, with the reason."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    off: Mapping[str, str] = field(default_factory=dict)
    softened: tuple[Softened, ...] = ()

    def overlay(self, tier: str | None, rule: str) -> Overlay:
        """What is different about a rule at a tier."""
        return self.overlays.get((tier or "", rule), _NO_OVERLAY)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, in the order of the pack."""
        return (*self.elements, *self.findings)

    def once(self, make: Callable[..., _T], *names: str) -> _T:
        """What a function makes of the rules and of names; made once, used for all reports."""
        if (make, names) not in self._made:
            self._made[make, names] = make(self, *names)
        return cast(_T, self._made[make, names])

    @cached_property
    def _made(self) -> dict[tuple[Callable[..., Any], tuple[str, ...]], Any]:
        return {}

    def listed(self, lexicons: Sequence[str]) -> tuple[str, ...]:
        """The terms of lexicons that a check reads as lists, with those of the lexicons they include."""
        key = tuple(lexicons)
        if key not in self._lists:
            names = self._with_included(set(key))
            terms = (term for name in sorted(names) for term in self.lexicons[name].terms)
            self._lists[key] = tuple(dict.fromkeys(terms))
        return self._lists[key]

    @cached_property
    def _lists(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    def find_terms(self, text: str) -> dict[str, list[Span]]:
        """The terms of all lexicons, and their exceptions, in one pass."""
        automaton, owners = self._automaton
        found: dict[str, list[Span]] = {}
        for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            for name in owners[index]:
                found.setdefault(name, []).append((start, end))
        return found

    @cached_property
    def _automaton(self) -> tuple[AhoCorasick, Sequence[tuple[str, ...]]]:
        owners: dict[str, list[str]] = {}
        used = {name for rule in self.rules for name in rule.uses}
        used |= {
            name
            for sign in self._signs()
            for name in (*sign.combination.all, *sign.combination.any, *sign.combination.none)
        }
        for name in sorted(self._with_included(used)):
            if name in self.lexicons:
                for term in self.lexicons[name].terms:
                    owners.setdefault(term, []).append(name)
                for term in self.lexicons[name].exceptions:
                    owners.setdefault(term, []).append(exceptions_of(name))
        return AhoCorasick(list(owners)), [tuple(names) for names in owners.values()]

    def _with_included(self, names: set[str]) -> set[str]:
        todo, found = list(names), set[str]()
        while todo:
            name = todo.pop()
            if name in self.lexicons and name not in found:
                found.add(name)
                todo += self.lexicons[name].includes
        return found

    def _signs(self) -> list[Sign]:
        return [*self.recognition.signs, *(s for k in self.recognition.look_alikes for s in k.signs)]
