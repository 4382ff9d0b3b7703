"""The values of the rule book: bases, rules, signs, as compiled from a pack's document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, dataclass_transform

from checker.model import Severity, State

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True)
def value(cls: type[_T]) -> type[_T]:
    """A frozen dataclass without the methods that no rule needs: making each costs time at every start."""
    return dataclass(frozen=True, slots=True, eq=False, repr=False)(cls)


@value
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


@value
class Applies:
    """Where a rule applies; empty or None does not restrict. Years are report years, both ends included."""

    tiers: frozenset[str] = frozenset()
    year_from: int | None = None
    year_until: int | None = None


@value
class Combination:
    """Holds when every lexicon of ``all``, one of ``any`` and none of ``none`` has a word in the text looked at."""

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    longest: int | None = None
    in_one_clause: bool = False


def combination_of(raw: Mapping[str, Any]) -> Combination:
    """What a rule file says as a combination."""
    return Combination(
        tuple(raw.get("all", ())),
        tuple(raw.get("any", ())),
        tuple(raw.get("none", ())),
        raw.get("longest"),
        raw.get("clause", False),
    )


@value
class Cue:
    """A sentence worded like one of ``when`` opens a part, to the next cue or to the end of its paragraph."""

    when: tuple[Combination, ...]
    to_paragraph_end: bool = False


@value
class Where:
    """Where readers look for a part."""

    headings: tuple[Combination, ...] = ()
    cues: tuple[Cue, ...] = ()
    together_with: str | None = None
    rest: bool = False


@value
class Actor:
    """Who must act: a word of ``is_`` is the subject, or understood where none is named; a word of ``not_`` bars it."""

    is_: str
    not_: str
    understood: bool = False


@value
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


@value
class Share:
    """More than ``above`` (0 to 1) of the places of ``among`` and ``beside`` must show ``of``.

    Only those of ``among`` can show it.
    """

    of: str
    among: str
    above: float
    beside: str | None = None


@value
class Total:
    """So many places of several kinds of evidence together."""

    of: tuple[str, ...]
    at_least: int


@value
class Condition:
    """A condition of the bar: at least so many places of each kind of evidence, the total and the share if given."""

    counts: Mapping[str, int]
    total: Total | None = None
    share: Share | None = None


@value
class Rule:
    """What all rules have. ``origin`` is file:line; ``uses`` names the lexicons that the rule speaks of."""

    id: str
    title: str
    basis: Basis
    applies: Applies
    origin: str
    uses: tuple[str, ...]


@value
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


@value
class RuleExample:
    """A text on which a rule must keep silent, or must fire and quote certain words.

    ``previous`` is last year's report, ``others`` are other offices' reports, that the text is held against.
    """

    text: str
    quote: str = ""
    previous: str | None = None
    others: tuple[str, ...] = ()


@value
class FindingRule(Rule):
    """A rule whose findings are places in the text.

    ``settings`` is what the rule says in the terms of its kind of check (one module of :mod:`checker.rulebook.kinds`
    each); ``cites`` are the bases they name by id. Each finding costs ``points``, all findings of the rule together
    at most ``cap``.
    """

    check: str
    kind: str
    severity: Severity
    points: float
    cap: float
    message: str
    hint: str
    settings: Any
    cites: Mapping[str, Basis]
    passing: tuple[RuleExample, ...]
    failing: tuple[RuleExample, ...]


@value
class Overlay:
    """What is different about a rule at one tier: that it does not apply, and why, or what to write."""

    skip: str | None = None
    hints: Mapping[State, str] = field(default_factory=dict)


@value
class Softened:
    """What a pack with ``allow_unlawful`` takes back of a rule that a document orders; ``origin`` is file:line."""

    rule: str
    what: str
    origin: str


@value
class Sign:
    """A sign by which a kind of text is recognised."""

    where: str
    combination: Combination
    at_least: int
    weight: int


@value
class LookAlike:
    """A kind of text that is easily taken for one of the pack's kind."""

    name: str
    signs: tuple[Sign, ...]


@value
class DraftPart:
    """A part of an empty report: its heading, the elements under it, whether expected topics are listed there."""

    heading: str
    elements: tuple[str, ...]
    topics: bool


@value
class DraftForm:
    """The empty report of a pack; texts with {office}, {year} and so on to be filled in."""

    title: str
    offices: Mapping[str, str]
    any_office: str
    lead: tuple[str, ...]
    parts: tuple[DraftPart, ...]
    ask: tuple[str, ...]
    advice: str | None
    closing: tuple[str, ...]


RECOGNITION_RULE = "report/kind"
"""The id under which results and ``explain`` speak of the recognition of a text."""


@value
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
