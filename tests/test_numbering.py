"""Ordinals that do not follow or are written otherwise than their level, and those that only look so."""

from __future__ import annotations

import pytest

from checker.model import Finding
from tests.findings import Find


def places(found: list[Finding]) -> list[str]:
    return [finding.place.quote for finding in found if finding.place]


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("（一）甲事。办12件。\n（三）乙事。办3件。\n（四）丙事。办4件。", "（三）乙事", "漏了“（二）”"),
        ("（一）甲事。办12件。\n（一）乙事。办3件。\n（二）丙事。办4件。", "（一）乙事", "重号"),
        ("（一）甲事。办1件。\n（二）乙事。办2件。\n（二）丙事。办3件。\n（四）丁事。办4件。", "（二）丙事", "重号"),
        ("一是抓排查；三是抓调解；二是抓回访。", "三是抓调解", "漏了“二是”"),
        ("分四步：①受理；②研判；②交办；③反馈。", "②交办", "重号"),
        ("抓三件事：第一，压责任；第二，严考核；第四，强会商。", "第四，强会商", "漏了"),
        ("其一，压责任；其三，严考核。", "其三，严考核", "漏了“其二”"),
        ("1.甲事。办1件。\n2.乙事。办2件。\n4.丁事。办4件。", "4.丁事", "漏了“3.”"),
        ("做法：（1）登记；（2）受理；（4）反馈。", "（4）反馈", "漏了"),
        ("㈠甲事。办1件。\n㈢乙事。办2件。", "㈢乙事", "漏了“㈡”"),
        (
            "一、负责人履职\n听取汇报2次。\n（二）乙事。办2件。\n（三）丙事。办3件。\n二、下步打算\n招2人。",
            "（二）乙事",
            "前面没有“（一）”",
        ),
        ("一、甲\n办1件。\n二、乙\n办2件。\n四、丁\n办4件。", "四、丁", "漏了“三、”"),
        ("一是抓早。\n二是抓小。\n四是抓实。", "四是抓实", "漏了“三是”"),
    ],
)
def test_gaps(text: str, place: str, why: str, find: Find) -> None:
    (found,) = find("structure/numbering-gap", text)
    assert found.place is not None
    assert found.place.quote.startswith(place)
    assert why in found.message


@pytest.mark.parametrize(
    "text",
    [
        "一、甲\n（一）子。办1件。\n（二）丑。办2件。\n二、乙\n（一）子。办1件。\n（二）丑。办2件。",
        "（一）甲\n1.子。办1件。\n2.丑。办2件。\n（二）乙\n3.寅。办3件。\n4.卯。办4件。\n（三）丙\n5.辰。办5件。",
        "在排查上，一是走、二是看。在化解上，一是劝、二是调、三是兜底。",
        "一是进村：一是进祠堂，二是进院坝。二是进校。三是进企。",
        "首先，压责任；其次，抓公开；最后，兑奖惩。",
        "一方面抓排查；二是抓调解；三是抓回访。",
        "三、四季度开展评查2次。\n第二、三片区抽查40卷。",
        "依照第（二）项、第（四）项处理12件。",
        "①号地块3件，③号地块2件，⑤号地块1件。",
        "落实“一是提醒、三是处罚”口诀。",
        "1.甲事。办1件。\n2. 12名干部轮训。\n3.丙事。办3件。",
        "（一）甲事。办1件。\n乙事有了新办法\n全年办件共12件，群众满意，比上年多出3件。\n（三）丙事。办3件。",
    ],
)
def test_what_is_no_gap(text: str, find: Find) -> None:
    assert find("structure/numbering-gap", text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1、甲\n（一）子。办1件。\n2、乙\n办2件。\n三、丙\n（一）子。办1件。", ["1、甲", "2、乙"]),
        ("一、甲\n办1件。\n二、乙\n办2件。\n3、丙\n办3件。\n四、丁\n办4件。", ["3、丙"]),
        ("一、2024年情况\n（一）甲事。办1件。\n2.2023年遗留事项。办2件。\n（三）丙事。办3件。", ["2.2023年遗留事项"]),
        ("做法：一是建台账；2.明责任；三是严考核。", ["2.明责任"]),
        ("第一，亮证；二是告知；第三，送达。", ["二是告知"]),
        ("首先，亮证；其次，告知；第三，送达。", ["第三，送达"]),
        ("1.甲事。办1件。\n2、乙事。办2件。\n3.丙事。办3件。", ["2、乙事"]),
        ("1.甲\n（一）子。办1件。\n（二）丑。办2件。\n2.乙\n（一）寅。办3件。", ["1.甲"]),
        ("（1）甲\n1.子。办1件。\n2.丑。办2件。\n（2）乙\n1.寅。办3件。", ["（1）甲"]),
    ],
)
def test_mixed_styles_and_levels(text: str, expected: list[str], find: Find) -> None:
    found = places(find("structure/numbering-style", text))
    assert len(found) == len(expected)
    assert all(quote.startswith(place) for quote, place in zip(found, expected, strict=True))
    assert find("structure/numbering-gap", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "一、甲\n1.子。办1件。\n2.丑。办2件。\n二、乙\n1.寅。办3件。",
        "(一)甲事。办1件。\n(二)乙事。办2件。",
        "一、甲\n（一）子。一是抓早；二是抓小。\n（二）丑\n1.寅。办3件。\n（1）卯。办4件。",
        "（一）甲\n一是抓早：（1）登记；（2）受理。二是抓小。",
        "（一）甲事。分三步：①受理；②研判；③反馈。\n（二）乙事。做法：1.建账；2.销号。",
    ],
)
def test_regular_levels(text: str, find: Find) -> None:
    assert find("structure/numbering-style", text) == []


def test_the_place_beside_is_shown(find: Find) -> None:
    (found,) = find("structure/numbering-style", "（一）甲事。办1件。\n2.乙事。办2件。\n（三）丙事。办3件。")
    assert found.related
    assert found.related[0].place.quote.startswith("（一）")


def test_many_ordinals_take_time_in_proportion(find: Find) -> None:
    assert len(find("structure/numbering-gap", "；二是抓早；三是抓小；五是抓实" * 2_000)) <= 6_000
