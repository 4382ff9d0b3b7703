"""Text → OFD, set as offices print it (GB/T 9704—2012): 28 characters a line, 22 lines a page, first lines set in.

What real writers do in many ways is done in all of them here: a text object a line, a word or a character, steps listed
or counted, points scaled to millimetres. Each page carries its number, a watermark and a template.
"""

from __future__ import annotations

import io
import itertools
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 210.0, 297.0
LEFT, TOP, COLUMN = 28.0, 37.0, 156.0
SIZE, PITCH, LINES = COLUMN / 28, 225.0 / 22, 22
TITLE, CELL = 7.76, 4.2
POINT = 25.4 / 72

_UNIT = re.compile(r"[（《“‘〔\[(]*(?:[0-9A-Za-z.,%/:@_\-]+|.)[，。、；：！？）》”’〕\])%…]*")
_DATE = re.compile(r"\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*")
_ORDINAL = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.．、]")


@dataclass(frozen=True)
class Printed:
    """Characters on one baseline with their steps; ``x`` and ``y`` from the upper left corner of the page, in mm."""

    text: str
    x: float
    y: float
    size: float
    steps: tuple[float, ...]


Style = Callable[[Printed, int], str]


def ofd_of(text: str) -> bytes:
    """A text as an OFD file; ``| a | b |`` lines become a table."""
    pages = [_content(lines, number) for number, lines in enumerate(_pages(text), 1)]
    return package(pages)


def package(pages: Sequence[str], *, template: str | None = None, **parts: str | bytes) -> bytes:
    """An OFD file of the contents of its pages (what stands in ``Content``), its template and other parts."""
    if template is None:
        template = layer(whole(Printed("某某市人民政府公文用纸", 60, 15, 4, (4.0,) * 10), 900_000))
    listed = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    files: dict[str, str | bytes] = {
        "OFD.xml": '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD"><ofd:DocBody>'
        "<ofd:DocInfo><ofd:DocID>0</ofd:DocID><ofd:Creator>测试</ofd:Creator></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData>'
        "<ofd:MaxUnitID>1000000</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        '<ofd:TemplatePage ID="700" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/Tpls/Tpl_0/Content.xml": page(template),
    }
    for i, content in enumerate(pages):
        files[f"Doc_0/Pages/Page_{i}/Content.xml"] = page(content)
    files.update(parts)
    return zipped(files)


def zipped(files: dict[str, str | bytes]) -> bytes:
    """The files as an archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def page(content: str) -> str:
    """A page file with a template."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">'
        f'<ofd:Template TemplateID="700" ZOrder="Background"/><ofd:Content>{content}</ofd:Content></ofd:Page>'
    )


def layer(*objects: str) -> str:
    """The objects in the body layer of a page."""
    return f'<ofd:Layer ID="1" Type="Body">{"".join(objects)}</ofd:Layer>'


def _object(id: int, box: Sequence[float], size: float, codes: str, more: str = "") -> str:
    boundary = " ".join(f"{number:.4f}" for number in box)
    return f'<ofd:TextObject ID="{id}" Boundary="{boundary}" Font="3" Size="{size:.4f}"{more}>{codes}</ofd:TextObject>'


def _code(text: str, x: float, y: float, steps: Iterable[str]) -> str:
    listed = " ".join(steps)
    delta = f' DeltaX="{listed}"' if listed else ""
    return f'<ofd:TextCode X="{x:.4f}" Y="{y:.4f}"{delta}>{escape(text)}</ofd:TextCode>'


def whole(line: Printed, id: int) -> str:
    """A text object a line, each step listed."""
    box = (line.x, line.y - line.size, sum(line.steps) + line.size, line.size * 1.3)
    return _object(id, box, line.size, _code(line.text, 0, line.size, (f"{step:.4f}" for step in line.steps)))


