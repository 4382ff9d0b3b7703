"""The command line: one module a subcommand; options in, exit code out, nothing else."""

from __future__ import annotations

import sys
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from checker.cli.exit_codes import ExitCode

DEFAULT = "check"


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
    ("Show this message and exit.", "显示这份说明。"),
)


app = typer.Typer(
    cls=_DefaultToCheck,
    add_completion=False,
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Entry point of the command ``fzcheck``."""
    from checker.cli import check, explain  # noqa: F401  (they register their commands)

    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command and return its exit code; errors of use are told in Chinese."""
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
