"""Traditional characters read as simplified ones, for matching only.

The table is made from the character table of OpenCC (Apache-2.0), without characters that simplified text uses
itself (those of GB 2312), so that simplified text is left as it is.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def simplified_table() -> dict[int, int]:
    """A table for :meth:`str.translate`."""
    lines = Path(__file__).with_name("traditional.txt").read_text("utf-8").splitlines()
    traditional, simplified = (line for line in lines if not line.startswith("#"))
    return str.maketrans(traditional, simplified)
