"""One function applied to many items, in this process or in several, the results in the order of the items."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Generic, TypeVar

from checker.cli.options import MOST_JOBS

_Shared = TypeVar("_Shared")
_T = TypeVar("_T")
_R = TypeVar("_R")

_MANY = 48
"""From so many items on, worker processes pay for their start."""
_CHUNK = 8


def worker_count(wanted: int, items: int) -> int:
    """How many processes to use for so many items, when the user wants so many (0: decide)."""
    if items == 1:
        return 1
    return wanted or (min(os.cpu_count() or 1, MOST_JOBS) if items >= _MANY else 1)


@dataclass(frozen=True)
class Workers(Generic[_Shared]):
    """Where the work is done; ``shared`` is the first argument of all functions, made once in each process."""

    shared: _Shared
    count: int
    pool: Executor | None

    def map(self, function: Callable[[_Shared, _T], _R], items: Iterable[_T]) -> Iterator[_R]:
        """The results of a function of the shared value and each item."""
        if self.pool is None:
            for item in items:
                yield function(self.shared, item)
            return
        # In slices, so that neither items nor results of a whole archive wait in memory.
        waiting = iter(items)
        while some := list(islice(waiting, self.count * _CHUNK * 4)):
            yield from self.pool.map(partial(_in_worker, function), some, chunksize=_CHUNK)


@contextmanager
def workers(shared: _Shared, make: Callable[[], _Shared], count: int) -> Iterator[Workers[_Shared]]:
    """Workers that have a shared value; the other processes make their own."""
    if count == 1:
        yield Workers(shared, 1, None)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(count, initializer=_start, initargs=(make,)) as pool:
        yield Workers(shared, count, pool)


_made: Any = None


def _start(make: Callable[[], Any]) -> None:
    global _made
    _made = make()


def _in_worker(function: Callable[[Any, _T], _R], item: _T) -> _R:
    return function(_made, item)
