"""``check: term``: wrong forms of words and titles."""

from __future__ import annotations

from checker.checks.context import Context
from checker.checks.flaws import Flaw, Flaws
from checker.checks.reading import reads_better
from checker.rulebook.kinds.term import Term


def check_term(context: Context, term: Term) -> Flaws:
    """One flaw for each wrong form, unless its sentence says why it is right there."""
    text = context.report.clean.text
    flaws = []
    for name in term.forms:
        lexicon = context.ruleset.lexicons[name]
        spans = context.hits.spans(name)
        meanings = lexicon.meanings(spans, text)
        for span in spans:
            right = meanings.get(span)
            if right is None or (term.if_it_reads_better and not reads_better(text, span, right)):
                continue
            if not context.sentence_has(term.unless, span):
                flaws.append(Flaw(span, {"right": right}))
    return flaws
