"""make accuracy: hold the checker against the labelled texts and print every disagreement."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from checker import load_pack
from tests.corpus_files import labelled, real_titles, small_cases
from tests.measures import ELEMENTS, Measured, kappa, measure, wrong_cases, wrong_titles


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


def main() -> None:
    """Measure all sets."""
    ruleset = load_pack()
    report("seeds and dev", measure([*labelled("seeds"), *labelled("dev")], ruleset))
    report("own", measure(labelled("own"), ruleset))
    for folder in ("micro", "micro_own"):
        cases = small_cases(folder)
        wrong = wrong_cases(cases, ruleset)
        print(
            f"{folder}: {len(cases) - len(wrong)} of {len(cases)} small cases right ({1 - len(wrong) / len(cases):.3f})"
        )
        for line in wrong:
            print("  ! " + line)
    titles = real_titles()
    for fact, wrong in wrong_titles(titles, ruleset).items():
        print(f"titles: {fact} right in {len(titles) - len(wrong)} of {len(titles)}")
        for line in wrong:
            print("  ! " + line)


if __name__ == "__main__":
    main()
