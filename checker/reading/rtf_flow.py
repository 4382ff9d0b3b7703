"""Paragraphs, cells and rows of an RTF document while they are being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.reading.rows import row_lines


@dataclass(slots=True)
class Flow:
    """A run of paragraphs: the body, or a note or text box that is told after the paragraph it hangs on."""

    mark: str = ""
    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    hanging: list[Flow] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    inner_cell: list[str] = field(default_factory=list)
    inner_cells: list[list[str]] = field(default_factory=list)
    in_table: bool = False
    in_inner: bool = False

    def end_line(self) -> None:
        """End a paragraph, or a line of a cell."""
        text = "".join(self.line).rstrip()
        self.line.clear()
        if self.cells and not self.in_table:
            self.end_row()
        into = self.inner_cell if self.in_inner else self.cell if self.in_table else self.lines
        if text.strip():
            into.append(text)
        for flow in self.hanging:
            flow.finish()
            if flow.lines:
                into.extend([flow.mark + flow.lines[0].lstrip(), *flow.lines[1:]])
        self.hanging.clear()

    def end_cell(self) -> None:
        """End a cell of a row."""
        self.in_table, self.in_inner = True, False
        self.end_line()
        self.cells.append(self.cell)
        self.cell = []

    def end_inner_cell(self) -> None:
        """End a cell of a table in a cell."""
        self.in_table = self.in_inner = True
        self.end_line()
        self.inner_cells.append(self.inner_cell)
        self.inner_cell = []

    def end_row(self) -> None:
        """End a row."""
        self.lines.extend(row_lines(self.cells))
        self.cells = []

    def end_inner_row(self) -> None:
        """End a row of a table in a cell; it is lines of the cell."""
        self.cell.extend(row_lines(self.inner_cells))
        self.inner_cells = []

    def finish(self) -> None:
        """End what is open, also in a document that breaks off."""
        self.end_line()
        if self.inner_cell:
            self.inner_cells.append(self.inner_cell)
        self.end_inner_row()
        if self.cell:
            self.cells.append(self.cell)
            self.cell = []
        self.end_row()
