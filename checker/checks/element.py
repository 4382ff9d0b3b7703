"""``check: element``: one of the mandatory parts of a report, present, weak or missing.

The rule says what speaks for the part (kinds of evidence) and where the bar stands; this module finds the evidence,
counts it and holds it against the bar.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext

from checker.checks.actors import actors
from checker.checks.context import Context, fingerprint
from checker.checks.timing import Timing
from checker.checks.units import Unit, clause_spans, clauses, items, joined, paragraphs, sentences
from checker.model import ElementResult, Evidence, Finding, Place, Span, State
from checker.rulebook.rules import Actor, Combination, Condition, ElementRule, EvidenceRule, Total
from checker.words import LONGEST_WORD, content_words

_OPENING = 16
"""How many characters of a unit count as its beginning."""

_UNITS = {"item": items, "sentence": sentences, "clause": clauses, "paragraph": paragraphs}

_SHOWN_WHOLE = 60
"""Characters of a unit that are shown whole."""

_SHOWN = 6
"""How many places of each kind of evidence a result carries."""


def check_elements(context: Context, timing: Timing | None = None) -> tuple[dict[str, ElementResult], list[Finding]]:
    """Judge all elements that apply."""
    rules = [rule for rule in context.ruleset.elements if context.applies(rule) is None]
    evidence = {rule.element: Found(context, rule) for rule in rules}
    results: dict[str, ElementResult] = {}
    findings: list[Finding] = []
    for rule in rules:
        with timing.measured(rule.id) if timing else nullcontext():
            result = _judge(context, rule, evidence)
        results[rule.element] = result
        if result.state is not State.PRESENT:
            findings.append(_finding(context, rule, result))
            if timing:
                timing.rules[rule.id].findings += 1
    return results, findings


class Found(Mapping[str, Sequence[Unit]]):
    """The places that speak for an element, by kind of evidence; looked for when asked."""

    def __init__(self, context: Context, rule: ElementRule) -> None:
        self._context = context
        self._rule = rule
        self._kinds = {evidence.name: evidence for evidence in rule.evidence}
        self._units: dict[str, Sequence[Unit]] = {}

    def __getitem__(self, name: str) -> Sequence[Unit]:
        if name not in self._units:
            self._units[name] = _Search(self._context, self._rule, self._kinds[name]).units()
        return self._units[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    @property
    def asked(self) -> Mapping[str, Sequence[Unit]]:
        """What has been looked for so far, in the order of the rule."""
        return {name: self._units[name] for name in self._kinds if name in self._units}


class _Search:
    """The search for one kind of evidence."""

    def __init__(self, context: Context, rule: ElementRule, evidence: EvidenceRule) -> None:
        self._context = context
        self._report = context.report
        self._hits = context.hits
        self._rule = rule
        self._evidence = evidence
        self._holders = frozenset(context.parts.named_by)

    def units(self) -> list[Unit]:
        """The units that hold; those that show the same count once."""
        candidates = self._candidates()
        holding = [unit for unit in self._touched(candidates) if self._holds(unit)]
        if holding and self._evidence.actor is not None:
            holding = self._with_actor(candidates, holding, self._evidence.actor)
        return self._distinct(holding)

    def _touched(self, candidates: Sequence[Unit]) -> Sequence[Unit]:
        """The units in which a word of the first lexicon that all must hold begins."""
        if not self._evidence.combination.all:
            return candidates
        starts = [start for start, _ in self._hits.spans(self._evidence.combination.all[0])]
        return [u for u in candidates if bisect_left(starts, u.span[0]) < bisect_left(starts, u.span[1])]

    def _with_actor(self, candidates: Sequence[Unit], holding: Sequence[Unit], actor: Actor) -> list[Unit]:
        """Of the units that hold, those in which the actor acts; who acts follows from the units before."""
        places = {self._place(unit) for unit in holding}
        around = [unit for unit in candidates if self._place(unit) in places]
        understood = [actor.understood and self._is_own(unit) for unit in around]
        acting = actors(self._report, around, self._hits, actor, understood)
        chosen = {unit.span for unit, acts in zip(around, acting, strict=True) if acts}
        return [unit for unit in holding if unit.span in chosen]

    def _place(self, unit: Unit) -> tuple[int, int]:
        return unit.section, self._report.sentences[unit.sentence].paragraph

    def _candidates(self) -> list[Unit]:
        kind = self._evidence.unit
        key = (self._rule.element, self._evidence.place, kind)
        if key not in self._context.units:
            self._context.units[key] = _UNITS[kind](self._report, self._chosen_sentences(), self._holders)
        units = self._context.units[key]
        return joined(units, self._belongs) if kind in ("item", "sentence") else units

    def _belongs(self, before: Unit, unit: Unit) -> bool:
        """Does a unit only go on what the unit before it said?"""
        text = self._report.clean.text
        if unit.section != before.section:
            return False
        if opening := self._evidence.joins_previous:
            near = (unit.span[0], min(unit.span[0] + _OPENING, unit.span[1]))
            if any(start <= unit.span[0] + 2 for start, _ in self._hits.within(opening, near)):
                return True
        if (subject := self._evidence.same_subject) and not self._is_list(unit):
            words = {text[slice(*span)] for span in self._hits.within(subject, before.span)}
            return any(text[slice(*span)] in words for span in self._hits.within(subject, unit.span))
        return False

    def _is_list(self, unit: Unit) -> bool:
        """Does the unit end with a semicolon or follow one, as members of a list do?"""
        text = self._report.clean.text
        return "；" in (text[unit.span[1] - 1], text[max(0, unit.span[0] - 1)])

    def _chosen_sentences(self) -> list[int]:
        own = self._rule.element
        parts = self._context.parts
        rest = frozenset(rule.element for rule in self._context.ruleset.elements if rule.where.rest)
        chosen: dict[str, Callable[[frozenset[str]], bool]] = {
            "own": lambda belongs: own in belongs,
            "alone": lambda belongs: belongs == {own},
            "elsewhere": lambda belongs: own not in belongs and belongs <= rest,
            "around": lambda belongs: own in belongs or belongs <= rest,
        }
        wanted = chosen[self._evidence.place]
        return [i for i, belongs in enumerate(parts.of_sentence) if wanted(belongs)]

    def _is_own(self, unit: Unit) -> bool:
        return self._rule.element in self._context.parts.of_sentence[unit.sentence]

    def _holds(self, unit: Unit) -> bool:
        evidence = self._evidence
        if not self._hits.holds(evidence.combination, unit.span):
            return False
        if any(self._hits.touches(name, unit.span) for name in self._rule.ignore):
            return False
        if evidence.either and not any(self._combination_holds(c, unit) for c in evidence.either):
            return False
        sentence = self._report.sentences[unit.sentence].span
        if not all(self._hits.has(name, sentence) for name in evidence.nearby):
            return False
        if any(self._hits.has(name, sentence) for name in evidence.none_nearby):
            return False
        return evidence.content_words is None or self._has_content(unit, evidence.content_words)

    def _combination_holds(self, combination: Combination, unit: Unit) -> bool:
        if not combination.in_one_clause:
            return self._hits.holds(combination, unit.span)
        spans = clause_spans(self._report.clean.text, unit.span)
        return any(self._hits.holds(combination, span) for span in spans)

    def _has_content(self, unit: Unit, least: int) -> bool:
        """Has a unit so many content words? Words that lexicons know are counted before any are cut."""
        text = self._report.clean.text
        barred = [span for name in self._evidence.besides for span in self._hits.within(name, unit.span)]
        combination = self._evidence.combination
        known = {
            text[a:b]
            for name in (*combination.all, *combination.any)
            for a, b in self._hits.within(name, unit.span)
            if b - a > 1 and not any(s < b and a < e for s, e in barred)
        }
        if len(known) >= least or self._characters(unit, barred) > LONGEST_WORD * (least - 1):
            return True
        start = unit.span[0]
        words = content_words(self._report.words(unit.span), [(s - start, e - start) for s, e in barred])
        return len(set(words)) >= least

    def _characters(self, unit: Unit, barred: Sequence[Span]) -> int:
        """How many characters of a unit, its ordinal and marks apart, stand outside the barred spans."""
        section = self._report.sections[unit.section]
        start = max(unit.span[0], section.heading[1] if section.is_item else unit.span[0])
        text = self._report.clean.text
        places = (i for i in range(start, unit.span[1]) if text[i].isalpha())
        return sum(1 for i in places if not any(s <= i < e for s, e in barred))

    def _distinct(self, units: Sequence[Unit]) -> list[Unit]:
        """Keep the first of the units of one sentence that show words of the same lexicon."""
        if not self._evidence.distinct:
            return list(units)
        kept: list[Unit] = []
        shown: set[tuple[int, str]] = set()
        for unit in units:
            kinds = [name for name in self._evidence.distinct if self._hits.within(name, unit.span)]
            names_actor = self._evidence.actor and self._hits.within(self._evidence.actor.is_, unit.span)
            fresh = [name for name in kinds if names_actor or (unit.sentence, name) not in shown]
            shown |= {(unit.sentence, name) for name in kinds}
            if fresh:
                kept.append(unit)
        return kept


def _judge(context: Context, rule: ElementRule, evidence: Mapping[str, Found]) -> ElementResult:
    state = _state(rule, evidence)
    own = evidence[rule.element]
    shown = [
        Evidence(context.place(_telling(context, kind, unit)), kind.shows)
        for kind in rule.evidence
        for unit in own.asked.get(kind.name, ())[:_SHOWN]
    ]
    score = {State.PRESENT: rule.points, State.WEAK: rule.weak_points, State.MISSING: 0.0}[state]
    where = _where(context, rule, shown) if state is not State.MISSING else _heading(context, rule)
    why = rule.says[state].format_map(_Counts(own))
    return ElementResult(rule.element, rule.title, rule.short, state, score, rule.points, where, tuple(shown), why)


class _Counts(Mapping[str, int]):
    """How many places there are of each kind of evidence, for the words of a rule."""

    def __init__(self, found: Found) -> None:
        self._found = found

    def __getitem__(self, name: str) -> int:
        return len(self._found[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _telling(context: Context, kind: EvidenceRule, unit: Unit) -> Span:
    """What to show of a unit: all of it, or of a long one the clause that holds the first telling word."""
    if unit.span[1] - unit.span[0] <= _SHOWN_WHOLE:
        return unit.span
    names = (*kind.combination.all, *kind.combination.any)
    first = min((hits[0][0] for name in names if (hits := context.hits.within(name, unit.span))), default=unit.span[0])
    clauses_here = clause_spans(context.report.clean.text, unit.span)
    return next((span for span in clauses_here if span[0] <= first < span[1]), unit.span)


def _state(rule: ElementRule, evidence: Mapping[str, Found]) -> State:
    for state in (State.PRESENT, State.WEAK):
        if any(_meets(rule, condition, evidence) for condition in rule.bar[state]):
            return state
    return State.MISSING


def _meets(rule: ElementRule, condition: Condition, evidence: Mapping[str, Found]) -> bool:
    own = evidence[rule.element]
    if any(len(own[name]) < least for name, least in condition.counts.items()):
        return False
    if condition.total and not _reaches(condition.total, own):
        return False
    if condition.share is None:
        return True
    other: Mapping[str, Sequence[Unit]] = evidence.get(rule.where.together_with or "", {})
    among = own.get(condition.share.among) or other.get(condition.share.among) or ()
    beside = own.get(condition.share.beside or "") or other.get(condition.share.beside or "") or ()
    both = sum(1 for unit in among if any(_overlaps(unit, mark) for mark in own[condition.share.of]))
    return bool(among) and both > condition.share.above * (len(among) + len(beside))


def _reaches(total: Total, own: Found) -> bool:
    """Are there enough places of several kinds together? Kinds are looked for until there are."""
    count = 0
    for name in total.of:
        count += len(own[name])
        if count >= total.at_least:
            return True
    return False


def _overlaps(a: Unit, b: Unit) -> bool:
    return a.span[0] < b.span[1] and b.span[0] < a.span[1]


def _heading(context: Context, rule: ElementRule) -> Place | None:
    """The heading that names the part, or the part that it goes with; of several the one that names fewest."""
    for wanted in (rule.element, rule.where.together_with):
        naming = [(len(parts), index) for index, parts in context.parts.named_by.items() if wanted in parts]
        if naming:
            return context.place(context.report.sections[min(naming)[1]].heading)
    return None


def _where(context: Context, rule: ElementRule, shown: Sequence[Evidence]) -> Place | None:
    return _heading(context, rule) or (shown[0].place if shown else None)


def _finding(context: Context, rule: ElementRule, result: ElementResult) -> Finding:
    place = result.where or context.title_place
    overlay = context.ruleset.overlay(context.report.facts.tier, rule.id)
    return Finding(
        rule=rule.id,
        kind=f"element-{result.state}",
        severity=rule.severities[result.state],
        message=rule.messages[result.state],
        hint=overlay.hints.get(result.state, rule.hints[result.state]),
        basis=rule.basis.cite(),
        place=place,
        fingerprint=fingerprint(rule.id, result.state, ""),
    )
