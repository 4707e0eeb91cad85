"""Theta: relatives of one village share more than the population's frequencies say.

Founder alleles are then not drawn one by one from a table: P(next is a) = (b θ + (1-θ) p_a) / (1 + (n-1) θ) if a was
seen b times among n (Balding & Nichols 1994).  All founders of a hypothesis share one such sequence, and so does an
unrelated person of interest.  The sequence is a mixture: frequencies drawn from a Dirichlet distribution with weights p
(1-θ)/θ, then alleles drawn one by one.  So the likelihood is the mean of a polynomial of the frequencies, and there are
two exact ways to it:
* Gauss-Jacobi quadrature over the frequencies, broken off a stick one after the other; f unknown founder alleles make a
  polynomial of degree f, for which f/2 + 1 nodes in each dimension are exact (Golub & Welsch 1969);
* the sum over all ways in which the f alleles fall into copies of one another, each with its chance in the scheme of
  Blackwell & MacQueen (1973); it does not depend on the number of alleles.  Ways that differ only in which of a
  founder's two alleles is called the first are counted together.
The shorter is taken.  Founders whose alleles are known are not averaged over: they are seen first and change the
weights.
"""

from __future__ import annotations

from functools import cache
from math import comb, lgamma
from typing import Final

import numpy as np

from nasab.errors import Problem, WrongUse
from nasab.kinship import locus_kernel
from nasab.kinship.arrays import Array, Frame, Ints, Typed
from nasab.kinship.network_kernel import CERTAIN

__all__ = ["MOST_TERMS", "check_theta", "is_shorter", "jacobi", "partitions", "stick_nodes", "theta_likelihood", "urn"]


#: More terms than these are not tried; the family then has too many untyped founders for theta.
MOST_TERMS: Final = 400_000


def check_theta(theta: float) -> None:
    """Refuses what is no theta.  Raises `WrongUse`: KIN-16."""
    if not 0 <= theta < 1:
        raise WrongUse(Problem("KIN-16", value=f"{theta}"))


def urn(counts: Array, p: Array, theta: float, drawn: int) -> float:
    """P(the next founder allele is `drawn` | counts of those seen)."""
    return float((counts[drawn] * theta + (1 - theta) * p[drawn]) / (1 + (counts.sum() - 1) * theta))


