"""Comments on what a report takes over from last year's: shares at the title, old words beside the new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.model import Change, Result, Reuse, Span, TakenSentence
from checker.writing.docx_remarks import Remark
from checker.writing.places import where
from checker.writing.visible import clipped

_CHANGES = {
    Change.NONE: "与上年报告一字未改",
    Change.FIGURES: "与上年报告只有数字、年份不同",
    Change.WORDS: "与上年报告只有个别字句不同",
}
_QUOTED = 300
"""Characters of last year's words that are told."""

_MOST = 60
"""Comments with old words; a report with more is taken over as a whole, which the shares tell."""


def remarks_on_reuse(result: Result, title: Span) -> list[Remark]:
    """The comments; none when no report of last year was given."""
    if result.reuse is None:
        return []
    passages = list(_passages(result.reuse.sentences, result.source.text))
    return [_shares(result.reuse, title), *(_beside(passage) for passage in passages[:_MOST])]


def _shares(reuse: Reuse, title: Span) -> Remark:
    lines = [f"【沿用上年】对照的是 {reuse.path}"]
    for section in reuse.sections:
        told = f"{section.letters}字中有{section.taken_letters}字（{section.share:.0%}）沿用上年"
        lines.append(f"{clipped(section.place.quote, _QUOTED)}：{told}")
    return Remark(title, tuple(lines))


def _passages(sentences: Sequence[TakenSentence], text: str) -> Iterator[list[TakenSentence]]:
    """Sentences that follow each other and were changed in the same way, in order."""
    passage: list[TakenSentence] = []
    for sentence in sorted(sentences, key=lambda one: one.here.span):
        if passage:
            between = text[passage[-1].here.span[1] : sentence.here.span[0]]
            if between.strip("。；;.! ") or "\n" in between or passage[-1].change is not sentence.change:
                yield passage
                passage = []
        passage.append(sentence)
    if passage:
        yield passage


def _beside(passage: Sequence[TakenSentence]) -> Remark:
    first, last = passage[0], passage[-1]
    old = "".join("".join(one.there.quote.split()) for one in passage)
    lines = (f"【沿用上年】{_CHANGES[first.change]}。", f"上年：{where(first.there)}“{clipped(old, _QUOTED)}”")
    return Remark((first.here.span[0], last.here.span[1]), lines)
