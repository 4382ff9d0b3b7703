"""make accuracy: hold the checker against the labelled texts and print every disagreement."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from checker import load_pack
from checker.rulebook.ruleset import RuleSet
from tests.corpus_files import labelled, real_titles, small_cases
from tests.defects import Defects, measure_cases, measure_defects
from tests.measures import ELEMENTS, Measured, kappa, measure, wrong_states, wrong_titles


def report(name: str, measured: Measured) -> None:
    """Print what was measured on one set."""
    print(f"{name}: {len(measured.facts['is_report'])} texts")
    for element in ELEMENTS:
        pairs = measured.pairs[element]
        confused = measured.confusion(element) or "none"
        print(
            f"  {element:10} accuracy {measured.accuracy(element):.3f}  kappa {kappa(pairs):.3f}  confusions {confused}"
        )
    print(f"  all        kappa {kappa(measured.all_pairs):.3f}")
    print(
        f"  unforgivable: missing passed as present {measured.missed_missing}, called missing but there {measured.false_missing}"
    )
    print("  facts      " + "  ".join(f"{k} {sum(v) / max(1, len(v)):.3f}" for k, v in measured.facts.items()))
    for line in measured.wrong:
        print("  ! " + line)


def report_defects(name: str, defects: Defects) -> None:
    """Print how right the findings on one set are."""
    print(f"{name}: defects")
    total = defects.all_labels
    rows = [*sorted(defects.kinds.items()), ("all with a place", total)]
    for kind, count in rows:
        print(
            f"  {kind:20} labels {count.labels:3}  found {count.found:3}  precision {count.precision:.3f}  "
            f"recall {count.recall:.3f}  F1 {count.f1:.3f}"
        )
    print("  precision by severity: " + "  ".join(f"{s} {c.precision:.3f}" for s, c in defects.severities.items()))
    print(f"  false alarms per 1,000 characters on reports without defect {defects.alarms_per_1000:.3f}")
    for line in defects.wrong:
        print("  ! " + line)


def report_cases(folder: str, ruleset: RuleSet) -> None:
    """Print how many small cases of each group are right."""
    cases = small_cases(folder, "elements*")
    wrong = wrong_states(cases, ruleset)
    print(f"{folder}: elements       {len(cases) - len(wrong)} of {len(cases)} ({1 - len(wrong) / len(cases):.3f})")
    for line in wrong:
        print("  ! " + line)
    others = [case for case in small_cases(folder) if case.group != "elements"]
    for name, group in measure_cases(others, ruleset).items():
        print(
            f"{folder}: {name:14} {group.right} of {group.cases} ({group.right / group.cases:.3f}), "
            f"silent where it should {group.silent} of {group.silent_cases}"
        )
        for line in group.wrong:
            print("  ! " + line)


def main() -> None:
    """Measure all sets."""
    ruleset = load_pack()
    given = [*labelled("seeds"), *labelled("dev")]
    for name, texts in (("seeds and dev", given), ("own", labelled("own"))):
        report(name, measure(texts, ruleset))
        report_defects(name, measure_defects(texts, ruleset))
    for folder in ("micro", "micro_own"):
        report_cases(folder, ruleset)
    titles = real_titles()
    for fact, wrong in wrong_titles(titles, ruleset).items():
        print(f"titles: {fact} right in {len(titles) - len(wrong)} of {len(titles)}")
        for line in wrong:
            print("  ! " + line)


if __name__ == "__main__":
    main()
