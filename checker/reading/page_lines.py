"""A part of a page → its lines as a browser shows them: blocks, line breaks, numbers of lists, rows of tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checker.reading.page_tree import Element
from checker.reading.rows import row_lines

_INLINE = frozenset({
    "a", "abbr", "acronym", "bdi", "bdo", "cite", "data", "dfn", "ins", "kbd", "label", "mark", "q", "ruby", "samp",
    "sdfield", "small", "span", "sub", "sup", "time", "var", "o:p",
})  # fmt: skip
_BREAKS = frozenset(("br", "hr"))
_COLLAPSED = re.compile("[ \t\r\n\f]+")
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d\u2026]"
_BROKEN = re.compile(f"(?<={_WIDE})[ \t]*\r?\n\\s*(?={_WIDE})")
"""A newline of the markup between Chinese characters; it is no space there."""

_INDENT = re.compile(r"text-indent\s*:\s*[1-9.]", re.IGNORECASE)
_PRE = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)
_PLAIN_LIST = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]+[是、]|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、)）]|第[一二三四五六七八九十]+|[①-⑳•·]"
)
"""A list item that brings its own number; the site's style sheet then hides the automatic one."""

_MOST_COLUMNS = 60


@dataclass(slots=True)
class _Row:
    cells: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """A table being read: how many more rows each column is taken by a cell above."""

    taken: dict[int, int] = field(default_factory=dict)
    row: _Row | None = None


@dataclass(slots=True)
class _List:
    number: int
    style: str


class _Lines:
    """Collects text into lines; inside a cell, into the lines of the cell."""

    def __init__(self) -> None:
        self.sinks: list[list[str]] = [[]]
        self.line: list[str] = []
        self.pre = 0
        self.tables: list[_Table] = []
        self.lists: list[_List] = []

    def write(self, text: str) -> None:
        if not self.pre:
            self.line.append(_COLLAPSED.sub(" ", _BROKEN.sub("", text)))
            return
        first, *others = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.line.append(first)
        for other in others:
            self.end_line()
            self.line.append(other)

    def end_line(self) -> None:
        text = "".join(self.line).replace("\n", " ").replace("\xa0", " ")
        self.line.clear()
        if text.strip(" \u3000"):
            kept = text.rstrip()
            self.sinks[-1].append(kept if self.pre else re.sub(" {2,}(?=\\S)(?<=\\S)", " ", kept))

    def begin(self, element: Element) -> None:
        """Enter an element."""
        tag, style = element.tag, element.attributes.get("style", "")
        if tag in _INLINE:
            return
        self.end_line()
        if tag == "pre" or _PRE.search(style):
            self.pre += 1
        if tag == "table":
            self.tables.append(_Table())
        elif tag == "tr" and self.tables:
            self.tables[-1].row = _Row()
        elif tag in ("td", "th") and self.tables and self.tables[-1].row is not None:
            self.sinks.append([])
        elif tag in ("ol", "ul"):
            plain = _PLAIN_LIST.search(style) is not None
            kind = "" if plain else "•" if tag == "ul" else element.attributes.get("type", "1")
            self.lists.append(_List(_whole(element.attributes.get("start"), 1, 99_999), kind))
        elif tag == "li" and self.lists:
            self._number(element)
        elif _INDENT.search(style):
            self._indent(element)

    def end(self, element: Element) -> None:
        """Leave an element."""
        tag = element.tag
        if tag in _INLINE:
            return
        self.end_line()
        if tag == "pre" or _PRE.search(element.attributes.get("style", "")):
            self.pre -= 1
        if tag in ("ol", "ul"):
            self.lists.pop()
        elif tag in ("td", "th") and self.tables and self.tables[-1].row is not None and len(self.sinks) > 1:
            self._end_cell(element, self.tables[-1], self.tables[-1].row)
        elif tag == "tr" and self.tables and self.tables[-1].row is not None:
            self._end_row(self.tables[-1], self.tables[-1].row)
        elif tag == "table":
            self.tables.pop()

    def _indent(self, element: Element) -> None:
        if element.beginning()[:1] not in ("\u3000", "\xa0"):
            self.line.append("\u3000\u3000")

    def _number(self, element: Element) -> None:
        here = self.lists[-1]
        here.number = _whole(element.attributes.get("value"), here.number, 99_999)
        text = element.beginning().strip()
        if here.style and text and not _NUMBERED.match(text):
            self.line.append("• " if here.style == "•" else f"{_counted(here.number, here.style)}. ")
        here.number += 1

    def _end_cell(self, element: Element, table: _Table, row: _Row) -> None:
        lines = self.sinks.pop()
        self._taken(table, row)
        across = _whole(element.attributes.get("colspan"), 1, _MOST_COLUMNS)
        down = _whole(element.attributes.get("rowspan"), 1, 1_000)
        for i in range(max(1, min(across, _MOST_COLUMNS - len(row.cells)))):
            if down > 1:
                table.taken[len(row.cells)] = down - 1
            row.cells.append([] if i else lines)

    def _taken(self, table: _Table, row: _Row) -> None:
        """Leave the places empty that cells of the rows above take."""
        while len(row.cells) < _MOST_COLUMNS and table.taken.get(len(row.cells), 0) > 0:
            table.taken[len(row.cells)] -= 1
            row.cells.append([])

    def _end_row(self, table: _Table, row: _Row) -> None:
        table.row = None
        self._taken(table, row)
        filled = [lines for lines in row.cells if lines]
        if len(filled) == 1 and row.cells[0] and not any(table.taken.values()):
            # A note across the whole row.
            self.sinks[-1].extend(filled[0])
        else:
            self.sinks[-1].extend(row_lines(row.cells))


def lines_of(part: Element) -> list[str]:
    """The lines of a part, without blank ones; each is a paragraph, a row of a table or the text up to a break."""
    lines = _Lines()
    waiting: list[tuple[Element | str, bool]] = [(part, False)]
    while waiting:
        item, left = waiting.pop()
        if isinstance(item, str):
            if not (item.isspace() and item.isascii() and not lines.line):
                lines.write(item)
        elif item.tag in _BREAKS:
            lines.end_line()
        elif left:
            lines.end(item)
        else:
            lines.begin(item)
            waiting.append((item, True))
            waiting.extend((child, False) for child in reversed(item.children))
    lines.end_line()
    return lines.sinks[0]


def _whole(text: str | None, default: int, most: int) -> int:
    found = re.fullmatch(r"\s*(\d{1,6})\s*", text or "", re.ASCII)
    return min(int(found[1]), most) if found else default


def _counted(number: int, style: str) -> str:
    if style in ("a", "A") and 1 <= number <= 26:
        return chr(ord(style) + number - 1)
    if style in ("i", "I") and 1 <= number < 40:
        tens, ones = divmod(number, 10)
        roman = "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
        return roman if style == "I" else roman.lower()
    return str(number)
