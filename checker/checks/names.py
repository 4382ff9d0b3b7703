"""Personal names: where one begins or ends at a given place.

A Chinese name is a surname with one or two characters; nothing marks its end, so that what follows decides how long it
is. Names of other peoples have a dot inside.
"""

from __future__ import annotations

from dataclasses import dataclass

from checker.lexicon import Lexicon
from checker.model import Span
from checker.rulebook.kinds.person import NameShape
from checker.rulebook.ruleset import RuleSet

_LENGTHS = (4, 3, 2)
_LONGEST_FOLLOWER = 3
_DOT = "·"
_DOTTED = range(2, 9)
_LONGEST_HIDDEN = 4
_LONGEST_WORD = 4
_LONGEST_FIRM = 16
_LONGEST_JOINER = 4
_LONGEST_LIST = 30


@dataclass(frozen=True)
class Names:
    """The names in one text."""

    text: str
    ruleset: RuleSet
    shape: NameShape

    def at(self, start: int) -> Span | None:
        """The name that begins at a place."""
        shaped = [n for n in _LENGTHS if self._is_shaped(start, start + n)]
        if not shaped or not self._may_begin(start):
            return self._dotted(start)
        for n in shaped:
            if self._followed(start + n):
                return start, start + n
        # Without a word that ends it, only a name of full length is sure.
        longest = next((n for n in shaped if n > 2), None)
        return (start, start + longest) if longest else self._dotted(start)

    def ending(self, end: int) -> Span | None:
        """The name that ends at a place, the longest one that has the shape of one."""
        for n in _LENGTHS:
            start = end - n
            if start >= 0 and self._is_shaped(start, end) and self._may_begin(start) and self._led(start):
                return start, end
        return None

    def listed(self, start: int) -> list[Span]:
        """The names that stand side by side from a place on (A与B, A、B), hidden ones left out."""
        found: list[Span] = []
        at = start
        for _ in range(_LONGEST_LIST):
            name = self.at(at)
            hidden = None if name else self._hidden(at)
            if name is None and hidden is None:
                return found
            if name:
                found.append(name)
            end = name[1] if name else hidden or at
            joiner = self._longest(self.shape.joiners, end, _LONGEST_JOINER)
            if not joiner:
                return found
            at = end + joiner
        return found

    def _may_begin(self, start: int) -> bool:
        if self._longest(self.shape.not_names, start, _LONGEST_WORD):
            return False
        return not self.ruleset.lexicons[self.shape.firms].search(
            self.text[start : start + _LONGEST_FIRM].partition("\n")[0]
        )

    def _is_shaped(self, start: int, end: int) -> bool:
        words = self.text[start:end]
        if len(words) != end - start or not self._is(self.shape.given_last, words[-1]):
            return False
        return any(self._is_cut(start, words, cut) for cut in (1, 2))

    def _is_cut(self, start: int, words: str, cut: int) -> bool:
        """Is it a surname of so many characters with a given name of one or two?"""
        given = words[cut:]
        if not 1 <= len(given) <= 2 or not self._is(self.shape.surnames, words[:cut]):
            return False
        fits = len(given) == 1 or self._is(self.shape.given_first, given[0])
        return fits and not self._is_address(start + cut)

    def _is_address(self, start: int) -> bool:
        return bool(self._longest(self.shape.addresses, start, _LONGEST_FOLLOWER))

    def _followed(self, end: int) -> bool:
        at_end = end >= len(self.text) or self.text[end] == "\n"
        return at_end or bool(self._longest(self.shape.followers, end, _LONGEST_FOLLOWER))

    def _led(self, start: int) -> bool:
        return start == 0 or self.text[start - 1] == "\n" or self._is(self.shape.leads, self.text[start - 1])

    def _dotted(self, start: int) -> Span | None:
        dot = self.text.find(_DOT, start + 1, start + _DOTTED.stop)
        if dot < 0 or not _is_han(self.text[start:dot]):
            return None
        for end in range(dot + 1 + _DOTTED.start, dot + _DOTTED.stop):
            # What may stand before a name (的, 因, 与) is never a syllable of one.
            if _is_han(self.text[dot + 1 : end]) and (end == len(self.text) or self._led(end + 1)):
                return start, end
        return None

    def _hidden(self, start: int) -> int | None:
        found = self.ruleset.lexicons[self.shape.hidden].spans(self.text[start : start + _LONGEST_HIDDEN])
        return start + found[0][1] if found and found[0][0] == 0 else None

    def _longest(self, lexicon: str, start: int, longest: int) -> int:
        """How long the longest word of a lexicon is that begins at a place, 0 when none does."""
        words = self.ruleset.lexicons[lexicon]
        for n in range(longest, 0, -1):
            if start + n <= len(self.text) and words.matches_whole(self.text[start : start + n]):
                return n
        return 0

    def _is(self, lexicon: str, words: str) -> bool:
        found: Lexicon = self.ruleset.lexicons[lexicon]
        return found.matches_whole(words)


def _is_han(words: str) -> bool:
    return bool(words) and all("\u4e00" <= char <= "\u9fff" for char in words)
