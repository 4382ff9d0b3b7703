"""A rate and the two quantities that it is made of (化解率, 办结率, 占38.2%, 约三成).

The numerator is found by the rate's own name (化解163起, 化解率…) or stands right before 占; the denominator is a
larger figure of the same unit before it. A rate that any such pair gives is sound. A rate with no numerator of its name
is left alone: it may be made of figures that the report does not give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.checks.figures.reading import SHARE, Figure, Statement
from checker.checks.figures.scope import (
    Limits,
    Scope,
    alike,
    less,
    limits,
    meet,
    percent,
    printed,
    share,
    shown_as,
    total,
    value_of,
)
from checker.checks.flaws import Flaw
from checker.parsing.periods import months_in
from checker.rulebook.kinds.figures import RateWords

_BEFORE, _AFTER = 3, 2
"""Sentences before and after a rate in which its quantities are looked for."""

_NAME = re.compile(r"(?P<name>[^，。；、：\d（）]{2,14})[率度](?:（[^（）]*）)?(?P<more>[^，。；、率度\d]{0,8})$")
_SHARE = re.compile(
    r"占(?:比|了)?(?P<base>[^，。；\d]{0,14}?)(?:的(?:比例|比重)?(?:为|达)?|(?:比例|比重)(?:为|达)?|为|达)?$"
)
_FILLERS = re.compile(
    "(?:约|近|达到?|仅|只|有|已|为|是|了|超过?|保持在|稳定在|维持在|实现|提高到|提升至|逾|不足|不到|大约|将近|接近|比例|比重|占比|高达|均|也|就)*$"
)
_NEGATIONS = "未不没无非"
_LONGEST_LABEL = 20
_NOT_FAR = 0.2
_TINY = 1e-3


@dataclass(frozen=True, slots=True)
class _Pair:
    """A numerator and a denominator, with what the numerator is made of."""

    part: Limits
    value: float
    parts: tuple[Figure, ...]
    wholes: tuple[Figure, ...]

    @property
    def limits(self) -> Limits:
        """What the denominator leaves open."""
        return total(self.wholes)


def check_rates(scope: Scope) -> list[Flaw]:
    """Rates that do not follow from their numerator and denominator."""
    flaws: list[Flaw] = []
    for statement in scope.figures.statements:
        for figure in statement.figures:
            if figure.family == SHARE and not _is_left_alone(scope, statement, figure):
                flaw = _rate(scope, statement, figure) or _share(scope, statement, figure)
                if flaw is not None:
                    flaws.append(flaw)
    return flaws


def _is_left_alone(scope: Scope, statement: Statement, figure: Figure) -> bool:
    """Is it a change, a goal, or the rate of another time?"""
    before = [f for f in statement.figures if f.order < figure.order]
    of_before = bool(before) and before[-1].depth < figure.depth and scope.is_of_before(before[-1])
    return (
        of_before
        or scope.ends_with("moves", figure.label, 2)
        or scope.ends_with("from", figure.label, 2)
        or scope.has("goals", figure.clause)
        or scope.has("each", figure.label)
        or scope.is_of_before(figure)
    )


# --- rates by name -----------------------------------------------------------------------------------------------------


def _rate(scope: Scope, statement: Statement, figure: Figure) -> Flaw | None:
    label = scope.label(figure)
    if scope.has("several", figure.label):
        return None
    if (named := _NAME.search(label)) and _FILLERS.fullmatch(named["more"]):
        name = named["name"].replace("“", "").replace("”", "")
        return _all_done(scope, statement, figure, name) or _named(
            scope, figure, name, scope.words((figure.label[0] + named.start(), figure.span[0]))[-8:]
        )
    named_share = _SHARE.search(label)
    if (
        named_share is not None
        and (subject := label[: named_share.start()].strip("其中"))
        and not _FILLERS.fullmatch(subject)
    ):
        return _named(scope, figure, subject, f"{subject[-6:]}占比")
    return None


def _named(scope: Scope, figure: Figure, name: str, told: str) -> Flaw | None:
    words = _rate_words(scope, name)
    pairs: list[_Pair] = []
    for part in _parts(scope, figure, name, words):
        pairs += _pairs(scope, part, figure)
    pairs += _pairs_of_rest(scope, figure, name, words)
    if not pairs:
        pairs = _pairs_by_form(scope, figure)
    if not pairs or any(_gives(pair.part, pair.limits, figure) for pair in pairs):
        return None
    if any(_gives(pair.part, pair.part, figure) and _is_all(scope, pair) for pair in pairs):
        return None
    best = _best(scope, pairs, figure, name)
    return None if best is None else _flaw(scope, figure, best, told)


def _pairs_by_form(scope: Scope, figure: Figure) -> list[_Pair]:
    """26台设备中能够正常使用的19台，完好率63%; 应建62个，已建58个: forms that say of what it is a rate."""
    statement = scope.statement(figure)
    if scope.has("opinions", figure.label):
        return []
    counts = [f for near in scope.figures.near(figure.statement, _BEFORE) for f in near.figures if f.counts]
    part = _right_before(scope, statement, figure)
    if part is None:
        done = [f for f in statement.figures if f.order > figure.order and scope.has("done", f.label)]
        part = done[0] if len(done) == 1 else None
    for whole in counts:
        if part is None or whole.family != part.family or whole.order >= part.order:
            continue
        within = (whole.span[1], min(whole.clause[1] + 1, part.span[0]))
        inside = whole.order == part.order - 1 and scope.has("within", within)
        due = scope.has("due", whole.label) and scope.has("done", part.label)
        ratio = part.amount.value / max(whole.amount.value, _TINY)
        if (inside or due) and abs(ratio - figure.amount.value) <= _NOT_FAR:
            return [_Pair(limits(part), part.amount.value, (part,), (whole,))]
    return []


def _all_done(scope: Scope, statement: Statement, figure: Figure, name: str) -> Flaw | None:
    """收到8件，已全部反馈，反馈率87.5%: all is 100%."""
    before = [f for f in statement.figures if f.order < figure.order and f.counts]
    if not before or figure.amount.high >= 1 or before[-1].depth != figure.depth:
        return None
    between = (before[-1].span[1], figure.clause[0])
    clause = scope.words(between)
    core = _core(name)
    if "，" not in clause or core not in clause or not scope.has("all", between) or f"未{core}" in clause:
        return None
    whole = before[-1]
    told = f"{scope.words(whole.span)}已全部{core}，应为100%"
    span = (whole.label[0], figure.span[1])
    return Flaw(span, {"said": f"{name[-6:]}率{scope.words(figure.span)}", "sum": told}, (("总数", whole.span),))


def _rate_words(scope: Scope, name: str) -> RateWords:
    """What the rule says of a rate; the longest name that fits."""
    fitting = [(len(n), words) for words in scope.rule.rates for n in words.name if name.endswith(n)]
    if not fitting or _core(name) != name[-2:]:
        return RateWords((), (), (), (), ())
    return max(fitting, key=lambda entry: entry[0])[1]


def _parts(scope: Scope, figure: Figure, name: str, words: RateWords) -> Iterator[tuple[Figure, ...]]:
    """Figures that count what the rate is named after: alone, and those of one sentence together."""
    core = name[-2:]
    own = scope.statement(figure)
    needed = [word for word in scope.terms("qualified", figure.label) if name[: -len(core)].endswith(word)]
    for near in scope.figures.near(figure.statement, _BEFORE, _AFTER):
        found = [
            f
            for f in near.figures
            if f.counts
            and not scope.is_of_before(f)
            and _counts_for(scope, f, name, words, needed, near is own)
            and _is_same_matter(scope, f, figure, core)
        ]
        for other in found:
            yield (other,)
            run = near.siblings(other)
            at = run.index(other)
            for start in range(at + 1):
                for stop in range(at + 1, len(run) + 1):
                    if stop - start > 1 and stop - start < len(run):
                        yield run[start:stop]
        for family in {f.family for f in found}:
            kin = tuple(f for f in found if f.family == family)
            for n in range(2, len(kin) + 1):
                yield kin[-n:]


def _is_same_matter(scope: Scope, part: Figure, figure: Figure, core: str) -> bool:
    """Does a figure belong to the same part of the year, and to this rate rather than to a nearer one of its name?"""
    of_rate, of_part = months_in(scope.words(figure.clause)), months_in(scope.words(part.clause))
    if of_rate and of_part and of_rate != of_part:
        return False
    if part.order > figure.order and (
        scope.has("among", (figure.span[1], part.span[0])) or "率" not in scope.label(figure)
    ):
        return False
    rivals = [
        f
        for f in scope.statement(part).figures
        if f.family == SHARE and f is not figure and core in scope.label(f) and not scope.is_of_before(f)
    ]
    return not any(abs(f.order - part.order) < abs(figure.order - part.order) for f in rivals)


def _counts_for(
    scope: Scope, figure: Figure, name: str, words: RateWords, needed: Sequence[str], is_here: bool
) -> bool:
    """Do a figure's words say what a rate's name says? In another sentence only the name's own words do."""
    if words.units and figure.family not in words.units:
        return False
    label = scope.label(figure)[-_LONGEST_LABEL:]
    text = f"{label}|{scope.words(figure.tail)[:_LONGEST_LABEL]}"
    if any(word not in text for word in needed) or any(word in text for word in words.whole):
        return False
    return any(_stands_in(word, text) for word in (*(words.part if is_here else ()), _core(name)))


