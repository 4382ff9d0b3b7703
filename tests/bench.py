"""make bench: speed and memory, side by side in one run.

Absolute times drift with the machine; the ratios are what counts. Bars: the five seeds with a warm cache within 2.5
times the floor (typer and one rich table).
"""

from __future__ import annotations

import compileall
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
SEEDS = sorted(str(path) for path in (ROOT / "seeds").glob("*.txt"))
ROUNDS = 9
REPORTS = 1000
BAR = 2.5
_FLOOR = """
import typer
from rich.console import Console
from rich.table import Table
app = typer.Typer(add_completion=False)
@app.command()
def main() -> None:
    table = Table("a", "b")
    table.add_row("1", "2")
    Console().print(table)
app()
"""


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """The time of one run, from start to end of the process."""
    start = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
        check = [sys.executable, "-m", "checker", *SEEDS]
        # An installed package has its byte code beside it; a checkout has after its first run.
        compileall.compile_dir(ROOT / "checker", quiet=1)

        def cold() -> float:
            shutil.rmtree(folder / "cache", ignore_errors=True)
            return seconds(check, environment)

        runs: dict[str, Callable[[], float]] = {
            "bare Python": lambda: seconds([sys.executable, "-c", "pass"], environment),
            "floor: typer and one rich table": lambda: seconds([sys.executable, "-c", _FLOOR], environment),
            "five seeds, cold cache": cold,
            "five seeds, warm cache": lambda: seconds(check, environment),
        }
        times: dict[str, list[float]] = {label: [] for label in runs}
        for _ in range(ROUNDS):
            for label, run in runs.items():
                times[label].append(run())
        medians = {label: statistics.median(values) for label, values in times.items()}
        floor = medians["floor: typer and one rich table"]
        for label, median in medians.items():
            print(f"{label:34} {median * 1000:7.0f} ms   {median / floor:5.2f} x floor")
        within = medians["five seeds, warm cache"] <= BAR * floor
        print(f"bar: five seeds, warm, within {BAR} x floor: {'met' if within else 'NOT MET'}")
        many(folder, environment, floor)


def many(folder: Path, environment: dict[str, str], floor: float) -> None:
    """A thousand reports in one call, on one process and on several."""
    reports = folder / "reports"
    reports.mkdir()
    texts = [Path(path).read_text("utf-8") for path in SEEDS]
    size = 0
    for i in range(REPORTS):
        text = texts[i % len(texts)].replace("2023", str(2016 + i % 10)) + f"\n{i}\n"
        size += len(text.encode())
        (reports / f"{i:04}.txt").write_text(text, "utf-8")
    for jobs in (1, os.cpu_count() or 1):
        command = [sys.executable, "-m", "checker", str(reports), "-f", "json", "--jobs", str(jobs)]
        taken = seconds(command, environment)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            f"{REPORTS} reports, {jobs} process(es)".ljust(34)
            + f" {taken * 1000:7.0f} ms   {taken / floor:5.1f} x floor   {size / 2**20 / taken:.1f} MB/s, "
            f"peak {peak:.0f} MB"
        )


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
