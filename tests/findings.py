"""What one rule finds in a text."""

from __future__ import annotations

from collections.abc import Callable

from checker.model import Finding

Find = Callable[[str, str], list[Finding]]
"""The findings of a rule (by its id) in a text."""
