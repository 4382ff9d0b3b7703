"""``check: figures``: figures of one report that contradict each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.rules import value

Names = tuple[tuple[str, ...], ...]


@value
class Division:
    """Names that divide a whole; each is a tuple of words for the same thing.

    ``whole``: names that are all there can be when they stand together. ``needs``: without one of these words the names
    do not count. ``of``: words that the name of the whole must hold.
    """

    names: Names
    whole: tuple[str, ...]
    needs: tuple[str, ...]
    of: tuple[str, ...]


@value
class RateWords:
    """What a rate is made of: words of its name, its numerator, what is left over, its denominator; its units."""

    name: tuple[str, ...]
    part: tuple[str, ...]
    rest: tuple[str, ...]
    whole: tuple[str, ...]
    units: tuple[str, ...]


@value
class Step:
    """A first count and a later one that cannot be larger, unless things can be carried over from before.

    ``units``: the only ones in which the later one is counted; none are all.
    """

    first: tuple[str, ...]
    then: tuple[str, ...]
    carries: bool
    units: tuple[str, ...]


@value
class Conversion:
    """So many (``times``) of the units ``to`` make one of the units ``of``; ``is_rounded`` if the number is."""

    of: tuple[str, ...]
    to: tuple[str, ...]
    times: float
    is_rounded: bool


@value
class FiguresRule:
    """``relation`` is what is recomputed; ``words`` are the lexicons that it goes by, by role."""

    relation: str
    units: str
    words: Mapping[str, str]
    divisions: tuple[Division, ...]
    rates: tuple[RateWords, ...]
    steps: tuple[Step, ...]
    conversions: tuple[Conversion, ...]


def _words(raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(raw.get(key, ()))


def _settings(raw: Mapping[str, Any]) -> FiguresRule:
    return FiguresRule(
        relation=raw["relation"],
        units=raw["units"],
        words=raw.get("words", {}),
        divisions=tuple(
            Division(
                tuple(tuple(n) for n in d["names"]),
                _words(d, "whole"),
                _words(d, "needs"),
                _words(d, "of"),
            )
            for d in raw.get("divisions", ())
        ),
        rates=tuple(
            RateWords(
                _words(r, "name"), _words(r, "part"), _words(r, "rest"), _words(r, "whole"), _words(r, "counted_in")
            )
            for r in raw.get("rates", ())
        ),
        steps=tuple(
            Step(_words(s, "first"), _words(s, "then"), s.get("carries", False), _words(s, "only_in"))
            for s in raw.get("steps", ())
        ),
        conversions=tuple(
            Conversion(_words(c, "of"), _words(c, "to"), c["times"], c.get("rounded", False))
            for c in raw.get("conversions", ())
        ),
    )


FIGURES = Kind("figures", _settings, frozenset({"said", "sum"}))
