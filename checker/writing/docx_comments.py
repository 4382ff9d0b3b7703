"""Comments in a Word document: the part that holds them, and their ranges (ISO/IEC 29500-1, 17.13.4)."""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Sequence
from itertools import count

from lxml import etree  # type: ignore[import-untyped]

from checker.model import Span
from checker.wordml import (
    Piece,
    blocks_of,
    document_name,
    laid_out,
    load_package,
    namespace_of,
    part_targets,
    relationships_name,
)
from checker.wordml.names import STRICT_WORD
from checker.wordml.styles import Styles
from checker.writing.docx_package import TYPES, DamagedError, Parts
from checker.writing.docx_ranges import Ranges, comment_ids
from checker.writing.docx_remarks import Remark

AUTHOR, INITIALS = "fzcheck", "fz"
_ROOT = "_rels/.rels"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPE_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_REL_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT_KIND = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_HALF_POINTS = "18"
"""The size of the words of a comment, 9 pt, whatever the document's own is."""

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """A text without the characters that XML forbids (XML 1.0, 2.2), one character for one."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def annotate(parts: Parts, text: str, remarks: Sequence[Remark]) -> None:
    """Add comments to the document that a text was read from.

    Raises:
        DamagedError: when the document does not have this text, or its other parts are damaged.
    """
    package = load_package(parts.tree)
    if package is None:
        raise DamagedError
    layout = laid_out(blocks_of(package))
    if layout.text != text:
        raise DamagedError
    add_comments(parts, package.document, layout.pieces, remarks)


def add_comments(
    parts: Parts, root: etree._Element, pieces: Sequence[tuple[Span, Piece]], remarks: Sequence[Remark]
) -> None:
    """Add comments to a document whose main part's tree has these pieces at these spans of the text.

    Raises:
        DamagedError: when other parts of the package are damaged.
    """
    name = document_name(parts.tree(_ROOT))
    part = _comments_part(parts, name, root)
    comments = parts.tree(part)
    namespace = namespace_of(root)
    if comments is None:
        comments = etree.Element(f"{{{namespace}}}comments", nsmap={"w": namespace})
    targets = part_targets(parts.tree(relationships_name(name)), posixpath.dirname(name))
    styles = Styles(parts.tree(targets["styles"]) if "styles" in targets else None)
    reference = styles.named("annotation reference")
    used = comment_ids(root) | comment_ids(comments)
    free = (id for id in count() if id not in used)
    ranges = Ranges(pieces, [remark.span for remark in remarks], namespace)
    now = datetime.datetime.now().isoformat(timespec="seconds")
    for remark, id in zip(remarks, free, strict=False):
        ranges.place(remark.span, id, reference)
        comments.append(_comment(remark, id, now, namespace_of(comments)))
    parts.set(part, comments)
    parts.set(name, root)


def _comments_part(parts: Parts, document: str, root: etree._Element) -> str:
    """The name of the part with the comments; when there is none, one is announced."""
    name = relationships_name(document)
    folder = posixpath.dirname(document)
    relationships = parts.tree(name)
    if relationships is None:
        relationships = etree.Element(f"{{{_REL_SPACE}}}Relationships", nsmap={None: _REL_SPACE})
    known = part_targets(relationships, folder).get("comments")
    if known is not None:
        if known not in parts:
            raise DamagedError
        return known
    number = next(i for i in range(1, 10_000) if posixpath.join(folder, _file(i)) not in parts)
    ids = {one.get("Id") for one in relationships}
    kind = _STRICT_KIND if namespace_of(root) == STRICT_WORD else _KIND
    relationship = etree.SubElement(relationships, f"{{{_REL_SPACE}}}Relationship")
    relationship.set("Id", next(id for i in range(1, len(ids) + 2) if (id := f"rIdFz{i}") not in ids))
    relationship.set("Type", kind)
    relationship.set("Target", _file(number))
    parts.set(name, relationships)
    types = parts.tree(TYPES)
    if types is None:
        raise DamagedError
    override = etree.SubElement(types, f"{{{_TYPE_SPACE}}}Override")
    override.set("PartName", "/" + posixpath.join(folder, _file(number)))
    override.set("ContentType", _TYPE)
    parts.set(TYPES, types)
    return posixpath.join(folder, _file(number))


def _file(number: int) -> str:
    return f"comments{number if number > 1 else ''}.xml"


def _comment(remark: Remark, id: int, now: str, namespace: str) -> etree._Element:
    def made(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
        element = etree.SubElement(parent, f"{{{namespace}}}{name}")
        for key, value in attributes.items():
            element.set(f"{{{namespace}}}{key}", value)
        return element

    comment = etree.Element(f"{{{namespace}}}comment")
    for key, value in (("id", str(id)), ("author", AUTHOR), ("date", now), ("initials", INITIALS)):
        comment.set(f"{{{namespace}}}{key}", value)
    for number, line in enumerate(remark.lines):
        paragraph = made(comment, "p")
        # Said outright, for the document's own style may have large type, indents and wide lines.
        properties = made(paragraph, "pPr")
        made(properties, "spacing", before="0", after="0", line="240", lineRule="auto")
        made(properties, "ind", left="0", right="0", firstLineChars="0", firstLine="0")
        made(properties, "jc", val="left")
        if number == 0:
            made(made(paragraph, "r"), "annotationRef")
        run = made(paragraph, "r")
        properties = made(run, "rPr")
        if number == 0:
            made(properties, "b")
        made(properties, "sz", val=_HALF_POINTS)
        made(properties, "szCs", val=_HALF_POINTS)
        text = made(run, "t")
        text.text = printable(" ".join(line.splitlines()))
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return comment
