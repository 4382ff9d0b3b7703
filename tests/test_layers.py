"""The arrows of the design: each package may import only what comes before it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

CHECKER = Path(__file__).parents[1] / "checker"

MAY_IMPORT = {
    "model": set(),
    "version": set(),
    "patterns": set(),
    "words": set(),
    "chinese": {"model"},
    "lexicon": {"model", "patterns"},
    "synonyms": {"model"},
    "wordml": {"model"},
    "reading": {"model", "wordml"},
    "parsing": {"model", "lexicon"},
    "comparing": {"model", "parsing"},
    "rulebook": {"model", "version", "patterns", "lexicon", "synonyms", "parsing", "chinese"},
    "checks": {"model", "lexicon", "synonyms", "patterns", "parsing", "comparing", "rulebook", "words", "chinese"},
    "scoring": {"model", "checks", "rulebook"},
    "config": {"model", "rulebook"},
    "gate": {"model", "checks", "config", "rulebook", "scoring"},
    "writing": {"model", "version", "wordml"},
    "choosing": {"model", "parsing", "rulebook", "checks"},
    "pipeline": {"model", "reading", "parsing", "comparing", "rulebook", "checks", "scoring", "gate", "choosing"},
    "drafting": {"model", "parsing", "rulebook"},
    "authoring": {"model", "chinese", "words", "parsing", "rulebook", "checks", "writing"},
    "mutants": {"model", "chinese", "parsing", "rulebook", "checks", "pipeline"},
    "cli": {
        "model",
        "version",
        "reading",
        "parsing",
        "comparing",
        "rulebook",
        "checks",
        "scoring",
        "config",
        "gate",
        "writing",
        "pipeline",
        "choosing",
        "mutants",
        "drafting",
        "authoring",
    },
    "__init__": {"version", "rulebook", "pipeline"},
    "__main__": {"cli"},
}


def imported(path: Path) -> set[str]:
    """The parts of the package that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "checker":
            rest = node.module.split(".")[1:]
            found |= {rest[0]} if rest else {alias.name for alias in node.names}
    return found


def test_imports_point_one_way() -> None:
    wrong = []
    for path in sorted(CHECKER.rglob("*.py")):
        part = path.relative_to(CHECKER).parts[0].removesuffix(".py")
        assert part in MAY_IMPORT, f"{part} has no place in the design"
        extra = imported(path) - MAY_IMPORT[part] - {part}
        wrong += [f"{path.relative_to(CHECKER)} imports {name}" for name in sorted(extra)]
    assert wrong == []


def loaded_after(code: str) -> set[str]:
    """The modules that a piece of code has loaded when it ends."""
    program = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=CHECKER.parent
    )
    return set(done.stdout.split())


def test_heavy_imports_wait_until_they_are_used() -> None:
    assert not loaded_after("import checker.cli") & {"jieba", "jsonschema", "yaml", "re2", "rich", "rensa"}
    warm = "from checker import load_pack\nload_pack()\n"
    subprocess.run([sys.executable, "-c", warm], check=True, cwd=CHECKER.parent)
    assert not loaded_after(warm) & {"jieba", "jsonschema", "yaml", "rensa"}


def test_jieba_is_not_loaded_when_no_rule_needs_words() -> None:
    code = (
        "from dataclasses import replace\n"
        "from checker import check_text, load_pack\n"
        "rules = load_pack()\n"
        "rules = replace(rules, elements=(), findings=())\n"
        "check_text('甲镇2023年法治政府建设情况报告', rules)\n"
    )
    assert "jieba" not in loaded_after(code)
