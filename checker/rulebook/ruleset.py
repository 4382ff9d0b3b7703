"""The compiled rules: what a pack's document becomes in memory."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, dataclass_transform

from ahocorasick_rs import AhoCorasick

from checker.lexicon import Lexicon
from checker.model import Severity, Span, State
from checker.parsing.conventions import Conventions, TierSign

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True)
def _value(cls: type[_T]) -> type[_T]:
    """A frozen dataclass without the methods that no rule needs: making each costs time at every start."""
    return dataclass(frozen=True, slots=True, eq=False, repr=False)(cls)


@_value
class Basis:
    """A legal basis; rank 应当 orders, 建议 is what practice expects, 体例 is style."""

    id: str
    document: str
    rank: str
    says: str
    number: str | None = None
    provision: str | None = None

    def cite(self) -> str:
        """The basis on one line."""
        number = f"（{self.number}）" if self.number else ""
        return f"{self.document}{number}{self.provision or ''}"


@_value
class Applies:
    """Where a rule applies; empty or None does not restrict. Years are report years, both ends included."""

    tiers: frozenset[str] = frozenset()
    year_from: int | None = None
    year_until: int | None = None


@_value
class Combination:
    """Holds when every lexicon of ``all``, one of ``any`` and none of ``none`` has a word in the text looked at."""

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    longest: int | None = None
    in_one_clause: bool = False


@_value
class Cue:
    """A sentence worded like one of ``when`` opens a part, to the next cue or to the end of its paragraph."""

    when: tuple[Combination, ...]
    to_paragraph_end: bool = False


@_value
class Where:
    """Where readers look for a part."""

    headings: tuple[Combination, ...] = ()
    cues: tuple[Cue, ...] = ()
    together_with: str | None = None
    rest: bool = False


@_value
class Actor:
    """Who must act: a word of ``is_`` is the subject, or understood where none is named; a word of ``not_`` bars it."""

    is_: str
    not_: str
    understood: bool = False


@_value
class EvidenceRule:
    """What speaks for an element; see ``evidence`` in ``rules/schema/rules.schema.json``."""

    name: str
    shows: str
    place: str
    unit: str
    combination: Combination
    either: tuple[Combination, ...] = ()
    nearby: tuple[str, ...] = ()
    none_nearby: tuple[str, ...] = ()
    actor: Actor | None = None
    distinct: tuple[str, ...] = ()
    joins_previous: str | None = None
    same_subject: str | None = None
    content_words: int | None = None
    besides: tuple[str, ...] = ()


@_value
class Share:
    """More than ``above`` (0 to 1) of the places of ``among`` and ``beside`` must show ``of``.

    Only those of ``among`` can show it.
    """

    of: str
    among: str
    above: float
    beside: str | None = None


@_value
class Total:
    """So many places of several kinds of evidence together."""

    of: tuple[str, ...]
    at_least: int


@_value
class Condition:
    """A condition of the bar: at least so many places of each kind of evidence, the total and the share if given."""

    counts: Mapping[str, int]
    total: Total | None = None
    share: Share | None = None


@_value
class Rule:
    """What all rules have. ``origin`` is file:line."""

    id: str
    title: str
    basis: Basis
    applies: Applies
    origin: str


@_value
class ElementRule(Rule):
    """One of the mandatory parts of a report."""

    element: str
    short: str
    points: float
    weak_points: float
    severities: Mapping[State, Severity]
    where: Where
    ignore: tuple[str, ...]
    evidence: tuple[EvidenceRule, ...]
    bar: Mapping[State, tuple[Condition, ...]]
    says: Mapping[State, str]
    messages: Mapping[State, str]
    hints: Mapping[State, str]
    examples: Mapping[State, tuple[str, ...]]


@_value
class FailingExample:
    """A text on which a rule must fire, and the words that its finding must quote."""

    text: str
    quote: str


@_value
class TopicRule(Rule):
    """Content that readers expect."""

    severity: Severity
    lexicon: str
    at_least: int
    message: str
    hint: str
    passing: tuple[str, ...]
    failing: tuple[FailingExample, ...]


@_value
class Overlay:
    """What is different about a rule at one tier: that it does not apply, and why, or what to write."""

    skip: str | None = None
    hints: Mapping[State, str] = field(default_factory=dict)


@_value
class Sign:
    """A sign by which a kind of text is recognised."""

    where: str
    combination: Combination
    at_least: int
    weight: int


@_value
class LookAlike:
    """A kind of text that is easily taken for one of the pack's kind."""

    name: str
    signs: tuple[Sign, ...]


