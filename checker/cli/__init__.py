"""The command line: one module a subcommand; options in, exit code out, nothing else."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Annotated, Any, NoReturn

# Starting makes many objects that all stay; looking through them for garbage again and again only costs time.
gc.set_threshold(50_000)

import typer  # noqa: E402
from typer.core import TyperCommand, TyperGroup  # noqa: E402

from checker.cli.exit_codes import ExitCode  # noqa: E402
from checker.version import VERSION  # noqa: E402

DEFAULT = "check"
_OTHERS = ("baseline", "config", "explain", "init", "matrix", "new")
_MODULES = {DEFAULT: "checker.cli.check", "rules": "checker.cli.authoring"}
_MODULES |= {name: f"checker.cli.{name}" for name in _OTHERS}
"""The subcommands and their modules, each imported when it is called and registering itself then."""


class _DefaultToCheck(TyperGroup):
    """``fzcheck FILE…`` means ``fzcheck check FILE…``; a file named like a subcommand is reached as ``./name``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ("--help", "--version")):
            args = [DEFAULT, *args]
        elif args[0] == "--help":
            args = [DEFAULT, "--help"]
        return super().parse_args(ctx, args)


class ChineseHelp(TyperCommand):
    """A command whose help page is in Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        """The help page, the words of the library put into Chinese."""
        text = super().get_help(ctx)
        for english, chinese in _HELP_WORDS:
            text = text.replace(english, chinese)
        return text


_HELP_WORDS = (
    ("Usage: fzcheck check", "用法：fzcheck"),
    ("Usage:", "用法："),
    ("[OPTIONS]", "[选项]"),
    ("Arguments:", "参数："),
    ("Options:", "选项："),
    ("[required]", "［必填］"),
    ("default: ", "默认："),
    ("default:", "默认："),
    ("Show this message and exit.", "显示这份说明。"),
)


app = typer.Typer(
    cls=_DefaultToCheck,
    add_completion=False,
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"fzcheck {VERSION}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本。")] = False,
) -> None:
    """检查法治政府建设年度情况报告。"""


def main() -> NoReturn:
    """Entry point of the command ``fzcheck``."""
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    # Taking the interpreter apart takes a tenth of the run, and nothing is left to be closed.
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Run the command and return its exit code; errors of use are told in Chinese."""
    name = arguments[0] if arguments and arguments[0] in _MODULES else DEFAULT
    import_module(_MODULES[name])
    if sys.stdout is None:
        print("写不了输出：标准输出是关着的。请不要关闭它。", file=sys.stderr)
        return ExitCode.ERROR
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A console that cannot show a character gets a question mark, not a crash.
            stream.reconfigure(errors="replace")
    try:
        result = app(arguments, prog_name="fzcheck", standalone_mode=False)
    except typer.TyperException as error:
        from checker.cli.usage import told

        print(told(error), file=sys.stderr)
        return ExitCode.ERROR
    except (KeyboardInterrupt, typer.Abort):
        print("已中断。", file=sys.stderr)
        return ExitCode.ERROR
    except BrokenPipeError:
        # The reader of our output has gone (… | head); nothing is left to say.
        sys.stderr.close()
        return ExitCode.OK
    return result if isinstance(result, int) else ExitCode.OK
