"""Automatic numbers, which a person sees but which stand nowhere in the text (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from checker.wordml.names import attribute, child, children, number, short_name, switch
from checker.wordml.numerals import numeral
from checker.wordml.styles import Styles

_LEVELS = 9
_FIELD = re.compile("%([1-9])")
_BULLET = "•"
_CLOSED = "、，。．：；）】〉》」』"
"""After these no space is needed between a number and its words."""


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list; ``restart`` is how many upper levels restart it, None all of them, 0 none."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    all_decimal: bool = False
    gap: str = "tab"
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _List:
    """A list as paragraphs name it: what counts it, its levels, and the starts that it sets anew when first used."""

    counter: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """Counts the paragraphs of a document, in their order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists = _lists(root)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._used: set[tuple[str, int]] = set()

    def next(self, paragraph: Element) -> str:
        """The number of the next paragraph with the gap after it, empty when it has none."""
        list_id, level = self._place(paragraph)
        one = self._lists.get(list_id or "")
        if one is None or level not in one.levels:
            return ""
        self._count(list_id or "", one, level)
        return self._written(one, level)

    def _place(self, paragraph: Element) -> tuple[str | None, int]:
        """The list and level of a paragraph, its own or those of its style."""
        own = child(child(paragraph, "pPr"), "numPr")
        list_id, level = attribute(child(own, "numId")), number(child(own, "ilvl"))
        if list_id is not None:
            return list_id, level or 0
        for style, element in self._styles.chain(self._styles.style_of(paragraph)):
            given = child(child(element, "pPr"), "numPr")
            list_id = attribute(child(given, "numId"))
            if list_id is None:
                continue
            if level is None:
                level = number(child(given, "ilvl"))
            linked = self._lists.get(list_id)
            if level is None and linked is not None:
                level = next((i for i, one in linked.levels.items() if one.style == style), None)
            return list_id, level or 0
        return None, 0

    def _count(self, list_id: str, one: _List, level: int) -> None:
        counts = self._counts[one.counter]
        if (list_id, level) not in self._used:
            self._used.add((list_id, level))
            if level in one.starts:
                counts.pop(level, None)
        start = one.starts.get(level, one.levels[level].start)
        counts[level] = counts[level] + 1 if level in counts else start
        for below, settings in one.levels.items():
            if below > level and (settings.restart is None or level < settings.restart):
                counts.pop(below, None)

    def _written(self, one: _List, level: int) -> str:
        settings = one.levels[level]
        if settings.format == "bullet":
            return f"{_BULLET} " if settings.text.strip() else ""
        counts = self._counts[one.counter]

        def value(found: re.Match[str]) -> str:
            upper = int(found[1]) - 1
            other = one.levels.get(upper, _Level())
            count = counts.get(upper, one.starts.get(upper, other.start))
            return numeral(count, "decimal" if settings.all_decimal and other.format != "none" else other.format)

        text = _FIELD.sub(value, settings.text)
        if settings.gap == "nothing" or not text or (settings.gap == "tab" and text.rstrip()[-1:] in _CLOSED):
            return text
        return text + " "


def _lists(root: Element | None) -> dict[str, _List]:
    abstract = {attribute(one, "abstractNumId") or "": one for one in children(root, "abstractNum")}
    links = {attribute(one): id for id, found in abstract.items() if (one := child(found, "styleLink")) is not None}
    levels_of = {
        id: {number(level, "ilvl") or 0: _level(level) for level in children(one, "lvl")}
        for id, one in abstract.items()
    }
    lists: dict[str, _List] = {}
    for num in children(root, "num"):
        id = attribute(child(num, "abstractNumId")) or ""
        link = attribute(child(abstract.get(id), "numStyleLink"))
        id = links.get(link, id) if link is not None else id
        levels, starts = dict(levels_of.get(id, {})), {}
        for override in children(num, "lvlOverride"):
            at = number(override, "ilvl") or 0
            own = child(override, "lvl")
            if own is not None:
                levels[at] = _level(own)
            start = number(child(override, "startOverride"))
            if start is not None:
                starts[at] = start
        shown = {at: level for at, level in levels.items() if 0 <= at < _LEVELS}
        list_id = attribute(num, "numId") or ""
        if list_id != "0":
            lists[list_id] = _List(id, shown, starts)
    return lists


def _level(element: Element) -> _Level:
    # A format of Word 2010 and later stands beside the one for older programs, in alternate content.
    formats = [attribute(one) or "" for one in element.iter() if short_name(one) == "numFmt"]
    start = number(child(element, "start"))
    return _Level(
        next((format for format in formats if format not in ("", "custom")), "decimal"),
        (attribute(child(element, "lvlText")) or "")[:200],
        0 if start is None else start,
        number(child(element, "lvlRestart")),
        switch(element, "isLgl") or False,
        attribute(child(element, "suff")) or "tab",
        attribute(child(element, "pStyle")),
    )
