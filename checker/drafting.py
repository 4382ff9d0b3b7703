"""An empty report from the rules: title, the mandatory parts, and under each what it must contain."""

from __future__ import annotations

from checker.model import Role, State, Text
from checker.parsing.ordinals import han_numeral
from checker.rulebook.rules import DraftForm, ElementRule
from checker.rulebook.ruleset import RuleSet


def draft(ruleset: RuleSet, form: DraftForm, year: int, tier: str | None, office: str | None) -> list[Text]:
    """The empty report of an office for a year; ``tier`` and ``office`` None when they are not known."""
    values = {
        "office": office or form.offices.get(tier or "", form.any_office),
        "year": str(year),
        "next_year": str(year + 1),
        "kind": ruleset.name,
    }
    elements = {rule.element: rule for rule in ruleset.elements}
    paragraphs = [Text(Role.TITLE, form.title.format_map(values))]
    paragraphs += [Text(Role.TEXT, text.format_map(values)) for text in form.lead]
    for number, part in enumerate(form.parts, 1):
        heading = f"{han_numeral(number)}、{part.heading.format_map(values)}"
        paragraphs.append(Text(Role.HEADING, heading))
        for element in part.elements:
            if not ruleset.overlay(tier, elements[element].id).skip:
                asked = _asked(ruleset, elements[element], tier)
                paragraphs += [Text(Role.TEXT, text.format_map(asked)) for text in form.ask]
        topics = "、".join(_topics(ruleset, year, tier)) if part.topics else ""
        if topics and form.advice:
            paragraphs.append(Text(Role.TEXT, form.advice.format_map({"topics": topics})))
    return [*paragraphs, *(Text(Role.SIGNATURE, text.format_map(values)) for text in form.closing)]


def _asked(ruleset: RuleSet, rule: ElementRule, tier: str | None) -> dict[str, str]:
    hints = {**rule.hints, **ruleset.overlay(tier, rule.id).hints}
    return {"title": rule.title, "hint": hints[State.MISSING].rstrip("。"), "basis": rule.basis.cite()}


def _topics(ruleset: RuleSet, year: int, tier: str | None) -> list[str]:
    """What readers expect besides, at a tier and in a year."""
    titles = []
    for rule in ruleset.findings:
        applies = rule.applies
        fits_tier = tier is None or not applies.tiers or tier in applies.tiers
        fits_year = (applies.year_from or year) <= year <= (applies.year_until or year)
        if rule.check == "topic" and fits_tier and fits_year and not ruleset.overlay(tier, rule.id).skip:
            titles.append(rule.title)
    return list(dict.fromkeys(titles))