def _core(name: str) -> str:
    """The words of a rate's name that say what is counted: 办结, 未办结."""
    return name[-3:] if name[-3:-2] in ("未", "不", "非", "无") else name[-2:]


def _stands_in(word: str, text: str) -> bool:
    """Does a word stand in a text, whole or (网办 in 网上办理) letter by letter, without a 未 or 不 before it?"""
    at = text.find(word)
    while at >= 0:
        if at == 0 or text[at - 1] not in _NEGATIONS:
            return True
        at = text.find(word, at + 1)
    if len(word) == 2 and word not in text:
        found = re.search(f"(?<![{_NEGATIONS}]){word[0]}[^，。；|{_NEGATIONS}]{{1,4}}{word[1]}", text)
        return found is not None
    return False


def _pairs_of_rest(scope: Scope, figure: Figure, name: str, words: RateWords) -> Iterator[_Pair]:
    """Where only what is missing to the whole is counted: 应参加93人, 缺考4人."""
    rests = (*words.rest, *(f"{no}{_core(name)}" for no in "未不"))
    for near in scope.figures.near(figure.statement, _BEFORE):
        for rest in near.figures:
            if not rest.counts or not any(word in scope.around(rest) for word in rests):
                continue
            for wholes in _wholes(scope, rest, figure):
                part = less(total(wholes), limits(rest))
                yield _Pair(part, value_of(wholes) - rest.amount.value, (rest,), wholes)


