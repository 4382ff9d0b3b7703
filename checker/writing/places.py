"""Places in words."""

from __future__ import annotations

from checker.model import Finding, Place, Severity
from checker.writing.visible import clipped


def where(place: Place) -> str:
    """Where a place is, as a reader finds it: page and line where there are pages, else paragraph or line.

    A place in another file begins with its name, which is to be escaped for the medium.
    """
    return f"{place.path} {within(place)}" if place.path is not None else within(place)


def within(place: Place) -> str:
    """Where a place is in its file, whichever that is."""
    if place.printed is not None:
        return f"第{place.printed.page}页第{place.printed.line}行"
    return f"第{place.line}段" if place.in_paragraphs else f"第{place.line}行"


def is_placed(finding: Finding, title: str | None) -> bool:
    """Has a finding a place of its own? Advice on what stands nowhere points at the title."""
    place = finding.place
    if place is None:
        return False
    return finding.severity is not Severity.NOTE or _squeezed(place.quote) not in _squeezed(title or "")


def words_beside(finding: Finding, title: str | None, most: int) -> str | None:
    """The words of a finding's place, at most so many characters; None where they tell a reader nothing new."""
    if finding.place is None or not is_placed(finding, title):
        return None
    words = _squeezed(finding.place.quote)
    return clipped(finding.place.quote, most) if words and words not in _squeezed(finding.message) else None


def _squeezed(text: str) -> str:
    return "".join(text.split())
