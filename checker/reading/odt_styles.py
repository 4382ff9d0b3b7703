"""What the styles of an OpenDocument text say: how lists are numbered and what is hidden."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from checker.reading.odt_numbers import Level, ListStyle, whole

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_PATTERN = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format"
_OUTLINE = "Outline"
_DEEPEST = 32


class Styles:
    """The styles of a document; later roots (content.xml) go before earlier ones (styles.xml)."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._lists: dict[str, ListStyle] = {}
        self._parents: dict[str, str] = {}
        self._lists_of: dict[str, str] = {}
        self._display: dict[str, str] = {}
        for root in roots:
            for element in root.iter():
                if element.tag in (_TEXT + "list-style", _TEXT + "outline-style"):
                    outline = element.tag == _TEXT + "outline-style"
                    self._lists[_OUTLINE if outline else element.get(_STYLE + "name") or ""] = _levels(element)
                elif element.tag == _STYLE + "style":
                    self._add(element)

    def _add(self, element: Element) -> None:
        name = element.get(_STYLE + "name") or ""
        self._parents[name] = element.get(_STYLE + "parent-style-name") or ""
        if (numbered := element.get(_STYLE + "list-style-name")) is not None:
            self._lists_of[name] = numbered
        for properties in element.iterfind(_STYLE + "text-properties"):
            if (display := properties.get(_TEXT + "display")) is not None:
                self._display[name] = display

    @property
    def outline(self) -> ListStyle:
        """How headings are numbered."""
        return self._lists.get(_OUTLINE, {})

    def list_style(self, name: str) -> ListStyle:
        """A list style by its name."""
        return self._lists.get(name, {})

    def list_of(self, paragraph_style: str) -> str:
        """The name of the list style that a paragraph style asks for, if any."""
        return self._inherited(self._lists_of, paragraph_style)

    def is_hidden(self, style: str) -> bool:
        """Is text in a paragraph or character style not shown?"""
        return self._inherited(self._display, style) == "none"

    def _inherited(self, values: dict[str, str], style: str) -> str:
        for _ in range(_DEEPEST):
            if style in values:
                return values[style]
            style = self._parents.get(style, "")
            if not style:
                break
        return ""


def _levels(element: Element) -> ListStyle:
    return {whole(level.get(_TEXT + "level"), 1): _level(level) for level in element}


def _level(level: Element) -> Level:
    return Level(
        format=level.get(_STYLE + "num-format") or "",
        prefix=level.get(_STYLE + "num-prefix") or "",
        suffix=level.get(_STYLE + "num-suffix") or "",
        shown=whole(level.get(_TEXT + "display-levels"), 1),
        start=whole(level.get(_TEXT + "start-value"), 1),
        pattern=level.get(_PATTERN),
        bullet="" if level.tag.endswith(("number", "outline-level-style")) else "•",
    )
