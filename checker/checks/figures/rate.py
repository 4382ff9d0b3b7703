"""A rate and the two quantities that it is made of (化解率, 办结率, 占38.2%, 约三成).

The numerator is found by the rate's own name (化解163起, 化解率…) or stands right before 占; the denominator is a
larger figure of the same unit before it. A rate that any such pair gives is sound. A rate with no numerator of its name
is left alone: it may be made of figures that the report does not give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.checks.figures.operands import (
    AFTER,
    BEFORE,
    LONGEST_LABEL,
    Pair,
    has_second_count,
    is_of_later_part,
    last_mark,
    pair_of,
    rate_flaw,
    right_before,
    wholes_of,
)
from checker.checks.figures.paired import paired_flaws, paired_runs
from checker.checks.figures.reading import SHARE, Figure, Statement
from checker.checks.figures.scope import NEGATIONS, Scope, alike
from checker.checks.figures.shares import share_flaw
from checker.checks.figures.sums import less, limits, meet, quotient, share, shown_as, total, value_of
from checker.checks.flaws import Flaw
from checker.parsing.periods import months_in
from checker.rulebook.kinds.figures import RateWords

_LONGEST_NAME = 14
_TOLD = 12
_NOT_FAR = 0.2
_PARTED = re.compile("[，。；、：（）0-9]")
_PAUSE = re.compile("[，、；：]")
_SHORTEST = 4
_QUOTES = str.maketrans("", "", "“”")
_NO_WORDS = RateWords((), (), (), (), ())


def check_rates(scope: Scope) -> list[Flaw]:
    """Rates that do not follow from their numerator and denominator."""
    flaws: list[Flaw] = []
    for statement in scope.figures.statements:
        paired = paired_runs(scope, statement) if statement.compares else []
        for run in paired:
            flaws += paired_flaws(scope, statement, run)
        for figure in statement.figures:
            if any(figure in run for run in paired):
                continue
            if figure.family == SHARE and not _is_left_alone(scope, statement, figure):
                flaw = _named_flaw(scope, statement, figure) or share_flaw(scope, statement, figure)
                if flaw is not None:
                    flaws.append(flaw)
    return flaws


def _is_left_alone(scope: Scope, statement: Statement, figure: Figure) -> bool:
    """Is it a change, a goal, or the rate of another time?"""
    before = [f for f in statement.figures if f.order < figure.order]
    return (
        (bool(before) and before[-1].depth < figure.depth and scope.is_of_before(before[-1]))
        or scope.ends_with("moves", figure.label, 2)
        or scope.ends_with("from", figure.label, 2)
        or scope.has("goals", figure.clause)
        or scope.has("each", figure.label)
        or scope.is_of_before(figure)
    )


# --- its name --------------------------------------------------------------------------------------------------------


def _named_flaw(scope: Scope, statement: Statement, figure: Figure) -> Flaw | None:
    if scope.has("several", figure.label):
        return None
    if name := _name(scope, figure):
        told = scope.words((figure.label[0], figure.span[0]))[-_TOLD:]
        return _all_done(scope, statement, figure, name) or _by_name(scope, figure, name, told)
    mark = last_mark(scope, figure)
    subject = scope.without((figure.label[0], mark[0]), "fillers", "among") if mark else ""
    return _by_name(scope, figure, subject, f"{subject[-6:]}占比") if subject else None


def _name(scope: Scope, figure: Figure) -> str | None:
    """化解 of 全年化解率达98%: the words before 率, if nothing but fillers stands between 率 and the number."""
    mark = next(reversed(scope.spans("rate_mark", figure.label)), None)
    if mark is None:
        return None
    rest = mark[1]
    if scope.text[rest] == "（":
        rest = scope.text.find("）", rest, figure.span[0]) + 1 or rest
    if scope.without((rest, figure.span[0]), "fillers"):
        return None
    name = scope.words((max(figure.label[0], mark[0] - _LONGEST_NAME), mark[0])).translate(_QUOTES)
    name = _PARTED.split(name)[-1]
    return name if len(name) > 1 else None


def _core(name: str) -> str:
    """The words of a rate's name that say what is counted: 办结, 未办结."""
    return name[-3:] if len(name) > 2 and name[-3] in NEGATIONS else name[-2:]


