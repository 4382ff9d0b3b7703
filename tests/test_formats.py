"""The same report is judged alike in every format: states, facts and findings of a file are those of its text."""

from __future__ import annotations

import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

from checker.model import Result, Source
from checker.pipeline import judge
from checker.reading import read_bytes, read_file
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import CORPUS, SEEDS
from tests.files.make import FILTERS, FOLDER, converted, flat_odt
from tests.ofd_files import ofd_of

LIBRARIES = {"docx": "defusedxml", "doc": "defusedxml", "odt": "defusedxml", "html": "selectolax", "pdf": "pypdfium2"}
DEV = sorted((CORPUS / "dev" / "reports").glob("*.txt"))
TEXTS = [*sorted(SEEDS.glob("*.txt")), *DEV, *sorted((CORPUS / "own" / "reports").glob("*.txt"))]
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix[1:] in FILTERS and path.suffix != ".doc")

NOT_TOLD = {"html": {"text/half-width"}}
"""Rules whose findings a format may lose: between Chinese characters, a newline of the markup is no space (CSS Text 3), and
LibreOffice breaks the lines of its pages just at the spaces that this rule finds."""

NOT_AS_PRINTED = {
    "o02": "its parts stand in one paragraph with only a space before each, which the end of a printed line swallows",
    "h20": "the line of a web page with date, source and counter is longer than a printed one, and breaks in its gaps",
}
"""Texts that pages of print (PDF, OFD) show differently."""


class Said(NamedTuple):
    """What a reader is told of a report, without places; of quotes the letters and digits."""

    is_report: bool
    facts: tuple[str | None, str | None, int | None, str | None]
    states: dict[str, str]
    findings: Counter[tuple[str, str]]


def said(result: Result, format: str) -> Said:
    facts = result.facts
    return Said(
        result.is_report,
        (facts.issuer, facts.tier, facts.report_year, facts.issued),
        {name: element.state.value for name, element in result.elements.items()},
        Counter(
            (finding.rule, re.sub(r"[\W_]", "", finding.place.quote) if finding.place else "")
            for finding in result.findings
            if finding.rule not in NOT_TOLD.get(format, ())
        ),
    )


def needs(format: str) -> None:
    """Skip where the library of a format is not installed; PDFium must not be loaded into this process."""
    library = LIBRARIES.get(format)
    if library is not None and find_spec(library) is None:
        pytest.skip(f"{library} is not installed")


def judged_alike(source: object, text: str, ruleset: RuleSet, judged: Callable[[str], Result]) -> None:
    assert isinstance(source, Source), source
    assert said(judge(source, ruleset), source.format) == said(judged(text), source.format)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_of_libreoffice(path: Path, ruleset: RuleSet, judged: Callable[[str], Result]) -> None:
    needs(path.suffix[1:])
    (text,) = SEEDS.glob(f"{path.stem}_*.txt")
    judged_alike(read_file(str(path)), text.read_text("utf-8"), ruleset, judged)


def test_every_format_is_compared() -> None:
    assert {path.suffix for path in FILES} == {".docx", ".odt", ".rtf", ".html", ".pdf"}
    assert [sum(path.suffix == suffix for path in FILES) for suffix in (".docx", ".odt", ".rtf", ".html")] == [5] * 4


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem[:3])
def test_ofd(path: Path, ruleset: RuleSet, judged: Callable[[str], Result]) -> None:
    if path.stem in NOT_AS_PRINTED:
        pytest.skip(NOT_AS_PRINTED[path.stem])
    text = decoded(path)
    judged_alike(read_bytes(ofd_of(text), "报告.ofd"), text, ruleset, judged)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("format", ["docx", "pdf", "odt"])
def test_files_made_now(format: str, tmp_path: Path, ruleset: RuleSet, judged: Callable[[str], Result]) -> None:
    needs(format)
    sources = [tmp_path / f"{path.stem}.fodt" for path in DEV]
    for source, path in zip(sources, DEV, strict=True):
        source.write_text(flat_odt(decoded(path)), "utf-8")
    converted(sources, FILTERS[format], tmp_path)
    for path in DEV:
        judged_alike(read_file(str(tmp_path / f"{path.stem}.{format}")), decoded(path), ruleset, judged)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_text_that_was_typed_or_pasted_into_word(
    tmp_path: Path, ruleset: RuleSet, judged: Callable[[str], Result]
) -> None:
    """Its lines are paragraphs set in by spaces, with empty ones between them."""
    needs("docx")
    sources = [tmp_path / path.name for path in DEV]
    for source, path in zip(sources, DEV, strict=True):
        source.write_text(decoded(path), "utf-8")
    converted(sources, FILTERS["docx"], tmp_path, "--infilter=Text (encoded):UTF8")
    for path in DEV:
        judged_alike(read_file(str(tmp_path / f"{path.stem}.docx")), decoded(path), ruleset, judged)


@pytest.mark.skipif(shutil.which("soffice") is None or sys.platform == "win32", reason="LibreOffice is not installed")
def test_an_old_word_file(ruleset: RuleSet, judged: Callable[[str], Result]) -> None:
    needs("docx")
    (text,) = SEEDS.glob("002_*.txt")
    source = read_file(str(FOLDER / "002.doc"))
    assert isinstance(source, Source), source
    assert source.format == "doc"
    judged_alike(source, text.read_text("utf-8"), ruleset, judged)


def decoded(path: Path) -> str:
    source = read_file(str(path))
    assert isinstance(source, Source)
    return source.text
