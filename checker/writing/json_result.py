"""The JSON result (docs/contract.md, ``rules/schema/result.schema.json``).

Written report by report, in constant memory.
"""

from __future__ import annotations

import json
from typing import Any, TextIO

from checker.model import Finding, Pair, Place, Result, Reuse, Unreadable, Waived
from checker.version import VERSION
from checker.writing.run import Run

SCHEMA_VERSION = 1


class Writer:
    """Writes the result of a run report by report."""

    def __init__(self, stream: TextIO, run: Run) -> None:
        self._stream = stream
        self._run = run
        self._errors: list[dict[str, str]] = []
        self._separator = "\n"
        head = {
            "schema_version": SCHEMA_VERSION,
            "tool": {"name": "fzcheck", "version": VERSION},
            "pack": {
                "id": run.pack_id,
                "version": run.pack_version,
                **({"softened": [dict(each) for each in run.softened]} if run.softened else {}),
            },
        }
        stream.write(_dumps(head)[:-1] + ', "reports": [')

    def add(self, result: Result | Unreadable) -> None:
        """Write one report, keep what could not be read for the end."""
        if isinstance(result, Unreadable):
            self._errors.append({"path": result.path, "message": result.message})
        elif not self._run.left_out(result):
            self._stream.write(self._separator + _dumps(report_object(result)))
            self._separator = ",\n"

    def finish(self) -> None:
        """Write the errors and the summary."""
        tally = self._run.tally
        summary = {
            "reports": tally.reports,
            "passed": tally.passed,
            "failed": tally.failed,
            "unreadable": tally.unreadable,
            "mean_score": tally.mean_score,
        }
        self._stream.write(f'], "errors": {_dumps(self._errors)}, "summary": {_dumps(summary)}}}\n')


def report_object(result: Result) -> dict[str, Any]:
    """One report of the JSON result."""
    source, facts = result.source, result.facts
    return {
        "path": source.path,
        "format": source.format,
        "encoding": source.encoding,
        **({"unread_pages": list(source.unread_pages)} if source.unread_pages else {}),
        "sha256": source.sha256,
        "pack": result.pack,
        "is_report": result.is_report,
        "meta": {
            "title": facts.title,
            "issuer": facts.issuer,
            "tier": facts.tier,
            "report_year": facts.report_year,
            "issued": facts.issued,
        },
        "elements": {
            name: {
                "state": element.state,
                "score": element.score,
                "weight": element.weight,
                "where": _where(element.where),
                "evidence": [{**_quoted(e.place), "shows": e.shows} for e in element.evidence],
                "why": element.why,
            }
            for name, element in result.elements.items()
        },
        "score": result.score,
        "deductions": [{"points": d.points, "rule": d.rule, "why": d.why} for d in result.deductions],
        "verdict": result.verdict,
        "outcomes": [{"rule": o.rule, "outcome": o.outcome, "why": o.why} for o in result.outcomes],
        "pairs": [_pair(pair) for pair in result.pairs],
        "reuse": _reuse(result.reuse) if result.reuse else None,
        "findings": [_finding(finding) for finding in result.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "kind": finding.kind,
        "severity": finding.severity,
        "message": finding.message,
        "hint": finding.hint,
        "basis": finding.basis,
        **_place(finding.place),
        "fingerprint": finding.fingerprint,
        "related": [{"message": r.message, **_place(r.place)} for r in finding.related],
        "waived": _waived(finding.waived) if finding.waived else None,
        "known": finding.known,
    }


def _waived(waived: Waived) -> dict[str, str]:
    return {"who": waived.who, "until": waived.until.isoformat(), "reason": waived.reason}


def _where(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    heading = place.section or place.quote
    return {"line": place.line, **_printed(place), "heading": heading, "span": list(place.span)}


def _place(place: Place | None) -> dict[str, Any]:
    if place is None:
        return dict.fromkeys(("line", "column", "end_line", "end_column", "span", "quote", "section"))
    return {
        **({"path": place.path} if place.path is not None else {}),
        "line": place.line,
        **_printed(place),
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "span": list(place.span),
        "quote": place.quote,
        "section": place.section,
    }


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "problem": _quoted(pair.problem),
        "plan": _quoted(pair.plan) if pair.plan else None,
        "similarity": pair.similarity,
    }


def _reuse(reuse: Reuse) -> dict[str, Any]:
    return {
        "path": reuse.path,
        "issuer": reuse.issuer,
        "report_year": reuse.report_year,
        "sections": [
            {
                **_quoted(section.place),
                "share": round(section.share, 4),
                "letters": section.letters,
                "taken_letters": section.taken_letters,
                "sentences": section.sentences,
                "taken_sentences": section.taken_sentences,
            }
            for section in reuse.sections
        ],
        "sentences": [
            {"here": _quoted(one.here), "there": _quoted(one.there), "change": one.change} for one in reuse.sentences
        ],
    }


def _quoted(place: Place) -> dict[str, Any]:
    return {"line": place.line, **_printed(place), "span": list(place.span), "quote": place.quote}


def _printed(place: Place) -> dict[str, int]:
    """Page and line on it, for documents that have pages."""
    return {"page": place.printed.page, "page_line": place.printed.line} if place.printed else {}