def theta_likelihood(frame: Frame, typed: Typed, theta: float) -> float:
    """The likelihood of a locus with theta, exactly.  Raises `WrongUse`: KIN-17 if the terms are too many."""
    one: Typed = locus_kernel.joined(typed)
    p = one.p
    counts = np.zeros(len(p))
    known = 1.0
    for i, (father, mother, male) in enumerate(zip(*frame, strict=True)):
        single = one.is_x and male == 1
        if one.kind[i] != CERTAIN or mother >= 0 or (father >= 0 and not single):
            continue
        for allele in [one.a[i]] if single else [one.a[i], one.b[i]]:
            known *= urn(counts, p, theta, allele) if counts.sum() else p[allele]
            counts[allele] += 1
        known *= 2.0 if not single and one.a[i] != one.b[i] else 1.0
    if known == 0:
        return 0.0
    owners = tuple(locus_kernel.founder_alleles(frame, one).tolist())
    unknown = len(owners)
    weights = p * (1 - theta) / theta + counts
    nodes = float(unknown // 2 + 1) ** (int((weights > 0).sum()) - 1)
    ways = _bell(unknown)
    if min(nodes, ways) > MOST_TERMS:
        raise WrongUse(Problem("KIN-17", detail=f"θ = {theta:g}"))
    if is_shorter(nodes, ways):
        drawn, chance = stick_nodes(weights, unknown // 2 + 1)
        out = locus_kernel.mean_value(frame, one, drawn, chance)
    else:
        alias, chance = partitions(owners, float(weights.sum()))
        out = locus_kernel.alias_value(frame, one._replace(p=weights / weights.sum()), alias, chance)
    if np.isnan(out):
        raise WrongUse(Problem("KIN-17", detail=f"θ = {theta:g}"))
    return float(known * out)


def is_shorter(nodes: float, ways: float) -> bool:
    """Whether quadrature takes no more terms than the sum over copies does."""
    return nodes <= ways


def jacobi(a: float, b: float, count: int) -> tuple[Array, Array]:
    """Nodes and chances of the Gauss rule for a Beta(a, b) variable, exact for degrees below 2·count.

    From the recurrence of the Jacobi polynomials by the eigenvalues of its matrix (Golub & Welsch 1969).
    """
    if a <= 0:
        return np.zeros(1), np.ones(1)
    if b <= 0:
        return np.ones(1), np.ones(1)
    # Jacobi on [-1, 1] with weight (1-x)^α (1+x)^β, α = b-1, β = a-1; then moved to [0, 1].
    alpha, beta = b - 1, a - 1
    k = np.arange(count, dtype=np.float64)
    s = 2 * k + alpha + beta
    diagonal = np.empty(count)
    diagonal[0] = (beta - alpha) / (alpha + beta + 2)
    diagonal[1:] = (beta**2 - alpha**2) / (s[1:] * (s[1:] + 2))
    off = np.empty(max(count - 1, 0))
    if count > 1:
        off[0] = 4 * (1 + alpha) * (1 + beta) / ((2 + alpha + beta) ** 2 * (3 + alpha + beta))
        j, t = k[2:], s[2:]
        off[1:] = 4 * j * (j + alpha) * (j + beta) * (j + alpha + beta) / (t**2 * (t + 1) * (t - 1))
    values, vectors = np.linalg.eigh(np.diag(diagonal) + np.diag(np.sqrt(off), 1) + np.diag(np.sqrt(off), -1))
    return np.clip((values + 1) / 2, 0.0, 1.0), vectors[0] ** 2


def stick_nodes(weights: Array, count: int) -> tuple[Array, Array]:
    """Sets of frequencies (rows) and their chances: the product rule for Dirichlet(weights), piece after piece."""
    rows = np.zeros((1, len(weights)))
    rest = np.ones(1)
    chance = np.ones(1)
    live = np.flatnonzero(weights > 0)
    after = np.cumsum(weights[live][::-1])[::-1]
    for k, allele in enumerate(live):
        if k == len(live) - 1:
            rows[:, allele] = rest
            break
        piece, share = jacobi(float(weights[allele]), float(after[k + 1]), count)
        rows = np.repeat(rows, len(piece), axis=0)
        pieces = np.tile(piece, len(rest))
        chance = np.repeat(chance, len(piece)) * np.tile(share, len(rest))
        rest = np.repeat(rest, len(piece))
        rows[:, allele] = rest * pieces
        rest = rest * (1 - pieces)
    return rows, chance


def _bell(count: int) -> float:
    bell = [1.0]
    for n in range(count):
        bell.append(sum(comb(n, k) * bell[k] for k in range(n + 1)))
    return bell[count]


@cache
def _grouped(owners: tuple[int, ...]) -> tuple[Ints, Array, Ints, Array]:
    """Ways to group alleles, one of each kind: the group of each allele, log Π (size-1)!, how many groups.

    And how many ways are of the kind: of ways that an exchange of a founder's two alleles makes one another.
    """
    count = len(owners)
    ways: list[list[int]] = [[]]
    for _ in range(count):
        ways = [[*way, group] for way in ways for group in range(max(way, default=-1) + 2)]
    all_ = np.array(ways, dtype=np.int64).reshape(len(ways), count)
    pairs = [j for j in range(count - 1) if owners[j] >= 0 and owners[j] == owners[j + 1]]
    key = np.full(len(all_), np.iinfo(np.int64).max)
    for swapped in range(1 << len(pairs)):
        order = np.arange(count)
        for k, j in enumerate(pairs):
            if swapped >> k & 1:
                order[[j, j + 1]] = order[[j + 1, j]]
        key = np.minimum(key, _named(all_[:, order]))
    _, first, times = np.unique(key, return_index=True, return_counts=True)
    out = all_[first]
    groups = out.max(axis=1, initial=-1) + 1
    log = np.array([sum(lgamma(way.count(g)) for g in set(way)) for way in out.tolist()])
    return out, log, groups, times.astype(np.float64)


def _named(ways: Ints) -> Ints:
    """A number for each way, the same for the same grouping however the groups are numbered."""
    count = ways.shape[1]
    key = np.zeros(len(ways), dtype=np.int64)
    for j in range(count):
        key = key * count + (ways == ways[:, j : j + 1]).argmax(axis=1)
    return key


def partitions(owners: tuple[int, ...], weight: float) -> tuple[Ints, Array]:
    """Ways in which founder alleles are copies of one another, one of each kind, and P(kind) by total weight.

    `owners`: for each allele the founder who has it with another that is alike, or -1.
    """
    ways, log, groups, times = _grouped(owners)
    total = lgamma(weight + len(owners)) - lgamma(weight)
    return ways, times * np.exp(log + groups * np.log(weight) - total)
