"""RTF as Word, WPS and LibreOffice write it: bytes → text.

One pass over the control words, by the RTF Specification 1.9.1. The small libraries for it lose what Chinese reports
need: numbers of old lists (``\\pntext``), footnotes, characters beyond U+FFFF, two-byte characters in a western font,
and they keep deleted and hidden text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from checker.reading.extracted import Extracted, RefusedError
from checker.reading.rtf_flow import Flow
from checker.reading.rtf_words import BREAKS, CHARSETS, KEPT, LISTS, PAGES, SIGNS, SKIPPED

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|((?:\\'[0-9a-fA-F]{2})+)|\\([^a-zA-Z])|([{}])|([^\\{}]+)|\\", re.DOTALL
)
_DEEPEST = 2_000
_MOST_TOKENS = 4_000_000
_TWO_BYTES = frozenset(("gb18030", "big5hkscs", "cp932", "cp949"))
_DAMAGED = "文件已损坏，读不出文字。请用 Word 或 WPS 打开并另存为 .docx 再检查。"
_STRANGE = "文件的内部结构异常地庞杂，不像正常文稿，为安全起见没有读。请用 Word 或 WPS 打开并另存为 .docx 再检查。"


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds until the end of a group; ``aside`` is a list that takes its lines, of a note or a text box."""

    skip: bool = False
    star: bool = False
    upr: bool = False
    fonts: bool = False
    hidden: bool = False
    deleted: bool = False
    listed: bool = False
    font: int | None = None
    replaced: int = 1
    aside: Flow | None = None


def extract(data: bytes) -> Extracted:
    """Read the body of an RTF document with its notes, text boxes and automatic numbers, without deleted text.

    Raises:
        RefusedError: when it is no RTF, or nested like no real document.
    """
    text = data.lstrip().decode("latin-1")
    if not text.startswith("{\\rtf"):
        raise RefusedError(_DAMAGED)
    reader = _Reader()
    reader.read(text)
    lines = reader.body.lines
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return Extracted("\n".join(lines), reader.codec, starts if lines else ())


