"""Problems and what the plan does about them: the lowest items of both parts, and the best answer to each problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from checker.checks.assignment import Offer, answers_to, told
from checker.checks.context import Context
from checker.checks.likeness import Said, read
from checker.checks.units import Unit
from checker.model import Pair, Span
from checker.parsing.ordinals import ordinal_at
from checker.rulebook.kinds.answered import Answered

_MOST_PROBLEMS, _MOST_PLANS = 40, 100
"""Items that are compared, so that a report of endless items costs no more than others."""


@dataclass(frozen=True, slots=True)
class Match:
    """A problem and its best answer in the plan, None when nothing there is like enough; ``alike`` from 0 to 1."""

    problem: Unit
    plan: Span | None
    alike: float


def matches(context: Context, settings: Answered) -> Sequence[Match]:
    """Each problem of a report with its best answer, in the order of the problems."""
    return context.once(_matches_by_rule)[settings]


def pairs(context: Context) -> tuple[Pair, ...]:
    """Each problem of a report with its best answer, as results show them."""
    found = context.once(_matches_by_rule)
    return tuple(
        Pair(context.place(match.problem.span), context.place(match.plan) if match.plan else None, match.alike)
        for match in next(iter(found.values()), ())
    )


def said_by(context: Context, unit: Unit) -> Said:
    """What an item says."""
    return read(context.report.words(unit.span), context.ruleset.synonyms, context.report.facts.issuer or "")


def _matches_by_rule(context: Context) -> Mapping[Answered, Sequence[Match]]:
    rules = [rule.settings for rule in context.ruleset.findings if isinstance(rule.settings, Answered)]
    return {settings: _match(context, settings) for settings in rules}


def _match(context: Context, settings: Answered) -> list[Match]:
    synonyms = context.ruleset.synonyms
    plans = _plans(context, settings)[:_MOST_PLANS]
    problems = _problems(context, settings)[:_MOST_PROBLEMS] if plans else []
    said = [(unit, said_by(context, unit)) for unit in problems]
    asked = [(unit, problem) for unit, problem in said if problem.weight]
    offers = [_offer(context, settings, unit) for unit in plans]
    answers = answers_to([problem for _, problem in asked], offers, synonyms, settings.alike)
    found = []
    for (unit, _), answer in zip(asked, answers, strict=True):
        own = _own_answer(context, settings, unit, plans)
        plan = own if own is not None else None if answer.plan is None else plans[answer.plan].span
        found.append(Match(unit, plan, answer.alike))
    return found


# --- the items ----------------------------------------------------------------------------------------------------


def _problems(context: Context, settings: Answered) -> list[Unit]:
    """The problems: all numbered items, and other sentences that say that something falls short."""
    found: list[Unit] = []
    last = -1
    for unit in context.items(settings.problems):
        falls_short = unit.is_item or _holds(context, settings.shortcoming, unit.span)
        goes_on = not falls_short or _opens(context, settings.continues, unit.span)
        if goes_on and not unit.is_item and last == unit.section:
            found[-1] = replace(found[-1], span=(found[-1].span[0], unit.span[1]))
        elif falls_short and not _holds(context, settings.ignore, unit.span):
            found.append(unit)
            last = unit.section
        else:
            last = -1
    return [unit for unit in found if not _holds(context, settings.vague, unit.span)]


def _plans(context: Context, settings: Answered) -> list[Unit]:
    return [unit for unit in context.items(settings.plan) if not _holds(context, settings.ignore, unit.span)]


def _offer(context: Context, settings: Answered, unit: Unit) -> Offer:
    """What a plan item offers. The headings over it are taken for said; its own title tells what it is about."""
    report = context.report
    above = [report.sections[i] for i in report.ancestors(unit.section)[1:-1] if i not in context.parts.named_by]
    words = "".join([*(report.heading(section) for section in above), report.words(unit.span)])
    said = read(words, context.ruleset.synonyms, report.facts.issuer or "")
    first = report.sentences[unit.sentence]
    title = first.span[1] - first.span[0] if first.is_heading and first.span[1] < unit.span[1] and not above else 0
    how, is_occasion = _tells_how(context, settings, unit)
    return Offer(said, said.headline[0] < title, how, is_occasion)


def _tells_how(context: Context, settings: Answered, unit: Unit) -> tuple[float, bool]:
    """How far a plan item says how and by when, and whether it begins like the name of an occasion."""
    text = context.report.clean.text
    ordinal = ordinal_at(text, unit.span[0])
    begin = ordinal.end if ordinal else unit.span[0]
    if not any(start == begin for name in settings.occasion for start, _ in context.hits.within(name, unit.span)):
        return 1.0, False
    how = sum(len(context.hits.within(name, unit.span)) for name in settings.how)
    length = sum(char.isalnum() for char in text[begin : unit.span[1]])
    return told(length, how), True


def _holds(context: Context, lexicons: Sequence[str], span: Span) -> bool:
    return any(context.hits.has(name, span) for name in lexicons)


def _opens(context: Context, lexicons: Sequence[str], span: Span) -> bool:
    """Does a stretch of text begin with a word of one of the lexicons?"""
    return any(
        start <= span[0] + 1
        for name in lexicons
        for start, _ in context.hits.within(name, (span[0], min(span[1], span[0] + 16)))
    )


# --- a problem that brings its own answer --------------------------------------------------------------------------


def _own_answer(context: Context, settings: Answered, problem: Unit, plans: Sequence[Unit]) -> Span | None:
    """What a problem's own item says will be done about it."""
    if problem.is_item:
        own = next((plan.span for plan in plans if plan.section == problem.section), None)
        if own is not None:
            return own
    turns = [hit for name in settings.turn for hit in context.hits.within(name, problem.span)]
    rest = (min(turns)[0], problem.span[1]) if turns else problem.span
    return rest if turns and _holds(context, settings.action, rest) else None
