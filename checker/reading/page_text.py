"""Which part of a page is the article, and what it is called.

The editors of the usual site systems put the text into containers of known names. Where there is none, the block is
sought that holds nearly all of the prose: of the commas and stops outside links, which menus and footers lack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from checker.reading.page_tree import Element, Page

_EDITORS = re.compile(
    r"ucap-content|trs_editor|trs_ueditor|trs_editor_view|pages_content|js_content|zoom|fontzoom|ivs_content|vsb_content"
    r"(?:_\d+)?|v_news_content|contenttext|text_content|con_text|bt-content|barrierfree_?content|artibody|j-fontcontent"
    r"|mainText|newscontent|news_content|xxgk_content|gkml_content|info_content|wordsection1|section0|section1",
    re.IGNORECASE,
)
"""Names (id or class) that site systems give to the text itself: TRS, UCAP, 博达, 大汉, WeChat, Word and others."""

_WRAPPERS = re.compile(
    r"article[-_]?(?:content|body|con|text|main|detail|box)?|(?:detail|content|news|text|main|info|xl|nr)[-_]?"
    r"(?:content|body|con|text|article|cont|nr|detail)|content|detail|rich_media_area_primary|zw|zhengwen|nrcontent|view",
    re.IGNORECASE,
)
"""Names given to the text, or to the text with its title and date."""

_WORTHWHILE = 0.6
"""A named container must hold that share of the prose of the page, else the name means something else here."""

_NEARLY_ALL, _FEWEST_MARKS = 0.97, 10
_HOLDERS = frozenset({
    "article", "center", "dd", "div", "dl", "form", "main", "section", "table", "tbody", "td", "tr",
})  # fmt: skip
_MARKS = re.compile("[，。；、,;]")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_NEAR, _FARTHEST = 120, 20
"""Characters after the text, and levels around it, in which the date of the signature is looked for."""

_FURNITURE = re.compile(
    r"(?:.*[-_])?(?:share\w*|bd-?share\w*|jiathis\w*|social\w*|breadcrumbs?|crumbs?|position|weizhi|footer|foot|bottom|copyright|toolbar|"
    r"pager|pagination|related|relevant|recommend|qr-?code|ewm|sidebar|nav|navbar|menu|print|close|prev|next|comments?)"
    r"(?:[-_].*)?",
    re.IGNORECASE,
)
_FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "header"))
_RUNNING = ("header", "footer")
"""What LibreOffice and OpenOffice call the running heads and feet, once each, of a document saved as a page."""

_MOST_ASIDE = 0.1
"""What holds more of the prose of the part it stands in is text, whatever its name."""

_BLOCKS = frozenset(("div", "ul", "ol", "table", "td", "p", "section", "dl", "tr", "tbody"))
_FEWEST_LINKS = 3
_LINKED = 0.7
"""Share of its characters that are links, from which on a block of several links is a menu."""

_TITLES = re.compile(
    r"(?:article|news|rich_media|xl|content|detail|xxgk|info|con|art|pages|main|zw|wz|nr|big|page|doc)?[-_]?(?:title|bt|tit|ti)\d?"
    r"|activity-name|ivs_title",
    re.IGNORECASE,
)
_LONGEST_TITLE, _SHORT = 120, 8
_SITE = re.compile(r"\s*[_|>»]+\s*|\s+[-–—－]+\s*|(?<=[^\d\s])[-–—－]+(?=[^\d\s])")


def article_of(page: Page) -> tuple[str, Element]:
    """The title that the page gives its article (empty when none), and the article.

    Menus, paths, shares and footers are taken out of the page.
    """
    title = _title_of(page)
    _tidy(page.body)
    prose = _added_up(page.body, _marks)
    found = _named(page.body, prose, _EDITORS) or _named(page.body, prose, _WRAPPERS) or _densest(page.body, prose)
    return title, _with_signature(found)


def _marks(text: str) -> int:
    return len(_MARKS.findall(text))


def _title_of(page: Page) -> str:
    said = [_plain(page.meta.get(name, "")) for name in ("articletitle", "og:title")]
    shown = [_plain(element.beginning()) for element in page.body.elements() if _is_title(element)]
    candidates = [text for text in (*said, *shown) if 4 < len(text) <= _LONGEST_TITLE]
    # The title of the window has the name of the site before or behind it, which mostly is the shorter.
    window = max((part.strip() for part in _SITE.split(_plain(page.title))), key=len, default="")[:_LONGEST_TITLE]
    if len(window) <= _SHORT:
        return next(iter(candidates), "")
    bare = window.replace(" ", "")
    same = [text for text in candidates if text.replace(" ", "") in bare or bare in text.replace(" ", "")]
    return max(same, key=len, default=window)


def _is_title(element: Element) -> bool:
    return element.tag in ("h1", "h2") or any(_TITLES.fullmatch(name) for name in _names(element))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _names(element: Element) -> list[str]:
    return [*element.attributes.get("id", "").split(), *element.attributes.get("class", "").split()]


def _added_up(top: Element, measure: Callable[[str], int], links: bool = False) -> dict[Element, int]:
    """What the texts in each element measure together, without those in links unless ``links``."""
    order = list(top.elements())
    sums = dict.fromkeys(order, 0)
    for element in reversed(order):
        if _is_link(element) and not links:
            continue
        sums[element] = sum(measure(child) for child in element.children if isinstance(child, str))
        sums[element] += sum(sums[child] for child in element.children if isinstance(child, Element))
    return sums


def _is_link(element: Element) -> bool:
    """Does it lead away? Entries of a table of contents, which lead into the text, do not."""
    return element.tag == "a" and not element.attributes.get("href", "#").startswith("#")


def _named(body: Element, prose: Mapping[Element, int], names: re.Pattern[str]) -> Element | None:
    """The innermost container of such a name that holds the most of the prose."""
    best = None
    for element in body.elements():
        if (element.tag == "article" or any(names.fullmatch(name) for name in _names(element))) and (
            best is None or prose[element] >= prose[best]
        ):
            best = element
    return best if best is not None and prose[best] > 0 and prose[best] >= _WORTHWHILE * prose[body] else None


def _densest(body: Element, prose: Mapping[Element, int]) -> Element:
    found = body
    while prose[found] >= _FEWEST_MARKS:
        inner = [child for child in found.children if isinstance(child, Element)]
        largest = max(inner, key=lambda child: prose[child], default=None)
        if largest is None or prose[largest] < _NEARLY_ALL * prose[found] or largest.tag not in _HOLDERS:
            break
        found = largest
    return found


def _with_signature(found: Element) -> Element:
    """The element, with what stands right behind it on the page when that is the signature with its date."""
    inner = found
    for _ in range(_FARTHEST):
        outer = inner.parent
        if outer is None:
            break
        behind = outer.children[outer.children.index(inner) + 1 :]
        text = re.sub(r"\s", "", "".join(child if isinstance(child, str) else child.text() for child in behind))
        if _DATE.search(text[:_NEAR]):
            return Element("div", {}, [found, *behind])
        if text:
            break
        inner = outer
    return found


def _tidy(part: Element) -> None:
    """Take menus, shares, paths and the like out of a part."""
    prose = _added_up(part, _marks)
    linked = _added_up(part, lambda text: len(text.strip()), links=True)
    free = _added_up(part, lambda text: len(text.strip()))
    links = dict.fromkeys(linked, 0)
    for element in reversed(list(links)):
        links[element] = _is_link(element) + sum(
            links[child] for child in element.children if isinstance(child, Element)
        )
    most = _MOST_ASIDE * prose[part]
    waiting = [part]
    while waiting:
        element = waiting.pop()
        kept: list[Element | str] = []
        for child in element.children:
            if isinstance(child, Element):
                if prose[child] <= most and (
                    child.tag in _FURNITURE_TAGS
                    or any(_FURNITURE.fullmatch(name) for name in _names(child))
                    or (child.tag == "div" and child.attributes.get("title") in _RUNNING)
                    or (
                        child.tag in _BLOCKS
                        and links[child] >= _FEWEST_LINKS
                        and linked[child] - free[child] >= _LINKED * linked[child]
                    )
                ):
                    continue
                waiting.append(child)
            kept.append(child)
        element.children[:] = kept
