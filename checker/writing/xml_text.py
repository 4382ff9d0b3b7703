"""Texts of reports in XML 1.0, which forbids some characters even in escaped form."""

from __future__ import annotations

import html
import re

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def content(text: str) -> str:
    """A text between tags."""
    return html.escape(_FORBIDDEN.sub("�", text), quote=False)


def tag(element: str, /, **attributes: object) -> str:
    """The inside of a tag; attributes that are None are left out."""
    said = (f' {key}="{_attribute(str(value))}"' for key, value in attributes.items() if value is not None)
    return element + "".join(said)


def _attribute(text: str) -> str:
    # A parser makes spaces of line ends and tabs that are not escaped.
    escaped = html.escape(_FORBIDDEN.sub("�", text))
    return escaped.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")