class _Reader:
    def __init__(self) -> None:
        self.body = Flow()
        self.codec = "cp1252"
        self.fonts: dict[int, str] = {}
        self.default_font: int | None = None
        self.group = _Group()
        self.stack: list[_Group] = []
        self.bytes = bytearray()
        self.units: list[int] = []
        self.to_replace = 0

    def read(self, text: str) -> None:
        at = count = 0
        while token := _TOKEN.match(text, at):
            at = token.end()
            count += 1
            if count > _MOST_TOKENS:
                raise RefusedError(_STRANGE)
            word, number, codes, sign, brace, plain = token.groups()
            if plain is not None:
                self._text(plain)
            elif codes is not None:
                self._codes(codes)
            elif word == "bin":
                at += max(0, int(number or 0))
            elif word is not None:
                self._word(word, None if number is None else int(number))
            elif brace == "{":
                self._open()
            elif brace == "}":
                self._flush()
                if len(self.stack) <= 1:
                    break
                self.group = self.stack.pop()
            elif sign is not None:
                self._sign(sign)
        self._flush()
        self.body.finish()

    @property
    def _flow(self) -> Flow:
        return self.group.aside or self.body

    @property
    def _is_shown(self) -> bool:
        return not (self.group.skip or self.group.hidden or self.group.deleted)

    def _open(self) -> None:
        self._flush()
        if len(self.stack) > _DEEPEST:
            raise RefusedError(_STRANGE)
        self.stack.append(self.group)
        if self.group.upr and not self.group.skip:
            self.group = replace(self.group, skip=True)

    # --- characters -----------------------------------------------------------------------------------------------

    def _text(self, plain: str) -> None:
        plain = plain.replace("\r", "").replace("\n", "")
        if self.to_replace:
            dropped = min(self.to_replace, len(plain))
            self.to_replace -= dropped
            plain = plain[dropped:]
        if plain and self._is_shown:
            self._end_units()
            self.bytes += plain.encode("latin-1")

    def _codes(self, codes: str) -> None:
        found = bytes.fromhex(codes.replace("\\'", ""))
        if self.to_replace:
            dropped = min(self.to_replace, len(found))
            self.to_replace -= dropped
            found = found[dropped:]
        if found and self._is_shown:
            self._end_units()
            self.bytes += found

    def _put(self, text: str) -> None:
        self._flush()
        if self._is_shown:
            self._flow.line.append(text)

    def _end_units(self) -> None:
        if self.units:
            codes = b"".join((unit & 0xFFFF).to_bytes(2, "little") for unit in self.units)
            self.units.clear()
            self._flow.line.append(codes.decode("utf-16-le", "replace"))

    def _flush(self) -> None:
        self.to_replace = 0
        self._end_units()
        if self.bytes:
            self._flow.line.append(self._decoded(bytes(self.bytes)))
            self.bytes.clear()

    def _decoded(self, found: bytes) -> str:
        font = self.default_font if self.group.font is None else self.group.font
        codec = self.fonts.get(font, self.codec) if font is not None else self.codec
        # Two-byte characters stand in western fonts too, where a program left the choice of the font to Word.
        for name in dict.fromkeys((codec if codec in _TWO_BYTES else self.codec, codec)):
            try:
                return found.decode(name)
            except UnicodeDecodeError:
                continue
        return found.decode(codec, "replace")

    # --- control words and signs ----------------------------------------------------------------------------------

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self.group = replace(self.group, star=True)
        elif sign in "{}\\":
            self._text(sign)
        elif sign in "\r\n":
            self._flush()
            self._break()
        elif sign in "~_":
            self._put(" " if sign == "~" else "-")
        elif sign == "\t":
            self._put("\t")

    def _word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            if self.bytes:
                self._flush()
            if self._is_shown:
                self.units.append(number)
            self.to_replace = self.group.replaced
            return
        if word == "uc":
            # It stands between the two halves of a character beyond U+FFFF.
            self.group = replace(self.group, replaced=max(0, min(number or 0, 8)))
            return
        if word in SIGNS:
            self._put(" " if word == "tab" and self.group.listed else SIGNS[word])
            return
        self._flush()
        if word in SKIPPED or (self.group.star and word not in KEPT):
            self.group = replace(self.group, skip=True, star=False, fonts=word == "fonttbl")
        elif word in KEPT:
            self._destination(word)
        elif word in BREAKS:
            self._break_by(word)
        else:
            self._property(word, number)

    def _destination(self, word: str) -> None:
        group = replace(self.group, star=False)
        if word in LISTS:
            group = replace(group, listed=True)
        elif word == "upr":
            group = replace(group, upr=True)
        elif word == "ud" and group.upr:
            group = replace(group, skip=False, upr=False)
        elif word in ("footnote", "shptxt", "dptxbxtext") and not group.skip:
            aside = Flow("注：" if word == "footnote" else "")
            if self._is_shown:
                self._flow.hanging.append(aside)
            group = replace(group, aside=aside, font=None)
        self.group = group

    def _break_by(self, word: str) -> None:
        if not self._is_shown:
            # A deleted or hidden end of a paragraph joins two.
            return
        flow = self._flow
        if word == "cell":
            flow.end_cell()
        elif word == "row":
            flow.end_row()
        elif word == "nestcell":
            flow.end_inner_cell()
        elif word == "nestrow":
            flow.end_inner_row()
        elif word not in PAGES or "".join(flow.line).strip():
            self._break()

    def _break(self) -> None:
        if self._is_shown:
            self._flow.end_line()

    def _property(self, word: str, number: int | None) -> None:
        on = number != 0
        match word:
            case "f":
                self.group = replace(self.group, font=number)
            case "fcharset" if self.group.fonts:
                if self.group.font is not None and number in CHARSETS:
                    self.fonts[self.group.font] = CHARSETS[number]
            case "deff":
                self.default_font = number
            case "ansicpg":
                self.codec = {936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949"}.get(number or 0, "cp1252")
            case "v":
                self.group = replace(self.group, hidden=on)
            case "deleted":
                self.group = replace(self.group, deleted=on)
            case "plain":
                self.group = replace(self.group, hidden=False, deleted=False, font=None)
            case "pard":
                self._flow.in_table = self._flow.in_inner = False
            case "intbl" | "trowd":
                self._flow.in_table = True
            case "itap":
                self._flow.in_inner = (number or 0) > 1
