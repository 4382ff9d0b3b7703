from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from checker import check_file
from checker.model import Printed, Result, Severity, Source, Unreadable
from checker.rulebook.ruleset import RuleSet
from checker.writing import FORMATS, open_writer
from checker.writing.file_names import FileNames
from checker.writing.last_year import last_year_of
from checker.writing.marked_text import Mark, marked_lines
from checker.writing.run import Run
from checker.writing.side_by_side import Part, side_by_side
from tests.against import PLAN, Against, last_year, next_year
from tests.corpus_files import CORPUS, labelled, sound_report

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{7*7}}\u202e&lt;b&gt;'


def pages(folder: Path, results: Sequence[Result | Unreadable], *, quiet: bool = False) -> dict[str, str]:
    run = Run("fzzf", "1.0.0", quiet=quiet)
    writer = open_writer(FORMATS["html"], folder, run)
    for result in results:
        run.tally.add(result)
        writer.add(result)
    writer.finish()
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def page(folder: Path, result: Result) -> HTMLParser:
    (name,) = set(found := pages(folder, [result])) - {"index.html"}
    return HTMLParser(found[name])


def marked(tree: HTMLParser, number: str) -> str:
    """The words under the marks of a finding, with the ends of the lines in between."""
    lines = ["".join(m.text() for m in p.css(f'mark[data-f~="{number}"]')) for p in tree.css("#text > p")]
    first, last = (next(i for i in order if lines[i]) for order in (range(len(lines)), range(len(lines) - 1, -1, -1)))
    return "\n".join(lines[first : last + 1])


def only(tree: HTMLParser, selector: str) -> Node:
    (node,) = tree.css(selector)
    return node


def checked(name: str, ruleset: RuleSet) -> list[Result]:
    return [check_file(str(text.path), ruleset) for text in labelled(name)]


@pytest.fixture(scope="module")
def reports(ruleset: RuleSet) -> list[Result]:
    return [*checked("seeds", ruleset), *checked("dev", ruleset)]


@pytest.fixture(scope="module")
def trees(reports: list[Result], tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Result, HTMLParser]]:
    return [(result, page(tmp_path_factory.mktemp("html"), result)) for result in reports]


def test_each_finding_is_marked_and_explained_with_links_both_ways(trees: list[tuple[Result, HTMLParser]]) -> None:
    for result, tree in trees:
        cards = tree.css(".card")
        assert len(cards) == len(result.findings)
        listed = [f for f in result.findings if f.severity is not Severity.NOTE]
        listed += [f for f in result.findings if f.severity is Severity.NOTE]
        for card, finding in zip(cards, listed, strict=True):
            number = (card.attributes["id"] or "").removeprefix("f")
            assert finding.message in card.text()
            assert finding.rule in card.text()
            assert (finding.hint or "") in card.text()
            if finding.place is not None:
                assert marked(tree, number) == finding.place.quote
                assert card.css_first(f'a[href="#m{number}"]') is not None
                assert only(tree, f"#m{number}").attributes["href"] == f"#f{number}"


def test_the_text_is_the_source_text(trees: list[tuple[Result, HTMLParser]]) -> None:
    for result, tree in trees:
        lines = "\n".join(p.text() for p in tree.css("#text > p"))
        assert lines == result.source.text.replace("\t", " ")


def test_ids_are_unique_and_links_resolve(trees: list[tuple[Result, HTMLParser]]) -> None:
    for _, tree in trees:
        ids = [node.attributes["id"] for node in tree.css("[id]")]
        assert len(ids) == len(set(ids))
        for link in tree.css("a[href]"):
            target = link.attributes["href"] or ""
            assert target == "index.html" or (target[0] == "#" and target[1:] in ids)


def test_elements_and_score_are_told_in_words(trees: list[tuple[Result, HTMLParser]]) -> None:
    words = {"present": "达标", "weak": "薄弱", "missing": "缺失"}
    for result, tree in trees:
        states = [row.css("td")[0].text(strip=True)[-2:] for row in tree.css(".elements tbody tr")]
        told = [words[e.state] for e in result.elements.values()] if result.is_report else []
        assert states == told
        assert [row.css("code")[0].text() for row in tree.css(".deductions tbody tr")] == [
            d.rule for d in result.deductions
        ]
        assert only(tree, ".sum strong").text() == f"{result.score:g}"
        assert len(tree.css(".pairs tbody tr")) == len(result.pairs)


