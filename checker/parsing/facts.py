"""Facts: title, issuer, tier, report year, date of issue.

The head of a real report cannot be trusted alone (title absent, printed twice, on several lines, years that
disagree), so each fact is sought in several places, best first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from checker.model import Facts, Section, Span
from checker.parsing.clean import Cleaned
from checker.parsing.conventions import Conventions, TierSign
from checker.parsing.dates import dates_in
from checker.parsing.issue import date_of_issue
from checker.parsing.ordinals import ordinal_at
from checker.parsing.report_year import report_year

_HEAD_PARAGRAPHS = 15
_LONGEST_TITLE = 90
_LONGEST_TITLE_LINE = 60
_TITLE_LINES = 4
_TAIL_PARAGRAPHS = 8
_SHORT_LINE = 24
_NOT_TITLE = "。；！？"
_YEAR_WORDS = re.compile(r"(?:(?:19|20)\d{2}|[〇零○一二三四五六七八九]{4})年?度?|关于.*|—.*")
_BROKEN_TITLE = re.compile(r"关于(?:\d{4}年?度?)?$|\d{4}年度?$|的$")
_WITHOUT_OFFICE = re.compile(r"关于|\d{4}年|[〇零○一二三四五六七八九]{4}年")
_PROVINCE = re.compile(r"^.{2,8}?(?:省|自治区)(?=.{2})")
_SEPARATOR = re.compile(r"[-—=_*]+")
_BRACKETED = re.compile(r"[（(][^）)]*[）)]")


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the user says of a report instead of what the text tells."""

    tier: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """Title and addressee of a report; spans and offsets in the clean view."""

    title: str | None
    title_span: Span | None
    title_lines: tuple[str, ...]
    line_spans: tuple[Span, ...]
    body_start: int
    repeats: tuple[Span, ...] = ()


def read_head(cleaned: Cleaned, conventions: Conventions) -> Head:
    """Find the title: the first few short lines that together are worded like one."""
    text, paragraphs = cleaned.text.text, cleaned.paragraphs[:_HEAD_PARAGRAPHS]
    for size in range(1, _TITLE_LINES + 1):
        for i in range(len(paragraphs) - size + 1):
            j = i + size - 1
            lines = [text[s:e] for s, e in paragraphs[i : j + 1]]
            if not all(_may_be_title_line(line) for line in lines):
                continue
            if conventions.title.matches_whole("".join(lines)):
                first = _with_offices_above(paragraphs, i, text, conventions)
                repeats = _repeats(paragraphs, j, text, conventions)
                last = repeats[-1] if repeats else j
                spans = tuple(paragraphs[first : j + 1])
                lines = [text[s:e] for s, e in spans]
                span = (spans[0][0], spans[-1][1])
                body_start = _after(paragraphs, last, text)
                return Head(
                    "".join(lines), span, tuple(lines), spans, body_start, tuple(paragraphs[k] for k in repeats)
                )
    if found := _title_run_into_text(text, paragraphs, conventions):
        title = text[found[0] : found[1]]
        return Head(title, found, (title,), (found,), found[1])
    return Head(None, None, (), (), 0)


def _may_be_title_line(line: str) -> bool:
    if len(line) > _LONGEST_TITLE_LINE or line[-1] in "：，、" or any(mark in line for mark in _NOT_TITLE):
        return False
    return ordinal_at(line, 0) is None


def _with_offices_above(paragraphs: Sequence[Span], i: int, text: str, conventions: Conventions) -> int:
    has_no_office = _WITHOUT_OFFICE.match(text, paragraphs[i][0]) is not None
    while i > 0:
        line = text[slice(*paragraphs[i - 1])]
        begins_title = _may_be_title_line(line) and _BROKEN_TITLE.search(line) is not None
        names_office = has_no_office and conventions.is_office(line)
        if not (begins_title or names_office or conventions.party_office.matches_whole(line)):
            break
        i -= 1
    return i


def _repeats(paragraphs: Sequence[Span], j: int, text: str, conventions: Conventions) -> list[int]:
    """The lines soon after the title in which it is printed again."""
    found = []
    for k in range(j + 1, min(j + 5, len(paragraphs))):
        line = text[slice(*paragraphs[k])]
        if _may_be_title_line(line) and conventions.title.matches_whole(line):
            found.append(k)
    return found


def _after(paragraphs: Sequence[Span], last: int, text: str) -> int:
    return paragraphs[last + 1][0] if last + 1 < len(paragraphs) else len(text)


def _title_run_into_text(text: str, paragraphs: Sequence[Span], conventions: Conventions) -> Span | None:
    """A title at the beginning of a paragraph that goes on, as when a whole report stands on one line."""
    for start, end in paragraphs[:4]:
        if end - start <= _LONGEST_TITLE:
            continue
        head = text[start : min(end, start + _LONGEST_TITLE)]
        stop = next((i for i, char in enumerate(head) if char in "。；！？，"), len(head))
        for cut in range(stop, 5, -1):
            if conventions.title.matches_whole(head[:cut]):
                return start, start + cut
    return None


def body_end(cleaned: Cleaned, head: Head, conventions: Conventions) -> int:
    """Where the body ends and signature, date and what follows them begin."""
    text, paragraphs = cleaned.text.text, cleaned.paragraphs
    end = len(text)
    for start, stop in reversed(paragraphs[-_TAIL_PARAGRAPHS:]):
        line = text[start:stop]
        signs = (
            conventions.is_office(line)
            or conventions.closing.matches_whole(line)
            or (len(line) <= _SHORT_LINE and bool(dates_in(line)))
        )
        if start < head.body_start or not (signs or (len(line) <= _SHORT_LINE and "。" not in line)):
            break
        if signs and ordinal_at(line, 0) is None:
            end = start
    return end


