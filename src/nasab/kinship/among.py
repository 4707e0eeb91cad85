"""Brothers and sisters among the children found, before any family is known.

Two children of one transport may be siblings, and neither knows.  For two persons a relation makes every pair of
genotypes more or less likely than chance does; at a locus that is one table with a row for each genotype that occurs,
and a pair's ratio is again a sum of look-ups.  Mutation counts as in any family.  Loci on X and profiles with drop-out
are left out here; they count when a pair is weighed by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

from nasab.kinship.arrays import Array, Ints
from nasab.kinship.evidence import Evidence
from nasab.kinship.locus import Locus
from nasab.kinship.network_kernel import UNTYPED, WEIGHED
from nasab.kinship.pedigree import Member, Pedigree
from nasab.kinship.search import TypedChild
from nasab.kinship.tables import seen_ratios

__all__ = ["RELATIONS", "SURE", "Pair", "groups", "pairs", "relation_table"]

#: Relations of two children, as families of A and B.
RELATIONS: Final[dict[str, Pedigree]] = {
    "full_siblings": Pedigree(
        [Member("m", "M"), Member("f", "F"), Member("A", "", "m", "f"), Member("B", "", "m", "f")]
    ),
    "half_siblings": Pedigree(
        [Member("m", "M"), Member("f", "F"), Member("g", "F"), Member("A", "", "m", "f"), Member("B", "", "m", "g")]
    ),
    "first_cousins": Pedigree(
        [
            Member("m", "M"), Member("f", "F"), Member("s", "M", "m", "f"), Member("t", "M", "m", "f"),
            Member("g", "F"), Member("h", "F"), Member("A", "", "s", "g"), Member("B", "", "t", "h"),
        ]
    ),
}  # fmt: skip

#: log10 of the ratio from which on two children are put into one group: a thousand times likelier than by chance, among
#: perhaps thousands of pairs that are looked at.
SURE: Final = 4.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two children, the relation that explains them best, and log10 of its ratio to chance."""

    first: str
    second: str
    relation: str
    log10: float


def relation_table(locus: Locus, relation: Pedigree, genotypes: Sequence[tuple[int, int]]) -> Array:
    """Ratios of a relation of A and B to chance, a row for each genotype of A and a column for each of B."""
    out = np.empty((len(genotypes), len(genotypes)))
    at = np.array([max(g) * (max(g) + 1) // 2 + min(g) for g in genotypes], dtype=np.int64)
    for k, (a, b) in enumerate(genotypes):
        one = Evidence([locus], {"A": {locus.name: (locus.alleles[a], locus.alleles[b])}})
        out[k] = seen_ratios(locus, one.tables(relation, "B")[0])[at]
    return out


def pairs(loci: Iterable[Locus], children: Sequence[TypedChild], least: float = SURE) -> list[Pair]:
    """Pairs of children that a relation explains better than chance does by `least` (log10), the likeliest first."""
    evidence = Evidence(
        loci, {c.id: c.genotypes for c in children}, {c.id: c.drop_out for c in children if c.drop_out is not None}
    )
    used = [k for k, locus in enumerate(evidence.loci) if not locus.is_x]
    codes = np.zeros((len(children), len(used)), dtype=np.int64)
    genotypes: list[list[tuple[int, int]]] = []
    for at, k in enumerate(used):
        number: dict[tuple[int, int], int] = {}
        for c, child in enumerate(children):
            kind = evidence.kind[child.id][k]
            if kind in (UNTYPED, WEIGHED):
                codes[c, at] = -1
                continue
            low, high = sorted(evidence.alleles[child.id][k].tolist())
            codes[c, at] = number.setdefault((low, high), len(number))
        genotypes.append(list(number))
    sizes = np.array([len(one) + 1 for one in genotypes], dtype=np.int64)
    codes = np.where(codes < 0, sizes - 1, codes)
    start = np.concatenate([[0], np.cumsum(sizes**2)]).astype(np.int64)
    found: dict[tuple[int, int], Pair] = {}
    for name, relation in RELATIONS.items():
        flat = np.zeros(int(start[-1]), dtype=np.float32)  # a locus that is not typed weighs nothing
        for at, k in enumerate(used):
            table = np.zeros((sizes[at], sizes[at]))
            with np.errstate(divide="ignore"):
                table[:-1, :-1] = np.log10(relation_table(evidence.loci[k], relation, genotypes[at]))
            flat[start[at] : start[at + 1]] = table.ravel()
        first, second, told = _above(flat, start, sizes, codes, least)
        for i, j, value in zip(first.tolist(), second.tolist(), told.tolist(), strict=True):
            if (i, j) not in found or found[i, j].log10 < value:
                found[i, j] = Pair(children[i].id, children[j].id, name, value)
    return sorted(found.values(), key=lambda pair: (-pair.log10, pair.first, pair.second))


def groups(found: Iterable[Pair], relation: str = "full_siblings") -> list[tuple[str, ...]]:
    """Children bound together by pairs of one relation, the largest group first."""
    of: dict[str, set[str]] = {}
    for pair in found:
        if pair.relation == relation:
            joined = of.get(pair.first, {pair.first}) | of.get(pair.second, {pair.second})
            of.update(dict.fromkeys(joined, joined))
    distinct = {tuple(sorted(group)) for group in of.values()}
    return sorted(distinct, key=lambda group: (-len(group), group))


@njit(cache=True, nogil=True)
def _sum(flat: npt.NDArray[np.float32], start: Ints, sizes: Ints, codes: Ints, i: int, j: int) -> float:
    total = 0.0
    for k in range(codes.shape[1]):
        total += flat[start[k] + codes[i, k] * sizes[k] + codes[j, k]]
    return total


@njit(cache=True, nogil=True)
def _count(flat: npt.NDArray[np.float32], start: Ints, sizes: Ints, codes: Ints, least: float) -> int:
    count = 0
    for i in range(len(codes)):
        for j in range(i + 1, len(codes)):
            if _sum(flat, start, sizes, codes, i, j) >= least:
                count += 1
    return count


@njit(cache=True, nogil=True)
def _fill(
    flat: npt.NDArray[np.float32],
    start: Ints,
    sizes: Ints,
    codes: Ints,
    least: float,
    first: Ints,
    second: Ints,
    told: Array,
) -> None:
    at = 0
    for i in range(len(codes)):
        for j in range(i + 1, len(codes)):
            value = _sum(flat, start, sizes, codes, i, j)
            if value >= least:
                first[at] = i
                second[at] = j
                told[at] = value
                at += 1


def _above(
    flat: npt.NDArray[np.float32],
    start: npt.NDArray[np.int64],
    sizes: npt.NDArray[np.int64],
    codes: npt.NDArray[np.int64],
    least: float,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Array]:
    count = int(_count(flat, start, sizes, codes, least))
    out = (np.empty(count, dtype=np.int64), np.empty(count, dtype=np.int64), np.empty(count))
    _fill(flat, start, sizes, codes, least, *out)
    return out
