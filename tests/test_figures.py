"""Figures that contradict each other: what is found, where, how it is told; and what is left alone."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker import check_file, check_text, load_pack
from checker.model import Finding, Result
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import CORPUS, labelled, sound_report

NEAR = 40
BODIES = {
    "measures": "　　（一）规范文件管理。全年审查合同64份，提出修改意见37条。\n　　（二）改进行政执法。办理行政处罚案件22件。\n",
    "principal": "　　镇党委书记主持召开党委会议专题研究法治建设3次；镇长出庭应诉1次。\n",
    "problems": "　　（一）执法力量薄弱。持证人员仅6人。主要原因是编制有限。\n",
    "plan": "　　（一）充实执法力量。招录执法辅助人员4名。\n",
}


def figures(result: Result) -> list[Finding]:
    return [finding for finding in result.findings if finding.kind == "figures"]


@pytest.fixture(scope="session")
def found(ruleset: RuleSet) -> Callable[[str], list[Finding]]:
    """What is found in a paragraph of a sound report."""
    return lambda text: figures(check_text(sound_report(measures=BODIES["measures"] + f"　　{text}\n"), ruleset))


@pytest.mark.parametrize(
    ("text", "rule", "arithmetic"),
    [
        ("受理申请84件，审结80件，审结率97.1%。", "figures/rate", "80÷84＝95.24%"),
        ("应参加考试93人，因病缺考4人，参考率97.8%。", "figures/rate", "（93－4）÷93＝95.7%"),
        ("抽查案卷120卷，优秀38卷、合格70卷、不合格12卷，优良率95%。", "figures/rate", "（38＋70）÷120＝90%"),
        ("全年发文18件，其中决定7件、通知9件、其他4件。", "figures/parts", "7＋9＋4＝20，不是18"),
        ("罚没款合计8.37万元，其中罚款7.9万元、没收违法所得7700元。", "figures/parts", "不是8.37万"),
        ("投诉量由上年的640件降至512件，下降25%。", "figures/change", "（640－512）÷640＝20%"),
        ("化解率由94.5%提高到97%，提高3.5个百分点。", "figures/change", "97%－94.5%＝2.5个百分点"),
        ("发放问卷320份，收回有效问卷335份。", "figures/subset", "335大于320"),
        ("建成服务点19个，配齐设备。每季度对这21个服务点抽查一次。", "figures/repeated", "前面写的是19个"),
        ("追回报酬129万元，涉及务工人员86名，人均追回2.1万元。", "figures/average", "129万÷86＝1.5万"),
        ("年初在册29人，年内新增3人、解除8人，年末在册22人。", "figures/balance", "29＋3－8＝24，不是22"),
    ],
)
def test_the_arithmetic_is_shown(text: str, rule: str, arithmetic: str, found: Callable[[str], list[Finding]]) -> None:
    (finding,) = found(text)
    assert finding.rule == rule
    assert arithmetic in finding.message


def test_every_operand_has_its_place(found: Callable[[str], list[Finding]]) -> None:
    (finding,) = found("镇调解中心受理争议162件，当事人达成协议139件，调解成功率88.5%。")
    assert [(r.message, r.place.quote) for r in finding.related] == [("分子 139件", "139件"), ("分母 162件", "162件")]
    assert finding.place is not None
    assert finding.place.quote.endswith("调解成功率88.5%")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        lambda text: text.translate(str.maketrans("，；：（）", ",;:()")),
        lambda text: re.sub(r"(\d+)", r" \1 ", text),
        lambda text: "".join(
            f"{part}\n" for line in text.splitlines() for part in (line[:40], line[40:80], line[80:]) if part
        ),
    ],
    ids=["full width", "half-width marks", "spaces", "wrapped"],
)
def test_the_same_is_found_however_it_is_printed(change: Callable[[str], str], ruleset: RuleSet) -> None:
    text = sound_report(
        measures="　　（一）调解纠纷。全年受理各类纠纷476件，调解成功130件，调解成功率28.26%；走访企业60家，收集意见建议18条，"
        "全部整改到位。\n　　（二）行政处罚。全年办结案件64件，其中简易程序41件、普通程序25件。\n"
    )
    rules = [finding.rule for finding in figures(check_text(text, ruleset))]
    assert rules == ["figures/rate", "figures/parts"]
    assert [finding.rule for finding in figures(check_text(change(text), ruleset))] == rules


@pytest.mark.parametrize(
    "text",
    [
        "立案14件。因机构改革交接，上年还有4件未办结。全年结案17件。",
        "受理信访事项134件，化解129件，化解率96.3%；镇本级受理的37件全部化解，化解率100%。",
        "走访企业60家，反映融资难的33家，反映用工难的41家，不少企业同时反映两项以上困难。",
        "组建近200人的志愿服务队，其中党员86人、退役军人47人、教师64人。",
        "全年培训45名调解员180人次，人均4次，较上年前移2个位次。",
        "接入12345热线，8:30至17:30开放，印发〔2024〕36号文件，依照第六十条在九十日内办结。",
        "力争化解率达到98%以上，按期办结率达到99%，2024年分别为96.4%和97.8%。",
    ],
    ids=["carried over", "scope", "overlap", "about", "units", "codes", "goals"],
)
def test_what_is_not_certainly_related_is_left_alone(text: str, found: Callable[[str], list[Finding]]) -> None:
    assert found(text) == []


# --- labelled texts --------------------------------------------------------------------------------------------------


def small_cases(folder: str) -> list[dict[str, Any]]:
    """The small cases on figures in a folder of the corpus."""
    files = sorted((CORPUS / folder).glob("figures*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]


def is_right(case: dict[str, Any], ruleset: RuleSet) -> bool:
    """Comes what must come, and nothing else?"""
    paragraphs = "".join(f"　　{line.strip()}\n" for line in case["text"].splitlines())
    text = sound_report(**{case["context"]: BODIES[case["context"]] + paragraphs})
    spans = [
        [place.span for place in (finding.place, *(r.place for r in finding.related)) if place is not None]
        for finding in figures(check_text(text, ruleset))
    ]
    wanted = [match.span() for e in case["expect"] for match in re.finditer(re.escape(e["quote"]), text)]

    def near(places: list[tuple[int, int]]) -> bool:
        return any(max(a - d, c - b) <= NEAR for a, b in wanted for c, d in places)

    return all(near(places) for places in spans) and bool(spans) == bool(case["expect"])


@pytest.mark.parametrize(("folder", "right", "silent"), [("micro", 0.97, 0.98), ("micro_own", 0.93, 0.98)])
def test_small_cases(folder: str, right: float, silent: float, ruleset: RuleSet) -> None:
    cases = small_cases(folder)
    wrong = [case for case in cases if not is_right(case, ruleset)]
    sound = [case for case in cases if not case["expect"]]
    loud = [case for case in wrong if not case["expect"]]
    assert 1 - len(wrong) / len(cases) >= right, [case["text"] for case in wrong]
    assert 1 - len(loud) / len(sound) >= silent, [case["text"] for case in loud]


@pytest.mark.parametrize("name", ["seeds", "dev", "own"])
def test_whole_reports(name: str, ruleset: RuleSet) -> None:
    for text in labelled(name):
        source = text.path.read_text("utf-8")
        quotes = [d["quote"] for d in text.label.get("defects") or [] if d["kind"] == "figures"]
        wanted = [match.span() for quote in quotes for match in re.finditer(re.escape(quote), source)]
        for finding in figures(check_file(str(text.path), ruleset)):
            places = [p.span for p in (finding.place, *(r.place for r in finding.related)) if p is not None]
            near = any(max(a - d, c - b) <= NEAR for a, b in wanted for c, d in places)
            assert near, (text.path.name, finding.message)


# --- what districts can change, and what must not break ---------------------------------------------------------------


def test_a_district_teaches_a_rule_its_own_words(pack_folder: Path) -> None:
    (pack_folder / "figures.yaml").write_text(
        "lexicons:\n"
        "  figures-among: {about: our own word for parts, terms: [其中, 内含]}\n"
        "overlays:\n"
        "  township:\n"
        "    figures/rate: {skip: 比率另行核对}\n",
        "utf-8",
    )
    text = sound_report(
        measures=BODIES["measures"]
        + "　　受理纠纷164起，内含邻里纠纷88起、婚姻家庭纠纷95起；受理84件，审结80件，审结率97.1%。\n"
    )
    assert [f.rule for f in figures(check_text(text, load_pack("fzzf")))] == ["figures/rate"]
    own = check_text(text, load_pack(str(pack_folder), use_cache=False))
    assert [f.rule for f in figures(own)] == ["figures/parts"]


@pytest.mark.parametrize(
    "hostile",
    [
        "1件、" * 30_000,
        "（1件" * 20_000,
        "1件，其中2件、3件" * 6_000,
        "由1件增至2件，增长100%。" * 2_000,
        "|1" * 50_000,
        "| 1 | 2 |\n" * 10_000,
        "9" * 100_000 + "件，" + "百" * 50_000 + "件",
    ],
    ids=lambda text: text[:8].strip(),
)
def test_hostile_text_takes_no_time(hostile: str, ruleset: RuleSet) -> None:
    start = time.perf_counter()
    check_text(sound_report(measures=BODIES["measures"] + hostile + "\n"), ruleset)
    assert time.perf_counter() - start < 10


def test_a_text_can_end_anywhere(ruleset: RuleSet) -> None:
    text = sound_report(measures=BODIES["measures"]) + (
        "罚没款合计1.2万元（12000元），占四成以上（71起）；办结48件55人，由640件降至512件，3月、6月和9月先后2次，化解率（90分以上）为31%"
    )
    for end in range(len(text) - 90, len(text)):
        check_text(text[:end], ruleset)
