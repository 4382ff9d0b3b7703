"""Chinese text in the columns of a terminal: broken into lines and cut by what it takes there."""

from __future__ import annotations

import re

from rich.cells import cell_len

_PIECE = re.compile(r"[0-9A-Za-z_./%-]+|.", re.DOTALL)
_NOT_FIRST = "，。、；：！？）》”’】〕%…·,.;:!?)"
_NOT_LAST = "（《“‘【〔("


def clip(text: str, cells: int) -> str:
    """At most so many columns of a text."""
    width = 0
    for i, char in enumerate(text):
        width += cell_len(char)
        if width > cells:
            return text[: max(0, i - 1)] + "…"
    return text


def fold(text: str, cells: int) -> str:
    """Break a text into lines of at most so many columns, as Chinese is set.

    Chinese has no spaces to break at: a line may end after any character but an opening bracket, and a stop may not
    begin a line. Numbers and Latin words are kept whole where they fit.
    """
    lines: list[str] = []
    line: list[str] = []
    width = 0
    for piece in _PIECE.findall(text):
        size = cell_len(piece)
        if line and width + size > cells:
            if piece[0] in _NOT_FIRST and len(line) > 1:
                piece = line.pop() + piece
            while len(line) > 1 and line[-1] in _NOT_LAST:
                piece = line.pop() + piece
            lines.append("".join(line).rstrip())
            piece = piece.lstrip()
            line, width, size = [], 0, cell_len(piece)
        while size > cells:
            cut = next(i for i in range(len(piece), 0, -1) if cell_len(piece[:i]) <= cells or i == 1)
            lines.append(piece[:cut])
            piece = piece[cut:]
            size = cell_len(piece)
        line.append(piece)
        width += size
    return "\n".join([*lines, "".join(line).rstrip()])
