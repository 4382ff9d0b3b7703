"""SARIF 2.1.0 (OASIS standard), for code scanning and viewers of findings.

Places in plain text are regions of lines and columns, counted in characters, without regard to how lines end. Word, PDF
and other documents have no lines of their own, and their offsets are offsets into the text that was taken from them:
regions (clause 3.30) speak of the file's own characters or bytes, so such places are logical locations (3.33) instead,
"第3页第12行", with the numbers as properties. Nothing depends on the machine or the time.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from typing import Any, TextIO
from urllib.parse import quote

from checker.model import Finding, Place, Result, Severity, Source, Unreadable
from checker.version import VERSION
from checker.writing.markdown import escaped
from checker.writing.places import where
from checker.writing.remarks import (
    UNREADABLE,
    UNREADABLE_TITLE,
    advice_of,
    from_here,
    has_lines,
    one_line,
)
from checker.writing.run import RuleText, Run
from checker.writing.words import why_excused

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_BASE = "%SRCROOT%"
_FINGERPRINT = "fzcheck/v1"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_LINK = re.compile(r"\[(?=[^\]]*\]\()")
"""A bracket that would begin a link in a message (clause 3.11.6)."""
_ENCODINGS = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16le", "utf-16-be": "utf-16be"}
"""The names of IANA for encodings that Python calls otherwise."""
_NEWLINES = ("\r\n", "\r", "\n")
"""What counts as the end of a line when a text is read."""


class Writer:
    """Writes the results as they come; files and errors, which are few and small, at the end."""

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._stream = stream
        self._run = run
        self._rules = tuple({rule.id: rule for rule in run.rules}.values())
        self._indexes = {rule.id: index for index, rule in enumerate(self._rules)}
        self._artifacts: dict[str, int] = {}
        self._notifications: list[Mapping[str, Any]] = []
        self._separator = "\n"
        stream.write(f'{{"$schema": {_dumps(_SCHEMA)}, "version": "2.1.0", "runs": [{_dumps(self._head())[:-1]}, ')
        stream.write('"results": [')

    def add(self, result: Result | Unreadable) -> None:
        """Write the results of one report, keep what is told of the file."""
        if isinstance(result, Unreadable):
            self._notifications.append(self._notification(result))
        elif not self._run.left_out(result):
            # The same file given as a.txt and ./a.txt is one artifact.
            index = self._artifacts.setdefault(_dumps(_artifact(result.source)), len(self._artifacts))
            for finding in result.findings:
                self._stream.write(self._separator + _dumps(self._result(finding, result.source, index)))
                self._separator = ",\n"

    def finish(self) -> None:
        """Write the files and how the run ended."""
        tally, code_of = self._run.tally, self._run.exit_code
        invocation = {
            "executionSuccessful": not tally.unreadable,
            **({"exitCode": int(code_of(tally))} if code_of else {}),
            "toolExecutionNotifications": self._notifications,
        }
        artifacts = ",\n".join(self._artifacts)
        self._stream.write(f'\n], "artifacts": [{artifacts}], "invocations": [{_dumps(invocation)}]}}]}}\n')

    def _head(self) -> dict[str, Any]:
        driver = {
            "name": "fzcheck",
            "version": VERSION,
            "semanticVersion": VERSION,
            "language": "zh-CN",
            "rules": [_rule(rule) for rule in self._rules],
            "notifications": [{"id": UNREADABLE, "shortDescription": {"text": UNREADABLE_TITLE}}],
        }
        return {
            "tool": {"driver": driver},
            "language": "zh-CN",
            "columnKind": "unicodeCodePoints",
            "newlineSequences": _NEWLINES,
            "automationDetails": {"id": f"fzcheck/{self._run.pack_id}/"},
            "originalUriBaseIds": {_BASE: {"description": {"text": "运行 fzcheck 时所在的文件夹"}}},
            "properties": {"pack": {"id": self._run.pack_id, "version": self._run.pack_version}},
        }

    def _result(self, finding: Finding, source: Source, index: int) -> dict[str, Any]:
        rule = {"ruleIndex": self._indexes[finding.rule]} if finding.rule in self._indexes else {}
        related = [
            {"id": number, **_location(one.place, source, index), "message": _message(one.message)}
            for number, one in enumerate(finding.related, 1)
        ]
        return {
            "ruleId": finding.rule,
            **rule,
            "level": _LEVELS[finding.severity],
            "message": _message(finding.message, advice_of(finding)),
            "locations": [_location(finding.place, source, index)],
            **({"relatedLocations": related} if related else {}),
            "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
            **_suppressions(finding),
            "properties": {"kind": finding.kind},
        }

    def _notification(self, unreadable: Unreadable) -> dict[str, Any]:
        return {
            "descriptor": {"id": UNREADABLE, "index": 0},
            "level": "error",
            "message": _message(unreadable.message),
            "locations": [{"physicalLocation": {"artifactLocation": _file(unreadable.path)}}]
            if unreadable.path != "-"
            else [],
        }


def _suppressions(finding: Finding) -> dict[str, Any]:
    """That a finding is waived or on record (SARIF 2.1.0, 3.35): external, for it is not said in the report itself."""
    if finding.counts:
        return {}
    return {
        "suppressions": [{"kind": "external", "status": "accepted", "justification": one_line(why_excused(finding))}]
    }


def _rule(rule: RuleText) -> dict[str, Any]:
    sections = (("要求", rule.says), ("怎么改", rule.hint), ("依据", rule.basis))
    told = [(label, text) for label, text in sections if text]
    plain = "\n".join(one_line(f"{label}：{text}") for label, text in told)
    marked = "\n\n".join(f"**{label}**：{escaped(text)}" for label, text in told)
    return {
        "id": rule.id,
        "shortDescription": {"text": _doubled(rule.title)},
        "fullDescription": {"text": _doubled(rule.says or rule.title)},
        "help": {"text": _doubled(plain), "markdown": _doubled(marked)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.id.partition("/")[0]]},
    }


def _artifact(source: Source) -> dict[str, Any]:
    encoding = _ENCODINGS.get(source.encoding, source.encoding)
    is_stdin = source.path == "-"
    return {
        **({"description": {"text": "标准输入"}} if is_stdin else {"location": _file(source.path)}),
        "roles": ["analysisTarget", *(["standardStream"] if is_stdin else [])],
        **({"encoding": encoding} if has_lines(source) and encoding else {}),
        **({"hashes": {"sha-256": source.sha256}} if source.sha256 else {}),
    }


def _location(place: Place | None, source: Source, index: int) -> dict[str, Any]:
    """A place; the file as a whole when there is none."""
    if place is not None and place.path is not None:
        # The format of another report is not known here, nor whether it has lines of its own.
        return {"physicalLocation": {"artifactLocation": _file(place.path)}, **_logical(place)}
    file = {**(_file(source.path) if source.path != "-" else {}), "index": index}
    if place is None:
        return {"physicalLocation": {"artifactLocation": file}}
    if not has_lines(source):
        return {"physicalLocation": {"artifactLocation": file}, **_logical(place)}
    region: dict[str, Any] = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    if place.quote:
        region["snippet"] = {"text": place.quote}
    return {"physicalLocation": {"artifactLocation": file, "region": region}}


def _logical(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = {"paragraph" if place.in_paragraphs else "line": place.line, "column": place.column}
    if place.printed is not None:
        found = {"page": place.printed.page, "pageLine": place.printed.line}
    if place.section:
        found["section"] = one_line(place.section)
    at = where(place).removeprefix(f"{place.path} ")
    return {"logicalLocations": [{"fullyQualifiedName": at}], "properties": found}


def _file(path: str) -> dict[str, str]:
    """A file as a URI, relative where it lies in the current folder (RFC 3986; clause 3.10)."""
    file = from_here(path)
    if file.is_absolute():
        return {"uri": file.as_uri()}
    return {"uri": quote(os.fsencode(file.as_posix())), "uriBaseId": _BASE}


def _message(text: str, advice: Sequence[str] = ()) -> dict[str, str]:
    """A message in which no words of a report become a link or a placeholder (clauses 3.11.5, 3.11.6)."""
    return {"text": _LINK.sub(r"\\[", _doubled("\n".join((one_line(text), *advice))))}


def _doubled(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
