"""Where results go: which formats, to the screen, to files or to folders; each written whole or not at all."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer

from checker.writing import ANNOTATED, FORMATS, Format, ReportWriter, Target, Writes, open_writer
from checker.writing.run import Run

DEFAULT_FOLDER = Path("reports_out")
"""Where formats go that cannot go to the screen, unless the user says another place."""

_HINT = "--format"


class OutputError(Exception):
    """Output that cannot be written; the message says in Chinese why, and what to do."""


@dataclass(frozen=True, slots=True)
class Output:
    """A format and where it goes; ``path`` None is standard output."""

    format: Format
    path: Path | None

    @property
    def on_screen(self) -> bool:
        """Does it go to standard output?"""
        return self.path is None


def chosen_outputs(values: Sequence[str], path: Path | None) -> tuple[Output, ...]:
    """The outputs that ``-f NAME`` or ``-f NAME=PATH``, perhaps several times, and ``-o PATH`` ask for.

    Raises:
        typer.BadParameter: when they contradict each other or name no format.
    """
    if path is not None and (len(values) > 1 or "=" in values[0]):
        raise typer.BadParameter(
            "有几种格式、或格式里已写了位置时不能再用，请写成 -f 格式=位置。", param_hint="--output"
        )
    outputs = tuple(_output(value, path) for value in values)
    if sum(output.on_screen for output in outputs) > 1:
        raise typer.BadParameter(
            "只能有一种格式写到屏幕，其余的请写明位置，如 -f json=reports_out/结果.json。", param_hint=_HINT
        )
    places = [output.path.absolute() for output in outputs if output.path is not None]
    if len(set(places)) < len(places):
        raise typer.BadParameter("有两种格式写到同一个位置，请分开写。", param_hint=_HINT)
    return _annotated(outputs)


def _annotated(outputs: tuple[Output, ...]) -> tuple[Output, ...]:
    """Inside GitHub Actions, text on the screen comes with annotations, unless they are asked for themselves."""
    asked = any(output.format.name == "github" for output in outputs)
    if asked or os.environ.get("GITHUB_ACTIONS") != "true":
        return outputs
    return tuple(
        Output(ANNOTATED, None) if output.on_screen and output.format.name == "text" else output for output in outputs
    )


def _output(value: str, path: Path | None) -> Output:
    name, _, place = value.partition("=")
    format = FORMATS.get(name)
    if format is None:
        raise typer.BadParameter(f"可以写：{'、'.join(FORMATS)}，后面可加 =位置。", param_hint=_HINT)
    if place:
        path = Path(place)
    if path is None and format.writes is Writes.FILE:
        path = DEFAULT_FOLDER / f"fzcheck{format.suffix}"
    elif path is None and format.writes is Writes.FOLDER:
        path = DEFAULT_FOLDER / format.name
    return Output(format, path)


@contextmanager
def opened(outputs: Sequence[Output], inputs: Sequence[str], run: Run) -> Iterator[list[ReportWriter]]:
    """Writers for the outputs; what they wrote is put in place together when the block ends without an error.

    Raises:
        OutputError: when something cannot be written, or would be written over a report that is being checked.
    """
    with ExitStack() as cleaning:
        staged = [_Staged(output, inputs, cleaning) for output in outputs]
        yield [_writer(one.output.format, one.target, run) for one in staged]
        for one in staged:
            one.check_again()
        for one in staged:
            one.put_in_place()


def _writer(format: Format, target: Target, run: Run) -> ReportWriter:
    try:
        return open_writer(format, target, run)
    except ImportError as error:
        if format.extra is None or (error.name or "").startswith("checker"):
            raise
        raise OutputError(
            f"写 {format.name} 的组件还没有安装。"
            f'请运行 pip install "fzcheck[{format.extra}]"（或 fzcheck[all]）后再试。'
        ) from error


class _Staged:
    """One output, written beside its place until all is done."""

    def __init__(self, output: Output, inputs: Sequence[str], cleaning: ExitStack) -> None:
        self.output = output
        self._inputs = inputs
        self.target: Target = sys.stdout
        if output.path is None:
            if output.format.for_machines and isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
            return
        with _told(output.path):
            self._check(output.path)
            output.path.parent.mkdir(parents=True, exist_ok=True)
            self._work = Path(tempfile.mkdtemp(prefix=".fzcheck-", dir=output.path.parent))
        cleaning.callback(shutil.rmtree, self._work, ignore_errors=True)
        if output.format.writes is Writes.FOLDER:
            self.target = self._work
        elif output.format.writes is Writes.FILE:
            self.target = cleaning.enter_context((self._work / "part").open("wb"))
        else:
            self.target = cleaning.enter_context((self._work / "part").open("w", encoding="utf-8", newline=""))

    def _check(self, path: Path) -> None:
        is_folder = self.output.format.writes is Writes.FOLDER
        if is_folder and path.exists() and not path.is_dir():
            raise OutputError(f"写不了 {_named(path)}：{self.output.format.name} 每份报告一个文件，请写文件夹的名字。")
        if not is_folder and path.is_dir():
            example = path / f"结果{self.output.format.suffix}"
            raise OutputError(f"写不了 {_named(path)}：这是文件夹，请写上文件名，如 {_named(example)}。")
        if path.exists() and not path.is_file() and not path.is_dir():
            raise OutputError(f"写不了 {_named(path)}：这不是普通文件，请换一个位置；要写到屏幕，不要加位置。")
        self._spare_inputs(path)

    def _spare_inputs(self, path: Path) -> None:
        if path.is_file() and any(_is_file(one) and path.samefile(one) for one in self._inputs):
            raise OutputError(f"写不了 {_named(path)}：这是要检查的报告，写上去原文就没有了，请换一个位置。")

    def check_again(self) -> None:
        """See that nothing of a folder falls on a report."""
        if self.output.path is not None and self.output.format.writes is Writes.FOLDER:
            for part in self._parts():
                self._spare_inputs(self.output.path / part.relative_to(self._work))

    def put_in_place(self) -> None:
        """Flush, and move what was written to its place."""
        path = self.output.path
        if path is None:
            sys.stdout.flush()
            return
        with _told(path):
            if not isinstance(self.target, Path):
                self.target.close()
                # Through a link, so that it goes on pointing at what was written.
                os.replace(self._work / "part", path.resolve())
                return
            for part in self._parts():
                place = path / part.relative_to(self._work)
                place.parent.mkdir(parents=True, exist_ok=True)
                os.replace(part, place)

    def _parts(self) -> list[Path]:
        return sorted(part for part in self._work.rglob("*") if part.is_file())


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"写不了 {_named(path)}（{error.strerror or error}）。请检查文件夹有没有写入权限、磁盘有没有空间。"
        ) from error


def _is_file(path: str) -> bool:
    return Path(path).is_file()


def _named(path: Path) -> str:
    from checker.writing.visible import shown

    return shown(str(path))
