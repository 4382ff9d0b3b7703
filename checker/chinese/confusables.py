"""Characters that are mistaken for one another: alike to the eye, or alike to the ear.

``look-alikes.txt``: a line is a character and those that look like it. ``sound-alikes.txt``: a line is the characters
of one syllable without its tone, also as southern speakers say it (zh for z, ing for in); between spaces stand those
whose syllable is spelt the same.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from pathlib import Path

_HERE = Path(__file__)


class Likeness(IntEnum):
    """How easily one character is written for another."""

    NONE = 0
    NEAR_SOUND = 1
    SAME = 2


@cache
def likeness(one: str, other: str) -> Likeness:
    """How alike two characters are; ``SAME`` is the same sound or a likeness of form."""
    looks = _look_alikes()
    if other in looks.get(one, "") or one in looks.get(other, ""):
        return Likeness.SAME
    best = Likeness.NONE
    table = _sound_alikes()
    at = table.find(one)
    while at >= 0:
        start, end = table.rfind("\n", 0, at) + 1, table.find("\n", at)
        line = table[start:end]
        if other in line:
            if any(one in syllable and other in syllable for syllable in line.split()):
                return Likeness.SAME
            best = Likeness.NEAR_SOUND
        at = table.find(one, at + 1)
    return best


@cache
def _look_alikes() -> dict[str, str]:
    lines = _HERE.with_name("look-alikes.txt").read_text("utf-8").splitlines()
    return {line[0]: line[1:] for line in lines if line}


@cache
def _sound_alikes() -> str:
    return _HERE.with_name("sound-alikes.txt").read_text("utf-8")
