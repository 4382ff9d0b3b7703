"""Small Word documents, built from XML by hand, for the tests."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" mc:Ignorable="w14"'
)


def paragraph(*content: str, props: str = "") -> str:
    """A paragraph; what is no XML becomes a run."""
    inner = "".join(one if one.startswith("<") else run(one) for one in content)
    return f"<w:p><w:pPr>{props}</w:pPr>{inner}</w:p>" if props else f"<w:p>{inner}</w:p>"


def run(text: str, props: str = "") -> str:
    """A run with a text."""
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, list_id: int = 1, level: int = 0) -> str:
    """A paragraph with an automatic number."""
    props = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(text, props=props)


def level(at: int, format: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/>'
        "</w:lvl>"
    )


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>') -> str:
    """A part with one list and the numbers that use it."""
    lists = f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
    return f'<w:numbering xmlns:w="{W}">{lists}{nums}</w:numbering>'


def table(*rows: str) -> str:
    """A table of rows, each made by :func:`row`."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    """A row; what is no XML becomes a cell with a paragraph."""
    inner = (c if c.startswith("<w:tc") else f"<w:tc>{c if c.startswith('<') else paragraph(c)}</w:tc>" for c in cells)
    return f"<w:tr>{''.join(inner)}</w:tr>"


def text_box(*paragraphs: str) -> str:
    """A run with a text box, once for new programs and once for old ones."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def word_file(
    *body: str, parts: dict[str, str] | None = None, extra: dict[str, bytes] | None = None, strict: bool = False
) -> bytes:
    """A .docx; ``parts`` are numbering, styles, footnotes, comments by name, ``extra`` any other files."""
    parts = parts or {}
    document = f"<w:document {_NAMES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{name}+xml"/>' for name in parts)
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}{name}" Target="{name}.xml"/>' for i, name in enumerate(parts, 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006/"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": document,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}relationships">{relations}</Relationships>',
        **{f"word/{name}.xml": content for name, content in parts.items()},
    }
    encoded = {name: content.encode() for name, content in files.items()} | (extra or {})
    if strict:
        encoded = {name: content.replace(W.encode(), STRICT.encode()) for name, content in encoded.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in encoded.items():
            archive.writestr(name, content)
    return out.getvalue()


def word_file_of(text: str) -> bytes:
    """A .docx with a text, a paragraph a line."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return word_file(*(paragraph(line) if line else "<w:p/>" for line in escaped.split("\n")))
