"""Which relative to test next: what a sample would be worth before anybody takes it.

For a family that seeks a missing person, and for each relative whose DNA is not known, genotypes are drawn as the
family makes them probable; then what the true missing person would weigh, and how many strangers would be excluded.  A
grandmother who is alive may be worth more than two cousins, and a second brother almost nothing: better known before
the journey than after it (inclusion and exclusion power; Vigeland et al. 2020, Prioritising family members for
genotyping).

Chance is drawn from a generator that the caller hands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nasab.errors import Problem, WrongUse
from nasab.kinship import locus_kernel
from nasab.kinship.arrays import Array
from nasab.kinship.evidence import Evidence
from nasab.kinship.locus import Locus
from nasab.kinship.network_kernel import CERTAIN, UNTYPED
from nasab.kinship.observation import coded
from nasab.kinship.pedigree import Pedigree
from nasab.kinship.tables import chances, seen_ratios

__all__ = ["STRONG", "Power", "exclusion_power", "next_relative", "power"]

#: log10 of the ratio that is called strong: ten thousand times likelier than a stranger.
STRONG: Final = 4.0


#: Genotypes assumed of relatives: (person, allele, allele) of each.
Given = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class Power:
    """What a family would say of its missing person if `relatives` were typed besides those who are.

    `expected`: mean log10 of the ratio of the true missing person; `error`: its standard error by simulation.
    `strong`: P(that ratio is at least ten thousand).  `excluding`: P(an unrelated person is impossible at one locus at
    least, without mutation).  `false`: P(an unrelated person reaches ten thousand).
    """

    relatives: tuple[str, ...]
    expected: float
    error: float
    strong: float
    excluding: float
    false: float
    draws: int


class _Simulated:
    """A family at all loci, whose untyped members can be given genotypes."""

    def __init__(self, evidence: Evidence, family: Pedigree, missing: str) -> None:
        if missing not in family:
            raise WrongUse(Problem("KIN-22", value=missing[:40], detail=", ".join(m.id for m in family.members)[:200]))
        self.loci = evidence.loci
        self.frame, rows = evidence.frame(family, 0.0, "full", without=missing)
        ids = rows[0]
        goes_by = family.merged()[1]
        self.place = {person: ids.index(one) for person, one in goes_by.items()}
        self.missing = self.place[missing]
        self.typed = [evidence.at(rows, k, self.frame.male, locus) for k, locus in enumerate(self.loci)]
        self.plain = evidence.without_mutation.loci

    def joint(
        self, k: int, person: int, given: tuple[tuple[int, int, int], ...], without_mutation: bool = False
    ) -> Array:
        """P(typed, given genotypes (person, allele, allele), alleles of the person) at a locus."""
        typed = self.typed[k]
        kind, a, b = typed.kind.copy(), typed.a.copy(), typed.b.copy()
        kind[person] = UNTYPED
        locus = self.loci[k]
        for other, x, y in given:
            single = locus.is_x and self.frame.male[other] == 1
            kind[other] = CERTAIN if single else coded(locus, "", (locus.alleles[x], locus.alleles[y]))[0]
            a[other], b[other] = x, y
        typed = typed._replace(kind=kind, a=a, b=b)
        if without_mutation:
            typed = typed._replace(mothers=self.plain[k].mothers, fathers=self.plain[k].fathers)
        value = locus_kernel.table(self.frame, typed, person)
        if len(value) == 0:
            raise WrongUse(Problem("KIN-17", value=locus.name))
        n = len(locus.alleles)
        return np.asarray(value if locus.is_x and self.frame.male[person] == 1 else value.reshape(n, n))

    def is_typed(self, person: int, k: int) -> bool:
        """Whether a person is typed at a locus already."""
        return bool(self.typed[k].kind[person] != UNTYPED)


def power(
    evidence: Evidence,
    family: Pedigree,
    missing: str,
    relatives: Sequence[str],
    generator: np.random.Generator,
    draws: int = 200,
) -> Power:
    """What the family would say if `relatives` were typed at all loci, over so many draws of their genotypes.

    Given the relatives' genotypes the mean over the missing person's is computed, not drawn; P(strong) and P(false) are
    over one draw of the missing person, and of a stranger, each.
    """
    there = _Simulated(evidence, family, missing)
    places = [there.place[person] for person in relatives]
    means = np.zeros(draws)
    true = np.zeros(draws)
    false = np.zeros(draws)
    possible = np.ones(draws)
    for k, locus in enumerate(there.loci):
        known: dict[Given, _Outlook] = {}
        for d in range(draws):
            given: Given = ()
            for person in places:
                if not there.is_typed(person, k):
                    given = (*given, _drawn(locus, there.joint(k, person, given), person, generator))
            key = tuple((who, min(a, b), max(a, b)) for who, a, b in given)
            if key not in known:
                known[key] = _outlook(there, k, given)
            seen = known[key]
            means[d] += seen.mean
            true[d] += seen.logs[generator.choice(len(seen.logs), p=seen.true)]
            false[d] += seen.logs[generator.choice(len(seen.logs), p=seen.false)]
            possible[d] *= seen.possible
    return Power(
        tuple(relatives),
        float(means.mean()),
        float(means.std(ddof=1) / np.sqrt(draws)) if draws > 1 else float("nan"),
        float((true >= STRONG).mean()),
        float(1 - possible.mean()),
        float((false >= STRONG).mean()),
        draws,
    )


def next_relative(
    evidence: Evidence,
    family: Pedigree,
    missing: str,
    generator: np.random.Generator,
    draws: int = 200,
    among: Iterable[str] | None = None,
) -> tuple[Power, list[Power]]:
    """What the family says now, and what it would say with each untyped relative, the one worth most first.

    `among`: the relatives who can be asked; else all who are not typed and not the missing person.
    """
    typed = set(evidence.typed)
    asked = [m.id for m in family.members if m.id != missing] if among is None else list(among)
    now = power(evidence, family, missing, (), generator, draws)
    each = [power(evidence, family, missing, (one,), generator, draws) for one in asked if one not in typed]
    return now, sorted(each, key=lambda one: -one.expected)


def exclusion_power(evidence: Evidence, family: Pedigree, missing: str) -> Array:
    """P(an unrelated person's genotype is impossible in the missing person's place, without mutation), by locus.

    Exact; over all loci together it is 1 - Π(1 - each) (Egeland, Pinto & Vigeland 2014).
    """
    there = _Simulated(evidence, family, missing)
    return np.array([1 - _outlook(there, k, ()).possible for k in range(len(there.loci))])


@dataclass(frozen=True, slots=True)
class _Outlook:
    """Of each genotype seen at a locus log10 T, its chance in the true missing person and in a stranger.

    `mean`: of log10 T in the true one.  `possible`: P(a stranger's is possible without mutation).
    """

    logs: Array
    true: Array
    false: Array
    mean: float
    possible: float


def _outlook(there: _Simulated, k: int, given: Given) -> _Outlook:
    locus = there.loci[k]
    joint = there.joint(k, there.missing, given)
    true = _seen(joint, locus)
    true = true / true.sum()
    false = _seen(chances(locus, joint.ndim == 1), locus)
    false = false / false.sum()
    with np.errstate(divide="ignore"):
        logs = np.log10(seen_ratios(locus, joint))
    mean = float((true * np.where(true > 0, logs, 0.0)).sum())
    still = _seen(there.joint(k, there.missing, given, without_mutation=True), locus)
    # where the family itself needs a mutation the locus tells nothing of strangers
    possible = float(false[still > 0].sum()) if still.sum() > 0 else 1.0
    return _Outlook(logs, true, false, mean, possible)


def _seen(joint: Array, locus: Locus) -> Array:
    """Chances of genotypes as the laboratory sees them, in the order of `tables.Cells`."""
    if joint.ndim == 1:
        return joint
    both = joint + joint.T
    own = np.diag(joint).copy()
    if locus.silent is not None:
        s = locus.code[locus.silent]
        hidden = both[:, s].copy()
        hidden[s] = 0.0
        own += hidden
        both[s, :] = both[:, s] = 0.0
    np.fill_diagonal(both, own)
    return np.asarray(both[np.tril_indices(len(both))])


def _drawn(locus: Locus, joint: Array, person: int, generator: np.random.Generator) -> tuple[int, int, int]:
    flat = joint.ravel() / joint.sum()
    k = int(generator.choice(len(flat), p=flat))
    if joint.ndim == 1:
        return person, k, k
    n = len(locus.alleles)
    return person, k // n, k % n
