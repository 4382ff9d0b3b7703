"""Who acts: the subject in force where a clause stands.

A plain reading of Chinese official prose: a subject stands at the beginning of its clause, at most after words of
time, and holds until another one comes or the paragraph or item ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.checks.units import Unit
from checker.model import Report
from checker.rulebook.hits import Hits
from checker.rulebook.rules import Actor

_TIME_WORDS = (
    r"(?:[（(]?[一二三四五六七八九十\d]+[）)、.是])?"
    r"(?:(?:其中|其间|期间|同时|此外|另外|为此|随后|此后|庭后|会后|年内|年初|年中|年底|年末|年终|全年|每年|每月|每季度|"
    r"当天|当月|当年|上半年|下半年|先后|多次|两次|三次|分别|一年来|今年以来|今年|当场|现任|一年里|"
    r"\d{4}年|\d{1,2}月|\d{1,2}日|上旬|中旬|下旬|底|初|份|由|并由|均由)[，、]?)*"
)
_BEFORE_SUBJECT = re.compile(_TIME_WORDS)
_NOT_BEFORE_SUBJECT = "向对给为被同代替请让与和跟"


def actors(report: Report, units: Sequence[Unit], hits: Hits, actor: Actor, understood: Sequence[bool]) -> list[bool]:
    """For each clause: is the wanted actor its subject? ``understood``: may the subject be unnamed there?"""
    result: list[bool] = []
    subject: bool | None = None
    place: tuple[int, int] | None = None
    for unit, may_be_unnamed in zip(units, understood, strict=True):
        here = (unit.section, report.sentences[unit.sentence].paragraph)
        if here != place:
            subject, place = None, here
        named = _subject(report, unit, hits, actor)
        if named is not None:
            subject = named
        result.append(may_be_unnamed if subject is None else subject)
    return result


def _subject(report: Report, unit: Unit, hits: Hits, actor: Actor) -> bool | None:
    """True when the wanted actor is the clause's subject, False when another one is, None when it names none.

    Another actor must stand at the beginning, at most after words of time: further on it is more often an object.
    """
    text = report.clean.text
    start = unit.span[0]
    section = report.sections[unit.section]
    if section.heading[0] == start and section.is_item:
        start = section.heading[1]
    lead = _BEFORE_SUBJECT.match(text, start, unit.span[1])
    begin = lead.end() if lead else start
    if not hits.has(actor.is_, (start, unit.span[1])) and not hits.has(actor.not_, (start, unit.span[1])):
        return None
    others = [span for span in hits.within(actor.not_, (start, unit.span[1])) if span[0] <= begin < span[1]]
    wanted = [
        span
        for span in hits.within(actor.is_, (start, unit.span[1]))
        if not any(a <= span[0] and span[1] <= b for a, b in others)
        and text[max(start, span[0] - 1) : span[0]] not in tuple(_NOT_BEFORE_SUBJECT)
    ]
    if others:
        # 分管副镇长, but also 镇党委书记、副书记: the leader counts when he is named first.
        return bool(wanted) and wanted[0][0] <= min(others)[0]
    return True if wanted else None
