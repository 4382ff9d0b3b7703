"""Make the files in tests/files/seeds anew with LibreOffice (``soffice`` on the search path), from the texts in seeds/.

    python -m tests.files.make

A text is set as GB/T 9704—2012 has it and as offices do it: a style for the title, first lines set in by the style and not
by spaces, the office and the date on the right, the number of the page at the foot. LibreOffice makes every format of it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
FOLDER = HERE / "seeds"
SEEDS = HERE.parents[1] / "seeds"
FILTERS = {
    "docx": "docx:MS Word 2007 XML",
    "odt": "odt:writer8",
    "rtf": "rtf:Rich Text Format",
    "html": "html:HTML (StarWriter)",
    "pdf": 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"}}',
    "doc": "doc:MS Word 97",
}
AS_PDF = ("002",)
"""The seeds of which there is a PDF; the fonts in it are large, and pdf/ has that of another seed."""

_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
_LANGUAGE = 'fo:language="en" fo:country="US" style:language-asian="zh" style:country-asian="CN"'
_STYLES = f"""
<office:font-face-decls><style:font-face style:name="Song" svg:font-family="'WenQuanYi Zen Hei'"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:paragraph-properties style:punctuation-wrap="hanging"/>
<style:text-properties style:font-name="Song" style:font-name-asian="Song" fo:font-size="16pt"
 style:font-size-asian="16pt" {_LANGUAGE}/></style:default-style>
<style:style style:name="Body" style:family="paragraph"><style:paragraph-properties fo:text-indent="32pt"
 fo:line-height="29pt" fo:text-align="justify" fo:margin="0cm"/></style:style>
<style:style style:name="To" style:family="paragraph" style:parent-style-name="Body"><style:paragraph-properties
 fo:text-indent="0cm"/></style:style>
<style:style style:name="Right" style:family="paragraph" style:parent-style-name="Body"><style:paragraph-properties
 fo:text-indent="0cm" fo:text-align="end" fo:margin-right="32pt"/></style:style>
<style:style style:name="Main" style:family="paragraph" style:parent-style-name="Body"><style:paragraph-properties
 fo:text-indent="0cm" fo:text-align="center"/><style:text-properties fo:font-size="22pt" style:font-size-asian="22pt"/>
</style:style><style:style style:name="Cell" style:family="paragraph"><style:text-properties fo:font-size="12pt"
 style:font-size-asian="12pt"/></style:style><style:style style:name="Foot" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>
<style:text-properties fo:font-size="14pt" style:font-size-asian="14pt"/></style:style></office:styles>
<office:automatic-styles><style:style style:name="Box" style:family="table-cell"><style:table-cell-properties
 fo:padding="0.19cm" fo:border="0.5pt solid #000000"/></style:style><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm"
 fo:page-height="29.7cm" fo:margin-top="3.7cm" fo:margin-bottom="2.5cm" fo:margin-left="2.8cm" fo:margin-right="2.6cm"/>
<style:footer-style><style:header-footer-properties fo:min-height="1cm"/></style:footer-style></style:page-layout>
</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4">
<style:footer><text:p text:style-name="Foot">— <text:page-number text:select-page="current">1</text:page-number> —</text:p>
</style:footer></style:master-page></office:master-styles>"""
_ORDINAL = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.．、]")
_DATE = re.compile(r"\s*[（(]?\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日[）)]?\s*")


def flat_odt(text: str) -> str:
    """A text as a flat OpenDocument file; ``| a | b |`` lines become a table."""
    lines = [line for line in text.splitlines() if line.strip()]
    body = "".join(_blocks(lines))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"{_STYLES}<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _blocks(lines: Sequence[str]) -> Iterable[str]:
    titles = _titles(lines)
    rows: list[str] = []
    for i, line in enumerate([*lines, ""]):
        if line.lstrip().startswith("|") and line.count("|") > 2:
            if not re.fullmatch(r"[\s|:\-]+", line):
                rows.append(line)
            continue
        if rows:
            yield _table(rows)
            rows = []
        if line:
            yield f'<text:p text:style-name="{_style(lines, i, titles)}">{_words(line.strip())}</text:p>'


def _style(lines: Sequence[str], i: int, titles: int) -> str:
    line = lines[i]
    if i < titles:
        return "Main"
    if _DATE.fullmatch(line) or (i + 1 < len(lines) and _DATE.fullmatch(lines[i + 1]) and len(line.strip()) < 28):
        return "Right"
    return "To" if i == titles and line.rstrip().endswith(("：", ":")) and len(line.strip()) < 28 else "Body"


def _titles(lines: Sequence[str]) -> int:
    for i, line in enumerate(lines[:4]):
        words = line.strip()
        if words[-1] in "。：:" or len(words) > 40 or _ORDINAL.match(words):
            return i
    return min(1, len(lines))


def _table(rows: Iterable[str]) -> str:
    cells = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows]
    width = max(map(len, cells))
    listed = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell table:style-name="Box"><text:p text:style-name="Cell">{_words(cell)}</text:p></table:table-cell>'
            for cell in row + [""] * (width - len(row))
        )
        + "</table:table-row>"
        for row in cells
    )
    return f'<table:table><table:table-column table:number-columns-repeated="{width}"/>{listed}</table:table>'


def _words(text: str) -> str:
    spaced = re.sub(" {2,}", lambda found: f' <text:s text:c="{len(found[0]) - 1}"/>', escape(text))
    return spaced.replace("\t", "<text:tab/>")


def converted(files: Sequence[Path], filter: str, folder: Path, *more: str) -> None:
    """Let LibreOffice make files of another format of some files, in a folder."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", *more]
        command += ["--convert-to", filter, "--outdir", str(folder), *map(str, files)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)


def _without_picture(path: Path) -> None:
    """Take the picture of the first page out of an OpenDocument file; it is most of its size."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.infolist()}
    with zipfile.ZipFile(path, "w") as archive:
        for entry, data in parts.items():
            if not entry.filename.startswith("Thumbnails/"):
                archive.writestr(
                    entry, data, zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
                )


def main() -> None:
    """Make all of them."""
    if shutil.which("soffice") is None:
        raise SystemExit("soffice is not on the search path")
    with tempfile.TemporaryDirectory() as name:
        sources = []
        for seed in sorted(SEEDS.glob("*.txt")):
            sources.append(Path(name) / f"{seed.stem[:3]}.fodt")
            sources[-1].write_text(flat_odt(seed.read_text("utf-8")), "utf-8")
        for format, filter in FILTERS.items():
            few = AS_PDF if format == "pdf" else AS_PDF[:1] if format == "doc" else None
            converted([path for path in sources if few is None or path.stem in few], filter, FOLDER)
    for path in FOLDER.glob("*.odt"):
        _without_picture(path)


if __name__ == "__main__":
    main()
