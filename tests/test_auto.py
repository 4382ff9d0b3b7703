"""``--rules auto``: each text is judged by the pack that knows it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checker import check_file, check_text, load_pack
from checker.choosing import AUTO, Packs
from checker.cli import run as fzcheck
from checker.model import Source
from checker.parsing import parse
from checker.pipeline import judge, judge_report
from checker.reading import read_file
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import CORPUS, Labelled, labelled, sound_report

XXGK = CORPUS / "xxgk" / "reports"


def source(text: Labelled) -> Source:
    found = read_file(str(text.path))
    assert isinstance(found, Source)
    return found


Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the command and give its JSON result."""

    def result(*arguments: str) -> dict[str, Any]:
        place = tmp_path / "out" / "result.json"
        place.parent.mkdir(exist_ok=True)
        fzcheck([*arguments, "-f", "json", "-o", str(place)])
        found: dict[str, Any] = json.loads(place.read_text("utf-8"))
        return found

    return result


@pytest.fixture(scope="module")
def packs(_own_cache: None) -> Packs:
    return Packs(AUTO)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one office sends: both kinds of reports, and a plan."""
    made = tmp_path_factory.mktemp("mixed")
    (made / "法治.txt").write_text(sound_report(), "utf-8")
    shutil.copy(XXGK / "x01.txt", made / "公开.txt")
    shutil.copy(XXGK / "y01.txt", made / "要点.txt")
    return made


def test_a_mixed_folder_just_works(folder: Path, run: Run) -> None:
    found = run(str(folder))
    told = {Path(r["path"]).stem: (r["pack"], r["is_report"], r["score"]) for r in found["reports"]}
    assert told == {"法治": ("fzzf", True, 100), "公开": ("xxgk", True, 100), "要点": ("fzzf", False, 0)}
    assert found["pack"]["id"] == "fzzf"
    assert list(found["reports"][0]["elements"])[:2] == ["overview", "published"]


def test_several_processes_choose_alike(folder: Path, run: Run) -> None:
    assert run(str(folder), "--jobs", "2") == run(str(folder))


def test_a_named_pack_judges_everything(folder: Path, run: Run) -> None:
    assert {r["pack"] for r in run(str(folder), "--rules", "fzzf")["reports"]} == {"fzzf"}
    found = {Path(r["path"]).stem: r["is_report"] for r in run(str(folder), "--rules", "xxgk")["reports"]}
    assert found == {"法治": False, "公开": True, "要点": False}


@pytest.mark.parametrize("text", labelled("xxgk"), ids=lambda text: text.path.stem)
def test_reports_on_open_information_are_judged_by_their_pack(text: Labelled, packs: Packs) -> None:
    _, ruleset = packs.parsed(source(text))
    assert ruleset.id == ("xxgk" if text.label["is_report"] else "fzzf")


def test_all_other_texts_are_judged_as_before(packs: Packs, ruleset: RuleSet) -> None:
    others = []
    for text in [*labelled("seeds"), *labelled("dev"), *labelled("own")]:
        report, chosen = packs.parsed(source(text))
        if chosen.id == "fzzf":
            assert report == parse(source(text), ruleset.conventions), text.path
        else:
            others.append(text.label["what_it_is"])
    assert len(others) == 2
    assert all("政府信息公开工作年度报告" in what for what in others)


def test_the_second_pack_is_loaded_only_for_a_text_that_the_first_does_not_know() -> None:
    loaded = []

    def make(name: str) -> RuleSet:
        loaded.append(name)
        return load_pack(name)

    packs = Packs(AUTO, make)
    packs.parsed(Source("a", "txt", "utf-8", "", sound_report()))
    packs.parsed(Source("b", "txt", "utf-8", "", sound_report(head="")))
    assert loaded == ["fzzf"]
    for _ in range(2):
        _, chosen = packs.parsed(Source("c", "txt", "utf-8", "", (XXGK / "x01.txt").read_text("utf-8")))
    assert (loaded, chosen.id, packs.named("xxgk").id) == (["fzzf", "xxgk"], "xxgk", "xxgk")


def test_in_python_the_pack_is_chosen_unless_rules_are_given(judged: Callable[[str], Any]) -> None:
    path = str(XXGK / "x01.txt")
    assert check_file(path).pack == "xxgk"
    assert check_text(Path(path).read_text("utf-8")).elements.keys() == check_file(path).elements.keys()
    assert not judged(Path(path).read_text("utf-8")).is_report
    fzzf = check_text(sound_report())
    assert fzzf == replace(judged(sound_report()), source=fzzf.source)


def test_last_years_report_of_the_same_kind_is_the_one_that_counts(folder: Path, tmp_path: Path, run: Run) -> None:
    earlier = (XXGK / "x01.txt").read_text("utf-8").replace("2024年", "2023年").replace("2025年", "2024年")
    (tmp_path / "公开2023.txt").write_text(earlier, "utf-8")
    (tmp_path / "法治2023.txt").write_text(sound_report().replace("2024", "2023").replace("2025", "2024"), "utf-8")
    found = {Path(r["path"]).stem: r["reuse"] for r in run(str(folder), "--previous", str(tmp_path))["reports"]}
    assert Path(found["公开"]["path"]).stem == "公开2023"
    assert Path(found["法治"]["path"]).stem == "法治2023"


def test_a_text_that_both_packs_could_know_goes_to_the_first(packs: Packs, ruleset: RuleSet) -> None:
    both = sound_report(tail="　　政府信息公开工作年度报告另行公布。\n")
    report, chosen = packs.parsed(Source("a", "txt", "utf-8", "", both))
    assert chosen.id == "fzzf"
    assert judge_report(report, chosen) == judge(report.source, ruleset)


def test_explain_knows_the_rules_of_all_packs(capsys: pytest.CaptureFixture[str]) -> None:
    assert fzcheck(["explain", "tables/requests"]) == 0
    assert "申请办理情况表" in capsys.readouterr().out
    assert fzcheck(["explain", "elements/causes"]) == 0
    assert fzcheck(["explain", "elements/nothing"]) == 2
    assert fzcheck(["explain", "tables/requests", "--rules", "fzzf"]) == 2


def test_a_configuration_may_speak_of_rules_of_every_pack(folder: Path, run: Run, tmp_path: Path) -> None:
    report = (XXGK / "x08.txt").read_text("utf-8")
    (tmp_path / "公开.txt").write_text(report, "utf-8")
    config = tmp_path / "fzcheck.yaml"
    config.write_text("severities:\n  tables/text-requests: warning\n  wording/slogans-style: warning\n", "utf-8")
    found = run(str(tmp_path / "公开.txt"), "--config", str(config))
    assert [(r["pack"], r["is_report"]) for r in found["reports"]] == [("xxgk", True)]
    config.write_text("severities: {tables/nothing: warning}\n", "utf-8")
    assert fzcheck([str(tmp_path / "公开.txt"), "--config", str(config)]) == 2
