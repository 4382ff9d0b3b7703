"""``check: title``: titles in title marks that nothing bears, but that are close to one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from checker.checks.alike import share, share_out_of_order
from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws
from checker.model import Span
from checker.rulebook.kinds.title import Title

_MARKED = re.compile(r"《([^《》\n]{2,60})》")
_IN_BRACKETS = re.compile(r"（[^（）]*）?$")
_DRAFT = re.compile(r"草案|征求意见稿|送审稿|修订稿|建议稿")
_PUNCTUATION = re.compile("[、，“”‘’·〈〉]")
_OUT_OF_ORDER = 0.95
"""What characters in common count for when their order differs."""


def check_title(context: Context, rule: Title) -> Flaws:
    """One flaw for each title that is none of the register, nor otherwise known, but close to one."""
    listed = context.ruleset.listed
    known = _set_of(listed((*rule.registers, *rule.known)), rule.whole)
    flaws = []
    for span, title in context.once(_titles):
        bare = _bare(title, rule.whole)
        if bare in known or (rule.endings and not bare.endswith(rule.endings)):
            continue
        claims = title != bare
        right = _meant(bare, rule, listed(rule.registers), claims)
        right = right or _other_ending(bare, rule, listed(rule.known), claims)
        if right is not None and not _is_of_another_sort(context, rule, span, right):
            flaws.append(Flaw(span, {"right": right}))
    return flaws


def _titles(context: Context) -> list[tuple[Span, str]]:
    """The titles in title marks, with marks as places; drafts are left out."""
    found = []
    for match in _MARKED.finditer(context.report.clean.text):
        title = _plain(match[1])
        if len(title) >= 3 and not _DRAFT.search(match[1]):
            found.append((match.span(), title))
    return found


def _plain(title: str) -> str:
    """A title without brackets at its end, without punctuation, and without the office before 关于."""
    plain = _PUNCTUATION.sub("", _IN_BRACKETS.sub("", title))
    return plain[max(0, plain.find("关于")) :]


def _bare(title: str, whole: tuple[str, ...]) -> str:
    prefix = next((prefix for prefix in whole if title.startswith(prefix)), "")
    return title[len(prefix) :]


def _is_of_another_sort(context: Context, rule: Title, span: Span, right: str) -> bool:
    """Does a title hold a word of another sort of title that the meant one lacks?"""
    text = context.report.clean.text
    inside = span[0] + 1, span[1] - 1
    words = (text[slice(*found)] for name in rule.besides for found in context.hits.within(name, inside))
    return any(word not in right for word in words)


def _meant(bare: str, rule: Title, register: tuple[str, ...], claims: bool) -> str | None:
    """The title of the register that a title is meant for; ``claims`` when it says to be one of them."""
    stem = _stem(bare, rule.endings)
    if len(stem) < rule.shortest and not claims:
        return None
    bar = rule.close_whole if claims else rule.close
    best, closest = None, 0.0
    for title, known_stem, chars in _register(register, rule.endings, rule.whole):
        if abs(len(known_stem) - len(stem)) > len(stem) or len(chars.intersection(stem)) < len(chars) / 3:
            continue
        alike = _alike(stem, known_stem, rule)
        if alike > closest:
            best, closest = title, alike
    return best if closest >= bar else None


def _alike(stem: str, known: str, rule: Title) -> float:
    alike = max(share(stem, known), _OUT_OF_ORDER * share_out_of_order(stem, known))
    if rule.shortened and len(stem) < len(known) and _is_shortened(stem, known):
        alike += rule.close - rule.shortened if len(stem) / len(known) >= rule.shortened else 0.0
    return alike


def _is_shortened(stem: str, known: str) -> bool:
    """Does a title only leave out characters, none at the beginning?"""
    rest = iter(known)
    return stem[:2] == known[:2] and all(char in rest for char in stem)


def _other_ending(bare: str, rule: Title, known: tuple[str, ...], claims: bool) -> str | None:
    """The known title that differs in its ending alone (a 条例 called a 法)."""
    stem = _stem(bare, rule.endings)
    may_differ = rule.other_endings or claims
    return _by_stem(known).get(stem) if may_differ and len(stem) >= rule.shortest + 1 - claims else None


def _stem(title: str, endings: Sequence[str]) -> str:
    ending = next((e for e in endings if title.endswith(e)), "")
    return title[: len(title) - len(ending)]


_SORTS = ("暂行条例", "条例", "法")


@lru_cache(maxsize=16)
def _set_of(titles: tuple[str, ...], whole: tuple[str, ...]) -> frozenset[str]:
    """The titles, plain and bare."""
    return frozenset(_bare(_plain(title), whole) for title in titles)


@lru_cache(maxsize=16)
def _register(
    titles: tuple[str, ...], endings: tuple[str, ...], whole: tuple[str, ...]
) -> list[tuple[str, str, frozenset[str]]]:
    """Each title with what of it is compared."""
    stems = [(title, _stem(_bare(_plain(title), whole), endings)) for title in titles]
    return [(title, stem, frozenset(stem)) for title, stem in stems if stem]


@lru_cache(maxsize=16)
def _by_stem(titles: tuple[str, ...]) -> dict[str, str]:
    return {_stem(title, _SORTS): title for title in titles if title.endswith(_SORTS)}
