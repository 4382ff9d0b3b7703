"""The closed list of kinds of check, and what a rule of each kind says; one module a kind.

To add one: a module here (the settings), ``rules/schema/checks/KIND.schema.json`` (what an author may write), a module
in :mod:`checker.checks` (what it finds), and a line in each of the three lists of kinds.
"""

from __future__ import annotations

from collections.abc import Mapping

from checker.rulebook.kinds.answered import ANSWERED
from checker.rulebook.kinds.duplicate import DUPLICATE
from checker.rulebook.kinds.empty_heading import EMPTY_HEADING
from checker.rulebook.kinds.figures import FIGURES
from checker.rulebook.kinds.in_force import IN_FORCE
from checker.rulebook.kinds.kind import Kind
from checker.rulebook.kinds.near_miss import NEAR_MISS
from checker.rulebook.kinds.numbering import NUMBERING
from checker.rulebook.kinds.office import OFFICE
from checker.rulebook.kinds.order import ORDER
from checker.rulebook.kinds.pattern import PATTERN
from checker.rulebook.kinds.person import PERSON
from checker.rulebook.kinds.privacy import PRIVACY
from checker.rulebook.kinds.reuse import REUSE
from checker.rulebook.kinds.sequence import SEQUENCE
from checker.rulebook.kinds.signature import SIGNATURE
from checker.rulebook.kinds.table_sums import TABLE_SUMS
from checker.rulebook.kinds.term import TERM
from checker.rulebook.kinds.title import TITLE
from checker.rulebook.kinds.topic import TOPIC
from checker.rulebook.kinds.vague import VAGUE
from checker.rulebook.kinds.year import YEAR

KINDS: Mapping[str, Kind] = {
    "answered": ANSWERED,
    "duplicate": DUPLICATE,
    "empty-heading": EMPTY_HEADING,
    "figures": FIGURES,
    "in-force": IN_FORCE,
    "numbering": NUMBERING,
    "office": OFFICE,
    "order": ORDER,
    "pattern": PATTERN,
    "person": PERSON,
    "privacy": PRIVACY,
    "reuse": REUSE,
    "signature": SIGNATURE,
    "table-sums": TABLE_SUMS,
    "topic": TOPIC,
    "vague": VAGUE,
    "year": YEAR,
    "term": TERM,
    "title": TITLE,
    "sequence": SEQUENCE,
    "near-miss": NEAR_MISS,
}
