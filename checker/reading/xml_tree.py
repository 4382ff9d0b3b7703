"""XML from anywhere → a tree: no document types, no entities, no network, bounded depth and size."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from checker.reading.extracted import RefusedError

DEEPEST = 200
"""Levels of elements; documents nest some thirty deep."""

MOST_TAGS = 1_000_000
"""Beginnings and ends of elements in a part: some hundred bytes and a microsecond each; a report has some thousand."""

_DAMAGED = "文件内容已损坏，读不出文字。请用 Word 或 WPS 打开并另存一份再检查。"
_ENTITIES = "文件里有不该出现的实体定义，为安全起见没有读。请用 Word 或 WPS 打开后另存一份再检查。"
STRANGE = "文件的内部结构异常地庞杂，不像正常文稿，为安全起见没有读。请用原来的软件打开，另存一份再检查。"
"""The refusal of what has too many elements."""


def parse_xml(data: bytes) -> Element:
    """Parse a part of a document.

    Raises:
        RefusedError: when it is no well-formed XML, declares entities, is nested too deep or has too many elements.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if data.count(b"<") > MOST_TAGS:
        raise RefusedError(STRANGE)
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
