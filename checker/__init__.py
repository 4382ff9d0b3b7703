"""fzcheck: a compliance checker for annual reports of Chinese offices, by rules in YAML.

>>> from checker import check_file, check_text, load_pack
>>> rules = load_pack("fzzf")
>>> result = check_file("report.txt", rules)  # doctest: +SKIP
>>> result.elements["causes"].state  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.version import VERSION

__version__ = VERSION

__all__ = ["__version__", "check_file", "check_text", "load_pack"]


if TYPE_CHECKING:
    from checker.pipeline import check_file, check_text
    from checker.rulebook import load_pack


def __getattr__(name: str) -> object:
    # Loaded at first use, so that the command line starts without what it does not need.
    if name in ("check_file", "check_text"):
        from checker import pipeline

        return getattr(pipeline, name)
    if name == "load_pack":
        from checker.rulebook import load_pack

        return load_pack
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
