"""What of a report is kept to be compared with others: its sentences with their places, some 30 KB a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.model import Place, Report
from checker.parsing.conventions import Conventions
from checker.parsing.pieces import pieces_of
from checker.parsing.places import place_of

_MOST = 5_000
"""Sentences of a report that are compared; a long report has a few hundred."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence: ``key`` has its letters and digits; the place names the file that it stands in."""

    key: str
    place: Place


@dataclass(frozen=True, slots=True)
class Gist:
    """A report as far as it is compared.

    ``office`` is the core of the issuer's name, by which it is told apart; ``told`` are its pieces in the order of
    :func:`~checker.parsing.pieces.pieces_of`.
    """

    path: str
    sha256: str
    issuer: str | None
    office: str | None
    year: int | None
    told: Sequence[Told]


def same_office(one: str | None, other: str | None) -> bool:
    """Do two cores of names mean one office (云岭镇, 清河县云岭镇)? An unknown one is like no other."""
    return one is not None and other is not None and (one.endswith(other) or other.endswith(one))


def gist_of(report: Report, conventions: Conventions) -> Gist:
    """What of a report is compared."""
    facts, path = report.facts, report.source.path
    told = [Told(piece.key, replace(place_of(report, piece.span), path=path)) for piece in pieces_of(report)[:_MOST]]
    office = conventions.title_parts_removed(facts.issuer) if facts.issuer else None
    return Gist(path, report.source.sha256, facts.issuer, office, facts.report_year, told)