RECOGNITION_RULE = "report/kind"
"""The id under which results and ``explain`` speak of the recognition of a text."""


@_value
class Recognition:
    """How one tells a report of the pack's kind."""

    signs: tuple[Sign, ...]
    part_weight: int
    threshold: int
    look_alikes: tuple[LookAlike, ...]
    message: str
    hint: str
    passing: tuple[str, ...]
    failing: tuple[str, ...]


_NO_OVERLAY = Overlay()


class Hits:
    """Where the words of all lexicons stand in one text; found once, asked often."""

    def __init__(self, ruleset: RuleSet, text: str, report_year: int | None, tier: str | None) -> None:
        self._ruleset = ruleset
        self._text = text
        self._year = report_year
        self._tier = tier
        self._terms = ruleset.find_terms(text)
        self._spans: dict[str, list[Span]] = {}

    def spans(self, lexicon: str) -> list[Span]:
        """All places of a lexicon's words, in order."""
        if lexicon not in self._spans:
            self._spans[lexicon] = self._find(lexicon)
        return self._spans[lexicon]

    def within(self, lexicon: str, span: Span) -> list[Span]:
        """The places of a lexicon's words inside a span."""
        spans = self.spans(lexicon)
        first = bisect_left(spans, (span[0], 0))
        found = []
        for i in range(first, len(spans)):
            if spans[i][0] >= span[1]:
                break
            if spans[i][1] <= span[1]:
                found.append(spans[i])
        return found

    def has(self, lexicon: str, span: Span) -> bool:
        """Does a lexicon's word stand inside a span?"""
        spans = self.spans(lexicon)
        for i in range(bisect_left(spans, (span[0], 0)), len(spans)):
            if spans[i][0] >= span[1]:
                return False
            if spans[i][1] <= span[1]:
                return True
        return False

    def holds(self, combination: Combination, span: Span) -> bool:
        """Does a combination hold for a span?"""
        if combination.longest is not None and span[1] - span[0] > combination.longest:
            return False
        has = self.has
        for name in combination.all:
            if not has(name, span):
                return False
        if combination.any and not any(has(name, span) for name in combination.any):
            return False
        return not any(has(name, span) for name in combination.none)

    def _find(self, name: str) -> list[Span]:
        if name.startswith("@"):
            return self._years(name)
        lexicon = self._ruleset.lexicons[name]
        if lexicon.tiers and self._tier is not None and self._tier not in lexicon.tiers:
            return []
        found = [*self._terms.get(name, ()), *lexicon.pattern_spans(self._text)]
        found += [span for other in lexicon.includes for span in self.spans(other)]
        return lexicon.without_exceptions(found, self._terms.get(_exceptions_of(name), ()), self._text)

    def _years(self, name: str) -> list[Span]:
        if self._year is None:
            return []
        year = self._year + (name == "@next-year")
        follows = "年度?，" if name == "@in-report-year" else "年?"
        return [m.span() for m in re.finditer(rf"(?<![\d—~至-]){year}(?![—~至-]){follows}", self._text)]


