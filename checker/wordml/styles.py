"""Styles: what a paragraph or a run takes over from its style and the styles that one is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from checker.wordml.names import attribute, child, children, number, switch

_CONTENTS = re.compile(r"toc (?:\d|heading)", re.IGNORECASE)


class Styles:
    """The styles of a document; all answers come from the nearest style that says something."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {attribute(style, "styleId") or "": style for style in children(root, "style")}
        defaults = [
            id
            for id, style in self._styles.items()
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on")
        ]
        self._default = defaults[0] if defaults else None
        self._hidden: dict[str, bool] = {}

    def style_of(self, paragraph: Element) -> str | None:
        """The id of the style of a paragraph."""
        return attribute(child(child(paragraph, "pPr"), "pStyle")) or self._default

    def named(self, name: str) -> str | None:
        """The id of the style of a name; Word names its own in English in every language."""
        return next((id for id, s in self._styles.items() if (attribute(child(s, "name")) or "").lower() == name), None)

    def chain(self, style: str | None) -> Iterator[tuple[str, Element]]:
        """A style and those it is based on, nearest first."""
        seen: set[str] = set()
        while style is not None and style not in seen and style in self._styles:
            seen.add(style)
            yield style, self._styles[style]
            style = attribute(child(self._styles[style], "basedOn"))

    def is_contents(self, style: str | None) -> bool:
        """Is it the style of an automatic table of contents, which only repeats the headings?"""
        return style in self._styles and bool(_CONTENTS.match(attribute(child(self._styles[style], "name")) or ""))

    def hides(self, style: str | None) -> bool:
        """Does a style hide text?"""
        if style is None:
            return False
        if style not in self._hidden:
            said = (switch(child(one, "rPr"), "vanish") for _, one in self.chain(style))
            self._hidden[style] = next((hidden for hidden in said if hidden is not None), False)
        return self._hidden[style]

    def is_indented(self, paragraph: Element) -> bool:
        """Is the first line of a paragraph set in?"""
        own = _first_line(child(paragraph, "pPr"))
        if own is not None:
            return own
        said = (_first_line(child(one, "pPr")) for _, one in self.chain(self.style_of(paragraph)))
        return next((indented for indented in said if indented is not None), False)


def _first_line(properties: Element | None) -> bool | None:
    indent = child(properties, "ind")
    for name in ("hangingChars", "hanging", "firstLineChars", "firstLine"):
        value = number(indent, name)
        if value:
            return name.startswith("first") and value > 0
    return None if attribute(indent, "firstLine") is None else False