def test_nothing_is_loaded_from_anywhere(trees: list[tuple[Result, HTMLParser]]) -> None:
    for _, tree in trees:
        for node in tree.css("*"):
            assert node.tag not in ("link", "img", "iframe", "object", "embed", "form", "base")
            for name, value in node.attributes.items():
                assert "//" not in (value or "")
                assert not name.startswith("on")
                assert name not in ("src", "style")
        assert "url(" not in only(tree, "style").text()
        policy = only(tree, "meta[http-equiv]").attributes["content"] or ""
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        assert only(tree, "html").attributes["lang"] == "zh-CN"


def test_hostile_text_stays_text(judged: Callable[[str], Result], tmp_path: Path) -> None:
    text = sound_report(
        head=f"清河县云岭镇人民政府{EVIL}\n关于2024年度法治政府建设情况的报告\n\n",
        problems=f"　　（一）法冶力量薄弱{EVIL}。主要原因是编制有限{EVIL}。\n",
        principal="",
    )
    result = judged(text)
    path = f"坏/{EVIL.replace('/', '')}.txt"
    facts = replace(result.facts, title=f"标题{EVIL}", issuer=f"单位{EVIL}")
    result = replace(result, source=replace(result.source, path=path), facts=facts)
    result = replace(result, findings=tuple(replace(f, message=EVIL, hint=EVIL, basis=EVIL) for f in result.findings))
    assert result.findings
    for html in pages(tmp_path, [result, Unreadable(path, EVIL)]).values():
        tree = HTMLParser(html)
        assert len(tree.css("script")) == 1
        assert "alert" not in only(tree, "script").text()
        assert not tree.css("img")
        assert "\u202e" not in html
        assert "&lt;script&gt;alert(1)" in html
        assert "{{7*7}}" in tree.text()
        assert not any(name.startswith("on") for node in tree.css("*") for name in node.attributes)
        assert all(re.fullmatch(r"#\w+|[\w.%-]+", a.attributes["href"] or "") for a in tree.css("a"))


def test_the_sentences_of_last_year_stand_beside_those_of_this_one(against: Against, tmp_path: Path) -> None:
    last = (CORPUS / "own" / "reports" / "r05.txt").read_text("utf-8")
    result = against(next_year(last, change_every=2), last)
    reuse = result.reuse
    assert reuse is not None
    tree = page(tmp_path, result)
    assert "去年" in only(tree, "#reuse .facts").text()
    rows = tree.css("#reuse .shares tbody tr")
    assert [row.css("td")[0].text(strip=True) for row in rows] == [f"{s.share:.0%}" for s in reuse.sections]
    for row, section in zip(rows, reuse.sections, strict=True):
        assert section.place.quote.strip() in row.text()
        assert only(tree, row.css("a")[0].attributes["href"] or "").tag == "i"
    pairs = tree.css("#reuse .beside tbody tr")
    for row, sentence in zip(pairs, reuse.sentences, strict=True):
        here, there = (squeezed(cell.text()) for cell in row.css("td"))
        assert here.endswith(squeezed(sentence.here.quote))
        assert there.endswith("文字相同") or there.endswith(squeezed(sentence.there.quote))
        assert f"上年第{sentence.there.line}行" in there
        link = only(tree, f"#text #{(row.css('a')[0].attributes['href'] or '')[1:]}")
        assert result.source.text[int((link.attributes["id"] or "")[1:]) :].startswith(sentence.here.quote)
    told = {row.css("p.top .section")[0].text() for row in pairs}
    assert told == {"一字未改", "只改了数字"}
    assert sum(group.text().count("句") > 0 for group in tree.css("#reuse summary")) >= len(reuse.sections)
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_what_changed_is_marked_on_both_sides(against: Against, tmp_path: Path) -> None:
    last = "　　2023年，全年审查合同64份，提出修改意见37条，退回重拟3份。\n"
    this = last.replace("2023", "2024").replace("64", "71")
    tree = page(tmp_path, against(sound_report(measures=this), last_year(measures=last)))
    (row,) = (row for row in tree.css("#reuse .beside tbody tr") if "审查合同" in row.text())
    marked_words = [[mark.text() for mark in cell.css("mark.differs")] for cell in row.css("td")]
    assert marked_words == [["2024", "71"], ["2023", "64"]]


