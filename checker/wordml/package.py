"""The parts of a Word package that text comes from (ISO/IEC 29500-2 and 29500-1, 11.3)."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_USUAL = "word/document.xml"
_ROOT = "_rels/.rels"


@dataclass(frozen=True, slots=True)
class Package:
    """The trees of the parts; None where a document has no such part."""

    document: Element
    styles: Element | None = None
    numbering: Element | None = None
    footnotes: Element | None = None
    endnotes: Element | None = None


def document_name(relationships: Element | None) -> str:
    """The name of the main part, which the relationships of the package tell."""
    return part_targets(relationships, "").get("officeDocument", _USUAL)


def relationships_name(part: str) -> str:
    """The name of the part with the relationships of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def load_package(parse: Callable[[str], Element | None]) -> Package | None:
    """The parts; ``parse`` gives the tree of a part, None when it is not there. None without a main part."""
    name = document_name(parse(_ROOT))
    document = parse(name)
    if document is None:
        return None
    targets = part_targets(parse(relationships_name(name)), posixpath.dirname(name))

    def part(kind: str) -> Element | None:
        return parse(targets[kind]) if kind in targets else None

    return Package(document, part("styles"), part("numbering"), part("footnotes"), part("endnotes"))


def part_targets(relationships: Element | None, folder: str) -> dict[str, str]:
    """The names of parts by the last word of the kind of relationship, the first of each kind."""
    found: dict[str, str] = {}
    for one in () if relationships is None else relationships:
        target = one.get("Target", "")
        if target and one.get("TargetMode") != "External":
            name = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.setdefault(one.get("Type", "").rpartition("/")[2], name)
    return found