def _words_of(scope: Scope, name: str) -> RateWords:
    """What the rule says of a rate; the longest name that fits."""
    fitting = [(len(n), words) for words in scope.rule.rates for n in words.name if name.endswith(n)]
    if not fitting or _core(name) != name[-2:]:
        return _NO_WORDS
    return max(fitting, key=lambda entry: entry[0])[1]


# --- its quantities --------------------------------------------------------------------------------------------------


def _by_name(scope: Scope, figure: Figure, name: str, told: str) -> Flaw | None:
    words = _words_of(scope, name)
    defined = _definition(scope, figure)
    pairs = [pair for part in _parts(scope, figure, name, words, defined) for pair in _pairs(scope, part, figure)]
    pairs += _pairs_of_rest(scope, figure, name, words)
    pairs = [pair for pair in pairs if not _is_complement(scope, pair, name)]
    if not pairs:
        pairs = _pairs_by_form(scope, figure)
    if not pairs or any(pair.gives(figure) or _of_both(scope, pair, figure) for pair in pairs):
        return None
    if any(has_second_count(scope, part) for pair in pairs for part in pair.parts):
        return None
    if meet((1.0, 1.0), shown_as(figure)) and any(_is_all(scope, pair) for pair in pairs):
        return None
    best = _best(scope, pairs, figure, name)
    return None if best is None else rate_flaw(scope, figure, best, told)


def _definition(scope: Scope, figure: Figure) -> str:
    """90分以上 of 优秀率（90分以上）."""
    before = scope.words((max(figure.clause[0], figure.span[0] - 2 * _TOLD), figure.span[0]))
    start, end = before.rfind("率（"), before.rfind("）")
    return before[start + 2 : end] if start >= 0 and start + _SHORTEST < end else ""


def _parts(scope: Scope, figure: Figure, name: str, words: RateWords, defined: str) -> Iterator[tuple[Figure, ...]]:
    """Figures that count what the rate is named after: alone, and those of one sentence together."""
    core = _core(name)
    own = scope.statement(figure)
    needed = [word for word in scope.terms("qualified", figure.label) if name[: -len(core)].endswith(word)]
    for near in scope.figures.near(figure.statement, BEFORE, AFTER):
        found = [
            f
            for f in near.figures
            if f.counts
            and not scope.is_of_before(f)
            and (
                _counts_for(scope, f, core, words, needed, near is own, _leads_on(scope, f, figure))
                or (defined and defined in _right_before(scope, f))
            )
            and _is_same_matter(scope, f, figure, core)
        ]
        for other in found:
            yield (other,)
            run = near.siblings(other)
            at = run.index(other)
            for start in range(at + 1):
                for stop in range(max(at + 1, start + 2), len(run) + 1):
                    if stop - start < len(run):
                        yield run[start:stop]
        for family in {f.family for f in found}:
            kin = tuple(f for f in found if f.family == family)
            for n in range(2, len(kin) + 1):
                yield kin[-n:]


def _counts_for(
    scope: Scope, figure: Figure, core: str, words: RateWords, needed: Sequence[str], is_here: bool, is_next: bool
) -> bool:
    """Do a figure's words say what a rate's name says? In another sentence only the name's own words do."""
    if words.units and figure.family not in words.units:
        return False
    text = f"{scope.label(figure)[-LONGEST_LABEL:]}|{scope.words(figure.tail)[:LONGEST_LABEL]}"
    told = scope.words((figure.clause[0], figure.span[0]))
    in_time = is_next and scope.says("in_time", told)
    if any(word not in text and not (in_time and scope.is_one_of("timely", word)) for word in needed) or any(
        word in text for word in words.whole
    ):
        return False
    return any(_stands_in(word, text) for word in (*(words.part if is_here else ()), core))


