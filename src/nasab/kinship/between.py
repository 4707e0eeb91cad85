"""What somebody is to somebody else in a family tree, as a kin term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from nasab.kinship.pedigree import Person
from nasab.kinship.relations import Kin, by_path

__all__ = ["kin_between"]

#: Farther apart than this there is no term for it.
FARTHEST: Final = 3

Path = tuple[str, ...]


def kin_between(
    members: Sequence[Person], person: str, other: str, couples: Sequence[tuple[str, str]] = ()
) -> Kin | None:
    """What `person` is to `other` (the child), by the nearest way; None if they are one, or no kin that has a term.

    By blood first, then by one marriage: `couples`, and whoever has a child together.  Brothers and sisters of whom one
    parent is not known are not called half-brothers.
    """
    known = {one.id: one for one in members}
    if person == other or person not in known or other not in known:
        return None
    by_blood = _blood(known, person, other)
    if by_blood is not None:
        return _term(by_blood)
    married = {*couples, *((one.father, one.mother) for one in members if one.father and one.mother)}
    ways = []
    for couple in sorted(married):
        for here, there in (couple, couple[::-1]):
            if there in known and here in known and (step := {"M": "H", "F": "W"}.get(known[there].sex or "")):
                before = () if here == other else _blood(known, here, other)
                after = () if there == person else _blood(known, person, there)
                if before is not None and after is not None:
                    ways.append((*before, step, *after))
    ways.sort(key=lambda way: (len(way), way))
    return _term(ways[0]) if ways else None


def _term(path: Path) -> Kin | None:
    found = by_path(path)
    return None if found.term == "other" else found


def _blood(known: Mapping[str, Person], person: str, other: str) -> Path | None:
    """The shortest path by blood from one to the other, or nothing."""
    mine, theirs = _up(known, other), _up(known, person)
    best: tuple[int, Path] | None = None
    for ancestor in sorted(mine.keys() & theirs.keys()):
        for way, path in ((way, path) for way in mine[ancestor] for path in theirs[ancestor]):
            steps = _joined(known, way, path)
            if steps is not None and (best is None or (len(way) + len(path), steps) < best):
                best = len(way) + len(path), steps
    return None if best is None else best[1]


def _up(known: Mapping[str, Person], start: str) -> dict[str, list[tuple[str, ...]]]:
    """Every ancestor within reach, and the person, with the ways up to each: the ids passed, the start first."""
    found: dict[str, list[tuple[str, ...]]] = {start: [(start,)]}
    ways: list[tuple[str, ...]] = [(start,)]
    for _ in range(FARTHEST):
        ways = [
            (*way, parent)
            for way in ways
            for parent in (known[way[-1]].father, known[way[-1]].mother)
            if parent is not None and parent in known and parent not in way
        ]
        for way in ways:
            found.setdefault(way[-1], []).append(way)
    return found


def _joined(known: Mapping[str, Person], way: tuple[str, ...], path: tuple[str, ...]) -> Path | None:
    """Up one way to a common ancestor and down the other: across from brother to sister where both have steps left."""
    up = ["F" if known[child].father == parent else "M" for child, parent in pairwise(way)]
    down = [_sexed(known[child], "sdc") for child in path[:-1][::-1]]
    if not up or not down:
        return (*up, *down)
    here, there = known[way[-2]], known[path[-2]]
    if here.id == there.id:
        return None  # a nearer ancestor is common to both
    return (*up[:-1], _across(here, there), *down[1:])


def _across(here: Person, there: Person) -> str:
    """From one child of an ancestor to another: of both parents, or of one, if it is known that the others are two."""
    apart = [
        side
        for side, a, b in (("F", here.father, there.father), ("M", here.mother, there.mother))
        if a is not None and b is not None and a != b
    ]
    if not apart:
        return _sexed(there, "BZG")
    return ("M+" if apart == ["F"] else "F+") + _sexed(there, "sdc")


def _sexed(person: Person, steps: str) -> str:
    return steps["MF".find(person.sex)] if person.sex in ("M", "F") else steps[2]
