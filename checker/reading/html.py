"""Saved web pages: bytes → text. Those of a browser (``.html``, ``.mht``) and those that Word saved (also ``.doc``)."""

from __future__ import annotations

import codecs
import email
import re
from email.message import Message

from checker.reading.extracted import MAX_TEXT, Extracted, RefusedError, too_large
from checker.reading.page_lines import lines_of
from checker.reading.page_text import article_of
from checker.reading.page_tree import tree_of

_MIME = re.compile(
    rb"\A\s*(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}?(?:mime-version|content-type):", re.IGNORECASE
)
_META = re.compile(rb"<(?:meta|\?xml)\s[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_HEAD = 16_384
"""Bytes in which a page says its charset; browsers look at 1,024, but saved pages begin with long comments."""

_CODECS = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "cp936", "gb_2312-80", "csgb2312", "chinese"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
}
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_EMPTY = (
    "网页里没有找到正文（可能保存时没有载入完，或者只存了框架）。"
    "请在浏览器里打开，把正文复制到 Word 或记事本里，保存后再检查。"
)
_NO_PAGE = "这个 .mht 文件里没有网页正文。请在浏览器里重新保存，或把正文复制到 Word 里保存后再检查。"
_STRANGE = "这个 .mht 文件的结构异常地庞杂，为安全起见没有读。请把正文复制到 Word 或记事本里，保存后再检查。"
_NOT_TEXT = (
    "这不像网页（可能是图片、程序或损坏的文件）。请确认文件没有拿错；是网页的，请在浏览器里打开，"
    "把正文复制到 Word 或记事本里，保存后再检查。"
)
_UNREAD = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
_MOST_UNREAD = 0.02
"""The share of characters that are none from which on a file is no page."""

_MOST_PARTS, _MOST_LINES = 5_000, 2_000_000
"""Of a MIME file; a page has some hundred pictures."""

_REPEATED = 600
"""Characters at the head of the text in which its title is looked for."""


def extract(data: bytes) -> Extracted:
    """Read the article of a page, its title first; what belongs to the site, not to the article, is left out.

    Raises:
        RefusedError: when it is no page, or too large, nested like no real page, or holds no text.
    """
    charset = None
    if _MIME.match(data[:_HEAD]):
        data, charset = _page_in(data)
    text, encoding = _decoded(data, charset)
    if len(_UNREAD.findall(text)) > len(text) * _MOST_UNREAD:
        raise RefusedError(_NOT_TEXT)
    text = re.sub(r"data:[\w/+.-]{1,60};base64,[\w+/=%\s]{100,}", "", text)
    if len(text) > MAX_TEXT:
        raise RefusedError(too_large(len(text), MAX_TEXT))
    title, part = article_of(tree_of(text))
    lines = lines_of(part)
    if not lines:
        raise RefusedError(_EMPTY)
    if title and _bare(title) not in _bare("".join(lines)[:_REPEATED]):
        lines.insert(0, title)
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return Extracted("\n".join(lines), encoding, starts)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _page_in(data: bytes) -> tuple[bytes, str | None]:
    """The largest page in a MIME file (a page in frames has several), and the charset that its head names."""
    if data.count(b"\n--") > _MOST_PARTS or data.count(b"\n") > _MOST_LINES:
        raise RefusedError(_STRANGE)
    pages: list[tuple[bytes, str | None]] = []
    waiting: list[Message] = [email.message_from_bytes(data)]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if isinstance(inner, list):
            waiting.extend(child for child in inner if isinstance(child, Message))
        elif part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                pages.append((payload, part.get_content_charset()))
    if not pages:
        raise RefusedError(_NO_PAGE)
    return max(pages, key=lambda page: len(page[0]))


def _decoded(data: bytes, charset: str | None) -> tuple[str, str]:
    """A page in the charset it says, else UTF-8 or GB18030, whichever leaves the fewest characters unread."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name
    said = _META.search(data[:_HEAD])
    names = [charset or "", said[1].decode("ascii") if said else ""]
    candidates = dict.fromkeys([*(_CODECS[name.lower()] for name in names if name.lower() in _CODECS)])
    if not candidates or any(name.lower() in ("utf-8", "utf8") for name in names):
        candidates = {"utf-8": None, **candidates}
    tried = [(data.decode(name, "replace"), name) for name in dict.fromkeys([*candidates, "utf-8", "gb18030"])]
    return min(tried, key=lambda read: read[0].count("\ufffd"))