@dataclass(frozen=True)
class RuleSet:
    """A compiled pack: made once, used for all reports."""

    id: str
    version: str
    name: str
    lexicons: Mapping[str, Lexicon]
    elements: tuple[ElementRule, ...]
    topics: tuple[TopicRule, ...]
    conventions: Conventions
    recognition: Recognition
    overlays: Mapping[tuple[str, str], Overlay]

    def overlay(self, tier: str | None, rule: str) -> Overlay:
        """What is different about a rule at a tier."""
        return self.overlays.get((tier or "", rule), _NO_OVERLAY)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, in the order of the pack."""
        return (*self.elements, *self.topics)

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
        used = {name for rule in (*self.elements, *self.topics) for name in lexicons_of(rule)}
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
                    owners.setdefault(term, []).append(_exceptions_of(name))
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


def _exceptions_of(lexicon: str) -> str:
    """What the automaton calls the exceptions of a lexicon; no lexicon can have such a name."""
    return f"!{lexicon}"


def lexicons_of(rule: Rule) -> set[str]:
    """The lexicons that a rule uses."""
    if isinstance(rule, TopicRule):
        return {rule.lexicon}
    assert isinstance(rule, ElementRule)
    combinations = [*rule.where.headings, *(c for cue in rule.where.cues for c in cue.when)]
    names = set(rule.ignore)
    for evidence in rule.evidence:
        combinations += [evidence.combination, *evidence.either]
        names |= {*evidence.nearby, *evidence.none_nearby, *evidence.distinct, *evidence.besides}
        names |= {name for name in (evidence.joins_previous, evidence.same_subject) if name}
        names |= {evidence.actor.is_, evidence.actor.not_} if evidence.actor else set()
    for c in combinations:
        names |= {*c.all, *c.any, *c.none}
    return names


def compile_document(document: Mapping[str, Any]) -> RuleSet:
    """Turn a pack's document into rules."""
    info = document["pack"]
    lexicons = _lexicons(document["lexicons"])
    bases = {key: _basis(key, value) for key, value in document["basis"].items()}
    rules = list(document["rules"].values())
    return RuleSet(
        id=info["id"],
        version=info["version"],
        name=info["name"],
        lexicons=lexicons,
        elements=tuple(_element(r, bases) for r in rules if r["check"] == "element"),
        topics=tuple(_topic(r, bases) for r in rules if r["check"] == "topic"),
        conventions=_conventions(info, lexicons),
        recognition=_recognition(info.get("recognition", {})),
        overlays={
            (tier, rule): Overlay(raw.get("skip"), {State(s): text for s, text in raw.get("hint", {}).items()})
            for tier, changes in document["overlays"].items()
            for rule, raw in changes.items()
        },
    )


def _lexicons(raw: Mapping[str, Any]) -> dict[str, Lexicon]:
    return {
        name: Lexicon(
            name,
            tuple(entry.get("terms", ())),
            tuple(entry.get("patterns", ())),
            tuple(entry.get("except", ())),
            tuple(entry.get("except_patterns", ())),
            frozenset(entry.get("tiers", ())),
            tuple(entry.get("includes", ())),
        )
        for name, entry in raw.items()
    }


def _flattened(name: str, lexicons: Mapping[str, Lexicon]) -> Lexicon:
    """A lexicon with the words of those it includes, for use before the tier is known."""
    terms: list[str] = []
    patterns: list[str] = []
    todo, seen = [name], set[str]()
    while todo:
        lexicon = lexicons[todo.pop(0)]
        if lexicon.name not in seen:
            seen.add(lexicon.name)
            terms += lexicon.terms
            patterns += lexicon.patterns
            todo += lexicon.includes
    own = lexicons[name]
    return Lexicon(
        name, tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(patterns)), own.exceptions, own.exception_patterns
    )


def _basis(key: str, raw: Mapping[str, Any]) -> Basis:
    return Basis(key, raw["document"], raw["rank"], raw["says"], raw.get("number"), raw.get("provision"))


def _applies(raw: Mapping[str, Any]) -> Applies:
    applies = raw.get("applies", {})
    years = applies.get("years", {})
    return Applies(frozenset(applies.get("tiers", ())), years.get("from"), years.get("until"))


def _combination(raw: Mapping[str, Any]) -> Combination:
    return Combination(
        tuple(raw.get("all", ())),
        tuple(raw.get("any", ())),
        tuple(raw.get("none", ())),
        raw.get("longest"),
        raw.get("clause", False),
    )


def _combinations(raw: Sequence[Mapping[str, Any]]) -> tuple[Combination, ...]:
    return tuple(_combination(entry) for entry in raw)


def _element(raw: Mapping[str, Any], bases: Mapping[str, Basis]) -> ElementRule:
    severity = raw.get("severity", {})
    where = raw["where"]
    return ElementRule(
        id=raw["id"],
        title=raw["title"],
        basis=bases[raw["basis"]],
        applies=_applies(raw),
        origin=raw["origin"],
        element=raw["element"],
        short=raw["short"],
        points=float(raw["points"]),
        weak_points=float(raw.get("weak_points", raw["points"] / 2)),
        severities={
            State.MISSING: Severity(severity.get("missing", "error")),
            State.WEAK: Severity(severity.get("weak", "warning")),
        },
        where=Where(
            _combinations(where.get("headings", ())),
            tuple(Cue(_combinations(c["when"]), c.get("until") == "paragraph") for c in where.get("cues", ())),
            where.get("with"),
            where.get("rest", False),
        ),
        ignore=tuple(raw.get("ignore", ())),
        evidence=tuple(_evidence(name, value) for name, value in raw["evidence"].items()),
        bar={State(s): tuple(_condition(c) for c in raw["bar"][s]) for s in ("present", "weak")},
        says={State(s): text for s, text in raw["says"].items()},
        messages={State(s): text for s, text in raw.get("message", raw["says"]).items()},
        hints={State(s): text for s, text in raw["hint"].items()},
        examples={State(s): tuple(texts) for s, texts in raw["examples"].items()},
    )


