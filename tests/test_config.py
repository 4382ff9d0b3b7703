"""The configuration: found, read, told where it is wrong, and weaker than environment and command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import typer

from checker.cli.configured import told_config_error
from checker.cli.environment import from_environment
from checker.config import ConfigError, find_config, inside, load_config, matches
from checker.config.loading import load_config as load
from checker.rulebook.packs import rules_folder
from checker.rulebook.schema import validate
from checker.rulebook.yaml_files import parse_yaml
from tests.corpus_files import sound_report
from tests.test_cli import fzcheck

DOCS = Path(__file__).parents[1] / "docs" / "configuration.md"
WEAK_PLAN = "　　今后，将进一步提高站位，奋力开创法治建设新局面。\n"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A repository with two reports, the one in 乡镇/ with a weak plan."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "乡镇").mkdir()
    (tmp_path / "县.txt").write_text(sound_report(), "utf-8")
    (tmp_path / "乡镇" / "甲镇.txt").write_text(sound_report(plan=WEAK_PLAN), "utf-8")
    return tmp_path


def configure(folder: Path, text: str) -> Path:
    path = folder / "fzcheck.yaml"
    path.write_text(text, "utf-8")
    return path


# --- where it is --------------------------------------------------------------------------------------------------


def test_it_is_found_from_the_file_upwards_to_the_root_of_the_repository(office: Path) -> None:
    report = str(office / "乡镇" / "甲镇.txt")
    configure(office.parent, "fail-on: never\n")
    assert find_config([report]) is None
    here = configure(office, "fail-on: weak\n")
    assert find_config([report]) == here
    assert find_config([report, str(office / "县.txt")]) == here
    nearer = configure(office / "乡镇", "fail-on: never\n")
    assert find_config([report]) == nearer
    assert find_config([str(office / "乡镇" / "*.txt")]) == nearer
    assert find_config([report, str(office / "县.txt")]) == here, "one run, one configuration"
    (office.parent / "fzcheck.yaml").unlink()


def test_pyproject_counts_when_it_speaks_of_fzcheck(office: Path) -> None:
    project = office / "pyproject.toml"
    project.write_text('[project]\nname = "x"\n', "utf-8")
    assert find_config([str(office)]) is None
    project.write_text('[project]\nname = "x"\n\n[tool.fzcheck]\nfail-on = "weak"\n', "utf-8")
    assert find_config([str(office)]) == project
    ran = fzcheck("config", "show", cwd=office)
    assert "fail-on = weak　（pyproject.toml:5）" in ran.out
    assert fzcheck(office).code == 1


def test_the_lines_of_pyproject_are_told(office: Path) -> None:
    project = office / "pyproject.toml"
    project.write_text(
        '[tool.fzcheck]\nfail-on = "weak"\n\n[[tool.fzcheck.ignore]]\nrule = "text/residue"\n', encoding="utf-8"
    )
    with pytest.raises(ConfigError, match=r"pyproject\.toml:4:1: .*缺少“reason”"):
        load_config(project)
    project.write_text("[tool.fzcheck]\nfail-on = weak\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"pyproject\.toml:2:11: TOML 写法有误"):
        load_config(project)


# --- what is wrong in it ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("fial-on: weak\n", "1:1", "不认识的键“fial-on”（是不是“fail-on”？）"),
        ("jobs: 2\nfail-on: weka\n", "2:1", "（是不是“weak”？）。可以写：missing、weak、error、warning、never。"),
        ("fail-under: 120\n", "1:1", "超出范围"),
        ("fail-under: .nan\n", "1:1", "0 到 100"),
        ("ignore:\n  - rule: text/residue\n", "2:5", "缺少“reason”"),
        ("reports:\n  - {path: '*.txt', tier: town}\n", "2:21", "（是不是“township”？）"),
        ("waivers:\n  - {rule: text/residue, reason: 在改, who: 张三, until: 2026-12-31}\n", "2:5", "缺少“path”"),
        ("waivers:\n  - {rule: text/residue, path: a, reason: 在改, who: 张三, until: 明年}\n", "2:56", "2026-12-31"),
        ("waivers:\n  - {rule: text/residue, path: a, reason: 在改, who: 张三, until: '2026-02-30'}\n", "2:56", "没有"),
        ("waivers:\n  - {rule: report/kind, path: a, reason: 在改, who: 张三, until: 2026-12-31}\n", "2:6", "不能豁免"),
        ("formats: [json=../别处/结果.json]\n", "1:11", "要在配置文件所在的文件夹里面"),
        ("formats: [json=/tmp/结果.json]\n", "1:11", "要在配置文件所在的文件夹里面"),
        ("fail-on: [weak\njobs: 1\n", "2:5", "YAML 写法有误"),
        ("a: &x 1\nb: *x\n", "1:4", "锚点"),
    ],
)
def test_an_error_names_the_place_shows_the_line_and_says_what_may_stand_there(
    text: str, place: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError) as caught:
        load(configure(tmp_path, text), use_cache=False)
    message = str(caught.value)
    assert f"fzcheck.yaml:{place}: " in message
    assert told in message
    assert re.search(r"^ +\d+ \| ", message, re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ignore: [{rule: text/resdue, reason: 不用}]\n", "没有名叫“text/resdue”的规则。相近的有：text/residue"),
        ("ignore: [{rule: elements/causes, reason: 不写}]\n", "文件要求“应当”做到的"),
        ("severities: {elements/causes: note}\n", "只能往严里改，至少写 error（错误）"),
        (
            "waivers: [{rule: elements/causes, path: '乡镇/*', reason: 在改, who: 张三, until: 2099-01-01}]\n",
            "只能一份一份豁免",
        ),
    ],
)
def test_rules_are_known_and_what_a_document_orders_is_not_softened(text: str, told: str, office: Path) -> None:
    configure(office, text)
    ran = fzcheck(office)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("配置有误，没有检查任何报告：\n")
    assert told in ran.err
    assert "fzcheck.yaml:1:" in ran.err


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe\x00",
        b"- 1\n",
        b"[" * 5_000,
        b'rules: "a\\0b"\n',
        b'formats: ["json=a\\0b"]\n',
        b"&a [*a]\n",
        b"x: !!python/object:os.system {}\n",
        b"fail-under: 1e999\n",
        b"\x1b[31m: 1\n",
        "\u202e: 1\n".encode(),
    ],
)
def test_a_hostile_configuration_is_refused_and_cannot_steer_the_terminal(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("fzcheck.yaml", "pyproject.toml"):
        (tmp_path / name).write_bytes(b"[tool.fzcheck]\n" + data if name == "pyproject.toml" else data)
        with pytest.raises(ConfigError) as caught:
            load_config(tmp_path / name)
        told_config_error(caught.value)
        assert not {"\x1b", "\u202e", "\0"} & set(capsys.readouterr().err)


def test_a_faulty_configuration_is_told_as_before_when_it_is_read_again(office: Path) -> None:
    path = configure(office, "severities: {wording/words: eror}\n")
    with pytest.raises(ConfigError) as first:
        load_config(path)
    with pytest.raises(ConfigError) as second:
        load_config(path)
    assert str(first.value) == str(second.value)


def test_what_was_cached_is_what_was_read(office: Path) -> None:
    path = configure(
        office, "fail-on: weak\nreports:\n  - path: 乡镇/\n    tier: township\nseverities: {wording/words: error}\n"
    )
    fresh, stored, cached = load_config(path, use_cache=False), load_config(path), load_config(path)
    assert fresh == stored == cached


# --- what it does -------------------------------------------------------------------------------------------------


def test_tier_and_year_by_path(office: Path) -> None:
    configure(
        office,
        "tier: county\nreports:\n  - {path: 乡镇/*, tier: department, year: 2023}\n  - {path: 甲镇.txt, tier: subdistrict}\n",
    )
    found = json.loads(fzcheck(office, "-f", "json", "--fail-on", "never").out)["reports"]
    said = {Path(report["path"]).name: (report["meta"]["tier"], report["meta"]["report_year"]) for report in found}
    assert said == {"县.txt": ("county", 2024), "甲镇.txt": ("subdistrict", 2023)}


def test_rules_get_other_severities_or_are_not_asked(office: Path) -> None:
    report = office / "县.txt"
    report.write_text(sound_report().replace("合法性审查", "合法姓审查").replace("法治建设", "法制建设"), "utf-8")
    before = json.loads(fzcheck(report, "-f", "json").out)["reports"][0]
    one, other = sorted({finding["rule"] for finding in before["findings"]})[:2]
    configure(office, f"severities: {{{one}: error}}\nignore: [{{rule: {other}, reason: 本市另有规定}}]\n")
    after = json.loads(fzcheck(report, "-f", "json").out)["reports"][0]
    assert {f["severity"] for f in after["findings"] if f["rule"] == one} == {"error"}
    assert other not in {finding["rule"] for finding in after["findings"]}
    (outcome,) = [o for o in after["outcomes"] if o["rule"] == other]
    assert outcome["outcome"] == "not-applicable"
    assert outcome["why"] == "fzcheck.yaml:2 写明不查：本市另有规定"
    assert fzcheck(office, "--fail-on", "error").code == 1


def test_several_processes_know_the_configuration_too(office: Path) -> None:
    configure(office, "severities: {elements/plan: error}\nreports: [{path: 乡镇/, tier: township}]\n")
    one, two = (fzcheck(office, "-f", "json", "--jobs", jobs) for jobs in ("1", "2"))
    assert one.out == two.out
    assert (one.code, '"tier": "township"' in one.out) == (0, True)


def test_excluded_files_are_left_out_unless_they_are_named(office: Path) -> None:
    configure(office, "exclude: [乡镇/]\n")
    assert fzcheck(office).out.count("报告单位：") == 1
    assert "没有找到可以检查的文件" in fzcheck(office / "乡镇").err
    assert "报告单位：" in fzcheck(office / "乡镇" / "甲镇.txt").out


def test_what_tools_keep_for_themselves_is_not_checked(office: Path) -> None:
    (office / ".venv" / "lib").mkdir(parents=True)
    (office / ".venv" / "lib" / "LICENSE.txt").write_text("Apache License\n", "utf-8")
    assert fzcheck(office).out.count("报告单位：") == 2


def test_paths_begin_in_the_folder_of_the_configuration(office: Path, pack_folder: Path) -> None:
    pack_folder.rename(office / "本区规则")
    configure(office, "rules: 本区规则\nformats: [json=out/结果.json]\nbaseline: 记录/基线.json\n")
    assert fzcheck("baseline", "write", office, cwd=office / "乡镇").code == 0
    assert (office / "记录" / "基线.json").is_file()
    assert fzcheck(office / "县.txt", cwd=office / "乡镇").code == 0
    assert json.loads((office / "out" / "结果.json").read_text("utf-8"))["pack"]["id"] == "mine"


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("乡镇/*.docx", "乡镇/甲镇.docx", True),
        ("乡镇/*.docx", "乡镇/2025/甲镇.docx", False),
        ("乡镇/**/*.docx", "乡镇/甲镇.docx", True),
        ("乡镇/**/*.docx", "乡镇/2025/下/甲镇.docx", True),
        ("*草稿*", "乡镇/甲镇草稿.docx", True),
        ("草稿/", "草稿/乙/丙.txt", True),
        ("草稿/", "草稿.txt", False),
        ("./甲[1].txt", "甲[1].txt", True),
        ("甲?.txt", "甲12.txt", False),
        ("caf\u00e9.txt", "cafe\u0301.txt", False),
    ],
)
def test_path_patterns(pattern: str, path: str, fits: bool) -> None:
    assert matches(pattern, path) is fits


def test_a_path_is_taken_from_the_folder_and_composed(tmp_path: Path) -> None:
    assert inside(str(tmp_path / "乡镇" / "cafe\u0301.txt"), tmp_path) == "乡镇/caf\u00e9.txt"
    assert inside(str(tmp_path / "甲.txt"), tmp_path / "乡镇") is None
    assert inside("-", tmp_path) is None


# --- precedence ---------------------------------------------------------------------------------------------------


def test_defaults_configuration_environment_command_line(office: Path) -> None:
    report = office / "乡镇" / "甲镇.txt"
    assert fzcheck(report).code == 0, "the default: missing"
    configure(office, "fail-on: weak\n")
    assert fzcheck(report).code == 1
    assert fzcheck(report, FZCHECK_FAIL_ON="never").code == 0
    assert fzcheck(report, "--fail-on", "weak", FZCHECK_FAIL_ON="never").code == 1
    assert fzcheck(report, "--fail-on", "missing").code == 0, "a default that is given counts as given"
    assert fzcheck(report, "--no-config").code == 0
    other = office / "别的.yaml"
    other.write_text("fail-on: never\n", "utf-8")
    assert fzcheck(report, "--config", other).code == 0


def test_the_origin_of_each_setting_is_shown(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(office, "# 本县\nfail-on: weak\nfail-under: 80\ntier: county\nreports: [{path: 乡镇/, tier: township}]\n")
    monkeypatch.setenv("FZCHECK_JOBS", "2")
    monkeypatch.setenv("FZCHECK_FAIL_UNDER", "85.5")
    monkeypatch.setenv("FZCHECK_FORMAT", "text,json=甲.json")
    ran = fzcheck("config", "show", "乡镇/甲镇.txt", "--year", "2024", cwd=office)
    assert ran.code == 0
    assert ran.out.splitlines()[:2] == ["配置文件：fzcheck.yaml", "rules = auto　（默认）"]
    for line in (
        "tier = township　（fzcheck.yaml:5）",
        "year = 2024　（命令行）",
        "fail-on = weak　（fzcheck.yaml:2）",
        "fail-under = 85.5　（环境变量 FZCHECK_FAIL_UNDER）",
        "formats = text、json=甲.json　（环境变量 FZCHECK_FORMAT）",
        "jobs = 2　（环境变量 FZCHECK_JOBS）",
    ):
        assert line in ran.out.splitlines()
    assert (
        "tier = department　（命令行）"
        in fzcheck("config", "show", "乡镇/甲镇.txt", "--tier", "department", cwd=office).out.splitlines()
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FZCHECK_TIER", "town"),
        ("FZCHECK_YEAR", "24"),
        ("FZCHECK_FAIL_ON", "weka"),
        ("FZCHECK_FAIL_UNDER", "nan"),
        ("FZCHECK_JOBS", "99"),
    ],
)
def test_a_wrong_environment_variable_is_named(name: str, value: str) -> None:
    with pytest.raises(typer.BadParameter) as caught:
        from_environment({name: value})
    assert caught.value.param_hint == f"环境变量 {name}"
    assert from_environment({name: ""}) == {}


def test_an_error_of_the_environment_is_told_in_words(office: Path) -> None:
    ran = fzcheck(office, FZCHECK_FAIL_ON="weka")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("环境变量 FZCHECK_FAIL_ON 的值不对：可以写：missing、weak、")


def test_a_format_that_there_is_not_is_told_where_it_was_given(office: Path) -> None:
    configure(office, "jobs: 1\nformats: [jsn]\n")
    ran = fzcheck(office, cwd=office)
    assert ran.code == 2
    assert ran.err.startswith("fzcheck.yaml:2 的值不对：可以写：text、")


def test_a_configuration_that_is_not_there_is_told(office: Path) -> None:
    ran = fzcheck(office, "--config", "没有.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert "没有.yaml: 打不开配置文件（没有这个文件）。" in ran.err


def test_the_help_still_shows_the_defaults() -> None:
    ran = fzcheck("--help")
    assert "默认：auto" in ran.out.replace("\n", "").replace(" ", "")
    assert "默认：missing" in ran.out.replace("\n", "").replace(" ", "")


# --- the documentation --------------------------------------------------------------------------------------------


def test_every_key_and_variable_is_documented_and_the_examples_are_valid() -> None:
    text = DOCS.read_text("utf-8")
    schema = rules_folder() / "schema" / "config.schema.json"
    for key in json.loads(schema.read_text("utf-8"))["properties"]:
        assert f"`{key}`" in text, key
    for name in ("RULES", "TIER", "YEAR", "FAIL_ON", "FAIL_UNDER", "FORMAT", "JOBS"):
        assert f"`FZCHECK_{name}`" in text
    examples = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert examples
    for example in examples:
        assert validate(parse_yaml(example, "docs"), schema) == []
