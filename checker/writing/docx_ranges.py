"""Ranges of comments in a Word document, on the very words: runs are cut where a range begins or ends within them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby

from lxml import etree  # type: ignore[import-untyped]

from checker.model import Span
from checker.wordml import Piece, attribute, child, short_name

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CLOSED_CONTROLS = frozenset({"text", "date", "dropDownList", "comboBox", "picture", "equation"})
"""Content controls that hold nothing but their value; a range stands around them."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """An element that a range may begin before or end after, and the span of its words."""

    span: Span
    element: etree._Element


class Ranges:
    """Places ranges in a tree whose ``pieces`` stand at the given spans of the text.

    All ``spans`` that will be asked for are told at the beginning, so that each run is cut only once.
    """

    def __init__(self, pieces: Sequence[tuple[Span, Piece]], spans: Iterable[Span], namespace: str) -> None:
        self._pieces = pieces
        self._namespace = namespace
        self._last: dict[etree._Element, etree._Element] = {}
        points = sorted({point for span in spans for point in span})
        self._segments: list[_Segment] = []
        for run, group in groupby(pieces, key=lambda one: one[1].run):
            if run is not None:
                self._segments += self._cut(run, list(group), points)

    def place(self, span: Span, id: int, reference_style: str | None) -> None:
        """Put the range of a comment on a span, and the reference to the comment behind it."""
        start, end = self._made("commentRangeStart", id), self._made("commentRangeEnd", id)
        reference = etree.Element(f"{{{self._namespace}}}r")
        if reference_style is not None:
            properties = etree.SubElement(reference, f"{{{self._namespace}}}rPr")
            etree.SubElement(properties, f"{{{self._namespace}}}rStyle").set(
                f"{{{self._namespace}}}val", reference_style
            )
        reference.append(self._made("commentReference", id))
        covered = self._covered(span)
        if covered:
            covered[0].addprevious(start)
            behind = self._last.get(covered[-1], covered[-1])
            behind.addnext(end)
            end.addnext(reference)
            self._last[covered[-1]] = reference
            return
        paragraph = self._paragraph(span)
        properties = child(paragraph, "pPr")
        paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, start)
        paragraph.extend([end, reference])

    def _covered(self, span: Span) -> list[etree._Element]:
        """The elements whose words a span touches."""
        first = bisect_right(self._segments, span[0], key=lambda one: one.span[1])
        last = bisect_left(self._segments, max(span[1], span[0] + 1), key=lambda one: one.span[0])
        return [one.element for one in self._segments[first:last]]

    def _made(self, name: str, id: int) -> etree._Element:
        element = etree.Element(f"{{{self._namespace}}}{name}")
        element.set(f"{{{self._namespace}}}id", str(id))
        return element

    def _paragraph(self, span: Span) -> etree._Element:
        """The paragraph at a span where no range can stand."""
        near = next((piece for place, piece in self._pieces if place[1] > span[0]), self._pieces[-1][1])
        return near.paragraph

    def _cut(self, run: etree._Element, pieces: Sequence[tuple[Span, Piece]], points: Sequence[int]) -> list[_Segment]:
        whole = (pieces[0][0][0], pieces[-1][0][1])
        control = _closed_control(run)
        leaves = {piece.leaf: span for span, piece in pieces if piece.leaf is not None}
        inner = [point for point in points if whole[0] < point < whole[1]]
        if control is not None or short_name(run) != "r" or not leaves or not inner:
            return [_Segment(whole, run if control is None else control)]
        segments: list[_Segment] = []
        begun, part = whole[0], run
        for element in [one for one in run if short_name(one) != "rPr"]:
            if part is not run:
                part.append(element)
            span = leaves.get(element)
            if span is None:
                continue
            rest = element
            at = span[0]
            for point in (point for point in inner if span[0] <= point <= span[1]):
                if point in (begun, whole[1]):
                    continue
                new = _new_run(run)
                if point > at:
                    rest, at = _divided(rest, point - at), point
                if point < span[1]:
                    new.append(rest)
                part.addnext(new)
                segments.append(_Segment((begun, point), part))
                begun, part = point, new
        segments.append(_Segment((begun, whole[1]), part))
        return segments


def _new_run(run: etree._Element) -> etree._Element:
    """An empty run with the properties of another."""
    new = run.makeelement(run.tag, dict(run.attrib), nsmap=run.nsmap)
    properties = child(run, "rPr")
    if properties is not None:
        new.append(deepcopy(properties))
    return new


def _divided(leaf: etree._Element, at: int) -> etree._Element:
    """Cut the text of an element; what comes after goes to a new element, which is not in the tree yet."""
    text = leaf.text or ""
    new = leaf.makeelement(leaf.tag, dict(leaf.attrib), nsmap=leaf.nsmap)
    leaf.text, new.text = text[:at], text[at:]
    leaf.set(_SPACE, "preserve")
    new.set(_SPACE, "preserve")
    return new


def _closed_control(run: etree._Element) -> etree._Element | None:
    """The outermost content control around a run, within its paragraph, that holds nothing but a value."""
    found = None
    for ancestor in run.iterancestors():
        name = short_name(ancestor)
        if name == "p":
            break
        properties = child(ancestor, "sdtPr") if name == "sdt" else None
        if properties is not None and any(short_name(one) in _CLOSED_CONTROLS for one in properties):
            found = ancestor
    return found


def comment_ids(root: etree._Element) -> set[int]:
    """The ids of comments that a tree speaks of."""
    names = {"comment", "commentRangeStart", "commentRangeEnd", "commentReference"}
    found = (attribute(one, "id") or "" for one in root.iter() if short_name(one) in names)
    return {int(id) for id in found if id.isascii() and id.isdigit() and len(id) < 11}
