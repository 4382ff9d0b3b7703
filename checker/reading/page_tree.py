"""The markup of a page → a small tree of what a reader can see, within bounds.

Lexbor follows the HTML standard, which lets a page of a few thousand tags make a tree of millions, or take quadratic
time. Before it parses, the markup is made harmless: tags that only shape letters lose their name, and what nests or
counts like no real page is refused. The tree is built and walked without recursion.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checker.reading.extracted import RefusedError

_MOST_TAGS = 100_000
_DEEPEST = 3_000
_LONGEST_TAG = 4_000
"""Characters; a longer tag loses its attributes (pictures in the markup, or thousands of attributes)."""

_LOOKED_AT = 300
"""Characters, and elements, in which the beginning of an element is looked for."""

_STRANGE = "网页的内部结构异常地庞杂，不像正常网页，为安全起见没有读。请把正文复制到 Word 或记事本里，保存后再检查。"

_SHAPING = re.compile(r"<(/?)(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_UNCOUNTED = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead",
})  # fmt: skip
"""Tags without an end, and those whose end may be left out: they close each other and do not nest."""

_ASIDE = {"<!--": "-->", "<script": "</script", "<style": "</style"}
_ASIDE_BEGINS = re.compile(r"<!--|<(?:script|style)(?=[\s/>])", re.IGNORECASE)
_UNSEEN = frozenset({
    "applet", "area", "audio", "base", "button", "canvas", "col", "colgroup", "datalist", "del", "embed", "frame",
    "frameset", "head", "iframe", "img", "input", "link", "map", "math", "meta", "noembed", "noframes", "noscript",
    "object", "option", "param", "progress", "rp", "rt", "script", "select", "source", "style", "svg", "template",
    "textarea", "track", "video", "wbr", "xml",
})  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_KEPT = ("id", "class", "title", "style", "href", "start", "value", "type", "colspan", "rowspan")


@dataclass(eq=False, slots=True)
class Element:
    """A visible element: its attributes as far as they are of use, its elements and texts in order."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)
    parent: Element | None = None

    def elements(self) -> Iterator[Element]:
        """This element and all in it, in the order of the text."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(child for child in reversed(element.children) if isinstance(child, Element))

    def text(self) -> str:
        """All text in this element."""
        return "".join(self._texts())

    def beginning(self) -> str:
        """The first text in this element, without the blanks before it; looked for within bounds."""
        found = ""
        for piece in islice(self._texts(), _LOOKED_AT):
            found = (found + piece).lstrip(" \t\r\n")
            if len(found) > _LOOKED_AT:
                break
        return found

    def _texts(self) -> Iterator[str]:
        waiting: list[Element | str] = [self]
        while waiting:
            item = waiting.pop()
            if isinstance(item, str):
                yield item
            else:
                yield ""
                waiting.extend(reversed(item.children))


@dataclass(frozen=True, slots=True)
class Page:
    """What is visible of a page, and what its head says of the article."""

    body: Element
    title: str
    meta: dict[str, str]


def tree_of(markup: str) -> Page:
    """Parse a page.

    Raises:
        RefusedError: when it has more or deeper nested tags than a page can have.
    """
    markup = _SHAPING.sub(r"<\1span", _shortened(_without_aside(markup)))
    _refuse_strange(markup)
    parser = LexborHTMLParser(markup)
    meta, title = {}, ""
    body = Element("body", {})
    if parser.head is not None:
        for node in parser.head.iter():
            if node.tag == "meta":
                said = node.attributes
                name = said.get("name") or said.get("property") or ""
                meta[name.lower()] = said.get("content") or ""
            elif node.tag == "title" and not title:
                title = node.text()
    if parser.body is not None:
        _copy(parser.body, body)
    return Page(body, title, meta)


def _without_aside(markup: str) -> str:
    """Cut out comments, scripts and styles; what is not closed runs to the end, as in a browser."""
    kept: list[str] = []
    at = 0
    folded = markup.lower() if len(markup.lower()) == len(markup) else markup
    while begin := _ASIDE_BEGINS.search(markup, at):
        kept.append(markup[at : begin.start()])
        closing = _ASIDE[begin[0].lower()]
        # "<!-->" is a comment and its end at once.
        end = folded.find(closing, begin.start() + 2)
        if end < 0:
            return "".join(kept)
        at = end + len(closing) if closing == "-->" else folded.find(">", end) + 1 or len(markup)
    kept.append(markup[at:])
    return "".join(kept)


def _shortened(markup: str) -> str:
    pieces = markup.split(">")
    for i, piece in enumerate(pieces):
        if len(piece) > _LONGEST_TAG:
            tag = re.search(r"<[a-zA-Z][^\s/<]{0,40}", piece)
            if tag and len(piece) - tag.start() > _LONGEST_TAG:
                pieces[i] = piece[: tag.end()]
    return ">".join(pieces)


def _refuse_strange(markup: str) -> None:
    opened: Counter[str] = Counter()
    depth = 0
    for count, tag in enumerate(_TAG.finditer(markup)):
        name = tag[2].lower()
        if count > _MOST_TAGS or depth > _DEEPEST:
            raise RefusedError(_STRANGE)
        if name in _UNCOUNTED:
            continue
        if not tag[1]:
            opened[name] += 1
            depth += 1
        elif opened[name]:
            opened[name] -= 1
            depth -= 1


def _copy(top: LexborNode, body: Element) -> None:
    waiting: list[tuple[LexborNode, Element]] = [(child, body) for child in top.iter(include_text=True)]
    waiting.reverse()
    while waiting:
        node, parent = waiting.pop()
        tag = node.tag or ""
        if tag == "-text":
            parent.children.append(node.text_content or "")
            continue
        said = node.attributes
        style = said.get("style") or ""
        if tag in _UNSEEN or tag.startswith(("-", "w:", "m:", "v:")) or "hidden" in said or _HIDDEN.search(style):
            continue
        element = Element(tag, {name: said[name] or "" for name in _KEPT if name in said}, parent=parent)
        parent.children.append(element)
        waiting.extend(reversed([(child, element) for child in node.iter(include_text=True)]))
