"""Advice on rules and bases: what never applies, contradicts itself, or rests on what nobody has checked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.authoring.advice import Advice
from checker.model import Severity
from checker.rulebook.build import named
from checker.rulebook.lawful import ORDERED
from checker.rulebook.merging import Merged
from checker.rulebook.pack_checking import is_base, lexicons_named
from checker.rulebook.schema import lexicon_keys, list_keys
from checker.rulebook.traced import Traced

TIERS = ("province", "city", "county", "township", "subdistrict", "department")


def rule_advice(merged: Merged) -> Iterator[Advice]:
    """Rules that never apply, and examples that contradict each other."""
    for name, rule in merged.section("rules").items():
        yield from _never_applies(name, rule, merged)
        yield from _examples(rule)


def _never_applies(name: str, rule: Traced, merged: Merged) -> Iterator[Advice]:
    applies = rule.data.get("applies", {})
    years = applies.get("years", {})
    if years.get("from", 0) > years.get("until", 9999):
        message = f"年度从 {years['from']} 到 {years['until']}，没有一年适用，这条规则永远用不上。"
        yield Advice(Severity.ERROR, rule.problem(("applies", "years"), message))
    skips = {
        tier: overlay
        for tier in applies.get("tiers", TIERS)
        if (overlay := merged.entries.get(("overlays", f"{tier} {name}"))) and "skip" in overlay.data
    }
    if len(skips) == len(applies.get("tiers", TIERS)):
        message = f"规则 {name} 在它适用的每个层级都写了 skip，永远用不上。要停用请写 off，并说明理由。"
        yield Advice(Severity.ERROR, next(iter(skips.values())).problem(("skip",), message))
    off = merged.off.get(name)
    if off is not None and rule.files() <= merged.own:
        message = f"规则 {name} 是这个规则包自己写的，又在这里停用了，等于没有。请删掉其中一处。"
        yield Advice(Severity.WARNING, off.problem((), message))
    elif off is not None and off.files() <= merged.own and rule.files() & merged.own:
        message = f"规则 {name} 停用了，另一处对它的改动（override）用不上。请删掉其中一处。"
        yield Advice(Severity.WARNING, off.problem((), message))


def _examples(rule: Traced) -> Iterator[Advice]:
    """The same text with two expectations, or twice with one."""
    seen: dict[str, tuple[str, str]] = {}
    for outcome, examples in rule.data["examples"].items():
        for i, example in enumerate(examples):
            text = _text_of(example)
            earlier = seen.get(text)
            if earlier is None:
                seen[text] = (outcome, rule.place(("examples", outcome, i)))
            elif earlier[0] != outcome:
                message = f"同一段话在 {earlier[0]}（{earlier[1]}）和 {outcome} 里都有，自相矛盾。请改掉其中一处。"
                yield Advice(Severity.ERROR, rule.problem(("examples", outcome, i), message))
            else:
                message = f"这个例子和 {earlier[1]} 的一样，可以删掉。"
                yield Advice(Severity.NOTE, rule.problem(("examples", outcome, i), message))


def _text_of(example: Any) -> str:
    """What an example holds a rule against, without spaces at its edges."""
    if isinstance(example, str):
        return json.dumps([example.strip(), None, None], ensure_ascii=False)
    compared = [example.get("previous"), example.get("others")]
    return json.dumps([example["text"].strip(), *compared], ensure_ascii=False)


def basis_advice(merged: Merged, today: str) -> Iterator[Advice]:
    """Bases that nobody has checked, that have expired, or that nobody cites."""
    citing: dict[str, list[Traced]] = {}
    for rule in merged.section("rules").values():
        for cited in {name for _, name in named(rule.data, ("basis",))}:
            citing.setdefault(cited, []).append(rule)
    for name, basis in merged.section("basis").items():
        yield from _dates(basis, [rule.data for rule in citing.get(name, ())], today)
        if basis.data["rank"] == ORDERED and "verified" not in basis.data:
            message = (
                f"依据 {name} 的性质是“应当”，却没有写 verified（哪一天与公布的文本核对过）。"
                f"核对后请补上，如 verified: {today}。"
            )
            yield Advice(Severity.WARNING, basis.problem((), message))
        if name not in citing and not is_base(merged):
            yield Advice(Severity.NOTE, basis.problem((), f"没有规则引用依据“{name}”，可以删掉。"))


def _dates(basis: Traced, rules: Sequence[Mapping[str, Any]], today: str) -> Iterator[Advice]:
    until, first = basis.data.get("until"), basis.data.get("from", "")
    if basis.data.get("verified", "") > today:
        yield Advice(Severity.ERROR, basis.problem(("verified",), "核对的日期还没有到，请核对。"))
    if until is None:
        return
    if until < first:
        yield Advice(Severity.ERROR, basis.problem(("until",), "失效的日期早于施行的日期，请核对。"))
    later = [rule["id"] for rule in rules if _last_year(rule) > int(until[:4])]
    if until < today and later:
        message = (
            f"这份依据到 {until} 就失效了，规则 {'、'.join(later)} 还在引用。"
            f"请换成现行的文件，或者给规则写上 applies: {{years: {{until: {until[:4]}}}}}。"
        )
        yield Advice(Severity.WARNING, basis.problem(("until",), message))


def _last_year(rule: Mapping[str, Any]) -> int:
    return int(rule.get("applies", {}).get("years", {}).get("until", 9999))


def dead_lexicons(merged: Merged) -> Iterator[Advice]:
    """Lexicons that no rule, no part of ``pack.yaml`` and no other lexicon uses."""
    lexicons = merged.section("lexicons")
    todo = [name for _, name in lexicons_named(merged)]
    for rule in merged.section("rules").values():
        keys = lexicon_keys(rule.data["check"]) | list_keys(rule.data["check"])
        todo += [name for _, name in named(rule.data, keys)]
    used: set[str] = set()
    while todo:
        name = todo.pop()
        if name in lexicons and name not in used:
            used.add(name)
            todo += lexicons[name].data.get("includes", ())
    for name, lexicon in lexicons.items():
        if name not in used:
            yield Advice(Severity.WARNING, lexicon.problem((), f"没有规则用到词表“{name}”，写了也不起作用。"))
