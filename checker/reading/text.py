"""Plain text and Markdown: bytes → Source, whatever the encoding."""

from __future__ import annotations

import codecs
import hashlib
import re

from checker.model import Source, Unreadable

MAX_BYTES = 8 * 2**20
"""Size limit of one report in bytes; a report of 10 KB is usual."""

_LOOKED_AT = 20_000
_STRANGE = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\ufffd]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SIGNATURES = (
    (
        b"PK\x03\x04",
        "这是 Word（.docx）、WPS 或压缩文件，目前只能读 .txt 和 .md。请在 Word 或 WPS 里另存为“纯文本（.txt）”再检查。",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "这是旧版 Word 或 WPS 文件（.doc、.wps），目前只能读 .txt 和 .md。请另存为“纯文本（.txt）”再检查。",
    ),
    (b"%PDF", "这是 PDF 文件，目前只能读 .txt 和 .md。请把正文复制到记事本，存为 .txt 再检查。"),
    (b"{\\rtf", "这是 RTF 文件，目前只能读 .txt 和 .md。请另存为“纯文本（.txt）”再检查。"),
)
_NOT_TEXT = (
    "这不像文字文件（可能是图片、程序或损坏的文件）。请确认文件没有拿错；如是 Word 文稿，请另存为“纯文本（.txt）”。"
)


def decode(data: bytes, path: str, format: str) -> Source | Unreadable:
    """Decode a text in UTF-8, UTF-16 or GB18030 (which covers GBK and GB2312)."""
    for signature, message in _SIGNATURES:
        if data.startswith(signature):
            return Unreadable(path, message)
    decoded = _decode(data)
    if decoded is None:
        if sum(1 for byte in data[:4096] if byte < 32 and byte not in b"\t\n\r\f") > len(data[:4096]) / 50:
            return Unreadable(path, _NOT_TEXT)
        return Unreadable(path, "认不出文字编码。请用记事本打开，选“另存为”，编码选 UTF-8，再检查一次。")
    text, encoding = decoded
    if _looks_binary(text):
        return Unreadable(path, _NOT_TEXT)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return Unreadable(path, "文件是空的，没有可以检查的文字。")
    return Source(path, format, encoding, hashlib.sha256(data).hexdigest(), text)


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
