"""A bar that tells how far the work is, on a terminal that shows no results itself."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from checker.cli.outputs import Output

if TYPE_CHECKING:
    from rich.progress import Progress

_T = TypeVar("_T")
_PATIENCE = 1.0
"""Seconds of work before the bar is shown."""


class Bar:
    """Counts steps of work; shows nothing when there is one step, no terminal, or results on the screen."""

    def __init__(self, steps: int, outputs: Sequence[Output]) -> None:
        screen_is_taken = any(output.on_screen for output in outputs) and sys.stdout.isatty()
        self._is_wanted = steps > 1 and not screen_is_taken and sys.stderr.isatty()
        self._steps = steps
        self._done = 0
        self._started = time.monotonic()
        self._progress: Progress | None = None

    def counted(self, items: Iterable[_T]) -> Iterator[_T]:
        """Pass items on, each of them a step."""
        for item in items:
            yield item
            self._done += 1
            if self._is_wanted and time.monotonic() - self._started > _PATIENCE:
                self._show()

    def close(self) -> None:
        """Take the bar off the screen."""
        if self._progress is not None:
            self._progress.stop()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        if self._progress is None:
            columns = (TextColumn("正在检查"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
            self._progress.add_task("", total=self._steps)
            self._progress.start()
        self._progress.update(self._progress.task_ids[0], completed=self._done)
