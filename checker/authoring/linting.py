"""Everything that is wrong with a pack, at once: what stops it from loading, and what a careful reader would say.

Only what the files of the pack itself say is told, not what stands in the packs it extends.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.advice import Advice, in_order
from checker.authoring.lint_rules import basis_advice, dead_lexicons, rule_advice
from checker.authoring.lint_words import word_advice
from checker.model import Severity
from checker.rulebook.build import problems_of
from checker.rulebook.merging import Merged, merge
from checker.rulebook.pack_checking import is_base
from checker.rulebook.packs import find_pack


def lint(name: str, today: str) -> list[Advice]:
    """Advice on a pack, by file and line; ``today`` (2024-01-31) decides which bases have expired.

    Raises:
        RulebookError: when there is no such pack.
    """
    merged = merge(find_pack(name))
    advice = [Advice(Severity.ERROR, problem) for problem in problems_of(merged, usable=False)]
    own = [each for each in _reader(merged, today) if each.problem.file in merged.own]
    return in_order([*advice, *own])


def _reader(merged: Merged, today: str) -> Iterator[Advice]:
    """What a careful reader would say; what needs the whole pack only when no file was left out."""
    yield from rule_advice(merged)
    yield from word_advice(merged)
    yield from basis_advice(merged, today)
    if not merged.pack.sources:
        return  # its pack.yaml could not be read, which has been told
    if is_base(merged):
        message = "没有写 recognition，只能给别的规则包 extends，不能单独用来检查。"
        yield Advice(Severity.NOTE, merged.pack.problem((), message))
    elif not merged.broken:
        yield from dead_lexicons(merged)
