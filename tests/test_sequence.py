"""Fixed lists: order, wrong members, missing members."""

from __future__ import annotations

import pytest

from tests.test_term import Judged, in_measures, wording


def said(judged: Judged, text: str) -> list[tuple[str, str]]:
    """The rules that speak and what they quote."""
    result = judged(in_measures(text))
    return [(f.rule.removeprefix("wording/"), f.place.quote) for f in wording(result) if f.place]


@pytest.mark.parametrize(
    "text",
    [
        "坚持依法治镇、依法执政、依法行政共同推进，法治云岭、法治政府、法治社会一体建设。",
        "推进严格执法、公正司法、全民守法。",
        "推进科学立法、严格执法、公正司法、全民守法。",
        "履行公众参与、风险评估、合法性审查、集体讨论决定程序。",
        "五个程序一个不少：公众参与、专家论证、风险评估、合法性审查、集体讨论决定。",
        "完善执法公示、执法全过程记录台账。",
        "引导群众遇事找法、化解矛盾靠法。",
        "对重点工作亲自部署，全年督办四件。",
    ],
)
def test_whole_lists_local_forms_and_parts_of_a_list_are_right(judged: Judged, text: str) -> None:
    assert said(judged, text) == []


@pytest.mark.parametrize(
    "text, rule, quote",
    [
        ("坚持依法治国、依法行政共同推进。", "govern-by-law", "依法治国、依法行政"),
        ("坚持依法执政、依法治国、依法行政共同推进。", "govern-by-law", "依法执政、依法治国、依法行政"),
        (
            "履行公众参与、专家论证、合法性审查、集体讨论决定五项程序。",
            "decision-steps",
            "公众参与、专家论证、合法性审查、集体讨论决定",
        ),
        ("围绕科学立法、严格执法、公正司法、全员守法研讨。", "sixteen-characters", "全员守法"),
        ("落实行政执法公示、执法过程记录、重大执法决定法制审核制度。", "three-systems", "执法过程记录"),
        (
            "做到重大工作亲自部署、重大问题亲自过问、重点环节亲自协调、重要任务亲自督办。",
            "four-acts",
            "重大工作亲自部署",
        ),
        ("引导群众办事依法、遇事找法、化解矛盾靠法。", "four-laws", "办事依法、遇事找法、化解矛盾靠法"),
        ("坚持有备必审、有件必备、有错必纠。", "filing", "有备必审、有件必备、有错必纠"),
    ],
)
def test_what_is_wrong_with_a_list(judged: Judged, text: str, rule: str, quote: str) -> None:
    assert said(judged, text) == [(rule, quote)]


def test_a_missing_member_named_elsewhere_in_the_sentence_is_not_missing(judged: Judged) -> None:
    text = "公众参与、专家论证、合法性审查、集体讨论决定之外，还专门做了风险评估，五个程序齐全。"
    assert said(judged, text) == []