def counted(line: Printed, id: int) -> str:
    """Steps of the same length counted, as ``g n v``; a fill colour and glyph numbers stand before the text."""
    steps = []
    for step, same in itertools.groupby(f"{step:.3f}" for step in line.steps):
        count = len(list(same))
        steps.append(f"g {count} {step}" if count > 2 else " ".join([step] * count))
    glyphs = " ".join(str(17 + i) for i in range(len(line.text)))
    before = (
        '<ofd:FillColor Value="0 0 0"/><ofd:CGTransform CodePosition="0" '
        f'CodeCount="{len(line.text)}" GlyphCount="{len(line.text)}"><ofd:Glyphs>{glyphs}</ofd:Glyphs></ofd:CGTransform>'
    )
    box = (line.x, line.y - line.size, sum(line.steps) + line.size, line.size * 1.3)
    return _object(id, box, line.size, before + _code(line.text, 0, line.size, steps))


def single(line: Printed, id: int) -> str:
    """A text object a character, the last first, blocks in blocks."""
    objects = []
    for i, char in enumerate(line.text):
        box = (line.x + sum(line.steps[:i]), line.y - line.size, line.size, line.size * 1.3)
        objects.append(_object(id + i, box, line.size, _code(char, 0, line.size, ())))
    return f"<ofd:PageBlock><ofd:PageBlock>{''.join(reversed(objects))}</ofd:PageBlock></ofd:PageBlock>"


def scaled(line: Printed, id: int) -> str:
    """Coordinates in points within the object, made millimetres by its matrix."""
    box = (line.x, line.y - line.size, sum(line.steps) + line.size, line.size * 1.3)
    steps = (f"{step / POINT:.3f}" for step in line.steps)
    matrix = f' CTM="{POINT:.6f} 0 0 {POINT:.6f} -10 0"'
    return _object(id, box, line.size / POINT, _code(line.text, 10 / POINT, line.size / POINT, steps), matrix)


def worded(line: Printed, id: int) -> str:
    """A text code each few characters; the box is that of the page."""
    codes = [
        _code(
            line.text[i : i + 4],
            line.x + sum(line.steps[:i]),
            line.y,
            (f"{step:.4f}" for step in line.steps[i : min(i + 3, len(line.text) - 1)]),
        )
        for i in range(0, len(line.text), 4)
    ]
    return _object(id, (0, 0, WIDTH, HEIGHT), line.size, "".join(codes))


STYLES: tuple[Style, ...] = (whole, counted, single, scaled, worded)


