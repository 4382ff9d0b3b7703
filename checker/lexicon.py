"""Lexicons: named lists of the domain's words, with variants.

A lexicon holds literal terms and patterns; a group in a pattern says which part of what it matches is meant. ``except``
lists longer expressions in which a term does not count (镇长 but not 副镇长). A lexicon of wrong forms knows the right
form of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ahocorasick_rs import AhoCorasick

from checker.model import Span
from checker.patterns import compile_pattern

_LONGEST_AT_PLACE = 40
"""Characters in which a pattern is looked for at one place."""
_SHORT = 5
_MOST = 20_000
"""Characters of a text, and number of texts, that a lexicon remembers to be among its words or not."""


@dataclass(frozen=True)
class Lexicon:
    """One named list of words."""

    name: str
    terms: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    exception_patterns: tuple[str, ...] = ()
    tiers: frozenset[str] = frozenset()
    includes: tuple[str, ...] = ()
    meant: Mapping[str, str] = field(default_factory=dict)
    meant_by_pattern: tuple[tuple[str, str], ...] = ()

    def meanings(self, spans: Sequence[Span], text: str) -> dict[Span, str]:
        """The right forms for the wrong ones that the lexicon finds in places (in order), where it lists any."""
        found = {span: self.meant[words] for span in spans if (words := text[span[0] : span[1]]) in self.meant}
        others = [span for span in spans if span not in found]
        wanted = frozenset(others)
        for start, end in _paragraphs_of(others, text):
            for pattern, right in self.meant_by_pattern:
                matches = compile_pattern(pattern).finditer(text[start:end])
                for span in ((start + a, start + b) for a, b in map(_span, matches)):
                    if span in wanted:
                        found.setdefault(span, right)
        return found

    def spans(self, text: str) -> list[Span]:
        """Where the lexicon's words stand in a text, in order."""
        terms = find_terms(self._automaton, text) if self.terms else []
        exceptions = find_terms(self._exception_automaton, text) if self.exceptions else []
        return self.without_exceptions([*terms, *self.pattern_spans(text)], exceptions, text)

    def pattern_spans(self, text: str) -> list[Span]:
        """Where the patterns match, exceptions not yet considered."""
        return [_span(match) for match in self._compiled.finditer(text)] if self.patterns else []

    def pattern_at(self, text: str, start: int) -> int | None:
        """Where a match of the patterns that begins at a place ends; it is at most so many characters long."""
        match = self._compiled.match(text[start : start + _LONGEST_AT_PLACE]) if self.patterns else None
        return start + match.end() if match else None

    def without_exceptions(self, found: Iterable[Span], exceptions: Sequence[Span], text: str) -> list[Span]:
        """Sort spans and drop those inside one of the exceptions; where the literal ones stand is given."""
        spans = sorted(set(found))
        barred = list(exceptions)
        if spans and self.exception_patterns:
            # A pattern never leaves its paragraph, so that only paragraphs with a find need be read again.
            for start, end in _paragraphs_of(spans, text):
                found_here = self._compiled_exceptions.finditer(text[start:end])
                barred += [(start + a, start + b) for a, b in map(_span, found_here)]
        return _outside(spans, barred) if barred else spans

    def matches_whole(self, text: str) -> bool:
        """Is the whole text one of the terms, or matched by a pattern from end to end?"""
        known = self._short.get(text)
        if known is None:
            known = text in self._term_set or (bool(self.patterns) and self._compiled.fullmatch(text) is not None)
            if len(text) <= _SHORT:
                if len(self._short) >= _MOST:
                    self._short.clear()
                self._short[text] = known
        return known

    def search(self, text: str) -> bool:
        """Does one of the lexicon's words stand in the text?"""
        return bool(self.spans(text))

    def begins(self, text: str) -> bool:
        """Does the text begin with one of the words, and not with an exception?"""
        if text.startswith(self.exceptions) or _found(self._leading_exceptions, text):
            return False
        return text.startswith(self.terms) or _found(self._leading, text)

    def ends(self, text: str) -> bool:
        """Does the text end with one of the words, and not with an exception?"""
        if text.endswith(self.exceptions) or _found(self._trailing_exceptions, text):
            return False
        return text.endswith(self.terms) or _found(self._trailing, text)

    @cached_property
    def _short(self) -> dict[str, bool]:
        """Answers for short texts, which are asked for again and again."""
        return {}

    @cached_property
    def _term_set(self) -> frozenset[str]:
        return frozenset(self.terms)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self.terms)

    @cached_property
    def _exception_automaton(self) -> AhoCorasick:
        return AhoCorasick(self.exceptions)

    @cached_property
    def _compiled(self) -> Any:
        """All patterns in one: the text is read once for all of them."""
        return compile_pattern("|".join(f"(?:{pattern})" for pattern in self.patterns))

    @cached_property
    def _compiled_exceptions(self) -> Any:
        return compile_pattern("|".join(f"(?:{pattern})" for pattern in self.exception_patterns))

    @cached_property
    def _leading(self) -> Any:
        return _at_edge("^{}", self.patterns)

    @cached_property
    def _trailing(self) -> Any:
        return _at_edge("{}$", self.patterns)

    @cached_property
    def _leading_exceptions(self) -> Any:
        return _at_edge("^{}", self.exception_patterns)

    @cached_property
    def _trailing_exceptions(self) -> Any:
        return _at_edge("{}$", self.exception_patterns)


def _at_edge(edge: str, patterns: Sequence[str]) -> Any:
    """All patterns in one, held to an edge of the text; None when there are none."""
    return compile_pattern(edge.format(f"(?:{'|'.join(patterns)})")) if patterns else None


def _found(pattern: Any, text: str) -> bool:
    return pattern is not None and pattern.search(text) is not None


def _span(match: Any) -> Span:
    """What a pattern means: its group when it has one, else all that it matched."""
    span: Span = match.span(match.lastindex or 0)
    return span


def _paragraphs_of(spans: Sequence[Span], text: str) -> Iterator[Span]:
    """The paragraphs in which spans (in order) begin."""
    done = -1
    for start, _ in spans:
        if start >= done:
            first = text.rfind("\n", 0, start) + 1
            done = text.find("\n", start) + 1 or len(text) + 1
            yield first, min(done, len(text))


def _outside(spans: Sequence[Span], barred: Iterable[Span]) -> list[Span]:
    """The spans that lie in none of the barred ones."""
    kept: list[Span] = []
    reach: list[Span] = []
    waiting = iter(sorted(barred))
    coming = next(waiting, None)
    for span in spans:
        while coming is not None and coming[0] <= span[0]:
            reach.append(coming)
            coming = next(waiting, None)
        reach = [b for b in reach if b[1] > span[0]]
        if not any(span[1] <= b[1] for b in reach):
            kept.append(span)
    return kept


def find_terms(automaton: AhoCorasick, text: str) -> list[Span]:
    """All places of all terms, overlapping ones included."""
    return [(start, end) for _, start, end in automaton.find_matches_as_indexes(text, overlapping=True)]


def exceptions_of(lexicon: str) -> str:
    """What an automaton calls the exceptions of a lexicon; no lexicon can have such a name."""
    return f"!{lexicon}"
