"""Fixed expressions with one character wrong, missing, doubled or swapped."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from checker.checks.near_misses import near_misses
from checker.chinese.confusables import Likeness, likeness
from checker.chinese.expressions import Expressions, Wordings, tables_of
from checker.chinese.segmenting import cut
from checker.model import Result
from checker.rulebook.ruleset import RuleSet
from tests.test_term import Judged, in_measures, quotes

NOTHING = Wordings([])


@pytest.fixture(scope="module")
def expressions(ruleset: RuleSet) -> Expressions:
    (tables,) = ruleset.tables.values()
    return Expressions(tables)


@pytest.mark.parametrize(
    "one, other, how",
    [
        ("冶", "治", Likeness.SAME),
        ("入", "人", Likeness.SAME),
        ("择", "释", Likeness.SAME),
        ("诉", "述", Likeness.NEAR_SOUND),
        ("证", "正", Likeness.SAME),
        ("民", "员", Likeness.NONE),
    ],
)
def test_likeness_holds_both_ways(one: str, other: str, how: Likeness) -> None:
    assert likeness(one, other) is likeness(other, one) is how


def test_a_cut_prefers_words_to_fragments() -> None:
    assert cut("履行行政应述职责", lambda _: None, 4).words == ("履行", "行政", "应", "述", "职责")
    assert cut("综治中心", lambda word: 9.0 if word == "综治中心" else None, 4).words == ("综治中心",)


@pytest.mark.parametrize(
    "wrong, right",
    [
        ("落实营商环竟各项任务", "营商环境"),
        ("在镇综治心中设置窗口", "综治中心"),
        ("落实矛盾纠排查化解机制", "矛盾纠纷排查化解"),
        ("设立公共法律法律服务站", "公共法律服务站"),
        ("专职人民调解解员两名", "专职人民调解员"),
        ("镇长履行行政应述职责", "行政应诉职责"),
        ("会酝前酿充分", "会前酝酿"),
    ],
)
def test_one_slip_is_found(expressions: Expressions, wrong: str, right: str) -> None:
    assert [miss.right for miss in near_misses(wrong, expressions, NOTHING)] == [right]


@pytest.mark.parametrize(
    "text",
    [
        "综治中心及时协调介入",
        "面对面听政协委员讲难处",
        "以法治国家、法治政府、法治社会一体建设为目标",
        "创作全过程纪录片一部",
        "作出相应述评结论",
        "组织法律明白人入户宣讲",
        "终止劳动合同发生的争议",
        "邛家洼、亓官屯、郄家沟三个村",
        "2023年工作要点",
    ],
)
def test_right_words_that_come_close_are_left_alone(expressions: Expressions, text: str) -> None:
    assert near_misses(text, expressions, NOTHING) == []


def test_every_expression_is_watched_at_every_character(expressions: Expressions) -> None:
    """Wherever a look-alike or sound-alike slips in, it is found: no expression has a blind spot."""
    chance = random.Random(7)
    alike = {"人": "入", "法": "发", "政": "正", "制": "治", "情": "清", "理": "里", "公": "工", "务": "物", "定": "订"}
    missed = []
    for expression in chance.sample(sorted(expressions.all), 400):
        places = [i for i, char in enumerate(expression) if char in alike]
        if not places:
            continue
        at = chance.choice(places)
        wrong = expression[:at] + alike[expression[at]] + expression[at + 1 :]
        if expressions.covering(wrong, (at, at + 1)) is None and not near_misses(f"，{wrong}，", expressions, NOTHING):
            missed.append(wrong)
    assert len(missed) <= 8, missed


def test_an_expression_is_silent_about_itself_and_about_the_others(expressions: Expressions) -> None:
    assert near_misses("，".join(sorted(expressions.all)), expressions, NOTHING) == []


def test_real_wordings_are_let_pass() -> None:
    one = Expressions(tables_of(["人民检察院"]))
    assert near_misses("县人民检查院来镇", one, NOTHING) != []
    assert near_misses("县人民检查院来镇", one, Wordings(["检查院"])) == []


def test_work_grows_with_the_text_and_no_faster(expressions: Expressions) -> None:
    text = "镇综治心中设置窗口，法律法律服务站，行政政执法，" * 300
    times = []
    for repeated in (1, 4):
        start = time.perf_counter()
        near_misses(text * repeated, expressions, NOTHING)
        times.append(time.perf_counter() - start)
    assert times[1] < 4 * times[0] * 4


@pytest.mark.parametrize("text", ["", "治", "治\n" * 50, "\ud800法冶", "法" * 5000, "行政" * 3000, "0" * 3000])
def test_odd_texts_do_no_harm(expressions: Expressions, text: str) -> None:
    near_misses(text, expressions, NOTHING)


def test_a_place_is_told_once(judged: Judged) -> None:
    assert quotes(judged(in_measures("学习《信访工作条列》，推进法冶政府建设。"))) == ["信访工作条列", "法冶"]


def test_slips_cost_points_up_to_a_cap(judged: Callable[[str], Result]) -> None:
    slips = "法律缓助到位。裁量权基淮公开。关健少数带头。营商环竟改善。人民调介受理。轻微兔罚公示。"
    for count, points in ((1, 3), (6, 9)):
        text = "。".join(slips.split("。")[:count]) + "。"
        lost = [d for d in judged(in_measures(text)).deductions if d.rule.startswith("wording/")]
        assert max(d.points for d in lost) == points
