from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from checker import check_file
from checker.model import Result, Unreadable
from checker.rulebook.ruleset import RuleSet
from checker.writing.markdown import escaped
from tests.against import PLAN, Against, last_year
from tests.corpus_files import labelled, sound_report
from tests.written import written

EVIL = "# <script>alert(1)</script> | `x` **粗** [链接](http://a.b) ![图](x) ~~删~~ &lt; @all $x$ \\| \u202e\x1b[31m - 1. > www.a.cn"


def rendered(text: str) -> HTMLParser:
    return HTMLParser(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text))


@pytest.fixture(scope="module")
def seeds(ruleset: RuleSet) -> list[Result]:
    return [check_file(str(text.path), ruleset) for text in labelled("seeds")]


def test_several_reports_have_a_table_on_top(seeds: list[Result]) -> None:
    tree = rendered(written("markdown", [*seeds, Unreadable("扫描件.pdf", "没有文字。")]))
    table = tree.css("table")[0]
    heads = [cell.text() for cell in table.css("th")]
    assert heads[:3] == ["报告", "层级", "年度"]
    assert heads[-5:] == ["得分", "结论", "错误", "警告", "建议"]
    rows = [[cell.text() for cell in row.css("td")] for row in table.css("tbody tr")]
    assert {row[0] for row in rows} == {result.facts.issuer for result in seeds}
    assert all(len(row) == len(heads) for row in rows)
    assert "扫描件.pdf：没有文字。" in tree.text()
    assert "另有 1 份读不了" in tree.text()


def test_each_finding_says_what_where_how_and_why(seeds: list[Result]) -> None:
    for result in seeds:
        text = rendered(written("markdown", [result])).text()
        for finding in result.findings:
            assert finding.message in text
            assert (finding.hint or "") in text
            assert (finding.basis or "") in text
            assert finding.rule in text
        assert "不足与安排" not in text


def test_pairs_are_told_when_more_is_asked(seeds: list[Result]) -> None:
    tree = rendered(written("markdown", [seeds[0]], verbose=True))
    assert len(tree.css("table")[-1].css("tbody tr")) == len(seeds[0].pairs) > 0


def test_what_stood_last_year_is_told_when_more_is_asked(against: Against) -> None:
    result = against(sound_report(plan=PLAN), last_year(plan=PLAN))
    path = "去年/*报告*_1_.txt"
    reuse = result.reuse
    assert reuse is not None
    findings = [f for f in result.findings if f.rule == "reuse/previous"]
    related = [replace(r, place=replace(r.place, path=path)) for r in findings[0].related]
    findings = [replace(findings[0], related=tuple(related))]
    result = replace(result, findings=tuple(findings), reuse=replace(reuse, path=path))
    tree = rendered(written("markdown", [result], verbose=True))
    assert f"上年报告：{path}" in tree.text()
    rows = [[cell.text() for cell in row.css("td")] for row in tree.css("table")[-1].css("tbody tr")]
    assert len(rows) == len(reuse.sections)
    assert rows[-1][0].startswith("第") and "主要安排" in rows[-1][0]
    assert rows[-1][3] == "100%"
    assert f"{path} 第" in next(item.text() for item in tree.css("li") if "对照：上年报告" in item.text())
    assert "与上年报告对照" not in written("markdown", [result])


def test_quiet_leaves_passing_reports_out(seeds: list[Result]) -> None:
    text = written("markdown", seeds, quiet=True)
    assert text.count("## 报告：") == sum(result.verdict == "fail" for result in seeds)
    assert "共检查 5 份" in text


def said(result: Result, words: str) -> str:
    """The output for two reports of which all words that a report can choose are these."""
    facts = replace(result.facts, title=words, issuer=words)
    findings = tuple(replace(f, message=words, hint=words, basis=words) for f in result.findings)
    elements = {name: replace(e, why=words) for name, e in result.elements.items()}
    pairs = tuple(replace(p, problem=replace(p.problem, quote=words)) for p in result.pairs)
    source = replace(result.source, path=words)
    told = replace(result, facts=facts, findings=findings, elements=elements, pairs=pairs, source=source)
    return written("markdown", [told, told, Unreadable(words, words)], verbose=True)


def test_hostile_text_yields_no_markup(judged: Callable[[str], Result]) -> None:
    result = judged(sound_report(principal="", problems="　　（一）法冶力量薄弱。主要原因是编制有限。\n"))
    text = said(result, EVIL)
    tree, plain = rendered(text), rendered(said(result, "文字"))
    for tag in ("script", "a", "img", "code", "s", "em", "blockquote", "h4"):
        assert not tree.css(tag)
    for tag in ("h1", "h2", "h3", "table", "tr", "td", "th", "li", "strong"):
        assert len(tree.css(tag)) == len(plain.css(tag)), tag
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "@" not in text


def test_escaped_text_reads_as_it_was() -> None:
    words = EVIL.split("\u202e", maxsplit=1)[0].replace("@", "＠").strip()
    assert rendered(f"文字：{escaped(words)}").text().strip() == f"文字：{words}"
