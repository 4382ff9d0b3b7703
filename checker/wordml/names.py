"""Names of elements and attributes, the same for the transitional and the strict namespaces."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_PREFIXES = {
    WORD: "",
    STRICT_WORD: "",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
}
_OFF = frozenset({"0", "false", "off", "none"})
_LARGEST = 2**31 - 1


def short_name(element: Element) -> str:
    """The name of an element: bare for Word's own, with a prefix for math and compatibility, empty for others."""
    tag: object = element.tag
    # Comments and processing instructions have a function for a tag.
    return _short(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _short(tag: str) -> str:
    namespace, _, name = tag[1:].rpartition("}")
    prefix = _PREFIXES.get(namespace)
    return "" if prefix is None else prefix + name


def namespace_of(root: Element) -> str:
    """The namespace of Word's elements in a tree, transitional or strict."""
    return STRICT_WORD if root.tag.startswith("{" + STRICT_WORD) else WORD


def child(element: Element | None, name: str) -> Element | None:
    """The first child of a name, None when there is none."""
    if element is None:
        return None
    found = element.find(f"{{{WORD}}}{name}")
    return found if found is not None else element.find(f"{{{STRICT_WORD}}}{name}")


def children(element: Element | None, name: str) -> Iterator[Element]:
    """All children of a name."""
    return (one for one in (() if element is None else element) if short_name(one) == name)


def attribute(element: Element | None, name: str = "val") -> str | None:
    """An attribute of Word's, None when it is not there."""
    if element is None:
        return None
    found = element.get(f"{{{WORD}}}{name}")
    return found if found is not None else element.get(f"{{{STRICT_WORD}}}{name}")


def number(element: Element | None, name: str = "val") -> int | None:
    """An attribute as a number of 32 bits, None when it is none."""
    text = attribute(element, name) or ""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 10:
        return None
    return max(-_LARGEST, min(_LARGEST, int(text)))


def switch(properties: Element | None, name: str) -> bool | None:
    """An on–off property (clause 17.17.4), None when it is not said."""
    found = child(properties, name)
    return None if found is None else (attribute(found) or "true").lower() not in _OFF
