"""Plain text and Markdown: bytes → Source, whatever the encoding."""

from __future__ import annotations

import codecs
import re

from checker.reading.extracted import MAX_TEXT, Extracted, RefusedError, too_large

_LOOKED_AT = 20_000
_STRANGE = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\ufffd]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_NOT_TEXT = (
    "这不像文字文件（可能是图片、程序或损坏的文件）。请确认文件没有拿错；如是 Word 文稿，请另存为“纯文本（.txt）”。"
)


def extract(data: bytes) -> Extracted:
    """Decode a text in UTF-8, UTF-16 or GB18030 (which covers GBK and GB2312).

    Raises:
        RefusedError: when it is no text.
    """
    if len(data) > MAX_TEXT:
        raise RefusedError(too_large(len(data), MAX_TEXT))
    decoded = _decode(data)
    if decoded is None:
        if sum(1 for byte in data[:4096] if byte < 32 and byte not in b"\t\n\r\f") > len(data[:4096]) / 50:
            raise RefusedError(_NOT_TEXT)
        raise RefusedError("认不出文字编码。请用记事本打开，选“另存为”，编码选 UTF-8，再检查一次。")
    text, encoding = decoded
    if _looks_binary(text):
        raise RefusedError(_NOT_TEXT)
    return Extracted(text.replace("\r\n", "\n").replace("\r", "\n"), encoding)


def _decode(data: bytes) -> tuple[str, str] | None:
    if data.startswith(codecs.BOM_UTF8):
        candidates = ["utf-8-sig"]
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    elif (order := _utf16_order(data)) is not None:
        candidates = [order]
    else:
        candidates = ["utf-8", "gb18030"]
    for encoding in candidates:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None


def _utf16_order(data: bytes) -> str | None:
    """UTF-16 without a mark: newlines and Latin characters leave zero bytes at only odd or only even places."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) / 200 or min(even, odd) > max(even, odd) / 20:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _looks_binary(text: str) -> bool:
    head = text[:_LOOKED_AT]
    strange, private = len(_STRANGE.findall(head)), len(_PRIVATE.findall(head))
    return "\0" in text or strange > len(head) / 50 or private > len(head) / 20
