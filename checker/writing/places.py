"""Places in words."""

from __future__ import annotations

from checker.model import Place


def where(place: Place) -> str:
    """Where a place is, as a reader finds it: page and line where there are pages, else paragraph or line.

    A place in another file begins with its name, which is to be escaped for the medium.
    """
    file = f"{place.path} " if place.path is not None else ""
    if place.printed is not None:
        return f"{file}第{place.printed.page}页第{place.printed.line}行"
    return f"{file}第{place.line}段" if place.in_paragraphs else f"{file}第{place.line}行"
