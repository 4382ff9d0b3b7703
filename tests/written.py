"""What a writer of text writes, for the tests."""

from __future__ import annotations

import io
from collections.abc import Iterable

from checker.model import Result, Unreadable
from checker.writing import FORMATS, open_writer
from checker.writing.run import RuleText, Run


def written(
    format: str,
    results: Iterable[Result | Unreadable],
    *,
    quiet: bool = False,
    verbose: bool = False,
    rules: tuple[RuleText, ...] = (),
) -> str:
    stream = io.StringIO()
    run = Run("fzzf", "1.0.0", quiet=quiet, verbose=verbose, rules=rules)
    writer = open_writer(FORMATS[format], stream, run)
    for result in results:
        run.tally.add(result)
        writer.add(result)
    writer.finish()
    return stream.getvalue()
