"""The closed list of kinds of check, and what a rule of each kind says; one module a kind.

To add one: a module here (the settings), ``rules/schema/checks/KIND.schema.json`` (what an author may write), a module
in :mod:`checker.checks` (what it finds), and a line in each of the three lists of kinds.
"""

from __future__ import annotations

from collections.abc import Mapping

from checker.rulebook.kinds.kind import Kind
from checker.rulebook.kinds.near_miss import NEAR_MISS
from checker.rulebook.kinds.sequence import SEQUENCE
from checker.rulebook.kinds.term import TERM
from checker.rulebook.kinds.title import TITLE
from checker.rulebook.kinds.topic import TOPIC

KINDS: Mapping[str, Kind] = {
    "topic": TOPIC,
    "term": TERM,
    "title": TITLE,
    "sequence": SEQUENCE,
    "near-miss": NEAR_MISS,
}
