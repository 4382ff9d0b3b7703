"""Blocks as one text: where each piece stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.model import Span
from checker.wordml.walk import Block, Piece


@dataclass(frozen=True, slots=True)
class Layout:
    """The text, a block a line; where the blocks begin; the pieces with their spans."""

    text: str
    starts: tuple[int, ...]
    pieces: tuple[tuple[Span, Piece], ...]


def laid_out(blocks: Sequence[Block]) -> Layout:
    """Set blocks under each other; those without words are left out."""
    parts: list[str] = []
    starts: list[int] = []
    pieces: list[tuple[Span, Piece]] = []
    at = 0
    for block in blocks:
        if not any(piece.text.strip() for piece in block):
            continue
        if starts:
            parts.append("\n")
            at += 1
        starts.append(at)
        for piece in block:
            parts.append(piece.text)
            pieces.append(((at, at + len(piece.text)), piece))
            at += len(piece.text)
    return Layout("".join(parts), tuple(starts), tuple(pieces))
