"""Who may be whom: the places that families have empty, and the claims that children may make on them.

A *place* is a missing member of a family.  A *claim* says that one child, or several at once, are the missing of one
family; its weight is in bits against "of no family here".  For a family with several missing the evidence of two
children is not the product of their own: whether they are brother and sister counts once, so such claims come with
joint weights.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nasab.errors import Problem, WrongUse

__all__ = ["Claim", "Place", "Siblings", "Together", "claims_of_siblings", "claims_on"]

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Place:
    """A missing member of a family."""

    id: str
    family: str


@dataclass(frozen=True, slots=True)
class Together:
    """What the DNA says of several children in one family at once: bits, in place of the sum of theirs."""

    pairs: tuple[tuple[str, str], ...]
    bits: float


@dataclass(frozen=True, slots=True)
class Siblings:
    """Children who may be brothers and sisters of no family here: bits of that against children related to nobody."""

    children: tuple[str, ...]
    bits: float


@dataclass(frozen=True, slots=True)
class Claim:
    """Children as missing members of one family, as (child, place) by position, and the bits of all that is known."""

    family: int
    pairs: tuple[tuple[int, int], ...]
    bits: float


def claims_on(
    weights: Doubles, other: Doubles, children: Sequence[str], places: Sequence[Place], together: Sequence[Together]
) -> list[Claim]:
    """All claims that are possible, in the order of families.

    `weights`: bits of the DNA for each child (row) and place (column), -inf for what is impossible; `other`: bits of
    everything else, prior odds included.  Of several children in one family only those of `together` are possible.
    `WrongUse`: JOINT-01 if a family has several places and several children may
    be of it, and nothing is said of them together; JOINT-02 for an id that is not known, or that is there twice;
    JOINT-03 for a weight that is no number; JOINT-05 for children together who are not of one family.
    """
    child_of, place_of = _numbered(children), _numbered([place.id for place in places])
    families = list(dict.fromkeys(place.family for place in places))
    family_of = [families.index(place.family) for place in places]
    _check(weights, other, children, places)
    both = weights + other
    claims = [Claim(family_of[j], ((i, j),), float(both[i, j])) for i, j in np.argwhere(both > -np.inf).tolist()]
    told: set[int] = set()
    for one in together:
        pairs = tuple((_position(child_of, child), _position(place_of, place)) for child, place in one.pairs)
        of = {family_of[j] for _, j in pairs}
        if len(of) != 1 or len({i for i, _ in pairs}) < len(pairs) or len({j for _, j in pairs}) < len(pairs):
            raise WrongUse(Problem("JOINT-05", value=", ".join(f"{a}={b}" for a, b in one.pairs)[:200]))
        if len(pairs) < 2 or np.isnan(one.bits):
            raise WrongUse(Problem("JOINT-03", value=", ".join(f"{a}={b}" for a, b in one.pairs)[:200]))
        told |= of
        bits = one.bits + sum(float(other[i, j]) for i, j in pairs)
        if bits > -np.inf:
            claims.append(Claim(next(iter(of)), pairs, bits))
    _check_several(claims, told, families, family_of)
    return sorted(claims, key=lambda claim: claim.family)


def claims_of_siblings(
    siblings: Sequence[Siblings], children: Sequence[str], odds: float, families: int, places: int
) -> list[Claim]:
    """Brothers and sisters of no family here as claims of families of their own, behind the `families` and `places`.

    That two children are siblings speaks for every family with two places as much as for none at all; without these
    claims a pair of siblings would be drawn into any such family.  `odds`: that a child is the sibling of a given
    other, before any evidence.  Sets of children who hang together are rivals for one such family.
    """
    child_of = _numbered(children)
    groups: list[set[int]] = []
    sets = [(frozenset(_position(child_of, child) for child in one.children), one.bits) for one in siblings]
    for members, _ in sets:
        near = [group for group in groups if group & members]
        groups = [group for group in groups if not group & members] + [set(members).union(*near)]
    out = []
    at = places
    for number, group in enumerate(groups):
        order = sorted(group)
        place = {child: at + k for k, child in enumerate(order)}
        at += len(order)
        for members, bits in sets:
            if members <= group and odds > 0:
                pairs = tuple((child, place[child]) for child in sorted(members))
                out.append(Claim(families + number, pairs, bits + (len(members) - 1) * math.log2(odds)))
    return out


def _check(weights: Doubles, other: Doubles, children: Sequence[str], places: Sequence[Place]) -> None:
    for table in (weights, other):
        wrong = np.argwhere(np.isnan(table) | (table == np.inf))
        if len(wrong):
            i, j = wrong[0]
            raise WrongUse(Problem("JOINT-03", value=f"{children[i]}={places[j].id}"[:200]))


def _check_several(claims: Sequence[Claim], told: set[int], families: Sequence[str], family_of: Sequence[int]) -> None:
    """A family with two places may have two of the children: unless it is said how they fit together, nobody knows."""
    for number, family in enumerate(families):
        if family_of.count(number) < 2 or number in told:
            continue
        pairs = [claim.pairs[0] for claim in claims if claim.family == number]
        if any(a[0] != b[0] and a[1] != b[1] for a in pairs for b in pairs):
            raise WrongUse(Problem("JOINT-01", value=family[:200]))


def _numbered(names: Sequence[str]) -> dict[str, int]:
    numbers = {name: number for number, name in enumerate(names)}
    if len(numbers) < len(names):
        twice = next(name for at, name in enumerate(names) if name in names[:at])
        raise WrongUse(Problem("JOINT-02", value=twice[:200]))
    return numbers


def _position(numbers: dict[str, int], name: str) -> int:
    if name not in numbers:
        raise WrongUse(Problem("JOINT-02", value=name[:200]))
    return numbers[name]
