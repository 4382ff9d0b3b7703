"""XML from anywhere → a tree: no document types, no entities, no network, bounded depth."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from checker.reading.extracted import RefusedError

DEEPEST = 200
"""Levels of elements; documents nest some thirty deep."""

_DAMAGED = "文件内容已损坏，读不出文字。请用 Word 或 WPS 打开并另存一份再检查。"
_ENTITIES = "文件里有不该出现的实体定义，为安全起见没有读。请用 Word 或 WPS 打开后另存一份再检查。"


def parse_xml(data: bytes) -> Element:
    """Parse a part of a document.

    Raises:
        RefusedError: when it is no well-formed XML, declares entities or is nested too deep.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise RefusedError(_ENTITIES) from error
    except (ParseError, ValueError, LookupError) as error:
        raise RefusedError(_DAMAGED) from error
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return root
    raise RefusedError(_DAMAGED)
