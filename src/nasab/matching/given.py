"""What people bring to a run: evidence from outside the lists, and judgements.

Both speak of pairs.  They enter by one door, as bits that are added where they belong, to a pair of children or
to a pair of families, and their pairs are compared whether or not their names would have led to one another.
A judgement binds: "the same" outweighs whatever a list can say, and "not the same" shuts one pair of children,
while its brothers and sisters may still be of the family.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.matching.compared import Compared
from nasab.matching.judgements import Judgement, Seen
from nasab.matching.outside import OutsideEvidence, of_children, of_families, total
from nasab.matching.understanding import Understood

__all__ = ["BINDS", "Bits", "Given", "as_bits", "as_given", "bring_in", "with_given"]

Rows = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Pair = tuple[int, int]

#: A judgement weighs as much as this many bits: more than all that a list can say.
BINDS: Final = 70.0


@dataclass(frozen=True, slots=True)
class Given:
    """Evidence and judgements by rows: of children (row found, row sought), of families (group, family).

    `judged`: the judgements that bind, by rows; `returned`: rejected pairs that come back, with what is new.
    """

    children: Mapping[Pair, Sequence[OutsideEvidence]] = field(default_factory=dict)
    families: Mapping[Pair, Sequence[OutsideEvidence]] = field(default_factory=dict)
    judged: Mapping[Pair, Judgement] = field(default_factory=dict)
    returned: Mapping[Pair, tuple[Judgement, tuple[Seen, ...]]] = field(default_factory=dict)

    def bits_of(self, i: int, j: int) -> float:
        """What is given for one pair of children by itself."""
        judged = self.judged.get((i, j))
        bound = 0.0 if judged is None else {"same": BINDS, "different": -BINDS, "unsure": 0.0}[judged.verdict]
        return total(self.children.get((i, j), ())) + bound


@dataclass(frozen=True, slots=True)
class Bits:
    """What is given as numbers alone: how much of it, and for whom, but not who said what and why.

    `families`: pairs of families that are compared whether or not their names lead to one another, (pairs, 2), in
    order.  `own`, `shared`: pairs of children and of families, each pair in one number, rising, with their bits.
    """

    families: npt.NDArray[np.int64]
    own: npt.NDArray[np.int64]
    own_bits: Floats
    shared: npt.NDArray[np.int64]
    shared_bits: Floats


def as_given(
    both: Understood, outside: Sequence[OutsideEvidence], judgements: Mapping[tuple[str, str], Judgement]
) -> Given:
    """Evidence and judgements by the rows of the lists; ids that are in neither list are passed over."""
    if not outside and not judgements:
        return Given()
    found, sought = both.found.children.children, both.sought.children.children
    row_found = {name: row for row, name in enumerate(found.columns["id"])}
    row_sought = {name: row for row, name in enumerate(sought.columns["id"])}
    group = _names(found.columns["id"], found.columns.get("group"))
    family = _names(sought.columns["id"], sought.columns.get("family"))
    group_row = {**{group[k]: k for k in reversed(range(len(group)))}, **row_found}
    family_row = {**{family[k]: k for k in reversed(range(len(family)))}, **row_sought}
    children = {
        (row_found[a], row_sought[b]): rows
        for (a, b), rows in of_children(outside).items()
        if a in row_found and b in row_sought
    }
    groups = dict(zip(found.columns["id"], group, strict=True))
    wanted = dict(zip(sought.columns["id"], family, strict=True))
    households = both.found.children.household, both.sought.children.household
    families = {
        (int(households[0][group_row[a]]), int(households[1][family_row[b]])): rows
        for (a, b), rows in of_families(outside, groups, wanted).items()
        if a in group_row and b in family_row
    }
    judged = {
        (row_found[a], row_sought[b]): judgement
        for (a, b), judgement in judgements.items()
        if a in row_found and b in row_sought
    }
    return Given(children, families, judged)


def _names(ids: Sequence[str], groups: Sequence[str] | None) -> list[str]:
    """The group of each child; a child whose group is empty is a group of its own, as in `facts`."""
    groups = ids if groups is None else groups
    return [group if group.strip() else name for group, name in zip(groups, ids, strict=True)]


def as_bits(given: Given, both: Understood) -> Bits:
    """What is given as numbers alone."""
    a, b = both.found.children.household, both.sought.children.household
    wanted = {(int(a[i]), int(b[j])) for i, j in (*given.children, *given.judged)} | set(given.families)
    own = {pair: given.bits_of(*pair) for pair in {*given.children, *given.judged}}
    shared = {pair: total(rows) for pair, rows in given.families.items()}
    return Bits(np.array(sorted(wanted), dtype=np.int64).reshape(-1, 2), *_by_key(own), *_by_key(shared))


def _by_key(bits: Mapping[Pair, float]) -> tuple[npt.NDArray[np.int64], Floats]:
    pairs = sorted(bits)
    key = [a << 32 | b for a, b in pairs]
    return np.array(key, dtype=np.int64), np.array([bits[pair] for pair in pairs], dtype=np.float32)


def bring_in(given: Bits, sought: int, g: Rows, r: Rows, numbers: Rows) -> tuple[Rows, Rows]:
    """The pairs of families, with those that evidence or a judgement speaks of, sorted by `g`.

    `sought`: how many families are sought; `numbers`: the groups whose pairs these are.
    """
    added = given.families[np.isin(given.families[:, 0], numbers)]
    if not len(added):
        return g, r
    key = np.unique(np.concatenate([g.astype(np.int64) * sought + r, added[:, 0] * sought + added[:, 1]]))
    return (key // sought).astype(np.int32), (key % sought).astype(np.int32)


def with_given(given: Bits, compared: Compared) -> Compared:
    """What was compared, with the bits that are given."""
    laid = compared.blocks
    return replace(
        compared,
        given_own=_added(compared.given_own, laid.i, laid.j, given.own, given.own_bits),
        given_shared=_added(compared.given_shared, laid.g, laid.r, given.shared, given.shared_bits),
    )


def _added(bits: Floats, a: Rows, b: Rows, known: npt.NDArray[np.int64], given: Floats) -> Floats:
    """Bits of pairs, and what is given for those that are known (`Bits`)."""
    if not len(known):
        return bits
    key = a.astype(np.int64) << 32 | b
    place = np.minimum(np.searchsorted(known, key), len(known) - 1)
    return bits + np.where(known[place] == key, given[place], np.float32(0))
