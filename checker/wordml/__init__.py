"""Word documents as trees: what a person sees in them, and which element each stretch of it came from.

Works on any tree like those of the standard library's ElementTree, lxml's too, so that the reader and the writer share
one walk. The format is WordprocessingML, ISO/IEC 29500-1 clause 17, transitional and strict.
"""

from __future__ import annotations

from checker.wordml.layout import Layout, laid_out
from checker.wordml.names import attribute, child, namespace_of, short_name
from checker.wordml.package import Package, document_name, load_package, part_targets, relationships_name
from checker.wordml.walk import Block, Piece, blocks_of

__all__ = [
    "Block",
    "Layout",
    "Package",
    "Piece",
    "attribute",
    "blocks_of",
    "child",
    "document_name",
    "laid_out",
    "load_package",
    "namespace_of",
    "part_targets",
    "relationships_name",
    "short_name",
]
