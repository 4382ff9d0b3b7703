"""What numbers mean: values, units left out, and what their words leave open."""

from __future__ import annotations

from math import inf

import pytest

from checker.parsing.amounts import Amount, after_unit, amounts_in, doubling_in
from checker.parsing.periods import months_in
from checker.parsing.tables import tables_in


def amounts(text: str) -> list[Amount]:
    """All amounts of a text, whatever is counted."""
    found = []
    for amount, _ in amounts_in(text, lambda at: at):
        found.append(after_unit(amount, text, amount.span[1] + (not amount.is_share))[0])
    return found


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1,284件", 1284, 1284),
        ("十七件", 17, 17),
        ("二百一十件", 210, 210),
        ("两千零六件", 2006, 2006),
        ("3.4万件", 33_500, 34_500),
        ("1.35亿元", 134_500_000, 135_500_000),
        ("190余份", 190, 200),
        ("二十余份", 20, 30),
        ("1.2万余份", 12_000, 13_000),
        ("百余人", 100, 200),
        ("近200人", 170, 200),
        ("约100人", 90, 110),
        ("超过500人", 500, inf),
        ("不足60人", 0, 60),
        ("50名以上", 50, inf),
        ("8天以内", 0, 8),
        ("十几户", 10, 19),
    ],
)
def test_what_a_count_leaves_open(text: str, low: float, high: float) -> None:
    (amount,) = amounts(text)
    assert (amount.low, amount.high) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("97.5%", 0.9745, 0.9755),
        ("百分之九十八点四", 0.9835, 0.9845),
        ("六成", 0.55, 0.65),
        ("七成五", 0.725, 0.775),
        ("六成多", 0.6, 0.7),
        ("近七成", 0.6, 0.7),
        ("不足两成", 0, 0.2),
        ("98%以上", 0.98, 1),
        ("三分之一", 0.308, 0.358),
        ("过半", 0.5, 1),
    ],
)
def test_what_a_share_leaves_open(text: str, low: float, high: float) -> None:
    (amount,) = amounts(text)
    assert amount.is_share
    assert (amount.low, amount.high) == pytest.approx((low, high), abs=1e-3)


@pytest.mark.parametrize("text", ["2024年", "3月15日", "8:30开门", "“3·15”", "2024.1.15", "9" * 40 + "件"])
def test_dates_times_and_codes_are_no_amounts(text: str) -> None:
    assert amounts(text) == []


@pytest.mark.parametrize("text", ["履约38件", "签约120户", "附近3个", "通过47人"])
def test_the_last_character_of_a_word_is_no_word_of_approximation(text: str) -> None:
    (amount,) = amounts(text)
    assert amount.low == amount.high == amount.value


def test_doubling() -> None:
    text = "翻了两番多"
    found = doubling_in(text, 0, len(text))
    assert found is not None
    assert found.low == 4
    assert doubling_in("翻新两处", 0, 4) is None


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("上半年", range(1, 7)),
        ("前三季度", range(1, 10)),
        ("四季度", range(10, 13)),
        ("一至三季度", range(1, 10)),
        ("截至11月底", range(1, 12)),
        ("3月至5月", range(3, 6)),
        ("全年", range(1, 13)),
        ("今后", range(0)),
    ],
)
def test_parts_of_a_year(text: str, months: range) -> None:
    assert months_in(text) == frozenset(months)


def test_tables_by_bars_tabs_and_gaps() -> None:
    for source in ("| a | b |\n|---|---|\n| 1 | 2 |\n", "a\tb\n1\t2\n", "　　a　　b\n　　1　　2\n"):
        (table,) = tables_in(source)
        assert [[cell.text for cell in row.cells] for row in table.rows] == [["a", "b"], ["1", "2"]]
        assert all(source[slice(*cell.span)] == cell.text for row in table.rows for cell in row.cells)


def test_indented_text_is_no_table() -> None:
    assert list(tables_in("　　一年来，工作有序。\n\n　　　　　　某镇人民政府\n　　　　2024年1月2日\n")) == []
