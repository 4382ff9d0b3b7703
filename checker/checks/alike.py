"""How alike two short strings are."""

from __future__ import annotations

from collections import Counter


def in_common(one: str, other: str) -> int:
    """How many characters two strings share in the same order (the length of their longest common subsequence)."""
    row = [0] * (len(other) + 1)
    for char in one:
        before = 0
        for i, second in enumerate(other, 1):
            before, row[i] = row[i], before + 1 if char == second else max(row[i], row[i - 1])
    return row[-1]


def share(one: str, other: str) -> float:
    """The share of characters that two strings have in common in the same order, from 0 to 1."""
    return 2 * in_common(one, other) / (len(one) + len(other))


def share_out_of_order(one: str, other: str) -> float:
    """The share of characters that two strings have in common in any order, from 0 to 1."""
    return 2 * (Counter(one) & Counter(other)).total() / (len(one) + len(other))
