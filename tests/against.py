"""A report and that of the year before, for the tests."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from checker.model import Result
from tests.corpus_files import sound_report

Against: TypeAlias = Callable[[str, str], Result]
"""Judges a text against that of last year; the files are called 今年 and 去年."""

PLAN = (
    "　　（一）充实执法力量。从镇直站所抽调6人编成夜间巡查组，与派出所同值一班，月底按出勤和案卷质量一起考评。\n"
    "　　（二）改进普法形式。请调解员把办过的邻里官司改成方言小品，赶集日在戏台上演，演完由律师答疑。\n"
)
"""Two plan items, long enough to be told when they stood last year."""


def next_year(text: str, *, change_every: int) -> str:
    """Last year's report as lazy offices hand it in again: the years moved on, and every so many figures changed."""
    text = re.sub(r"20[12]\d(?=年|—)", lambda year: str(int(year[0]) + 1), text)
    seen = 0

    def changed(figure: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        return str(int(figure[0]) + 3) if change_every and seen % change_every == 0 else figure[0]

    return re.sub(r"(?<![\d.])\d{2,3}(?=[件份名场次条宗人户起])", changed, text)


def last_year(**parts: str) -> str:
    """That year's report with some parts of its own."""
    texts = {
        "measures": "　　把执法服务站搬到渡口，早班船靠岸前开门，船工有事直接进来问，一年接待一千多人。\n",
        "principal": "　　镇党委书记带队查看船闸工地用工合同，镇长到法庭旁听船工欠薪案，两人都在述法时说了各自的不足。\n",
        "problems": "　　（一）渡口夜航没有人管。晚上九点以后的私渡靠举报才发现，原因是执法艇只有一条、船员要轮休。\n",
        "plan": "　　（一）再添一条执法艇。与海事站合用码头，夜里两家轮流出航。\n",
    }
    return sound_report(**{**texts, **parts})