def read_facts(
    source: str,
    cleaned: Cleaned,
    head: Head,
    sections: Sequence[Section],
    conventions: Conventions,
    overrides: Overrides,
) -> Facts:
    """Read the facts from head, body and tail."""
    text, paragraphs = cleaned.text.text, cleaned.paragraphs
    signatures = _signatures(text, paragraphs, head, conventions)
    issued = date_of_issue(text, paragraphs, head.body_start, conventions)
    issuer = _issuer(head, signatures, conventions) or _issuer_in_text(text, head, conventions)
    tier = overrides.tier or _tier(issuer, text, conventions)
    year = overrides.year or report_year(head.title, text, head.body_start, sections, conventions, issued)
    title = "".join(_as_printed(source, cleaned, span) for span in head.line_spans) or None
    at = text.find(issuer) if issuer else -1
    printed = _as_printed(source, cleaned, (at, at + len(issuer))) if issuer and at >= 0 else issuer
    signed = bool(
        signatures or _offices_in_title(head, conventions) or _letterhead(text, paragraphs, head, conventions)
    )
    return Facts(title, head.title_span, printed, tier, year, issued, _titles(head), signed)


def _titles(head: Head) -> tuple[Span, ...]:
    return (head.title_span, *head.repeats) if head.title_span else ()


def _as_printed(source: str, cleaned: Cleaned, span: Span) -> str:
    """The words of the source, joined on one line."""
    start, end = cleaned.text.to_source(span)
    lines = [line.strip(" \t\u3000#*") for line in source[start:end].splitlines()]
    return "".join(line for line in lines if line and not _SEPARATOR.fullmatch(line))


# --- issuer -------------------------------------------------------------------------------------------------------


def _issuer(head: Head, signatures: Sequence[str], conventions: Conventions) -> str | None:
    """The office in the title, or its fuller name in the signature."""
    candidates = [*_offices_in_title(head, conventions)]
    in_title = candidates[-1] if candidates else None
    if in_title is None:
        return signatures[-1] if signatures else None
    core = conventions.title_parts_removed(in_title)
    fuller = [s for s in signatures if len(s) > len(in_title) and (in_title in s or s.endswith(core))]
    return fuller[-1] if fuller else in_title


def _offices_in_title(head: Head, conventions: Conventions) -> list[str]:
    """Offices named in the title, those of the party left out where a government office stands beside them."""
    found: list[str] = []
    for line in head.title_lines:
        for part in conventions.split_offices(_BRACKETED.sub("", line)):
            name = _before_subject(part, conventions)
            if len(name) >= 2 and (conventions.is_office(name) or conventions.place_like(name)):
                found.append(name)
    of_government = [name for name in found if not conventions.party_office.matches_whole(name)]
    return of_government or found


def _before_subject(part: str, conventions: Conventions) -> str:
    """The words of a title before its year, its 关于 and its subject."""
    part = re.sub(r"^(?:(?:19|20)\d{2}|[〇零○一二三四五六七八九]{4})年?度?", "", part)
    subjects = conventions.subject.spans(part)
    if subjects:
        part = part[: subjects[0][0]]
    part = _YEAR_WORDS.sub("", part)
    return part.strip("的《》“”：、， ")


def _signatures(text: str, paragraphs: Sequence[Span], head: Head, conventions: Conventions) -> list[str]:
    """Names of offices on lines of their own at the end, the last one last."""
    found = []
    for start, end in paragraphs[-_TAIL_PARAGRAPHS:]:
        if start < head.body_start:
            continue
        line = text[start:end]
        for date in dates_in(line):
            line = line[: date.start]
        for part in conventions.split_offices(line.strip("（）()，。：") if len(line) <= 60 else ""):
            if conventions.is_office(part) and not conventions.party_office.matches_whole(part):
                found.append(part)
    return found


def _letterhead(text: str, paragraphs: Sequence[Span], head: Head, conventions: Conventions) -> bool:
    """Does a line above the body name an office and nothing else?"""
    return any(
        conventions.is_office(text[start:end].removesuffix("文件"))
        for start, end in paragraphs[:_HEAD_PARAGRAPHS]
        if end <= head.body_start
    )


def _issuer_in_text(text: str, head: Head, conventions: Conventions) -> str | None:
    """The office that the first sentences name as the one that acted, when neither title nor end names one."""
    start = head.body_start
    lead = text[start : start + 400]
    names = Counter(lead[s:e] for s, e in conventions.lead.spans(lead))
    names = Counter({name: text.count(name) for name in names if text.count(name) >= 2})
    return names.most_common(1)[0][0] if names else None


# --- tier ---------------------------------------------------------------------------------------------------------


def _tier(issuer: str | None, text: str, conventions: Conventions) -> str | None:
    if issuer:
        place = conventions.title_parts_removed(issuer)
        names = {issuer, place, _PROVINCE.sub("", place)}
        for sign in conventions.tiers:
            if any(sign.lexicon.matches_whole(name) for name in names) and (
                sign.in_text is None or sign.in_text.search(text)
            ):
                return sign.tier
    counts = [(len(sign.lexicon.spans(text)), sign) for sign in conventions.own_office]
    best: tuple[int, TierSign] | None = max(counts, key=lambda pair: pair[0], default=None)
    return best[1].tier if best and best[0] else None
