from __future__ import annotations

import math
import random
import time
from itertools import pairwise

import pytest

from checker.reading.extracted import RefusedError
from checker.reading.layout import Glyph, Page, laid_out

SIZE, PITCH, LEFT, TOP = 16.0, 28.0, 80.0, 110.0
PER_LINE = 28
LONG = "全面落实行政执法公示、执法全过程记录、重大执法决定法制审核制度，全年办理行政处罚案件二十二件，无一被复议机关纠正或者被法院判决败诉"


def put(text: str, x: float, y: float, size: float = SIZE, spread: float = 0.0) -> list[Glyph]:
    """A line of text at a place: Chinese characters as wide as high, others half as wide."""
    glyphs = []
    for char in text:
        width = size if ord(char) > 0x2000 else size / 2
        glyphs.append(Glyph(char, x, y, width, size))
        x += width + spread
    return glyphs


def column(*paragraphs: str, x: float = LEFT, y: float = TOP, per_line: int = PER_LINE) -> list[Glyph]:
    """Paragraphs broken into lines of so many characters; those that begin with blanks are set in."""
    glyphs = []
    for text in paragraphs:
        for i in range(0, len(text), per_line):
            glyphs += put(text[i : i + per_line], x, y)
            y += PITCH
    return glyphs


def page(*lines: list[Glyph]) -> Page:
    return Page(595, 842, [glyph for line in lines for glyph in line])


def text_of(*pages: Page) -> list[str]:
    return laid_out(pages).text.split("\n")


def test_first_lines_set_in_begin_paragraphs() -> None:
    assert text_of(page(column("　　" + LONG + "。", "　　" + LONG[:54], "　　二、存在的问题"))) == [
        LONG + "。",
        LONG[:54],  # A full last line: only the indent of the next one tells.
        "二、存在的问题",
    ]


def test_short_last_lines_end_paragraphs_that_are_set_flush() -> None:
    assert text_of(page(column(LONG + "。", "二、存在的问题", LONG, "2025年1月20日"))) == [
        LONG + "。",
        "二、存在的问题",
        LONG,
        "2025年1月20日",
    ]


def test_an_ordinal_begins_a_paragraph_after_a_full_line_that_ends_a_sentence() -> None:
    full = LONG[: PER_LINE * 2 - 1] + "。"
    assert text_of(page(column(full, "（二）抓好普法宣传", full, "他们依法办事。" + LONG))) == [
        full,
        "（二）抓好普法宣传",
        full + "他们依法办事。" + LONG,
    ]


def test_a_line_is_short_only_if_the_next_word_had_room() -> None:
    # Neither a bracket nor a number is broken: the line before them ends early, the paragraph does not.
    first, rest = LONG[:25], "（2023）" + LONG[:20] + "。"
    lines = text_of(page(column("　　" + LONG, LONG + "。"), put(first, LEFT, 300), put(rest, LEFT, 328)))
    assert lines[-1] == first + rest


def test_centred_titles_signatures_and_dates_stand_alone() -> None:
    lines = text_of(
        page(
            put("清河县云岭镇人民政府", 190, 60, 22),
            put("关于2024年度法治政府建设情况的报告", 110, 96, 22),
            column("清河县人民政府：", "　　" + LONG + "。", y=140),
            put("清河县云岭镇人民政府", LEFT + 15 * SIZE, 280),
            put("2025年1月20日", LEFT + 18 * SIZE, 308),
        )
    )
    assert lines == [
        "清河县云岭镇人民政府",
        "关于2024年度法治政府建设情况的报告",
        "清河县人民政府：",
        LONG + "。",
        "清河县云岭镇人民政府",
        "2025年1月20日",
    ]


def test_a_title_too_long_for_its_line_is_one() -> None:
    lines = text_of(
        page(
            put("清河县云岭镇人民政府关于二〇二四年度法治", 84, 60, 22),
            put("政府建设情况的报告", 205, 96, 22),
            column("　　" + LONG, "　　" + LONG, y=150),
        )
    )
    assert lines[0] == "清河县云岭镇人民政府关于二〇二四年度法治政府建设情况的报告"


