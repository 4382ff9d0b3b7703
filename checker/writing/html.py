"""Web pages: one self-contained file a report, and an index of them all. They load nothing and send nothing."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from checker.model import Result, Unreadable
from checker.version import VERSION
from checker.writing import words
from checker.writing.file_names import FileNames
from checker.writing.html_page import page_of
from checker.writing.overview import Overview
from checker.writing.pairs import are_alike
from checker.writing.places import is_placed, where, within, words_beside
from checker.writing.run import Run
from checker.writing.visible import clipped, shown

_TEMPLATES = Path(__file__).parent / "templates"
_INDEX = "index"
_SUFFIX = ".html"


class Writer:
    """Writes each report's page as it comes and keeps a line of it for the index."""

    def __init__(self, folder: Path, run: Run) -> None:
        self._folder = folder
        self._run = run
        self._names = FileNames(_SUFFIX, _INDEX)
        self._overview = Overview()
        self._environment = _environment(run)

    def add(self, result: Result | Unreadable) -> None:
        """Write one report; what could not be read is told in the index."""
        if isinstance(result, Unreadable):
            self._overview.add_unreadable(result)
        elif self._run.left_out(result):
            self._overview.count(result)
        else:
            name = self._names.of(result.source.path)
            self._write(name, "report.html.j2", page=page_of(result))
            self._overview.add(result, quote(name))

    def finish(self) -> None:
        """Write the index."""
        self._write(_INDEX + _SUFFIX, "index.html.j2", overview=self._overview, tally=self._run.tally)

    def _write(self, name: str, template: str, **values: Any) -> None:
        page = self._environment.get_template(template).render(values)
        (self._folder / name).write_text(page, "utf-8", newline="\n")


def _environment(run: Run) -> Environment:
    """Templates in which every value is made visible and escaped, whatever its author thought of."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        finalize=_harmless,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = (Markup((_TEMPLATES / name).read_text("utf-8")) for name in ("page.css", "page.js"))
    environment.globals |= {
        "style": style,
        "script": script,
        "policy": _policy(style, script),
        "words": words,
        "made_by": f"fzcheck {VERSION}，规则包 {run.pack_id} {run.pack_version}",
    }
    environment.filters |= {
        "where": where,
        "within": within,
        "clipped": clipped,
        "words_beside": words_beside,
        "is_placed": is_placed,
    }
    environment.tests |= {"alike": are_alike}
    return environment


def _harmless(value: object) -> object:
    return shown(value) if type(value) is str else value


def _policy(style: str, script: str) -> str:
    """What a page may load (Content Security Policy, level 3): nothing but its own style and script."""
    hashes = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script))
    allowed = "style-src 'sha256-{}'; script-src 'sha256-{}'".format(*hashes)
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
