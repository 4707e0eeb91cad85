"""For a missing person and a locus, what every genotype would weigh: computed once, looked up for every child.

T[g] = P(g | family) / P(g): how many times likelier the family makes the genotype g in its missing person than the
population does.  It holds whatever the family is, with mutation and silent alleles, and costs one elimination.  A
child's likelihood ratio is then the product of one number for each locus, and twenty thousand children against two
thousand places are a matter of seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from nasab.kinship.arrays import Array, Ints
from nasab.kinship.evidence import Evidence
from nasab.kinship.locus import Locus
from nasab.kinship.network_kernel import UNTYPED, WEIGHED
from nasab.kinship.pedigree import Pedigree

__all__ = ["Cells", "chances", "gather", "seen_ratios", "slot_table"]

#: Rows of tables, in single or double precision.
Rows = npt.NDArray[np.floating[Any]]


class Cells:
    """Where each genotype at each locus stands in a row of a table.

    Of n alleles at a locus come n(n+1)/2 cells for two alleles seen, on X then n cells for a man's one allele, and a
    last one for a locus that was not typed.
    """

    def __init__(self, loci: Iterable[Locus]) -> None:
        self.loci: tuple[Locus, ...] = tuple(loci)
        sizes = []
        for locus in self.loci:
            n = len(locus.alleles)
            sizes.append(n * (n + 1) // 2 + (n if locus.is_x else 0) + 1)
        self.start: Ints = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)

    @property
    def count(self) -> int:
        """Cells in a row."""
        return int(self.start[-1])

    @cached_property
    def untyped(self) -> Ints:
        """The cell of each locus for a locus not typed."""
        return self.start[1:] - 1

    def of(self, evidence: Evidence, person: str, is_male: int) -> Ints:
        """The cells of a person's genotypes; with drop-out, and on X without a known sex, as if not typed."""
        kind, pair = evidence.kind[person], evidence.alleles[person]
        high, low = pair.max(axis=1), pair.min(axis=1)
        cells = self.start[:-1] + high * (high + 1) // 2 + low
        for k, locus in enumerate(self.loci):
            if locus.is_x and is_male == 1:
                cells[k] = self.untyped[k] - len(locus.alleles) + pair[k, 0]
            elif locus.is_x and is_male < 0:
                cells[k] = self.untyped[k]
        return np.where((kind == UNTYPED) | (kind == WEIGHED), self.untyped, cells)


def chances(locus: Locus, is_single: bool = False) -> Array:
    """P(alleles from father and mother) in the population; for a man on X P(allele)."""
    p = locus.frequencies
    return p if is_single else np.outer(p, p)


def seen_ratios(locus: Locus, joint: Array) -> Array:
    """T of each genotype as the laboratory sees it, in the order of `Cells`, from a table of `Evidence.tables`.

    A silent allele is not seen beside another: the cell of a seen twice is of a with itself or with the silent one.
    """
    base = chances(locus, joint.ndim == 1)
    shares = joint / (joint.sum() or 1.0)  # nothing is left where two samples of one person contradict each other
    if joint.ndim == 1:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(shares / base)
    pairs = []
    for table in (shares, base):
        both = table + table.T
        own = np.diag(table).copy()
        if locus.silent is not None:
            s = locus.code[locus.silent]
            hidden = both[:, s].copy()
            hidden[s] = 0.0
            own += hidden
        np.fill_diagonal(both, own)
        pairs.append(both[np.tril_indices(len(both))])
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(pairs[0] / pairs[1])


def slot_table(cells: Cells, evidence: Evidence, family: Pedigree, missing: str) -> tuple[Array, list[Array]]:
    """log10 T of every cell for a missing person (-inf: cannot be), and the tables it was made from."""
    joints = evidence.tables(family, missing)
    row = np.full(cells.count, -np.inf)
    row[cells.untyped] = 0.0
    is_male = int(family.is_male[family.place[missing]])
    for k, (locus, joint) in enumerate(zip(cells.loci, joints, strict=True)):
        if not locus.is_x or is_male == 0:
            silent = -1 if locus.silent is None else locus.code[locus.silent]
            _fill(joint, locus.frequencies, silent, row[cells.start[k] : cells.untyped[k]])
        elif is_male == 1:
            with np.errstate(divide="ignore"):
                row[cells.untyped[k] - len(joint) : cells.untyped[k]] = np.log10(seen_ratios(locus, joint))
    return row, joints


@njit(cache=True, nogil=True)
def _fill(joint: Array, p: Array, silent: int, row: Array) -> None:
    """log10 of `seen_ratios`, written into the cells of a locus."""
    total = joint.sum()
    at = 0
    for a in range(len(p)):
        for b in range(a + 1):
            above, below = joint[a, b] + joint[b, a], 2 * p[a] * p[b]
            if a == b:
                above, below = joint[a, a], p[a] * p[a]
                if silent >= 0 and a != silent:
                    above += joint[a, silent] + joint[silent, a]
                    below += 2 * p[a] * p[silent]
            row[at] = np.log10(above / total / below) if above > 0 and below > 0 else -np.inf
            at += 1


@njit(cache=True, nogil=True)
def _gather(rows: Rows, codes: npt.NDArray[np.int32], out: Rows) -> None:
    slots, children, loci = len(rows), codes.shape[0], codes.shape[1]
    for s in range(slots):
        row = rows[s]
        for c in range(children):
            total = row[codes[c, 0]]
            for k in range(1, loci):
                total += row[codes[c, k]]
            out[s, c] = total


def gather(rows: Rows, codes: npt.NDArray[np.int32]) -> Rows:
    """log10 of the ratio for each slot (rows) and child (columns): a sum of as many look-ups as there are loci."""
    out = np.empty((len(rows), len(codes)), dtype=rows.dtype)
    _gather(rows, codes, out)
    return out