def test_marks_that_hang_over_the_edge_do_not_widen_the_text() -> None:
    hanging = LONG[: PER_LINE - 1] + "的、"
    title = [put("清河县云岭镇人民政府关于二〇二四年度法治", LEFT + 4, 60, 22), put("政府建设情况的报告", 205, 96, 22)]
    body = column(*["　　" + LONG[:25] + "等、", "公示" + hanging[2:] + "，"] * 3, y=150, per_line=PER_LINE + 1)
    assert text_of(page(*title, body))[0] == "清河县云岭镇人民政府关于二〇二四年度法治政府建设情况的报告"


def test_a_title_printed_twice_is_two() -> None:
    title = "清河县云岭镇人民政府二〇二四年度工作报告"
    lines = text_of(page(put(title, 84, 60, 22), put(title, 84, 96, 22), column("　　" + LONG, "　　" + LONG, y=150)))
    assert lines[:2] == [title, title]


def test_room_behind_a_bullet_is_a_space_also_where_none_is_printed() -> None:
    line = put("-", LEFT, TOP) + put("一是执法力量不足", LEFT + SIZE / 2 + 5, TOP)
    assert text_of(page(line)) == ["- 一是执法力量不足"]
    assert text_of(page(put("-3件", LEFT, TOP))) == ["-3件"]


def test_paragraphs_go_on_across_pages_without_heads_and_page_numbers() -> None:
    head = "清河县2024年度法治政府建设情况报告"
    pages = []
    for number in (1, 2, 3):
        body = column("　　" + LONG[:54], LONG[:PER_LINE], LONG[:PER_LINE])
        pages.append(page(put(head, 200, 50, 9), body, put(f"— {number} —", 280, 800, 14)))
    assert text_of(*pages) == [LONG[:54] + LONG[:PER_LINE] * 2] * 3
    long = text_of(page(column("　　" + LONG[:54])), page(column(LONG[:40] + "。", "　　三、原因")))
    assert long == [LONG[:54] + LONG[:40] + "。", "三、原因"]


@pytest.mark.parametrize("number", ["1", "- 2 -", "—3—", "第 4 页", "第5页 共12页", "6/12", "第七页", "Page 8 of 9"])
def test_page_numbers_are_no_text(number: str) -> None:
    assert text_of(page(column("　　" + LONG), put(number, 280, 800, 10.5))) == [LONG]


def test_what_browsers_print_around_a_page_is_no_text() -> None:
    around = put("2025/1/24 15:12", 30, 25, 8), put("https://www.qinghe.gov.cn/fzzf/a.html", 30, 820, 8)
    assert text_of(page(around[0], put("法治政府建设年度报告", 200, 25, 8), column("　　" + LONG), around[1])) == [LONG]


def test_a_title_is_no_running_head_though_it_is_repeated() -> None:
    title = "清河县2024年度法治政府建设情况报告"
    pages = [page(put(title, 120, 140, 22), column("　　" + LONG, y=200))]
    pages += [page(put(title, 200, 50, 9), column("　　" + LONG))] * 3
    assert text_of(*pages) == [title, LONG, LONG, LONG, LONG]
    office = "清河县云岭镇人民政府"
    pages = [page(put(office, 200, 90), column("　　" + LONG)), page(column("　　" + LONG), put(office, 300, 780))]
    assert text_of(*pages) == [office, LONG, LONG, office]


def test_what_is_no_page_number_stays() -> None:
    lines = text_of(page(column("　　" + LONG), put("2025年", LEFT, 800)), page(column("　　" + LONG)))
    assert "2025年" in "".join(lines)
    lines = text_of(page(column("　　甲村", "12", "　　乙村", "13", "　　" + LONG)))
    assert lines[1] == "12"


def test_two_columns_are_read_one_after_the_other() -> None:
    narrow = 14
    left = column("　　" + LONG[:54], "　　" + LONG[:40], x=60, y=150, per_line=narrow)
    right = column(LONG[40:60] + "。", "　　" + LONG + "。", x=60 + 16 * SIZE, y=150 + 9, per_line=narrow)
    assert text_of(page(put("关于法治政府建设情况的报告", 150, 100, 22), left, right)) == [
        "关于法治政府建设情况的报告",
        LONG[:54],
        LONG[:40] + LONG[40:60] + "。",
        LONG + "。",
    ]


