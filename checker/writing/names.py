"""What to call reports where there is little room: their offices, without the place above where that is clear."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from rich.cells import cell_len

from checker.writing.overview import Entry
from checker.writing.visible import shown

_PLACE = r".{1,7}?(?:[省县盟旗]|(?<!城)市(?!区)|(?<![园发社])区|州(?![市区县]))"
"""A province, city or county; not the 市 of 城市, nor the 区 of 园区."""
_GOVERNMENT = r"(?:人民政府(?=.{2,}(?:街道|[乡镇])))?(?!人民政府)"
"""The name of its government goes with a place where a smaller one follows, and stays with it elsewhere."""
_ABOVE = re.compile(_PLACE + _GOVERNMENT)
_SHORTEST = 4
"""Characters that must be left."""
_MOST_CUTS = 2


def report_names(entries: Sequence[Entry], room: int) -> Sequence[str]:
    """A name for each report that tells it from the others, the office in ``room`` columns where that can be.

    The year is added when not all are of the same year, the file where that does not tell reports apart.
    """
    offices = [shown(entry.issuer or entry.title or "") for entry in entries]
    same_year = common_year(entries) is not None
    seen = Counter(zip(offices, (entry.year for entry in entries), strict=True))
    forms = _clear_forms(set(offices))
    names = []
    for entry, office in zip(entries, offices, strict=True):
        year = "" if same_year or not office else f"（{entry.year or '年度未看出'}）"
        file = "" if office and seen[office, entry.year] == 1 else shown(entry.path)
        names.append(f"{_fitting(forms[office], year, room)}{year} {file}".strip())
    return names


def common_year(entries: Sequence[Entry]) -> int | None:
    """The year that all reports are of, None when there is none."""
    years = {entry.year for entry in entries}
    return years.pop() if len(years) == 1 else None


def _clear_forms(offices: Iterable[str]) -> dict[str, Sequence[str]]:
    """Of each office the forms of its name, from the full one down, that could not be another one's."""
    forms = {office: [office, *_cuts(office)] for office in offices}
    users = Counter(form for each in forms.values() for form in each)
    return {office: [form for form in each if form == office or users[form] == 1] for office, each in forms.items()}


def _fitting(forms: Sequence[str], year: str, room: int) -> str:
    """The fullest form that finds room with the year behind it, else without it, else the shortest."""
    with_year = (form for form in forms if cell_len(form + year) <= room)
    alone = (form for form in forms if cell_len(form) <= room)
    return next(chain(with_year, alone), forms[-1])


def _cuts(office: str) -> list[str]:
    """An office without its province or city, then also without its county."""
    found = []
    for _ in range(_MOST_CUTS):
        above = _ABOVE.match(office)
        if above is None or len(office) - above.end() < _SHORTEST:
            break
        office = office[above.end() :]
        found.append(office)
    return found
