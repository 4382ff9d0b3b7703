"""The control words of RTF that matter for its text (RTF Specification 1.9.1)."""

from __future__ import annotations

SIGNS = {
    "tab": "\t", "emdash": "—", "endash": "–", "emspace": "\u3000", "enspace": " ", "qmspace": " ", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
}  # fmt: skip
"""Words that stand for a character."""

PAGES = frozenset(("page", "column", "sect"))
BREAKS = frozenset(("par", "line", "cell", "row", "nestcell", "nestrow")) | PAGES
"""Words that end a line."""

LISTS = frozenset(("listtext", "pntext"))
"""Destinations with the automatic number of a paragraph, as it was last shown."""

KEPT = LISTS | frozenset({
    "upr", "ud", "footnote", "shptxt", "dptxbxtext", "shp", "shpinst", "do", "field", "fldrslt", "result",
    "nesttableprops",
})  # fmt: skip
"""Destinations with what a reader sees, also where a star says that old programs may leave them out."""

SKIPPED = frozenset({
    "annotation", "atnauthor", "atndate", "atnicn", "atnid", "atnparent", "atnref", "atntime", "author", "background",
    "bkmkend", "bkmkstart", "category", "colortbl", "comment", "company", "datafield", "datastore", "doccomm",
    "docvar", "falt", "fchars", "ffname", "fldinst", "fldtype", "filetbl", "fonttbl", "footer", "footerf", "footerl",
    "footerr", "formfield", "ftncn", "ftnsep", "ftnsepc", "aftncn", "aftnsep", "aftnsepc", "generator", "header",
    "headerf", "headerl", "headerr", "htmltag", "info", "keywords", "latentstyles", "lchars", "levelnumbers",
    "leveltext", "list", "listlevel", "listname", "listoverride", "listoverridetable", "listtable", "manager",
    "mhtmltag", "mmathPict", "nextfile", "nonesttables", "objalias", "objclass", "objdata", "objname", "objsect",
    "operator", "panose", "password", "passwordhash", "pict", "pn", "pnseclvl", "pntxta", "pntxtb", "private",
    "revtbl", "rsidtbl", "rxe", "shprslt", "sn", "sp", "sv", "stylesheet", "subject", "tc", "template", "themedata",
    "title", "txe", "userprops", "wgrffmtfilter", "windowcaption", "xe", "xmlnstbl",
})  # fmt: skip
"""Destinations whose text is no text of the document."""

CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253",
    204: "cp1251", 238: "cp1250",
}  # fmt: skip
"""Codecs of the character sets of fonts."""
