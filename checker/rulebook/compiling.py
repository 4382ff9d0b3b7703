"""A pack's document → RuleSet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checker.lexicon import Lexicon
from checker.model import Severity, State
from checker.parsing.conventions import Conventions, TierSign
from checker.rulebook.kinds import KINDS
from checker.rulebook.rules import (
    Actor,
    Applies,
    Basis,
    Combination,
    Condition,
    Cue,
    DraftForm,
    DraftPart,
    ElementRule,
    EvidenceRule,
    FindingRule,
    LookAlike,
    Overlay,
    Recognition,
    RuleExample,
    Share,
    Sign,
    Softened,
    Total,
    Where,
    combination_of,
)
from checker.rulebook.ruleset import RuleSet
from checker.synonyms import Role, SynonymGroup, Synonyms


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
        findings=tuple(_finding(r, bases) for r in rules if r["check"] != "element"),
        conventions=_conventions(info, lexicons),
        recognition=_recognition(info.get("recognition", {})),
        overlays={
            (tier, rule): Overlay(raw.get("skip"), {State(s): text for s, text in raw.get("hint", {}).items()})
            for tier, changes in document["overlays"].items()
            for rule, raw in changes.items()
        },
        planted=info.get("planted", {}),
        tables=document["tables"],
        synonyms=_synonyms(document["synonyms"]),
        draft=_draft(info["draft"]) if "draft" in info else None,
        kinds=info.get("kinds", {}),
        off=document["off"],
        softened=tuple(Softened(each["rule"], each["what"], each["origin"]) for each in document["softened"]),
    )


def _synonyms(raw: Mapping[str, Any]) -> Synonyms:
    return Synonyms(
        tuple(
            SynonymGroup(name, float(entry.get("weight", 1)), Role(entry.get("role", "matter")), tuple(entry["words"]))
            for name, entry in raw.items()
        )
    )


def _lexicons(raw: Mapping[str, Any]) -> dict[str, Lexicon]:
    return {name: _lexicon(name, entry) for name, entry in raw.items()}


def _lexicon(name: str, raw: Mapping[str, Any]) -> Lexicon:
    meant = {wrong: right for right, forms in raw.get("wrong", {}).items() for wrong in forms}
    by_pattern = tuple((wrong, right) for right, forms in raw.get("wrong_patterns", {}).items() for wrong in forms)
    return Lexicon(
        name,
        (*raw.get("terms", ()), *meant),
        (*raw.get("patterns", ()), *(pattern for pattern, _ in by_pattern)),
        tuple(raw.get("except", ())),
        tuple(raw.get("except_patterns", ())),
        frozenset(raw.get("tiers", ())),
        tuple(raw.get("includes", ())),
        meant,
        by_pattern,
    )


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


def _combinations(raw: Sequence[Mapping[str, Any]]) -> tuple[Combination, ...]:
    return tuple(combination_of(entry) for entry in raw)


def _element(raw: Mapping[str, Any], bases: Mapping[str, Basis]) -> ElementRule:
    severity = raw.get("severity", {})
    where = raw["where"]
    return ElementRule(
        id=raw["id"],
        title=raw["title"],
        basis=bases[raw["basis"]],
        applies=_applies(raw),
        origin=raw["origin"],
        uses=tuple(raw["uses"]),
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
        combination=combination_of(raw),
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


def _finding(raw: Mapping[str, Any], bases: Mapping[str, Basis]) -> FindingRule:
    kind = KINDS[raw["check"]]
    examples = raw["examples"]
    points = float(raw.get("points", 0))
    return FindingRule(
        id=raw["id"],
        title=raw["title"],
        basis=bases[raw["basis"]],
        applies=_applies(raw),
        origin=raw["origin"],
        uses=tuple(raw["uses"]),
        check=raw["check"],
        kind=raw.get("kind", kind.finds),
        severity=Severity(raw["severity"]),
        points=points,
        cap=float(raw.get("cap", points)),
        message=raw["message"],
        hint=raw["hint"],
        settings=kind.settings(raw),
        cites={name: bases[name] for name in raw["cites"]},
        passing=tuple(_example(e) for e in examples["pass"]),
        failing=tuple(_example(e) for e in examples["fail"]),
    )


def _example(raw: str | Mapping[str, Any]) -> RuleExample:
    if isinstance(raw, str):
        return RuleExample(raw)
    return RuleExample(raw["text"], raw.get("quote", ""), raw.get("previous"), tuple(raw.get("others", ())))


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
        table_label=lexicon("table_label"),
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


def _draft(raw: Mapping[str, Any]) -> DraftForm:
    return DraftForm(
        title=raw["title"],
        offices=raw.get("offices", {}),
        any_office=raw.get("any_office", ""),
        lead=tuple(raw.get("lead", ())),
        parts=tuple(DraftPart(p["heading"], tuple(p["elements"]), p.get("topics", False)) for p in raw["parts"]),
        ask=tuple(raw["ask"]),
        advice=raw.get("advice"),
        closing=tuple(raw.get("closing", ())),
    )


def _sign(raw: Mapping[str, Any]) -> Sign:
    return Sign(raw["where"], combination_of(raw), raw.get("at_least", 1), raw.get("weight", 1))
