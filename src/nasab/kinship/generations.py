"""In which row of a family's picture each person stands: below the parents, beside husband or wife.

Couples are put into one row wherever that can be.  An uncle who married his niece stands in her row, and the line from
his parents is longer; only where one of a couple descends from the other they stand in two rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from nasab.kinship.pedigree import Person

__all__ = ["couples_of", "generations", "is_related"]

Couple = tuple[str, str]


def couples_of(members: Sequence[Person], beside: Iterable[Couple] = ()) -> list[Couple]:
    """All couples: who have a child together, and those who are named; in the order of the members."""
    ids = {one.id for one in members}
    found: dict[Couple, None] = {}
    for one in members:
        if one.father is not None and one.mother is not None and {one.father, one.mother} <= ids:
            found[one.father, one.mother] = None
    named = [pair for pair in beside if pair not in found and pair[::-1] not in found and set(pair) <= ids]
    return [*found, *named]


def generations(members: Sequence[Person], couples: Sequence[Couple]) -> dict[str, int]:
    """The row of each person, 0 at the top."""
    ids = {one.id for one in members}
    parents = {one.id: [p for p in (one.father, one.mother) if p is not None and p in ids] for one in members}
    group = {one.id: one.id for one in members}
    for a, b in couples:
        merged = {person: group[a] if of == group[b] else of for person, of in group.items()}
        if group[a] != group[b] and _order(merged, parents) is not None:
            group = merged
    order = _order(group, parents) or []
    row: dict[str, int] = {}
    above: dict[str, set[str]] = {unit: set() for unit in order}
    below: dict[str, set[str]] = {unit: set() for unit in order}
    for child, of in parents.items():
        for parent in of:
            above[group[child]].add(group[parent])
            below[group[parent]].add(group[child])
    for unit in order:
        row[unit] = max((row[one] + 1 for one in above[unit]), default=0)
    for unit in reversed(order):  # those who marry into a family stand above their own children, not at the top
        if below[unit]:
            row[unit] = max(row[unit], min(row[one] for one in below[unit]) - 1)
    top = min(row.values(), default=0)
    return {person: row[of] - top for person, of in group.items()}


def is_related(members: Sequence[Person], a: str, b: str) -> bool:
    """Whether two people have an ancestor in common, or one descends from the other."""
    known = {one.id: one for one in members}
    return bool(_above(known, a) & _above(known, b))


def _above(known: Mapping[str, Person], person: str) -> set[str]:
    found, todo = set(), [person]
    while todo:
        one = todo.pop()
        if one in found or one not in known:
            continue
        found.add(one)
        todo += [parent for parent in (known[one].father, known[one].mother) if parent is not None]
    return found


def _order(group: Mapping[str, str], parents: Mapping[str, Sequence[str]]) -> list[str] | None:
    """The groups, parents before children; None if there is no such order."""
    left = dict.fromkeys(group.values(), 0)
    below: dict[str, list[str]] = {of: [] for of in left}
    for child, of in parents.items():
        for parent in of:
            below[group[parent]].append(group[child])
            left[group[child]] += 1
    free = [of for of, count in left.items() if not count]
    order = []
    while free:
        of = free.pop(0)
        order.append(of)
        for one in below[of]:
            left[one] -= 1
            if not left[one]:
                free.append(one)
    return order if len(order) == len(left) else None
