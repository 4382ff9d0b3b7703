"""What a pack tells the parser about the documents it is for.

The parser knows how documents are built; the words (web furniture, names of offices, titles) come from the pack's
lexicons, so that another statutory report brings its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.lexicon import Lexicon
from checker.model import Span

_LONGEST_FURNITURE = 200
"""Characters; a longer line is text."""

_LONGEST_ROW, _NUMBERS = 90, "0123456789.,，\t \u3000"
_LONGEST_OFFICE = 40
_STOPS = frozenset("，。；：！？")


@dataclass(frozen=True)
class TierSign:
    """An office whose name matches the lexicon stands at this tier, if the text holds a word of ``in_text``."""

    tier: str
    lexicon: Lexicon
    in_text: Lexicon | None = None


@dataclass(frozen=True)
class Conventions:
    """The lexicons that the parser uses; their meaning is written in ``rules/schema/pack.schema.json``."""

    furniture: Lexicon
    furniture_inline: Lexicon
    office: Lexicon
    party_office: Lexicon
    title: Lexicon
    office_end: Lexicon
    place: Lexicon
    subject: Lexicon
    lead: Lexicon
    summary_opening: Lexicon
    closing: Lexicon
    list_lead: Lexicon
    table_label: Lexicon
    tiers: Sequence[TierSign]
    own_office: Sequence[TierSign]

    def is_furniture(self, line: str) -> bool:
        """Is a whole line (of the clean view) web furniture?"""
        return len(line) <= _LONGEST_FURNITURE and "。" not in line and self.furniture.matches_whole(line)

    def is_table_label(self, line: str) -> bool:
        """Does a whole line, the numbers that follow apart, stand in the first columns of a table?"""
        return len(line) <= _LONGEST_ROW and self.table_label.matches_whole(line.rstrip(_NUMBERS))

    def inline_furniture(self, source: str) -> list[Span]:
        """Furniture inside the lines of the source."""
        return self.furniture_inline.spans(source)

    def is_office(self, text: str) -> bool:
        """Is the text the name of an office and nothing else?"""
        return len(text) <= _LONGEST_OFFICE and not _STOPS.intersection(text) and self.office.matches_whole(text)

    def place_like(self, text: str) -> bool:
        """Is the text the name of a place (静海区, 西安市)?"""
        return len(text) <= 20 and self.place.matches_whole(text)

    def title_parts_removed(self, office: str) -> str:
        """An office's own name without 人民政府 and the like at its end."""
        ends = [start for start, end in self.office_end.spans(office) if end == len(office) and start >= 2]
        return office[: min(ends)] if ends else office

    def split_offices(self, line: str) -> list[str]:
        """The names in a line on which several offices stand one after another (中共…委员会…人民政府…)."""
        parts: list[str] = []
        for piece in line.replace("、", " ").split():
            cuts = [end for start, end in self.party_office.spans(piece) if start == 0 and end < len(piece)]
            if cuts:
                parts += [piece[: max(cuts)], piece[max(cuts) :]]
            else:
                parts.append(piece)
        return parts
