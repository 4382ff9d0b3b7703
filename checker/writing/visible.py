"""Text of a report made harmless to look at."""

from __future__ import annotations

import unicodedata


def shown(text: str) -> str:
    """Text of a report, safe to show: control characters and direction marks become a visible sign, one for one."""
    if text.isprintable():
        return text
    return "".join(
        " " if char == "\t" else "�" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") else char
        for char in text
    )


def clipped(text: str, most: int) -> str:
    """The words of a place on one line, at most so many characters of them."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
