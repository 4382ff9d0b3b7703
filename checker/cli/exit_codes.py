"""Exit codes, computed from all files (docs/contract.md)."""

from __future__ import annotations

from enum import IntEnum

from checker.model import Tally


class ExitCode(IntEnum):
    """What the command says to the shell."""

    OK = 0
    """Every report was read and passed."""
    FAILED = 1
    """Every report was read, at least one failed."""
    ERROR = 2
    """Something could not be done: a bad option, a bad rule file, an unreadable report."""


def exit_code(tally: Tally) -> ExitCode:
    """The exit code of a run."""
    if tally.unreadable:
        return ExitCode.ERROR
    return ExitCode.FAILED if tally.failed else ExitCode.OK
