from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checker import check_text, load_pack
from checker.checks.context import Context
from checker.checks.findings import findings_of
from checker.comparing import Compared, gist_of
from checker.model import Finding, Report, Result, Source
from checker.parsing import parse
from checker.pipeline import judge_report
from checker.rulebook.ruleset import RuleSet
from tests.against import Against
from tests.findings import Find


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests neither read nor write the user's cache, and see no settings of the user's or of a CI host's."""
    before = dict(os.environ)
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "GITHUB_ACTIONS"):
        os.environ.pop(name, None)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def ruleset(_own_cache: None) -> RuleSet:
    return load_pack("fzzf")


@pytest.fixture(scope="session")
def judged(ruleset: RuleSet) -> Callable[[str], Result]:
    return lambda text: check_text(text, ruleset)


@pytest.fixture(scope="session")
def parsed(ruleset: RuleSet) -> Callable[[str], Report]:
    return lambda text: parse(Source("t.txt", "txt", "utf-8", "", text), ruleset.conventions)


@pytest.fixture(scope="session")
def against(ruleset: RuleSet) -> Against:
    def judged(text: str, previous: str) -> Result:
        this, last = (
            parse(Source(p, "txt", "", p, t), ruleset.conventions) for p, t in (("今年", text), ("去年", previous))
        )
        return judge_report(this, ruleset, compared=Compared(gist_of(last, ruleset.conventions)))

    return judged


@pytest.fixture(scope="session")
def find(ruleset: RuleSet) -> Find:
    def findings(rule: str, text: str, format: str = "txt") -> list[Finding]:
        report = parse(Source("t", format, "utf-8", "", text), ruleset.conventions)
        found = findings_of(Context(report, ruleset), next(r for r in ruleset.findings if r.id == rule))
        assert isinstance(found, list)
        return found

    return findings


@pytest.fixture
def pack_folder(tmp_path: Path) -> Path:
    """A small pack of an office's own on top of fzzf."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "pack.yaml").write_text('id: mine\nversion: "1.0.0"\nname: 本区年度报告\nextends: fzzf\n', "utf-8")
    return folder