def _right_before(scope: Scope, figure: Figure) -> str:
    """The words of a clause before a figure, with the numbers in them."""
    before = scope.words((max(figure.clause[0], figure.span[0] - LONGEST_LABEL), figure.span[0]))
    return _PAUSE.split(before)[-1]


def _leads_on(scope: Scope, part: Figure, figure: Figure) -> bool:
    """Does the clause of a rate follow that of its numerator behind a comma?"""
    return part.clause[1] + 1 == figure.clause[0] and scope.text[part.clause[1]] == "，"


def _stands_in(word: str, text: str) -> bool:
    """Does a word stand in a text, whole or (网办 in 网上办理) letter by letter, without a 未 or 不 before it?"""
    at = text.find(word)
    while at >= 0:
        if at == 0 or text[at - 1] not in NEGATIONS:
            return True
        at = text.find(word, at + 1)
    if len(word) != 2 or word in text:
        return False
    first, second = map(re.escape, word)
    return re.search(f"(?<![{NEGATIONS}]){first}[^，。；|{NEGATIONS}]{{1,4}}{second}", text) is not None


def _is_same_matter(scope: Scope, part: Figure, figure: Figure, core: str) -> bool:
    """Does a figure belong to the same part of the year, and to this rate rather than to a nearer one of its name?"""
    of_rate, of_part = months_in(scope.words(figure.clause)), months_in(scope.words(part.clause))
    if of_rate and of_part and of_rate != of_part:
        return False
    behind = part.order > figure.order
    if behind and scope.has("whole_of", figure.label) and scope.has("own", (figure.span[1], part.span[0])):
        return False
    if behind and (scope.has("among", (figure.span[1], part.span[0])) or not scope.has("rate_mark", figure.label)):
        return False
    rivals = [
        f
        for f in scope.statement(part).figures
        if f.family == SHARE and f is not figure and core in scope.label(f) and not scope.is_of_before(f)
    ]
    return not any(abs(f.order - part.order) < abs(figure.order - part.order) for f in rivals)


def _pairs(scope: Scope, parts: tuple[Figure, ...], figure: Figure) -> Iterator[Pair]:
    value = value_of(parts)
    if len(parts) > 1:
        beside = [f for f in scope.statement(parts[0]).figures if f.family == parts[0].family and f not in parts]
        beside = [f for f in beside if f.order < figure.order and not scope.is_of_before(f)]
        if len(beside) > 1 and value_of(beside) >= value:
            yield Pair(total(parts), value, parts, tuple(beside))
    for wholes in wholes_of(scope, parts[0], figure):
        if set(wholes) & set(parts) or is_of_later_part(scope, parts[0], wholes[0]):
            continue
        if value_of(wholes) >= value:
            yield Pair(total(parts), value, parts, wholes)


def _pairs_of_rest(scope: Scope, figure: Figure, name: str, words: RateWords) -> Iterator[Pair]:
    """Where only what is missing to the whole is counted: 应参加93人, 缺考4人."""
    rests = (*words.rest, *(f"{no}{_core(name)}" for no in NEGATIONS))
    for near in scope.figures.near(figure.statement, BEFORE):
        for rest in near.figures:
            if rest.counts and any(word in scope.around(rest) for word in rests):
                for wholes in wholes_of(scope, rest, figure):
                    part = less(total(wholes), limits(rest))
                    yield Pair(part, value_of(wholes) - rest.amount.value, (rest,), wholes)