def test_tables_become_rows() -> None:
    rows = [("类别", "办理件数", "其中：复议纠正"), ("行政许可", "1240", "0"), ("行政处罚", "22", "1")]
    glyphs = [
        glyph
        for i, row in enumerate(rows)
        for j, cell in enumerate(row)
        for glyph in put(cell, LEFT + j * 150, 200 + i * 20, 12)
    ]
    assert text_of(page(column("　　" + LONG), glyphs, column("　　" + LONG, y=300))) == [
        LONG,
        "| 类别 | 办理件数 | 其中：复议纠正 |",
        "| 行政许可 | 1240 | 0 |",
        "| 行政处罚 | 22 | 1 |",
        LONG,
    ]


def test_words_broken_in_a_cell_are_one_cell() -> None:
    cells = [("行政许可", "全部在法定期限内"), ("", "办结"), ("行政处罚", "均已公示")]
    glyphs = [
        glyph
        for i, row in enumerate(cells)
        for j, cell in enumerate(row)
        for glyph in put(cell, LEFT + j * 120, 200 + i * 18, 12)
    ]
    assert text_of(page(glyphs)) == ["| 行政许可 | 全部在法定期限内办结 |", "| 行政处罚 | 均已公示 |"]


def test_bold_by_printing_twice_is_read_once() -> None:
    twice = [*put("一、主要举措一一对应", LEFT, 200), *put("一、主要举措一一对应", LEFT + 0.4, 200)]
    assert text_of(page(twice)) == ["一、主要举措一一对应"]


def test_spaces_only_where_they_mean_something() -> None:
    assert text_of(page(put("严格执法", LEFT, 200, spread=6))) == ["严格执法"]
    assert text_of(page(put("App Store", LEFT, 200))) == ["App Store"]
    assert text_of(page([*put("WPS", LEFT, 200), *put("Office", LEFT + 30, 200)])) == ["WPS Office"]
    assert text_of(page([*put("工委", LEFT, 200), *put("办事处", LEFT + 2.4 * SIZE, 200)])) == ["工委 办事处"]
    assert text_of(page([*put("2023", LEFT, 200), *put("年", LEFT + 2.3 * SIZE, 200)])) == ["2023年"]


def test_raised_marks_stay_in_their_line() -> None:
    glyphs = [*put("复议纠正一件", LEFT, 200), *put("①", LEFT + 6 * SIZE, 195, 8), *put("，已整改。", LEFT + 104, 200)]
    assert text_of(page(glyphs)) == ["复议纠正一件①，已整改。"]


def test_printed_lines_are_counted_by_page_without_heads() -> None:
    found = laid_out(
        [
            page(put("内部资料", 280, 40, 9), column("　　" + LONG + "。"), put("— 1 —", 280, 800, 14)),
            page(put("内部资料", 280, 40, 9), column("　　二、存在的问题", "　　" + LONG), put("— 2 —", 280, 800, 14)),
        ]
    )
    assert [(line.page, line.line) for line in found.printed] == [
        (1, 1),
        (1, 2),
        (1, 3),
        (2, 1),
        (2, 2),
        (2, 3),
        (2, 4),
    ]
    assert [line.offset for line in found.printed][3] == found.text.index("二、存在")
    assert all(a.offset < b.offset for a, b in pairwise(found.printed))


def test_any_glyphs_at_all_are_laid_out() -> None:
    chance = random.Random(4)
    wild = [0.0, -1.0, 1e-9, 1e9, math.inf, -math.inf, math.nan, 300.0]
    for _ in range(40):
        glyphs = [
            Glyph(
                chance.choice(["中", "a", " ", "", "\ufffd", "文字", "1"]),
                *(chance.choice([*wild, chance.uniform(-100, 900)]) for _ in range(4)),
            )
            for _ in range(chance.randrange(120))
        ]
        found = laid_out([Page(chance.choice(wild), chance.choice(wild), glyphs)] * chance.randrange(4))
        assert all(0 <= line.offset < len(found.text) for line in found.printed)
    assert laid_out([]).text == ""


def test_time_is_in_proportion_to_the_text() -> None:
    def seconds(count: int) -> float:
        rows = [put("甲", x, 20.0 + 10 * y, 5) for y in range(count) for x in (50.0, 150.0 + 7 * (y % 5), 400.0)]
        started = time.perf_counter()
        laid_out([page(*rows)])
        return time.perf_counter() - started

    seconds(100)
    assert seconds(4000) < 40 * max(seconds(400), 0.002)


def test_too_many_characters_are_refused() -> None:
    many = [Glyph("文", 0, 0, 1, 1)] * 10_000
    with pytest.raises(RefusedError, match="50万字"):
        laid_out(Page(1, 1, many) for _ in range(1_000))
