"""What stands in a workbook, read with the standard library: cells, their colours, the raw parts."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Cell:
    """A cell's value and the colour behind it (ARGB), if any."""

    value: str | float | None
    colour: str | None


class Book:
    """A workbook's sheets by their titles, rows of cells from the first column on."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
        book = ElementTree.fromstring(self.parts["xl/workbook.xml"])
        self.titles = [sheet.attrib["name"] for sheet in book.iter(f"{_S}sheet")]
        self._colours = self._fills()

    def part(self, title: str) -> str:
        """The XML of a sheet."""
        return self.parts[f"xl/worksheets/sheet{self.titles.index(title) + 1}.xml"]

    def cells(self, title: str) -> list[list[Cell]]:
        """The rows of a sheet; empty rows are empty lists."""
        rows: list[list[Cell]] = []
        for row in ElementTree.fromstring(self.part(title)).iter(f"{_S}row"):
            rows += [[] for _ in range(int(row.attrib["r"]) - len(rows) - 1)]
            rows.append([])
            for cell in row:
                rows[-1] += [Cell(None, None)] * (_column(cell.attrib["r"]) - len(rows[-1]))
                rows[-1].append(self._cell(cell))
        return rows

    def table(self, title: str) -> list[dict[str, str | float | None]]:
        """The rows under the head, up to the first empty one, by the titles of the columns."""
        head, *rows = self.cells(title)
        end = rows.index([]) if [] in rows else len(rows)
        return [dict(zip((str(c.value) for c in head), (c.value for c in row), strict=True)) for row in rows[:end]]

    def _cell(self, cell: ElementTree.Element) -> Cell:
        colour = self._colours[int(cell.attrib.get("s", "0"))]
        text, number = cell.find(f"{_S}is/{_S}t"), cell.find(f"{_S}v")
        if text is not None:
            return Cell(text.text or "", colour)
        return Cell(float(number.text or "") if number is not None else None, colour)

    def _fills(self) -> list[str | None]:
        styles = ElementTree.fromstring(self.parts["xl/styles.xml"])
        fills = [fill.find(f"{_S}patternFill/{_S}fgColor") for fill in styles.iterfind(f"{_S}fills/{_S}fill")]
        formats = styles.iterfind(f"{_S}cellXfs/{_S}xf")
        found = (fills[int(each.attrib["fillId"])] for each in formats)
        return [fill.attrib["rgb"] if fill is not None else None for fill in found]


def _column(reference: str) -> int:
    letters = re.sub("[0-9]", "", reference)
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
