"""Enumerations of figures: which figures of a sentence stand side by side as parts of something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.checks.figures.reading import Figure, Statement


def tight_runs(statement: Statement) -> Iterator[tuple[Figure, ...]]:
    """The longest enumerations of two or more figures of a family, parted by 、 and 和."""
    for elements in _elements(statement):
        yield from _runs(elements)


def siblings(figure: Figure, statement: Statement) -> tuple[Figure, ...]:
    """The enumeration that a figure stands in, alone if it stands in none."""
    for run in tight_runs(statement):
        if figure in run:
            return run
    return (figure,)


def mixed_run(statement: Statement, last: Figure) -> tuple[Figure, ...]:
    """The enumeration that ends with a figure, one figure a part, whatever the units (合同42份、文件39件)."""
    for elements in _elements(statement):
        for n, element in enumerate(elements):
            if element[-1] is last:
                found = [last]
                for before in reversed(elements[:n]):
                    if len(before) != 1 or not before[0].counts:
                        break
                    found.append(before[0])
                return tuple(reversed(found))
    return (last,)


def _elements(statement: Statement) -> list[list[list[Figure]]]:
    """By clause, the parts of its enumeration with the figures of each."""
    clauses: list[list[list[Figure]]] = []
    for figure in statement.figures:
        for elements in reversed(clauses):
            last = elements[-1][-1]
            if last.clause == figure.clause:
                if last.tail[1] < figure.label[0]:
                    elements.append([figure])
                else:
                    elements[-1].append(figure)
                break
        else:
            clauses.append([[figure]])
    return clauses


def _runs(elements: Sequence[Sequence[Figure]]) -> Iterator[tuple[Figure, ...]]:
    families = {figure.family for element in elements for figure in element}
    for family in families:
        run: list[Figure] = []
        for element in elements:
            here = [figure for figure in element if figure.family == family]
            if len(here) == 1:
                run.append(here[0])
                continue
            if len(run) > 1:
                yield tuple(run)
            run = here[-1:] if here else []
        if len(run) > 1:
            yield tuple(run)