def _pairs(scope: Scope, parts: tuple[Figure, ...], figure: Figure) -> Iterator[_Pair]:
    value = value_of(parts)
    if len(parts) > 1:
        beside = [f for f in scope.statement(parts[0]).figures if f.family == parts[0].family and f not in parts]
        beside = [f for f in beside if f.order < figure.order and not scope.is_of_before(f)]
        if len(beside) > 1 and value_of(beside) >= value:
            yield _Pair(total(parts), value, parts, tuple(beside))
    for wholes in _wholes(scope, parts[0], figure):
        if not set(wholes) & set(parts) and value_of(wholes) >= value:
            yield _Pair(total(parts), value, parts, wholes)


def _wholes(scope: Scope, part: Figure, figure: Figure) -> Iterator[tuple[Figure, ...]]:
    """What a figure can be part of, nearest first: figures, and enumerations as a whole.

    What stands beside it as another part of the same whole is none, unless there is nothing else.
    """
    run = scope.statement(part).siblings(part)
    outside = []
    for near in scope.figures.near(part.statement, _BEFORE):
        for other in near.figures:
            is_before = other.order < part.order and (
                part.order < figure.order or other.order > figure.order or part.depth > figure.depth
            )
            if is_before and other.family == part.family and other not in run and not scope.is_of_before(other):
                outside.append(other)
    if not outside:
        yield from ((other,) for other in run if other.order < part.order)
        return
    yield from ((other,) for other in reversed(outside))
    for other in outside:
        beside = scope.statement(other).siblings(other)
        if beside[0] is other and len(beside) > 1 and part not in beside:
            yield beside


def _is_all(scope: Scope, pair: _Pair) -> bool:
    """37件全部化解: the numerator is all there was."""
    return any(scope.has("all", (part.clause[0], part.clause[1])) for part in pair.parts)


def _best(scope: Scope, pairs: Sequence[_Pair], figure: Figure, name: str) -> _Pair | None:
    """The pair that the text most likely means, if it means one."""
    ranked = []
    for i, pair in enumerate(pairs):
        part, whole = pair.parts[0], pair.wholes[0]
        if scope.has("pending", scope.statement(part).span) and figure.amount.value == 1:
            continue
        if scope.has("carried", (scope.statement(part).span[0], figure.span[1])):
            continue
        if part.statement != whole.statement and not _belong(scope, pairs, part, whole, name):
            continue
        kin = alike(scope.label(part)[: -2 or None], scope.around(whole))
        ranked.append((abs(figure.statement - part.statement), len(pair.parts), not kin, part.order < figure.order, i))
    return pairs[min(ranked)[-1]] if ranked else None


def _belong(scope: Scope, pairs: Sequence[_Pair], part: Figure, whole: Figure, name: str) -> bool:
    """Do figures of two sentences speak of one matter: by a word that both have, or because there is no other?"""
    if alike(scope.around(part) + name, scope.around(whole)):
        return True
    return {w for pair in pairs if pair.parts[0] is part for w in pair.wholes} == {whole}


