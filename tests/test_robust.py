"""Any text, any bytes: a result or a clear refusal, never an exception."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from checker import load_pack
from checker.model import Source, Unreadable
from checker.pipeline import judge
from checker.reading import read_bytes
from tests.corpus_files import labelled, sound_report

RULES = load_pack("fzzf", use_cache=False)
SOUND = sound_report()


@given(st.binary(max_size=600))
@settings(max_examples=150, deadline=None)
def test_any_bytes(data: bytes) -> None:
    found = read_bytes(data, "x.txt")
    assert isinstance(found, (Source, Unreadable))
    if isinstance(found, Source):
        judge(found, RULES)


@given(st.integers(0, len(SOUND)), st.integers(0, len(SOUND)), st.text(max_size=40))
@settings(max_examples=100, deadline=None)
def test_a_damaged_report(a: int, b: int, inserted: str) -> None:
    text = SOUND[: min(a, b)] + inserted + SOUND[max(a, b) :]
    found = read_bytes(text.encode("utf-8", "replace"), "x.txt")
    if isinstance(found, Source):
        result = judge(found, RULES)
        assert 0 <= result.score <= 100


def test_shuffled_and_repeated_lines() -> None:
    rng = random.Random(7)
    for text in labelled("dev"):
        lines = text.path.read_text("utf-8").splitlines()
        rng.shuffle(lines)
        judge(Source("x", "txt", "utf-8", "", "\n".join(lines)), RULES)


def test_a_very_long_line_and_very_many_lines_are_judged() -> None:
    one = "一是" + "法治建设存在不足，由于编制有限，" * 20_000
    many = "（一）执法力量不足。\n" * 10_000
    for text in (one, many):
        judge(Source("x", "txt", "utf-8", "", text), RULES)
