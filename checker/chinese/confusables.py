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
    for line in _sound_alikes().get(one, ()):
        if other in line:
            if any(one in syllable and other in syllable for syllable in line.split()):
                return Likeness.SAME
            best = Likeness.NEAR_SOUND
    return best


def look_alike(char: str) -> str | None:
    """A character that looks like another one, None when none is known."""
    return next(iter(_look_alikes().get(char, "")), None)


@cache
def _look_alikes() -> dict[str, str]:
    lines = _HERE.with_name("look-alikes.txt").read_text("utf-8").splitlines()
    return {line[0]: line[1:] for line in lines if line}


@cache
def _sound_alikes() -> dict[str, tuple[str, ...]]:
    """For each character the lines in which it stands: one for each of its readings."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _HERE.with_name("sound-alikes.txt").read_text("utf-8").splitlines():
        for char in line:
            found[char] = (*found.get(char, ()), line)
    return found
