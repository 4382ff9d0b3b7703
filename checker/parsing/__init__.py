"""Source → Report: the text understood."""

from __future__ import annotations

from checker.model import Report, Source
from checker.parsing.clean import clean
from checker.parsing.conventions import Conventions
from checker.parsing.facts import Overrides, body_end, read_facts, read_head
from checker.parsing.outline import outline

__all__ = ["Overrides", "parse"]


def parse(source: Source, conventions: Conventions, overrides: Overrides | None = None) -> Report:
    """Understand a text: clean view, outline, sentences, facts."""
    cleaned = clean(source.text, source.format, conventions)
    head = read_head(cleaned, conventions)
    tree = outline(cleaned, conventions, (head.body_start, body_end(cleaned, head, conventions)))
    facts = read_facts(source.text, cleaned, head, tree.sections, conventions, overrides or Overrides())
    return Report(source, cleaned.text, cleaned.furniture, cleaned.paragraphs, tree.sections, tree.sentences, facts)
