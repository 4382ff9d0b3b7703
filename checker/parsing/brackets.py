"""Which places of a paragraph stand inside quotes, title marks or brackets."""

from __future__ import annotations

import re

OPEN, CLOSE = "（《“〔【", "）》”〕】"
_MARKS = re.compile(f"[{OPEN}{CLOSE}]")


class Brackets:
    """The brackets of one paragraph of the clean view, asked place by place from its beginning to its end."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._marks = _MARKS.finditer(text, start, end)
        self._coming = next(self._marks, None)
        self._open: set[str] = set()

    def around(self, at: int) -> bool:
        """Is a bracket open that stands before a place? Places must not go back."""
        while self._coming is not None and self._coming.start() < at:
            mark = self._coming[0]
            if mark in OPEN:
                self._open.add(CLOSE[OPEN.index(mark)])
            else:
                self._open.discard(mark)
            self._coming = next(self._marks, None)
        return bool(self._open)
