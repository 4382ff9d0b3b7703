"""What an office writes down once for its reports: ``fzcheck.yaml`` or ``[tool.fzcheck]`` in ``pyproject.toml``.

Nothing here reads YAML before there is a configuration whose content is new.
"""

from __future__ import annotations

from checker.config.adjusting import adjusted, problems_with
from checker.config.loading import load_config
from checker.config.matching import from_folder, inside, matches
from checker.config.search import BASELINE, CONFIG, find_baseline, find_config
from checker.config.values import Config, ConfigError, Given, ReportPattern, Waiver

__all__ = [
    "BASELINE",
    "CONFIG",
    "Config",
    "ConfigError",
    "Given",
    "ReportPattern",
    "Waiver",
    "adjusted",
    "find_baseline",
    "find_config",
    "from_folder",
    "inside",
    "load_config",
    "matches",
    "problems_with",
]