def _pairs_by_form(scope: Scope, figure: Figure) -> list[Pair]:
    """26台设备中能够正常使用的19台，完好率63%; 应建62个，已建58个: forms that say of what it is a rate."""
    statement = scope.statement(figure)
    if scope.has("opinions", figure.label):
        return []
    part = right_before(scope, statement, figure)
    if part is None:
        done = [f for f in statement.figures if f.order > figure.order and scope.has("done", f.label)]
        part = done[0] if len(done) == 1 else None
    if part is None:
        return []
    for whole in scope.before(part, BEFORE):
        within = (whole.span[1], min(whole.clause[1] + 1, part.span[0]))
        inside = whole.order == part.order - 1 and (scope.has("within", within) or scope.begins_with("at", whole.label))
        due = scope.has("due", whole.label) and scope.has("done", part.label)
        due = due or (scope.has("coverage", figure.label) and _has_it(scope, part))
        near = abs(quotient(part.amount.value, whole.amount.value) - figure.amount.value) <= _NOT_FAR
        if (inside or due) and near:
            return [pair_of(part, whole)]
    return []


def _has_it(scope: Scope, part: Figure) -> bool:
    """已配备的14个: does it count those that have what the sentence speaks of?"""
    return scope.has("done", part.label) or scope.ends_with("of_what", part.label)


def _is_complement(scope: Scope, pair: Pair, name: str) -> bool:
    """起诉30.8万人，不起诉12.2万人，不起诉率: is the whole only what the rate's name denies?"""
    core = _core(name)
    return core[0] in NEGATIONS and core[1:] in scope.label(pair.wholes[0])


def _of_both(scope: Scope, pair: Pair, figure: Figure) -> bool:
    """逮捕25人，不捕24人，不捕率48.98%: is the whole the numerator and another figure together?"""
    part = pair.parts[0]
    if len(pair.parts) > 1:
        return False
    others = [
        f
        for f in scope.statement(part).figures
        if f.family == part.family and f is not part and set(NEGATIONS) & set(scope.label(f) + scope.label(part))
    ]
    shown = shown_as(figure)
    return any(meet(share(limits(f), total((part, other))), shown) for other in others for f in (part, other))


def _is_all(scope: Scope, pair: Pair) -> bool:
    """37件全部化解: the numerator is all there was."""
    return any(scope.has("all", part.clause) for part in pair.parts)


def _all_done(scope: Scope, statement: Statement, figure: Figure, name: str) -> Flaw | None:
    """收到8件，已全部反馈，反馈率87.5%: all is 100%."""
    before = [f for f in statement.figures if f.order < figure.order and f.counts]
    if not before or figure.amount.high >= 1 or before[-1].depth != figure.depth:
        return None
    whole, core = before[-1], _core(name)
    between = (whole.span[1], figure.clause[0])
    clause = scope.words(between)
    if "，" not in clause or not _stands_in(core, clause) or core not in clause or not scope.has("all", between):
        return None
    told = f"{scope.words(whole.span)}已全部{core}，应为100%"
    said = f"{scope.label(figure)[-_TOLD:]}{scope.words(figure.span)}"
    return Flaw((whole.label[0], figure.span[1]), {"said": said, "sum": told}, (("总数", whole.span),))


def _best(scope: Scope, pairs: Sequence[Pair], figure: Figure, name: str) -> Pair | None:
    """The pair that the text most likely means, if it means one."""
    ranked = []
    for i, pair in enumerate(pairs):
        part, whole = pair.parts[0], pair.wholes[0]
        statement = scope.statement(part)
        if scope.has("pending", statement.span) and figure.amount.value == 1:
            continue
        if scope.has("carried", (statement.span[0], figure.span[1])):
            continue
        if part.statement != whole.statement and not _belong(scope, pairs, part, whole, name):
            continue
        kin = alike(scope.label(part)[: -2 or None], scope.around(whole))
        off = abs(quotient(pair.value, value_of(pair.wholes)) - figure.amount.value)
        ranked.append((abs(figure.statement - part.statement), not kin, off, i))
    return pairs[min(ranked)[-1]] if ranked else None


def _belong(scope: Scope, pairs: Sequence[Pair], part: Figure, whole: Figure, name: str) -> bool:
    """Do figures of two sentences speak of one matter: by a word that both have, or because there is no other?"""
    if alike(scope.around(part) + name, scope.around(whole)):
        return True
    return {w for pair in pairs if pair.parts[0] is part for w in pair.wholes} == {whole}
