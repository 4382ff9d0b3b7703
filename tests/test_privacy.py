"""What must not be published is found and shown masked; what is hidden, public or a thing's number is left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.checks.checksums import is_bank_card, is_resident_id
from checker.model import Finding, Result
from tests.corpus_files import sound_report

Judge = Callable[[str], Result]


def found(judged: Judge, text: str) -> list[Finding]:
    """The findings on a sentence in an otherwise sound report."""
    result = judged(sound_report(problems=f"　　{text}\n"))
    return [finding for finding in result.findings if finding.kind == "privacy"]


def quotes(judged: Judge, text: str) -> list[str]:
    return [finding.place.quote for finding in found(judged, text) if finding.place]


def test_check_characters() -> None:
    assert is_resident_id("11010519491231002X")
    assert is_resident_id("11010519491231002x")
    assert not is_resident_id("110105194912310021")
    assert not is_resident_id("11010519490231002X"), "no such day"
    assert not is_resident_id("1101051949123100²X")
    assert is_bank_card("6228480000003157021")
    assert not is_bank_card("6228480000003157022")
    assert not is_bank_card("11010519491231002X")


def test_numbers_are_quoted_where_they_stand_but_shown_masked(judged: Judge) -> None:
    (finding,) = found(judged, "当事人李某（身份证号：１１０１０５１９４９１２３１００２X）已办结。")
    assert finding.place is not None
    assert finding.place.quote == "１１０１０５１９４９１２３１００２X"
    assert "110…02X" in finding.message
    assert "19491231" not in finding.message + (finding.hint or "")


@pytest.mark.parametrize(
    "text",
    [
        "工单编号13800004417当天办结，设备序列号为13800004418。",
        "水表读数1380000441755，电表读数0.13800004417。",
        "公布执法监督电话13800004417，值班手机13800004418。",
        "投入资金13800004417.5元。",
        "卷宗11010519491231002X77已归档。",
        "项目代码2404-130534-04-01-583216。",
        "反映人手机138****4417，身份证号1305**********9720。",
    ],
)
def test_numbers_of_things_and_masked_numbers_are_left_alone(text: str, judged: Judge) -> None:
    assert quotes(judged, text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("案件编号2024—7，当事人手机13800004417已停机。", "13800004417"),
        ("监督电话0319-8160000，反映人电话138-0000-4417。", "138-0000-4417"),
        ("申请人银行卡号6228 4800 0000 3157 021已核对。", "6228 4800 0000 3157 021"),
        ("当事人身份证13053419720315421已过期。", "13053419720315421"),
    ],
)
def test_the_nearest_word_says_what_a_number_is(text: str, quote: str, judged: Judge) -> None:
    assert quotes(judged, text) == [quote]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("村民罗永昌与罗永盛兄弟二人因地界起争执。", "罗永昌与罗永盛"),
        ("村民王芳家中失火，社区申请救助。", "王芳"),
        ("村民王芳子女的赡养纠纷已调解。", "王芳"),
        ("当事人欧阳建华对处罚不服。", "欧阳建华"),
        ("当事人：李明，与某公司和解。", "李明"),
        ("张某与李富贵的债务纠纷中，债权人张某、李富贵均到场。", "李富贵"),
        ("信访人阿不都·买买提的诉求办结。", "阿不都·买买提"),
        ("对无证行医的江某某（江秀芝）作出处罚决定。", "江秀芝"),
    ],
)
def test_the_whole_name_and_nothing_else_is_quoted(text: str, quote: str, judged: Judge) -> None:
    assert quotes(judged, text) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "当事人高度重视，当事人方便时再办，受害人家属温和劝导，原告诉讼请求被驳回。",
        "村民张某某、李某与邻居王×因土地纠纷来访，村民小李、王大爷、赵女士作证。",
        "村民安全意识提高，居民文明素养提升，土地纠纷下降。",
        "村民李大牛因借款与邻居王二柱发生争执（文中人物均为化名）。",
        "村民张德福荣获县级劳模称号，在土地纠纷中作过证。",
        "调解员王素珍、律师刘畅、镇长周文博化解土地纠纷12件。",
        "当事人华兴建筑公司因土地纠纷起诉。",
    ],
)
def test_hidden_names_words_and_people_in_public_are_left_alone(text: str, judged: Judge) -> None:
    assert quotes(judged, text) == []


def test_sure_findings_cost_three_points_up_to_nine_and_likely_ones_one_up_to_three(judged: Judge) -> None:
    numbers = "".join(f"反映人电话1380000441{i}。" for i in range(5))
    names = "当事人李明、王芳、赵刚、孙丽、周涛到场。" + "".join(
        f"受害人{name}报警。" for name in ("王刚", "李丽", "赵敏", "孙伟")
    )
    points = {d.rule: d.points for d in judged(sound_report(problems=f"　　{numbers}{names}\n")).deductions}
    assert points["privacy/mobile"] == 9
    assert points["privacy/name"] == 3