def test_a_sentence_broken_into_lines_is_shown_on_one(against: Against, tmp_path: Path) -> None:
    words = "执法队对沿街店铺逐户登记，漏签日期的 36 户当场补正，三天以后再回头看一遍。"
    broken = f"　　{words[:28]}\n{words[28:]}\n"
    tree = page(tmp_path, against(sound_report(measures=broken), last_year(measures=f"　　{words}\n")))
    (row,) = (row for row in tree.css("#reuse .beside tbody tr") if "沿街店铺" in row.text())
    assert row.css("td")[0].text().endswith("漏签日期的36户当场补正，三天以后再回头看一遍。")
    assert row.css("td")[1].text(strip=True).endswith("文字相同")


def test_without_last_years_report_nothing_is_said_of_it(trees: list[tuple[Result, HTMLParser]]) -> None:
    assert not any(tree.css("#reuse") or "上年报告" in tree.css("nav")[0].text() for _, tree in trees)


def test_places_of_other_files_are_named_and_lead_nowhere(against: Against, tmp_path: Path) -> None:
    result = against(sound_report(plan=PLAN), last_year(plan=PLAN))
    path = f"去年/{EVIL}.txt"
    findings = []
    for finding in result.findings:
        related = (replace(r, place=replace(r.place, path=r.place.path and path)) for r in finding.related)
        findings.append(replace(finding, related=tuple(related)))
    assert result.reuse is not None
    reuse = replace(result.reuse, path=path, issuer=EVIL)
    tree = page(tmp_path, replace(result, findings=tuple(findings), reuse=reuse))
    (card,) = (card for card in tree.css(".card") if "reuse/previous" in card.text())
    elsewhere = card.css("li .elsewhere")
    assert elsewhere
    assert all(one.text().startswith("去年/<script>alert(1)</script>") for one in elsewhere)
    assert all(re.search("第\\d+行$", one.text()) for one in elsewhere)
    assert not card.css("li a")
    assert card.css_first('a[href="#reuse"]') is not None
    assert "去年/<script>" in only(tree, "#reuse .facts").text()
    assert len(tree.css("script")) == 1
    assert not tree.css("img")


SENTENCES = [
    ("办理案件22件。", "办理案件22件。", [], []),
    ("2024年办理28.26%，共1,200件", "2023年办理28.26%，共1,180件", ["2024", "1,200"], ["2023", "1,180"]),
    ("聘请退休检察官2人，每月开门。", "聘请退休法官3人，每月开门。", ["检察", "2"], ["法", "3"]),
    ("到场居民群众中，三成不满35岁", "到场群众中三成不满３６岁", ["居民", "35"], ["３６"]),
    ("全年办理3.71万笔。", "全年办理3.26万笔，台均2000余笔。", ["3.71"], ["3.26", "台均2000余笔"]),
    ("", "甲", [], ["甲"]),
]


@pytest.mark.parametrize(("this", "last", "new", "old"), SENTENCES)
def test_the_words_that_differ(this: str, last: str, new: list[str], old: list[str]) -> None:
    def differing(parts: Sequence[Part]) -> list[str]:
        return [part.text for part in parts if part.differs]

    left, right = side_by_side(this, last)
    assert ("".join(part.text for part in left), "".join(part.text for part in right)) == (this, last)
    assert (differing(left), differing(right)) == (new, old)


def test_sentences_before_the_first_heading_belong_to_no_section(against: Against) -> None:
    lead = "　　镇政府把依法行政的十件小事写进年初的承诺书，一件一件贴在政务大厅门口请群众打分。\n"
    result = against(sound_report(lead=lead, plan=PLAN), last_year(lead=lead, plan=PLAN))
    assert result.reuse is not None
    groups = last_year_of(result.reuse).groups
    assert groups[0].section is None
    assert any("十件小事" in row.here[0].text for row in groups[0].rows)
    last = groups[-1]
    assert last.section is not None
    assert "主要安排" in last.section.place.quote
    assert len(last.rows) == last.section.taken_sentences > 0


