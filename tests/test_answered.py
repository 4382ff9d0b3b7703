"""Problems and plans: what answers, what does not, and how it is shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.cells import cell_len

from checker import check_text, load_pack
from checker.model import OutcomeKind, Result, Severity
from checker.rulebook.problems import RulebookError
from checker.rulebook.ruleset import RuleSet
from checker.synonyms import Role, SynonymGroup, Synonyms
from tests.corpus_files import CORPUS, labelled, sound_report
from tests.written import written

Judge = Callable[[str], Result]
RULE = "answers/unanswered"


@dataclass(frozen=True)
class Case:
    id: str
    problems: list[str]
    plans: list[str]
    unanswered: list[int]

    def report(self) -> str:
        return sound_report(problems=items(self.problems), plan=items(self.plans))


def items(texts: list[str]) -> str:
    return "".join(f"　　（{'一二三四五六七八九十'[i]}）{text}\n" for i, text in enumerate(texts))


def cases(folder: str) -> Iterator[Case]:
    for line in (CORPUS / folder / "answered.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        yield Case(case["id"], case["problems"], case["plans"], case["unanswered"])


def told(result: Result) -> list[str]:
    """The problems called unanswered, as quoted."""
    return [f.place.quote for f in result.findings if f.rule == RULE and f.place]


def unanswered(case: Case, judge: Judge) -> list[int]:
    quotes = told(judge(case.report()))
    return [i for i, text in enumerate(case.problems) if any(text[:12] in quote for quote in quotes)]


@pytest.mark.parametrize(("folder", "bar", "silent"), [("micro", 0.93, 0.97), ("micro_own", 0.88, 0.95)])
def test_small_cases(folder: str, bar: float, silent: float, judged: Judge) -> None:
    all_cases = list(cases(folder))
    wrong = {case.id for case in all_cases if unanswered(case, judged) != case.unanswered}
    quiet = [case.id for case in all_cases if not case.unanswered]
    assert 1 - len(wrong) / len(all_cases) >= bar, sorted(wrong)
    assert 1 - len(wrong.intersection(quiet)) / len(quiet) >= silent, sorted(wrong.intersection(quiet))


@pytest.mark.parametrize("name", ["seeds", "dev", "own"])
def test_whole_reports_have_no_false_alarm(name: str, judged: Judge) -> None:
    false = []
    for text in labelled(name):
        right = [d["quote"][:12] for d in text.label.get("defects", []) if d["kind"] == "unanswered-problem"]
        quotes = told(judged(text.path.read_text("utf-8-sig", "replace")))
        false += [(text.path.name, quote) for quote in quotes if not any(r in quote for r in right)]
    assert false == []


def both(problems: list[str], plans: list[str], judge: Judge) -> list[str]:
    return told(judge(Case("", problems, plans, []).report()))


def test_a_shared_general_word_is_no_answer(judged: Judge) -> None:
    problems = ["政务公开栏半年未更新。", "司法所只有1名工作人员。"]
    assert both(problems, ["面向社会公开招聘法律专业人员2名，充实司法所。"], judged) == [f"（一）{problems[0]}"]


def test_slogans_answer_nothing(judged: Judge) -> None:
    plans = ["实行合同送审清单，先审后签。", "针对上述问题逐项整改，推动法治建设再上新台阶。"]
    assert both(["村级合同无人把关。", "调解员补贴发放拖延。"], plans, judged) == ["（二）调解员补贴发放拖延。"]


def test_one_plan_item_may_answer_two_problems_and_several_one(judged: Judge) -> None:
    plans = ["整合三处窗口为综合受理窗，工作人员轮训全科业务。", "窗口排队超过二十分钟的加开一个。"]
    assert both(["窗口分散在三处，村民多头跑。", "窗口人员业务单一，换人就办不了。"], plans, judged) == []


def test_a_problem_that_brings_its_own_answer(judged: Judge) -> None:
    problems = ["对养犬管理不力，投诉多，下一步将建立犬只登记制度。", "村级合同无人把关。"]
    assert both(problems, ["合同先送司法所审查再签字。"], judged) == []


def test_a_report_without_plan_gives_no_ground(judged: Judge) -> None:
    result = judged(sound_report(h4="", plan=""))
    assert told(result) == []
    outcome = next(o for o in result.outcomes if o.rule == RULE)
    assert outcome.outcome is OutcomeKind.CANNOT_TELL
    assert result.pairs == ()


def test_vague_problems_and_talk_are_notes_and_cost_nothing(judged: Judge) -> None:
    problems = items(["个别工作落实还不够到位，有待进一步加强。", "村级合同送审率偏低。"])
    plan = items(["提高政治站位，推动法治建设再上新台阶。", "合同先送司法所审查再签字。"])
    result = judged(sound_report(problems=problems, plan=plan))
    found = {f.rule: f for f in result.findings if f.kind == "vague"}
    assert set(found) == {"answers/vague-problem", "answers/slogan-plan"}
    assert {f.severity for f in found.values()} == {Severity.NOTE}
    assert told(result) == []
    assert not any(d.rule.startswith("answers/") for d in result.deductions)


def test_each_problem_is_paired_with_its_answer(judged: Judge) -> None:
    result = judged(Case("", ["执法装备不足。", "村规民约更新慢。"], ["请法律顾问逐条过筛自治章程。"], []).report())
    lost, kept = result.pairs
    assert lost.plan is None
    assert kept.plan is not None and "自治章程" in kept.plan.quote
    assert 0 <= lost.similarity < kept.similarity <= 1


def test_many_unanswered_problems_cost_three_points_at_most(judged: Judge) -> None:
    problems = ["执法装备不足。", "饮用水源保护区内垂钓屡禁不止。", "述法走过场。", "罚款缴纳不便。", "公章管理混乱。"]
    result = judged(Case("", problems, ["举办村民运动会。", "慰问困难群众。"], []).report())
    assert len(told(result)) == 5
    assert [d.points for d in result.deductions if d.rule == RULE] == [3.0]


def test_an_office_adds_a_group_in_one_line(pack_folder: Path, judged: Judge) -> None:
    case = Case(
        "", ["义渡超员屡有发生。", "村级合同无人把关。"], ["给每条摆江船配装人数计。", "合同先送审再签字。"], []
    )
    before = judged(case.report()).pairs[0].similarity
    (pack_folder / "words.yaml").write_text("synonyms:\n  ferries: [义渡, 摆江船]\n", "utf-8")
    after = check_text(case.report(), load_pack(str(pack_folder), use_cache=False)).pairs[0].similarity
    assert before < 0.4 <= after


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("synonyms:\n  dogs: [犬]\n", "只有一个字"),
        ("synonyms:\n  dogs: []\n", "不能是空的"),
        ("synonyms:\n  dogs: {words: [养犬], weight: 2}\n", "超出范围"),
        ("synonyms:\n  dogs: {words: [养犬], rôle: matter}\n", "不认识的键"),
        ("synonyms:\n  dogs: [养犬, 养犬]\n", "重复"),
        ("synonyms:\n  Dogs: [养犬]\n", "只用小写字母"),
    ],
)
def test_wrong_groups_are_told(text: str, says: str, pack_folder: Path) -> None:
    (pack_folder / "words.yaml").write_text(text, "utf-8")
    with pytest.raises(RulebookError) as error:
        load_pack(str(pack_folder), use_cache=False)
    assert any(says in str(p) for p in error.value.problems), [str(p) for p in error.value.problems]


def test_an_element_that_no_rule_defines(pack_folder: Path, ruleset: RuleSet) -> None:
    rules = (Path(__file__).parents[1] / "rules/fzzf/answers.yaml").read_text("utf-8")
    (pack_folder / "answers.yaml").write_text(rules.replace("plan: plan", "plan: plans"), "utf-8")
    with pytest.raises(RulebookError) as error:
        load_pack(str(pack_folder), use_cache=False)
    assert any("没有名叫“plans”的要素。相近的有：plan" in str(p) for p in error.value.problems)


def test_words_that_say_nothing_hide_what_is_inside_them() -> None:
    synonyms = Synonyms(
        (
            SynonymGroup("open", 1, Role.MATTER, ("公开", "政务公开")),
            SynonymGroup("none", 0, Role.MATTER, ("公开课", "的")),
        )
    )
    text = "政务公开的公开课"
    assert [(text[a:b], groups) for (a, b), groups in synonyms.find(text)] == [
        ("政务公开", (0,)),
        ("公开", (0,)),
        ("公开课", ()),
    ]
    assert synonyms.letters("垂钓的人") == "垂钓 人"


def test_endless_items_cost_no_more(judged: Judge) -> None:
    report = sound_report(
        problems="".join(f"　　（{i}）执法力量薄弱，村级合同无人把关。\n" for i in range(2000)),
        plan="".join(f"　　（{i}）每月抽查合同，加强培训。\n" for i in range(2000)),
    )
    assert len(judged(report).pairs) <= 40


def printed(results: list[Result], verbose: bool, width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    return written("text", results, verbose=verbose).splitlines()


@pytest.mark.parametrize("width", [60, 80, 120])
def test_verbose_shows_the_pairs(width: int, judged: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    result = judged(
        Case("", ["执法装备不足，" * 20 + "缺记录仪。", "村规民约更新慢。"], ["逐条过筛自治章程。"], []).report()
    )
    assert not any("不足与安排" in line for line in printed([result], False, width, monkeypatch))
    lines = printed([result], True, width, monkeypatch)
    shown = lines[lines.index("不足与安排：") : next(i for i, line in enumerate(lines) if line.startswith("得分"))]
    assert [line.strip()[:8] for line in shown if "问题（" in line or "→" in line] == [
        "问题（第13行）",
        "→ 没有看到对应",
        "问题（第14行）",
        "→ 安排（第16",
    ]
    assert all(cell_len(line) <= width for line in lines)


def test_verbose_tells_what_could_not_be_judged(judged: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = printed([judged(sound_report(h4="", plan=""))], True, 80, monkeypatch)
    assert f"· {RULE}：没有看到可以对照的不足和安排" in [line.strip() for line in lines]
