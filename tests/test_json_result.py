from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from checker import check_file, check_text
from checker.model import Result, Unreadable
from checker.rulebook.packs import rules_folder
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import labelled, sound_report
from tests.written import written


@pytest.fixture(scope="module")
def result(ruleset: RuleSet) -> dict[str, Any]:
    texts = [*labelled("seeds"), *labelled("dev"), *labelled("own")]
    results: list[Result | Unreadable] = [
        *(check_file(str(text.path), ruleset) for text in texts),
        Unreadable("x.txt", "找不到这个文件。"),
    ]
    loaded: dict[str, Any] = json.loads(written("json", results))
    return loaded


def test_the_result_fits_its_schema(result: dict[str, Any]) -> None:
    schema = json.loads((rules_folder() / "schema" / "result.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    errors = [f"{list(e.absolute_path)}: {e.message}" for e in Draft202012Validator(schema).iter_errors(result)]
    assert errors == []


def test_points_add_up(result: dict[str, Any]) -> None:
    for report in result["reports"]:
        lost = sum(d["points"] for d in report["deductions"])
        assert 100 - report["score"] == pytest.approx(lost)
        if report["is_report"]:
            others = sum(d["points"] for d in report["deductions"] if not d["rule"].startswith("elements/"))
            assert report["score"] == pytest.approx(sum(e["score"] for e in report["elements"].values()) - others)


def test_spans_quote_the_text_as_decoded(result: dict[str, Any]) -> None:
    for report in result["reports"]:
        text = Path(report["path"]).read_text("utf-8-sig")
        for finding in report["findings"]:
            if finding["span"] is not None:
                start, end = finding["span"]
                assert text[start:end] == finding["quote"]
                assert text[:start].count("\n") + 1 == finding["line"]


def test_every_rule_has_an_outcome(result: dict[str, Any], ruleset: RuleSet) -> None:
    for report in result["reports"]:
        assert [o["rule"] for o in report["outcomes"]] == ["report/kind", *(rule.id for rule in ruleset.rules)]


def test_fingerprints_survive_edits_elsewhere(ruleset: RuleSet) -> None:
    weak = sound_report(plan="　　今后，将进一步提高站位。\n")
    edited = weak.replace("全年审查合同64份", "全年审查合同65份").replace("云岭镇", "云峰镇")
    first, second = ({f.rule: f.fingerprint for f in check_text(text, ruleset).findings} for text in (weak, edited))
    assert first == second


def test_a_rule_that_cannot_tell_takes_no_points(ruleset: RuleSet) -> None:
    unknown = (
        sound_report(head="关于法治政府建设情况的报告\n", end="")
        .replace("镇", "这里")
        .replace("2024年", "")
        .replace("2025年", "")
    )
    result = check_text(unknown, ruleset)
    assert result.facts.tier is None
    assert "cannot-tell" in {str(o.outcome) for o in result.outcomes}
    assert all(d.rule.startswith("elements/") for d in result.deductions)