VARIABLE = re.compile(r"--([\w-]+): #([0-9a-f]{3}(?:[0-9a-f]{3})?);")
TEXT = [
    (ink, ground) for ink in ("ink", "dim", "link", "error", "warning", "note", "good") for ground in ("paper", "back")
]
TEXT += [("ink", ground) for ground in ("error-wash", "warning-wash", "note-wash", "now")]


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    full = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    parts = [int(full[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_out_from_its_ground(ink: str, ground: str, trees: list[tuple[Result, HTMLParser]]) -> None:
    css = only(trees[0][1], "style").text()
    light, dark, printed = (dict(VARIABLE.findall(block)) for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL))
    for colours in (light, light | dark, light | printed):
        one, other = sorted((luminance(colours[ink]), luminance(colours[ground])))
        assert (other + 0.05) / (one + 0.05) >= 4.5


def test_the_index_lists_all_with_the_failed_first(reports: list[Result], tmp_path: Path) -> None:
    found = pages(tmp_path, [*reports, Unreadable("扫描件.pdf", "没有文字。")])
    tree = HTMLParser(found["index.html"])
    rows = tree.css("#reports tbody tr")
    assert len(rows) == len(reports) == len(found) - 1
    assert {unquote(row.css("a")[0].attributes["href"] or "") for row in rows} == set(found) - {"index.html"}
    verdicts = [row.css("td")[-4].text().split()[-1] for row in rows]
    assert verdicts == sorted(verdicts, key=["不通过", "通过"].index)
    assert "扫描件.pdf" in only(tree, "#unreadable").text()
    assert "没有文字。" in only(tree, "#unreadable").text()
    missing = sum(
        e.state == "missing" for r in reports if r.is_report for e in r.elements.values() if e.short == "原因"
    )
    (causes,) = (row for row in tree.css("#missing tbody tr") if row.css("th")[0].text() == "原因")
    assert causes.css("td")[2].text() == str(missing)


def test_quiet_leaves_passing_reports_out_but_counts_them(reports: list[Result], tmp_path: Path) -> None:
    failed = [result for result in reports if result.verdict == "fail"]
    found = pages(tmp_path, reports, quiet=True)
    assert len(found) == len(failed) + 1
    text = HTMLParser(found["index.html"]).text()
    assert f"通过的 {len(reports) - len(failed)} 份" in text
    assert f"共检查 {len(reports)} 份" in re.sub(r"\s+", " ", text)


def test_a_report_with_pages_tells_them(judged: Callable[[str], Result], tmp_path: Path) -> None:
    result = judged(sound_report())
    second = result.source.text.index("　　三、")
    printed = (Printed(0, 1, 1), Printed(second, 2, 1))
    tree = page(tmp_path, replace(result, source=replace(result.source, printed=printed)))
    turned = tree.css("#text > p[data-page]")
    assert [p.attributes["data-page"] for p in turned] == ["第1页", "第2页"]
    assert turned[1].text().startswith("　　三、")


def source(text: str, blocks: Sequence[int] = ()) -> Source:
    return Source("t.txt", "txt", "utf-8", "", text, blocks)


def test_overlapping_marks_are_cut_into_pieces() -> None:
    marks = [Mark(1, Severity.ERROR, (0, 4)), Mark(2, Severity.NOTE, (2, 7)), Mark(3, Severity.WARNING, (5, 5))]
    lines = list(marked_lines(source("甲乙丙丁\n戊己庚"), marks))
    cut = [[(p.text, [m.number for m in p.marks], [m.number for m in p.begun]) for p in line.pieces] for line in lines]
    assert cut == [
        [("甲乙", [1], [1]), ("丙丁", [1, 2], [2])],
        [("戊己", [2], [3]), ("庚", [], [])],
    ]


def test_marks_at_the_ends_of_lines_and_of_the_text_are_not_lost() -> None:
    text = "甲\n\n乙"
    marks = [Mark(n, Severity.NOTE, (place, place)) for n, place in enumerate(range(len(text) + 1), 1)]
    begun = [[m.number for p in line.pieces for m in p.begun] for line in marked_lines(source(text), marks)]
    assert begun == [[1, 2], [3], [4, 5]]


def test_lines_are_numbered_as_places_count_them() -> None:
    assert [line.number for line in marked_lines(source("甲\n乙\n丙", (0, 4)), ())] == [1, None, 2]


def test_file_names_are_safe_and_told_apart() -> None:
    names = FileNames(".html", "index")
    given = ["a/报告.docx", "b/报告.pdf", "b/报告.docx", "index.txt", "../..", "-", "CON.txt", "x/a<b>:c?.txt", ".隐藏"]
    found = [names.of(path) for path in given]
    assert found[:4] == ["报告.html", "b-报告.html", "b-报告-2.html", "报告-index.html"][:3] + [found[3]]
    assert len({name.casefold() for name in found} | {"index.html"}) == len(found) + 1
    for name in found:
        assert not re.search(r'[<>:"/\\|?*\s]', name)
        assert name[0] not in ".-"
        assert name.split(".")[0].casefold() != "con"


def test_long_names_fit_into_file_systems() -> None:
    names = FileNames(".html")
    long = ["法治政府建设" * 60 + f"{i}.txt" for i in range(3)]
    found = {names.of(path) for path in long}
    assert len(found) == 3
    assert all(len(name.encode()) < 200 for name in found)