# --- shares ------------------------------------------------------------------------------------------------------------


def _share(scope: Scope, statement: Statement, figure: Figure) -> Flaw | None:
    """占38.2%, 占受访户的七成, 不足两成 right behind the figure that it is the share of."""
    label = scope.label(figure)
    if label == "的":
        return _of_given(scope, statement, figure)
    found = _SHARE.search(label)
    if not _FILLERS.fullmatch(label[: found.start()] if found else label) or scope.has("several", figure.label):
        return None
    part = _right_before(scope, statement, figure)
    if part is None:
        return None
    value = part.amount.value
    wholes = [w for w in _wholes(scope, part, figure) if value_of(w) >= value]
    own = [(w,) for w in statement.figures if w.family == part.family and w.order > part.order]
    if not wholes or any(_gives(limits(part), total(w), figure) for w in (*wholes, *own)):
        return None
    base = _FILLERS.sub("", found["base"]) if found else ""
    whole = _meant(scope, [w[0] for w in wholes if len(w) == 1], part, figure, base)
    if whole is None:
        return None
    return _flaw(scope, figure, _Pair(limits(part), value, (part,), (whole,)), "占比")


def _of_given(scope: Scope, statement: Statement, figure: Figure) -> Flaw | None:
    """办结161件，占全部175件的88%: the whole stands between 占 and the share."""
    before = [f for f in statement.figures if f.order < figure.order and f.depth == figure.depth]
    if len(before) < 2 or "占" not in scope.label(before[-1]) or before[-1].span[1] != figure.label[0]:
        return None
    whole = before[-1]
    part = next((f for f in reversed(before[:-1]) if f.family == whole.family), None)
    if part is None or scope.is_of_before(part) or _gives(limits(part), limits(whole), figure):
        return None
    return _flaw(scope, figure, _Pair(limits(part), part.amount.value, (part,), (whole,)), "占比")


def _right_before(scope: Scope, statement: Statement, figure: Figure) -> Figure | None:
    """The figure whose clause ends where the share's begins."""
    before = [f for f in statement.figures if f.order < figure.order and f.depth == figure.depth]
    if not before or not before[-1].counts:
        return None
    part = before[-1]
    if part.clause == figure.clause:
        return part if part.tail[1] - part.tail[0] <= _LONGEST_LABEL else None
    adjacent = figure.clause[0] - part.clause[1] <= 1 and scope.text[part.clause[1]] == "，"
    return part if adjacent and not scope.is_of_before(part) else None


def _meant(scope: Scope, wholes: Sequence[Figure], part: Figure, figure: Figure, base: str) -> Figure | None:
    """The whole that a share is of: the one that its base names, else the one that the sentence divides."""
    if base and not scope.has("bases", figure.label):
        return next((w for w in wholes if alike(scope.around(w), base)), None)
    here = [w for w in wholes if w.statement == part.statement]
    if here:
        return max(here, key=lambda w: w.amount.value)
    linked = scope.begins_with("among", scope.statement(part).span, 2)
    return wholes[-1] if linked and wholes else None


# --- do they agree -----------------------------------------------------------------------------------------------------


def _gives(part: Limits, whole: Limits, rate: Figure) -> bool:
    """Can the two give the rate, rounded or cut off where the text does?"""
    return meet(share(part, whole), shown_as(rate))


def _flaw(scope: Scope, rate: Figure, pair: _Pair, name: str) -> Flaw:
    text = scope.text
    above = "＋".join(printed(part, text) for part in pair.parts)
    below = "＋".join(printed(whole, text) for whole in pair.wholes)
    is_rest = value_of(pair.parts) != pair.value
    if is_rest:
        above = f"{below}－{above}"
    above = f"（{above}）" if is_rest or len(pair.parts) > 1 else above
    below = f"（{below}）" if len(pair.wholes) > 1 else below
    result = percent(pair.value / max(value_of(pair.wholes), _TINY))
    here = [f for f in (*pair.parts, *pair.wholes) if f.statement == rate.statement and f.order < rate.order]
    span = (min([rate.clause[0], *(f.label[0] for f in here)]), rate.span[1])
    related = (
        *((f"{'缺' if is_rest else '分子'} {scope.words(part.span)}", part.span) for part in pair.parts),
        *((f"分母 {scope.words(whole.span)}", whole.span) for whole in pair.wholes),
    )
    return Flaw(span, {"said": f"{name}{scope.words(rate.span)}", "sum": f"{above}÷{below}＝{result}"}, related)
