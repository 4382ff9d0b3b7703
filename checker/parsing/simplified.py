"""Traditional characters read as simplified ones, for matching only.

The table is made from the character table of OpenCC (Apache-2.0), without characters that simplified text uses
itself (those of GB 2312), so that simplified text is left as it is.
"""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def simplified_table() -> dict[int, str]:
    """A table for :meth:`str.translate`."""
    lines = resources.files(__package__).joinpath("traditional.txt").read_text("utf-8").splitlines()
    traditional, simplified = (line for line in lines if not line.startswith("#"))
    return {ord(a): b for a, b in zip(traditional, simplified, strict=True)}
