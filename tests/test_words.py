from __future__ import annotations

import tempfile
from pathlib import Path

from checker.words import content_words


def test_words_of_the_domain_are_kept_whole() -> None:
    words = content_words("人民调解员队伍作用发挥不明显")
    assert "人民调解员" in words or "调解员" in words
    assert "队伍" in words


def test_spans_that_carry_no_content_are_left_out() -> None:
    assert content_words("执法队伍薄弱", [(4, 6)]) == content_words("执法队伍")


def test_cutting_writes_no_files() -> None:
    before = set(Path(tempfile.gettempdir()).glob("jieba*"))
    content_words("合法性审查质量不高")
    assert set(Path(tempfile.gettempdir()).glob("jieba*")) == before