def _evidence(name: str, raw: Mapping[str, Any]) -> EvidenceRule:
    actor = raw.get("actor")
    return EvidenceRule(
        name=name,
        shows=raw["shows"],
        place=raw.get("in", "own"),
        unit=raw.get("unit", "item"),
        combination=_combination(raw),
        either=_combinations(raw.get("either", ())),
        nearby=tuple(raw.get("nearby", ())),
        none_nearby=tuple(raw.get("none_nearby", ())),
        actor=Actor(actor["is"], actor["not"], actor.get("understood", False)) if actor else None,
        distinct=tuple(raw.get("distinct", ())),
        joins_previous=raw.get("joins_previous"),
        same_subject=raw.get("same_subject"),
        content_words=raw.get("content_words"),
        besides=tuple(raw.get("besides", ())),
    )


def _condition(raw: Mapping[str, Any]) -> Condition:
    share = raw.get("share")
    total = raw.get("total")
    return Condition(
        raw.get("counts", {}),
        Total(tuple(total["of"]), total["at_least"]) if total else None,
        _share(share) if share else None,
    )


def _share(raw: Mapping[str, Any]) -> Share:
    return Share(raw["of"], raw["among"], raw["above"], raw.get("beside"))


def _topic(raw: Mapping[str, Any], bases: Mapping[str, Basis]) -> TopicRule:
    examples = raw["examples"]
    return TopicRule(
        id=raw["id"],
        title=raw["title"],
        basis=bases[raw["basis"]],
        applies=_applies(raw),
        origin=raw["origin"],
        severity=Severity(raw["severity"]),
        lexicon=raw["lexicon"],
        at_least=raw.get("at_least", 1),
        message=raw["message"],
        hint=raw["hint"],
        passing=tuple(examples["pass"]),
        failing=tuple(FailingExample(e["text"], e["quote"]) for e in examples["fail"]),
    )


def _conventions(info: Mapping[str, Any], lexicons: Mapping[str, Lexicon]) -> Conventions:
    named = info.get("document", {})

    def lexicon(role: str) -> Lexicon:
        return _flattened(named[role], lexicons) if role in named else Lexicon(role)

    def sign(entry: Mapping[str, str]) -> TierSign:
        in_text = _flattened(entry["in_text"], lexicons) if "in_text" in entry else None
        return TierSign(entry["tier"], _flattened(entry["lexicon"], lexicons), in_text)

    def signs(key: str) -> tuple[TierSign, ...]:
        return tuple(sign(entry) for entry in info.get(key, ()))

    return Conventions(
        furniture=lexicon("furniture"),
        furniture_inline=lexicon("furniture_inline"),
        office=lexicon("office"),
        party_office=lexicon("party_office"),
        office_end=lexicon("office_end"),
        place=lexicon("place"),
        title=lexicon("title"),
        subject=lexicon("subject"),
        lead=lexicon("lead"),
        summary_opening=lexicon("summary_opening"),
        closing=lexicon("closing"),
        list_lead=lexicon("list_lead"),
        tiers=signs("tiers"),
        own_office=signs("own_office"),
    )


def _recognition(raw: Mapping[str, Any]) -> Recognition:
    examples = raw.get("examples", {})
    return Recognition(
        signs=tuple(_sign(s) for s in raw.get("signs", ())),
        part_weight=raw.get("part_weight", 0),
        threshold=raw.get("threshold", 1),
        look_alikes=tuple(
            LookAlike(k["name"], tuple(_sign(s) for s in k["signs"])) for k in raw.get("look_alikes", ())
        ),
        message=raw.get("message", ""),
        hint=raw.get("hint", ""),
        passing=tuple(examples.get("pass", ())),
        failing=tuple(examples.get("fail", ())),
    )


def _sign(raw: Mapping[str, Any]) -> Sign:
    return Sign(raw["where"], _combination(raw), raw.get("at_least", 1), raw.get("weight", 1))
