"""``check: title``: titles in title marks that nothing bears, but that are close to one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from checker.checks.alike import share, share_out_of_order
from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws
from checker.model import Span
from checker.rulebook.kinds.title import Title
from checker.rulebook.ruleset import RuleSet

_MARKED = re.compile(r"《([^《》\n]{2,60})》")
_IN_BRACKETS = re.compile(r"（[^（）]*）?$")
_SHORTEST = 3
_PUNCTUATION = re.compile("[、，“”‘’·〈〉]")
_LONG = 8
"""A title so long that it has four characters in a row of the one it is meant for."""

_OUT_OF_ORDER = 0.95
"""What characters in common count for when their order differs."""


class _Register:
    """The titles of a rule, in the form in which they are compared; made once for all reports."""

    def __init__(self, rule: Title, ruleset: RuleSet) -> None:
        listed = ruleset.listed
        titles = listed((*rule.registers, *rule.known))
        # Few titles have another form than their own, and looking at each takes time at the first report.
        others = [t for t in titles if not t.isalnum() or t.startswith(rule.whole) or (rule.begins or "\n") in t]
        self.known = frozenset(titles).union(_bare(_plain(title), rule) for title in others)
        self.entries = [
            (title, stem, len(stem), frozenset(stem))
            for title in listed(rule.registers)
            if (stem := _stem(_bare(_plain(title), rule), rule.endings))
        ]
        self.fours = frozenset(stem[i : i + 4] for _, stem, _, _ in self.entries for i in range(len(stem) - 3))
        others_known = listed(rule.known)
        self.by_stem = _by_stem(others_known, rule.other_endings)
        self.by_stem_whole = _by_stem(others_known, rule.other_endings_whole)


def _by_stem(titles: Sequence[str], endings: tuple[str, ...]) -> dict[str, str]:
    return {_stem(title, endings): title for title in titles if title.endswith(endings)} if endings else {}


@cache
def _maker(rule: Title) -> Callable[[RuleSet], _Register]:
    return lambda ruleset: _Register(rule, ruleset)


def check_title(context: Context, rule: Title) -> Flaws:
    """One flaw for each title that is none of the register, nor otherwise known, but close to one."""
    titles = context.once(_titles)
    if not titles:
        return []
    register = context.ruleset.once(_maker(rule))
    flaws = []
    for span, title in titles:
        bare = _bare(title, rule)
        if bare in register.known or (rule.endings and not bare.endswith(rule.endings)):
            continue
        claims = title.startswith(rule.whole) if rule.whole else False
        right = _meant(bare, rule, register, claims) or _other_ending(bare, rule, register, claims)
        if right is None or _is_of_another_sort(context, rule, span, right):
            continue
        if not context.sentence_has(rule.unless, span):
            flaws.append(Flaw(span, {"right": right}))
    return flaws


def _titles(context: Context) -> list[tuple[Span, str]]:
    """The titles in title marks, with the marks as places."""
    found = ((match.span(), _plain(match[1])) for match in _MARKED.finditer(context.report.clean.text))
    return [(span, title) for span, title in found if len(title) >= _SHORTEST]


def _plain(title: str) -> str:
    """A title without brackets at its end and without punctuation."""
    return title if title.isalnum() else _PUNCTUATION.sub("", _IN_BRACKETS.sub("", title))


def _bare(title: str, rule: Title) -> str:
    """A title without the prefix of a whole one, and without what stands before the word with which it begins."""
    prefix = next((prefix for prefix in rule.whole if title.startswith(prefix)), "")
    return title[max(len(prefix), title.find(rule.begins) if rule.begins else 0) :]


def _is_of_another_sort(context: Context, rule: Title, span: Span, right: str) -> bool:
    """Does a title hold a word of another sort of title that the meant one lacks?"""
    text = context.report.clean.text
    inside = span[0] + 1, span[1] - 1
    words = (text[slice(*found)] for name in rule.besides for found in context.hits.within(name, inside))
    return any(word not in right for word in words)


def _meant(bare: str, rule: Title, register: _Register, claims: bool) -> str | None:
    """The title of the register that a title is meant for; ``claims`` when it says to be one of them."""
    stem = _stem(bare, rule.endings)
    if len(stem) < rule.shortest and not claims:
        return None
    if len(stem) >= _LONG and register.fours.isdisjoint(stem[i : i + 4] for i in range(len(stem) - 3)):
        return None
    bar = rule.close_whole if claims else rule.close
    lowest = min(bar, rule.shortened or 1.0)
    chars = frozenset(stem)
    shortest, longest = len(stem) * lowest / (2 - lowest), len(stem) * (2 - lowest) / lowest
    ranked = [
        (_alike(stem, known, rule), title)
        for title, known, size, known_chars in register.entries
        if shortest <= size <= longest and 2 * len(chars & known_chars) >= lowest * len(known_chars)
    ]
    closest, best = max(ranked, default=(0.0, ""))
    return best if closest >= bar else None


def _alike(stem: str, known: str, rule: Title) -> float:
    any_order = share_out_of_order(stem, known)
    if any_order < min(rule.close, rule.close_whole, rule.shortened or 1.0):
        return 0.0
    if rule.same_beginning and any_order < 1 and stem[:2] != known[:2]:
        return 0.0
    alike = max(share(stem, known), _OUT_OF_ORDER * any_order)
    if rule.shortened and len(stem) >= rule.shortened * len(known) and _is_shortened(stem, known):
        return max(alike, rule.close)
    return alike


def _is_shortened(stem: str, known: str) -> bool:
    """Does a title only leave out characters, none at the beginning?"""
    rest = iter(known)
    return len(stem) < len(known) and stem[:2] == known[:2] and all(char in rest for char in stem)


def _other_ending(bare: str, rule: Title, register: _Register, claims: bool) -> str | None:
    """The known title that differs in its ending alone (a 条例 called a 法)."""
    stem = _stem(bare, rule.endings)
    by_stem = register.by_stem_whole if claims else register.by_stem
    return by_stem.get(stem) if len(stem) >= rule.shortest + 1 - claims else None


def _stem(title: str, endings: Sequence[str]) -> str:
    ending = next((e for e in endings if title.endswith(e)), "")
    return title[: len(title) - len(ending)]
