"""``check: office``: another place's or office's name where the own is meant."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from checker.checks.context import Context
from checker.checks.flaws import CannotTell, Flaw, Flaws
from checker.checks.units import clause_spans
from checker.lexicon import Lexicon
from checker.model import Span
from checker.rulebook.kinds.office import Office, OtherNames, SelfWords

_HEAD_PARAGRAPHS = 12
_TAIL_PARAGRAPHS = 6
_LONGEST_ADDRESSEE = 60
_BESIDE = 14
"""Characters before and after a name that tell whose it is."""

_CORES = (2, 3)
"""Characters before 镇 and the like that show whether a name may stand there."""

_BRANCH = 2
"""Characters by which the names of two offices of one branch begin alike (发展和改革委员会, 发展改革委)."""

_OFTEN = 3
"""From so many places on, a name where the own is meant outweighs the mention as a partner."""

_MANY = 20
"""A report with more names than this where the own is meant is none of a single office."""

_REACH = 200
"""Characters before and after a name that are looked at, however long its clause is."""

_ALSO = "这里也是“{name}”"


def check_office(context: Context, settings: Office) -> Flaws:
    """One flaw for each wrong name or word, other places of the same related to it."""
    issuer = context.report.facts.issuer
    if issuer is None:
        return CannotTell("看不出是哪个单位的报告")
    if settings.other is None or settings.own is None:
        return [flaw for words in settings.self_words for flaw in _self_flaws(context, words, issuer)]
    own = context.once(_own_words)
    names = _words(context.ruleset.lexicons[settings.own], own)
    if not names:
        return CannotTell("看不出本单位在哪个地方")
    return _Others(context, settings.other, own, names).flaws()


def _self_flaws(context: Context, settings: SelfWords, issuer: str) -> Iterator[Flaw]:
    if context.ruleset.lexicons[settings.own].search(issuer):
        spans = [span for span in context.hits.spans(settings.words) if not _is_quoted(context, span)]
        yield from _grouped(context, spans, issuer)


def _own_words(context: Context) -> str:
    """What tells the own name and place: issuer, title and addressee, a line each."""
    report = context.report
    lines = [report.words(span) for span in report.paragraphs[:_HEAD_PARAGRAPHS]]
    addressee = [line for line in lines if line.endswith("：") and len(line) <= _LONGEST_ADDRESSEE]
    return "\n".join([report.facts.issuer or "", report.facts.title or "", *addressee])


@dataclass(frozen=True)
class _Others:
    """Names of others in one report: ``own`` are the lines that tell the own name, ``names`` the own of the rank."""

    context: Context
    settings: OtherNames
    own: str
    names: Sequence[str]

    def flaws(self) -> list[Flaw]:
        spans = [span for span in self._positions() if self._is_another(span)]
        by_name: dict[str, int] = {}
        for span in spans:
            by_name[self._name(span)] = by_name.get(self._name(span), 0) + 1
        if len(by_name) > _MANY:
            return []
        partners = {name for name, times in by_name.items() if times < _OFTEN and self._is_partner(name)}
        spans = [span for span in spans if self._name(span) not in partners]
        return list(_grouped(self.context, spans, self.names[0]))

    def _positions(self) -> Iterator[Span]:
        """Where the own name is meant, in the paragraphs that may name another."""
        text, positions = self.context.report.clean.text, self._lexicon(self.settings.positions)
        for start, end in self._paragraphs():
            yield from ((start + a, start + b) for a, b in positions.spans(text[start:end]))

    def _paragraphs(self) -> Sequence[Span]:
        report = self.context.report
        if self.settings.in_tail:
            return report.paragraphs[-_TAIL_PARAGRAPHS:]
        ends = [span for span in self.context.hits.spans(self.settings.endings) if self._may_end_another(span)]
        starts = [start for start, _ in report.paragraphs]
        return sorted({report.paragraphs[bisect_right(starts, start) - 1] for start, _ in ends})

    def _may_end_another(self, ending: Span) -> bool:
        """Is there the shape of a name, wherever it begins, that is neither the own one nor a common word?"""
        text, shape = self.context.report.clean.text, self.settings.shape
        for length in _CORES:
            stem = text[max(0, ending[0] - length) : ending[0]]
            if shape is None or self._lexicon(shape).matches_whole(stem + text[slice(*ending)]):
                return stem not in self.own and not self._is_generic(stem)
        return False

    def _is_another(self, span: Span) -> bool:
        name, settings = self._name(span), self.settings
        stem = self._stem(name)
        if stem in self.own or _is_quoted(self.context, span):
            return False
        if settings.shape is not None and not self._lexicon(settings.shape).matches_whole(name):
            return False
        if self._is_generic(stem) or self._is_above(name):
            return False
        if settings.same_branch and not self._is_of_branch(span):
            return False
        return not self._is_followed(span) and not self._in_company(span)

    def _is_followed(self, span: Span) -> bool:
        following = self.context.report.clean.text[span[1] : span[1] + _BESIDE].split("\n")[0]
        return self.settings.after is not None and self._lexicon(self.settings.after).search(following)

    def _is_generic(self, stem: str) -> bool:
        generic = [self._lexicon(name) for name in self.settings.generic]
        return any(_in_one(generic, stem[i:]) for i in range(len(stem) - 1))

    def _is_above(self, name: str) -> bool:
        above = [self._lexicon(lexicon) for lexicon in self.settings.above]
        return _in_one(above, name) and not any(_in_one(above, own) for own in self.names)

    def _is_of_branch(self, span: Span) -> bool:
        own, text = self.names[0], self.context.report.clean.text
        issuer = self.own.split("\n")[0]
        at = issuer.find(own) + len(own)
        branch = issuer[at : at + _BRANCH]
        return len(branch) == _BRANCH and text.startswith(branch, span[1])

    def _in_company(self, span: Span) -> bool:
        """Does the clause speak of others by its words, or of the own office beside the other?"""
        clause = self._clause(span)
        if any(self.context.hits.has(name, clause) for name in self.settings.unless):
            return True
        words = self.context.report.words(clause)
        return any(self._stem(name) in words for name in self.names)

    def _is_partner(self, name: str) -> bool:
        """Does the name stand somewhere as a partner's?"""
        if self.settings.before is None:
            return False
        text, before = self.context.report.clean.text, self._lexicon(self.settings.before)
        at = text.find(name)
        while at >= 0:
            if before.search(text[max(0, at - _BESIDE) : at].split("\n")[-1]):
                return True
            at = text.find(name, at + 1)
        return False

    def _clause(self, span: Span) -> Span:
        text = self.context.report.clean.text
        before = text[max(0, span[0] - _REACH) : span[0]].rpartition("\n")[2]
        after = text[span[1] : span[1] + _REACH].partition("\n")[0]
        near = (span[0] - len(before), span[1] + len(after))
        return next((c for c in clause_spans(text, near) if c[0] <= span[0] < c[1]), near)

    def _name(self, span: Span) -> str:
        return self.context.report.words(span)

    def _stem(self, name: str) -> str:
        return self._stems.setdefault(name, _without(self._lexicon(self.settings.endings), name))

    @cached_property
    def _stems(self) -> dict[str, str]:
        return {}

    def _lexicon(self, name: str) -> Lexicon:
        return self.context.ruleset.lexicons[name]


def _grouped(context: Context, spans: Sequence[Span], own: str) -> Iterator[Flaw]:
    """One flaw for each wording, at its first place."""
    places: dict[str, list[Span]] = {}
    for span in spans:
        places.setdefault(context.report.words(span), []).append(span)
    for name, (first, *others) in places.items():
        yield Flaw(first, {"own": own}, tuple((_ALSO.format(name=name), span) for span in others))


def _in_one(lexicons: Sequence[Lexicon], words: str) -> bool:
    return any(lexicon.matches_whole(words) for lexicon in lexicons)


def _without(endings: Lexicon, name: str) -> str:
    starts = [start for start, end in endings.spans(name) if end == len(name) and start >= 2]
    return name[: min(starts)] if starts else name


def _words(lexicon: Lexicon, text: str) -> list[str]:
    return [text[start:end] for start, end in lexicon.spans(text)]


def _is_quoted(context: Context, span: Span) -> bool:
    """Does a place stand between quotation marks?"""
    text = context.report.clean.text
    before = text[max(0, span[0] - _REACH) : span[0]].rpartition("\n")[2]
    return before.rfind("“") > before.rfind("”")
