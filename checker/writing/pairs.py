"""Problems and their answers in the plan, as they are told."""

from __future__ import annotations

from checker.model import Pair

_ALIKE = 0.4
"""From this similarity on a problem and its answer in the plan are worded alike."""


def are_alike(pair: Pair) -> bool:
    """Are the problem and its answer worded so much alike that the answer can be called one without a "perhaps"?"""
    return pair.similarity >= _ALIKE
