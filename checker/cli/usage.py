"""Errors of use in the user's language: what was wrong, what is allowed."""

from __future__ import annotations

from typing import Any

import typer

_HELP = "用 fzcheck --help 查看全部选项。"
_REASONS = (
    ("Missing command.", "后面还要写做什么。"),
    ("is not a valid integer range.", "不是整数。"),
    ("is not a valid float range.", "不是数字。"),
    ("is not a valid integer.", "不是整数。"),
    ("is not a valid float.", "不是数字。"),
    ("is not in the range", "不在范围内："),
    ("Got unexpected extra argument", "多出了参数"),
)


def told(error: typer.TyperException) -> str:
    """One line on a wrong call."""
    # typer keeps the classes of these errors to itself; their names are those of click and have not changed in years.
    match type(error).__name__:
        case "NoSuchOption":
            option, close = getattr(error, "option_name", ""), getattr(error, "possibilities", None)
            meant = f"是不是 {'、'.join(close)}？" if close else ""
            return f"没有 {option} 这个选项。{meant}{_HELP}"
        case "MissingParameter":
            return f"还缺少{_name(error)}。{_HELP}"
        case "BadOptionUsage":
            return f"选项 {getattr(error, 'option_name', '')} 后面要写值。{_HELP}"
        case "BadParameter":
            choices = getattr(getattr(getattr(error, "param", None), "type", None), "choices", None)
            if choices:
                return f"{_name(error)} 的值不对。可以写：{'、'.join(_value(choice) for choice in choices)}。"
            return f"{_name(error)} 的值不对：{_plain(error.message)}"
        case _:
            return f"{_plain(error.format_message())} {_HELP}"


def _name(error: Any) -> str:
    hint = getattr(error, "param_hint", None)
    if hint:
        return str(hint)
    options = [opt for opt in getattr(getattr(error, "param", None), "opts", []) if opt.startswith("--")]
    if options:
        return str(options[0])
    named = str(getattr(getattr(error, "param", None), "metavar", None) or "").strip("[]…")
    return named if named and named != "文件" else "要检查的文件"


def _value(choice: Any) -> str:
    return str(getattr(choice, "value", choice))


def _plain(message: str) -> str:
    for english, chinese in _REASONS:
        message = message.replace(english, chinese)
    return message
