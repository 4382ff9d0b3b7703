"""Settings from environment variables."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import typer

from checker.cli.options import MOST_JOBS, TIERS, year_of
from checker.config import Given
from checker.scoring import FAIL_ON


def from_environment(environ: Mapping[str, str]) -> dict[str, Given]:
    """The settings that environment variables give; empty ones give nothing.

    Raises:
        typer.BadParameter: when one makes no sense.
    """
    found: dict[str, Given] = {}
    for key, (name, read) in VARIABLES.items():
        text = environ.get(name, "").strip()
        if text:
            origin = f"环境变量 {name}"
            try:
                found[key] = Given(read(text), origin)
            except ValueError as error:
                raise typer.BadParameter(str(error), param_hint=origin) from None
    return found


def _one_of(allowed: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"可以写：{'、'.join(allowed)}。")
        return text

    return read


def _year(text: str) -> str:
    try:
        year_of(text)
    except typer.BadParameter as error:
        raise ValueError(error.message) from None
    return text


def _points(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 100:
        raise ValueError("应写成 0 到 100 之间的数。")
    return value


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:4]) <= MOST_JOBS):
        raise ValueError(f"应写成 0 到 {MOST_JOBS} 之间的整数。")
    return int(text)


def _formats(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())


VARIABLES: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "rules": ("FZCHECK_RULES", str),
    "tier": ("FZCHECK_TIER", _one_of(TIERS)),
    "year": ("FZCHECK_YEAR", _year),
    "fail-on": ("FZCHECK_FAIL_ON", _one_of(FAIL_ON)),
    "fail-under": ("FZCHECK_FAIL_UNDER", _points),
    "formats": ("FZCHECK_FORMAT", _formats),
    "jobs": ("FZCHECK_JOBS", _jobs),
}
"""The settings that can be given so: their key, the variable, and how its text is read."""
