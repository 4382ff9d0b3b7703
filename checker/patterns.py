"""Patterns of rule authors, on RE2: linear time whatever is written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import re2

MAX_LENGTH = 2_000
"""Longest pattern accepted, in characters."""

_MAX_MEMORY = 8 << 20
_MISLEADING = re.compile(r"(?<!\\)(?:\\\\)*\\([bBwWdDsSu])")


class PatternError(ValueError):
    """A pattern that RE2 refuses or that would not do what its author thinks."""


def check_pattern(pattern: str) -> None:
    """Refuse patterns that cannot work.

    Raises:
        PatternError: with what is wrong and what to write instead.
    """
    if len(pattern) > MAX_LENGTH:
        raise PatternError(f"正则表达式超过 {MAX_LENGTH} 个字符，请拆成几条。")
    if found := _MISLEADING.search(pattern):
        instead = {"d": "[0-9]", "D": "[^0-9]", "u": "汉字本身"}.get(
            found[1], "具体的字，如 [，。]、\\p{Han}、[0-9A-Za-z]"
        )
        raise PatternError(f"不能用 \\{found[1]}：它不认汉字和全角字符。请改写为 {instead}。")
    compiled = compile_pattern(pattern)
    if compiled.search("") is not None:
        raise PatternError("这条正则表达式能匹配空文字，会处处命中。请至少写一个必须出现的字。")


@lru_cache(maxsize=4096)
def compile_pattern(pattern: str) -> Any:
    """The compiled pattern.

    Raises:
        PatternError: when RE2 refuses it.
    """
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MAX_MEMORY
    # A negated class must not run on into the next paragraph.
    options.never_nl = True
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        if isinstance(reason, bytes):
            reason = reason.decode("utf-8", "replace")
        raise PatternError(f"正则表达式写得不对（RE2：{reason}）。{_instead(pattern)}") from None


_INSTEAD = (
    (re.compile(r"\(\?[=]"), "RE2 没有 (?=…)：把后面的字写进来，用括号括住要指出的部分，如 渡(?=口) 写成 (渡)口。"),
    (
        re.compile(r"\(\?<="),
        "RE2 没有 (?<=…)：把前面的字写进来，用括号括住要指出的部分，如 (?<=副)镇长 写成 副(镇长)。",
    ),
    (re.compile(r"\(\?<?!"), "RE2 没有 (?!…) 和 (?<!…)：把不算数的写法写进词表的 except 或 except_patterns。"),
    (re.compile(r"\\[1-9]"), "RE2 没有反向引用：请把各种写法用 | 一一列出来。"),
    (re.compile(r"[*+?}]\+|\(\?>"), "RE2 没有占有量词和原子组：去掉多出的 + 或 ?> 就行，RE2 本来就不回溯。"),
    (re.compile(r"\{[0-9]*,?([0-9]{4,})"), "重复次数最多 1000，请写小一些，或用 *。"),
)


def _instead(pattern: str) -> str:
    """What to write in place of what RE2 does not have."""
    found = next((advice for sign, advice in _INSTEAD if sign.search(pattern)), None)
    return found or "请检查括号、方括号是否成对；要匹配这些符号本身时前面加 \\。"
