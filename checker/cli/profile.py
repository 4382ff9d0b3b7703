"""The table of ``--profile``: how long each rule took."""

from __future__ import annotations

import sys

from checker.checks.timing import Timing


def print_times(timing: Timing) -> None:
    """Print the time of each rule on standard error, the slowest first.

    Words are looked for once for all rules, when the first rule asks; that time is counted as that rule's.
    """
    rows = sorted(timing.rules.items(), key=lambda item: (-item[1].seconds, item[0]))
    print(f"{'毫秒':>8}{'次数':>6}{'结果':>6}  规则", file=sys.stderr)
    for name, spent in rows:
        print(f"{spent.seconds * 1000:>10.2f}{spent.calls:>8}{spent.findings:>8}  {name}", file=sys.stderr)
    total = sum(spent.seconds for _, spent in rows)
    print(f"{total * 1000:>10.2f}  合计。几条规则共用的查找算在先用到的那一条上。", file=sys.stderr)
