"""OpenDocument text (ODF 1.3, ISO/IEC 26300): bytes → Source.

What a person sees in the flow of the text is read: paragraphs with the numbers of their lists, tables row by row, text
boxes and footnotes after the paragraph that holds them. Heads and feet, comments, deleted and hidden text, pictures
and tables of contents are set aside.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from checker.reading.archive import Archive
from checker.reading.extracted import MAX_TEXT, Extracted, RefusedError, too_large
from checker.reading.odt_numbers import Counter, Lists, spaced, whole
from checker.reading.odt_styles import Styles
from checker.reading.xml_tree import parse_xml

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _OFFICE, _DRAW = (f"{{{_NAMESPACE}{name}:1.0}}" for name in ("text", "table", "office", "drawing"))
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_ENCRYPTED = "文件设有密码，读不了。请用 Writer 或 WPS 打开，取消密码另存后再检查。"
_NO_WRITING = "这是电子表格、演示文稿或图形，不是文稿。请把报告正文另存为 .odt 或 .docx 再检查。"
_PARAGRAPHS = (_TEXT + "p", _TEXT + "h")
_ASIDE = {
    *(_TEXT + name for name in ("tracked-changes", "note-citation", "ruby-text", "number")),
    *(_TEXT + name for name in ("table-of-content", "illustration-index", "table-index", "object-index", "user-index")),
    *(_TEXT + name for name in ("alphabetical-index", "bibliography", "hidden-paragraph")),
    *(_OFFICE + name for name in ("annotation", "annotation-end", "forms", "scripts", "event-listeners")),
}
_CONTAINERS = (_TABLE + "table", _TEXT + "list", _TEXT + "section")
_SPACES = re.compile("[ \t\r\n]+")
_MOST_SPACES, _MOST_COLUMNS, _MOST_ROWS = 100, 64, 200
_LONGEST_CELL = 120
"""Characters; a table with longer cells, or with several paragraphs in one, is there for the layout of the page."""

_MOST_IN_CELL = 3


def extract(data: bytes) -> Extracted:
    """The text of an .odt file.

    Raises:
        RefusedError: when it is damaged, encrypted, too large, or no text document.
    """
    archive = Archive(data)
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise RefusedError(_ENCRYPTED)
    content = parse_xml(archive.read("content.xml"))
    styles = [parse_xml(archive.read("styles.xml"))] if "styles.xml" in archive else []
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise RefusedError(_NO_WRITING)
    flow = _Flow(Styles([*styles, content]))
    flow.children(body)
    return Extracted("\n".join(flow.lines), blocks=tuple(flow.starts))


class _Flow:
    """The paragraphs of a document as they are met."""

    def __init__(self, styles: Styles) -> None:
        self.lines: list[str] = []
        self.starts: list[int] = []
        self.styles = styles
        self.lists = Lists()
        self.headings = Counter()
        self._size = 0

    def put(self, words: str) -> None:
        """Add a paragraph or a row of a table, unless it is blank."""
        words = words.rstrip()
        if not words.strip():
            return
        self.starts.append(self._size)
        self.lines.append(words)
        self._size += len(words) + 1
        if self._size > MAX_TEXT:
            raise RefusedError(too_large(self._size, MAX_TEXT))

    def children(self, parent: Element) -> None:
        """Read what stands in the body, a section, a cell, a text box or a note."""
        for element in parent:
            self.block(element)

    def block(self, element: Element) -> None:
        """Read a paragraph, a list, a table or what holds them."""
        if element.tag in _ASIDE or element.get(_TEXT + "display") == "none":
            return
        if element.tag in _PARAGRAPHS:
            self.paragraph(element)
        elif element.tag == _TEXT + "list":
            style = element.get(_TEXT + "style-name") or self._style_within(element)
            counter = self.lists.open(
                style,
                element.get(_ID) or "",
                element.get(_TEXT + "continue-list") or "",
                element.get(_TEXT + "continue-numbering") == "true",
            )
            self.items(element, style, counter, 1)
        elif element.tag == _TABLE + "table":
            self.table(element)
        else:
            self.children(element)

    def items(self, element: Element, style: str, counter: Counter, level: int) -> None:
        """Read a list; an item is counted when words of its own stand in it."""
        for item in element:
            start = whole(item.get(_TEXT + "start-value"), 1) if item.get(_TEXT + "start-value") else None
            counted = item.tag != _TEXT + "list-item"
            for child in item:
                if child.tag == _TEXT + "list":
                    self.items(child, child.get(_TEXT + "style-name") or style, counter, level + 1)
                elif child.tag in _PARAGRAPHS:
                    label = "" if counted else counter.next(level, self.styles.list_style(style), start)
                    self.paragraph(child, label, in_list=True)
                    counted = True
                else:
                    self.block(child)

    def _style_within(self, element: Element) -> str:
        """The list style that the first paragraph of a list asks for."""
        first = next((child for child in element.iter() if child.tag in _PARAGRAPHS), None)
        return self.styles.list_of(first.get(_TEXT + "style-name") or "") if first is not None else ""

    def paragraph(self, element: Element, label: str = "", *, in_list: bool = False) -> None:
        """Read a paragraph, then its notes and text boxes."""
        if element.tag == _TEXT + "h" and not in_list and element.get(_TEXT + "is-list-header") != "true":
            start = element.get(_TEXT + "start-value")
            restart = element.get(_TEXT + "restart-numbering") == "true"
            level = whole(element.get(_TEXT + "outline-level"), 1)
            label = self.headings.next(level, self.styles.outline, whole(start, 1) if start or restart else None)
        words = _Words(self.styles)
        words.add(element)
        text = words.text()
        self.put(spaced(label) + text if text else "")
        for note in words.notes:
            before = len(self.lines)
            self.children(note)
            if len(self.lines) > before:
                self._mark(before)
        for box in words.boxes:
            self.children(box)

    def _mark(self, at: int) -> None:
        """Say that the lines from ``at`` on are a note."""
        lines = self.lines[at:]
        self._size = self.starts[at]
        del self.lines[at:], self.starts[at:]
        for i, line in enumerate(lines):
            self.put(line if i else "注：" + line)

    def table(self, element: Element) -> None:
        """Read a table: rows of short cells as rows, others paragraph by paragraph."""
        rows: list[list[list[str]]] = []
        self._rows(element, rows)
        cells = [cell for row in rows for cell in row if cell]
        is_layout = all(len(row) < 2 for row in rows) or any(
            len(cell) > _MOST_IN_CELL or any(len(words) > _LONGEST_CELL or words.startswith("| ") for words in cell)
            for cell in cells
        )
        for row in rows:
            if is_layout:
                for words in (words for cell in row for words in cell):
                    self.put(words)
            elif any(row):
                self.put("| " + " | ".join("".join(cell).replace("|", "｜").replace("\n", "") for cell in row) + " |")

    def _rows(self, element: Element, rows: list[list[list[str]]]) -> None:
        for child in element:
            if child.tag == _TABLE + "table-row":
                row = self._cells(child)
                repeated = min(whole(child.get(_TABLE + "number-rows-repeated"), 1), _MOST_ROWS) if any(row) else 1
                rows += [row] * repeated
            elif child.tag in (_TABLE + n for n in ("table-header-rows", "table-rows", "table-row-group")):
                self._rows(child, rows)

    def _cells(self, row: Element) -> list[list[str]]:
        cells: list[list[str]] = []
        for cell in row:
            if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
                continue
            within = _Flow(self.styles)
            within.lists = self.lists
            if cell.tag == _TABLE + "table-cell":
                within.children(cell)
            repeated = min(whole(cell.get(_TABLE + "number-columns-repeated"), 1), _MOST_COLUMNS)
            cells += [within.lines] * min(repeated, _MOST_COLUMNS - len(cells))
        return cells


class _Words:
    """The words of one paragraph, and the notes and text boxes that hang on it."""

    def __init__(self, styles: Styles) -> None:
        self.notes: list[Element] = []
        self.boxes: list[Element] = []
        self._styles = styles
        self._pieces: list[str] = []
        self._after_space = True

    def text(self) -> str:
        """The words as they are shown."""
        return "".join(self._pieces).rstrip()

    def add(self, element: Element) -> None:
        """Add what is within an element: its words and those of its children."""
        if self._styles.is_hidden(element.get(_TEXT + "style-name") or ""):
            return
        self._plain(element.text)
        for child in element:
            if child.tag == _TEXT + "hidden-paragraph" and child.get(_TEXT + "is-hidden") == "true":
                self._pieces.clear()
                return
            self._child(child)
            self._plain(child.tail)

    def _child(self, child: Element) -> None:
        name = child.tag
        if name == _TEXT + "s":
            self._exact(" " * min(whole(child.get(_TEXT + "c"), 1), _MOST_SPACES))
        elif name == _TEXT + "tab":
            self._exact("\t")
        elif name == _TEXT + "line-break":
            self._exact("\n")
            self._after_space = True
        elif name == _TEXT + "note":
            self.notes += child.findall(_TEXT + "note-body")
        elif name.startswith(_DRAW):
            self._drawn(child)
        elif name not in _ASIDE:
            self.add(child)

    def _drawn(self, element: Element) -> None:
        """Keep the text boxes and shapes with text of a drawing for later."""
        held = [child.tag in _PARAGRAPHS or child.tag in _CONTAINERS for child in element]
        if any(held):
            self.boxes.append(element)
            return
        for child in element:
            self._drawn(child)

    def _plain(self, raw: str | None) -> None:
        """Words with white space as XML has it: a run of it is one space."""
        words = _SPACES.sub(" ", raw or "")
        if self._after_space:
            words = words.lstrip(" ")
        if words:
            self._pieces.append(words)
            self._after_space = words.endswith(" ")

    def _exact(self, words: str) -> None:
        self._pieces.append(words)
        self._after_space = False