def _content(lines: Sequence[Printed], number: int) -> str:
    """The content of a page: its lines in one of the styles each, its number, a watermark across it."""
    objects = [STYLES[(number + i // 3) % len(STYLES)](line, 1000 * (i + 1)) for i, line in enumerate(lines)]
    foot = f"— {number} —"
    x = LEFT + 5 if number % 2 == 0 else LEFT + COLUMN - 25
    objects.append(whole(Printed(foot, x, HEIGHT - 28, 4.9, tuple(advances(foot, 4.9))[:-1]), 800_000))
    mark = _object(
        850_000, (30, 60, 150, 150), 20, _code("内部资料注意保管", 0, 20, ["g 7 20"]), ' CTM="0.7 0.7 -0.7 0.7 0 0"'
    )
    return layer(mark, *objects)


def _pages(text: str) -> Iterator[list[Printed]]:
    """The printed lines page by page."""
    lines: list[Printed] = []
    row = 0
    for height, printed in _rows(text):
        if row + height > LINES:
            yield lines
            lines, row = [], 0
        for line, at in printed:
            lines.append(Printed(line.text, line.x, TOP + (row + at) * PITCH - 2, line.size, line.steps))
        row += height
    if lines:
        yield lines


def _rows(text: str) -> Iterator[tuple[int, list[tuple[Printed, float]]]]:
    """Lines with the rows that they take, and where in them each stands."""
    paragraphs = [line for line in text.splitlines() if line.strip()]
    titles = _titles(paragraphs)
    for i, raw in enumerate(paragraphs):
        words = re.sub("[ \\t]+", " ", raw.strip())
        if i < titles:
            for line in _broken(words, COLUMN, 0, TITLE):
                yield 1, [(_line(line, LEFT + (COLUMN - _length(line, TITLE)) / 2, TITLE), 1)]
        elif words.startswith("|") and words.count("|") > 2:
            if not re.fullmatch(r"[\s|:\-]+", words):
                yield _table_row(words, _columns(paragraphs, i))
        elif _is_signature(paragraphs, i):
            yield 1, [(_line(words, LEFT + COLUMN - 2 * SIZE - _length(words, SIZE), SIZE), 1)]
        else:
            indent = 0.0 if words.endswith(("：", ":")) and i == titles and len(words) < 28 else 2 * SIZE
            broken = list(_broken(words, COLUMN, indent, SIZE))
            for number, line in enumerate(broken):
                start = 0.0 if number else indent
                to = COLUMN - start if number < len(broken) - 1 else None
                yield 1, [(_line(line, LEFT + start, SIZE, to), 1)]


def _titles(paragraphs: Sequence[str]) -> int:
    for i, raw in enumerate(paragraphs[:4]):
        words = raw.strip()
        if words[-1] in "。：:" or len(words) > 40 or _ORDINAL.match(words):
            return i
    return min(1, len(paragraphs))


def _is_signature(paragraphs: Sequence[str], i: int) -> bool:
    raw = paragraphs[i]
    if _DATE.fullmatch(raw):
        return True
    set_in = len(raw) - len(raw.lstrip()) >= 6
    dated = i + 1 < len(paragraphs) and _DATE.fullmatch(paragraphs[i + 1]) is not None
    return set_in or (dated and len(raw.strip()) < 28 and raw.strip()[-1] not in "。；，：")


def _columns(paragraphs: Sequence[str], i: int) -> list[float]:
    """The widths of the columns of the table in which a row stands."""
    first = last = i
    while first and paragraphs[first - 1].lstrip().startswith("|"):
        first -= 1
    while last + 1 < len(paragraphs) and paragraphs[last + 1].lstrip().startswith("|"):
        last += 1
    rows = [_cells(row) for row in paragraphs[first : last + 1]]
    widths = [
        max(3.0, *(_length(row[at], CELL) if at < len(row) else 0.0 for row in rows)) + 2 * CELL
        for at in range(max(map(len, rows)))
    ]
    scale = COLUMN / sum(widths)
    return [width * scale for width in widths]


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def _table_row(words: str, widths: Sequence[float]) -> tuple[int, list[tuple[Printed, float]]]:
    lines = []
    x, height = LEFT, 1.0
    for cell, width in zip(_cells(words), widths, strict=False):
        for i, line in enumerate(_broken(cell, width - CELL, 0, CELL)):
            lines.append((_line(line, x + CELL / 2, CELL), 1 + i * 0.6))
            height = max(height, 1 + i * 0.6)
        x += width
    return int(height + 0.9), lines


def advances(text: str, size: float) -> Iterator[float]:
    for char in text:
        yield size / 2 if unicodedata.east_asian_width(char) in ("Na", "H", "N") else size


def _length(text: str, size: float) -> float:
    return sum(advances(text, size))


def _broken(text: str, width: float, indent: float, size: float) -> Iterator[str]:
    """Break a paragraph; marks stay with their words and numbers whole."""
    line, left = "", width - indent
    for unit in _UNIT.findall(text):
        taken = _length(unit, size)
        if line and taken > left + 0.001:
            yield line.rstrip()
            line, left, unit = "", width, unit.lstrip()
        line += unit
        left -= taken
    if line:
        yield line.rstrip()


def _line(text: str, x: float, size: float, to: float | None = None) -> Printed:
    """A line; spread to the width ``to`` when it is given."""
    steps = list(advances(text, size))
    if to is not None and len(text) > 1:
        spread = (to - sum(steps)) / (len(text) - 1)
        steps = [step + spread for step in steps]
    return Printed(text, x, 0, size, tuple(steps[:-1]))
