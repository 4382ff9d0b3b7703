"""The values of a configuration."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checker.config.matching import inside, matches
from checker.model import Severity
from checker.rulebook.placed import YamlFile
from checker.rulebook.problems import RulebookError


class ConfigError(RulebookError):
    """A configuration that cannot be used; carries everything that is wrong with it."""


@dataclass(frozen=True, slots=True)
class Given:
    """The value of a setting, and in words where it was given (``fzcheck.yaml:3``)."""

    value: Any
    origin: str


@dataclass(frozen=True, slots=True)
class ReportPattern:
    """What is said of the reports whose paths match a pattern."""

    path: str
    tier: str | None
    year: int | None
    origin: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """Findings that somebody takes responsibility for, for a reason, until a day (this day included).

    They are those of the rule, in the reports whose paths match, under headings that contain the words of ``section``,
    at places that contain the words of ``quote``; None does not restrict.
    """

    rule: str
    reason: str
    who: str
    until: datetime.date
    origin: str
    path: str | None = None
    section: str | None = None
    quote: str | None = None


@dataclass(frozen=True)
class Config:
    """A configuration: the settings it gives by key, and what it says of reports and of rules.

    ``file`` holds the data as read, to tell problems at their place.
    """

    path: Path
    file: YamlFile = field(repr=False)
    settings: Mapping[str, Given] = field(default_factory=dict)
    reports: tuple[ReportPattern, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    ignored: Mapping[str, str] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()

    @property
    def folder(self) -> Path:
        """The folder to which its paths are relative."""
        return self.path.parent

    def said_of(self, path: str) -> tuple[Given | None, Given | None]:
        """Tier and year of a report; of several patterns that match the later one counts."""
        name = inside(path, self.folder)
        tier = year = None
        for one in self.reports if name is not None else ():
            if name is not None and matches(one.path, name):
                tier = Given(one.tier, one.origin) if one.tier is not None else tier
                year = Given(one.year, one.origin) if one.year is not None else year
        return tier, year

    def excludes(self, path: str) -> bool:
        """Does a pattern of ``exclude`` match a file?"""
        name = inside(path, self.folder)
        patterns = self.settings["exclude"].value if "exclude" in self.settings else ()
        return name is not None and any(matches(pattern, name) for pattern in patterns)
