"""Reports held against each other: last year's report of an office, and the other offices' reports of one run.

Pure functions over parsed reports. What is compared of a report is its :class:`Gist`; what is found is handed to the
checks as :class:`Compared`, and they decide what of it is told.
"""

from __future__ import annotations

from checker.comparing.compared import NO_OTHERS, NO_PREVIOUS, Compared, Shared, Silent
from checker.comparing.gist import Gist, Told, gist_of
from checker.comparing.likeness import but_for_one_stretch, without_years
from checker.comparing.others import Common, shared_passages
from checker.comparing.previous import TakenOver, previous_of, taken_over

__all__ = [
    "NO_OTHERS",
    "NO_PREVIOUS",
    "Common",
    "Compared",
    "Gist",
    "Shared",
    "Silent",
    "TakenOver",
    "Told",
    "but_for_one_stretch",
    "gist_of",
    "previous_of",
    "shared_passages",
    "taken_over",
    "without_years",
]
