"""Mitochondrial DNA: whether two people are of one line of mothers.

Compared are the differences from the reference sequence within what was read of both.  The length of a stretch of one
base is never counted, and where two bases were seen in one person (`16093Y`) either agrees.  One factor for the
whole, as for the Y chromosome (`lineage`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from nasab.kinship.lineage import Counting, match_probability
from nasab.kinship.profiles import Genotype
from nasab.kinship.sequences import is_length_variant

__all__ = ["REGIONS", "MotherLineEvidence", "Sequenced", "mt_evidence", "sequenced"]

#: First and last position of what laboratories usually read (ISFG: Parson et al. 2014, Forensic Sci. Int. Genet.
#: 13:134).
REGIONS: Final[Mapping[str, tuple[tuple[int, int], ...]]] = {
    "HVS1": ((16024, 16365),),
    "HVS2": ((73, 340),),
    "HVS3": ((438, 574),),
    "mtDNA": ((16024, 16569), (1, 576)),
}

#: Substitutions a meiosis in HVS1 and HVS2 together: 10 in 327 (Parsons et al. 1997, Nat. Genet. 15:363) and 3 in 705
#: (Sigurdardottir et al. 2000, Am. J. Hum. Genet. 66:1599).  They are taken for equally likely at all positions read.
RATE: Final = 13 / 1032
_READ_FOR_RATE: Final = 610

#: From so many differences on two people are excluded from one line of mothers; one leaves it open (Scientific Working
#: Group on DNA Analysis Methods, guidelines for mitochondrial DNA, 2013).
EXCLUDED_FROM: Final = 2

_BASES: Final = {
    "A": "A", "C": "C", "G": "G", "T": "T", "R": "AG", "Y": "CT", "K": "GT", "M": "AC", "S": "CG", "W": "AT",
    "B": "CGT", "D": "AGT", "H": "ACT", "V": "ACG", "N": "ACGT",
}  # fmt: skip
_SITE: Final = re.compile(r"(\d+(?:\.\d+)?)(.+)")
_ENDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Sequenced:
    """What was read of somebody's mitochondrial DNA: stretches (first and last position), and their differences."""

    ranges: tuple[tuple[int, int], ...]
    differences: frozenset[str]


@dataclass(frozen=True, slots=True)
class MotherLineEvidence:
    """What it says of two people being of one line of mothers, against of none in common.

    `bits`: log2 of the likelihood ratio; `apart`: differences between the two; `positions` read in both.  `verdict`:
    `agrees`, `open` (one difference) or `excluded`.
    """

    bits: float
    apart: tuple[str, ...]
    positions: int
    match_probability: float
    counting: Counting
    seen: int
    database: int
    meioses: int
    verdict: Literal["agrees", "open", "excluded"]


def sequenced(genotypes: Iterable[Genotype]) -> Sequenced:
    """What the mitochondrial genotypes of a profile say, all stretches together."""
    ranges: list[tuple[int, int]] = []
    differences: set[str] = set()
    for one in genotypes:
        ranges += REGIONS.get(one.marker, ())
        differences |= set(one.alleles)
    return Sequenced(tuple(sorted(set(ranges))), frozenset(differences))


def mt_evidence(
    child: Sequenced,
    relative: Sequenced,
    meioses: int,
    database: Sequence[Sequenced] = (),
    *,
    counting: Counting = "augmented",
    theta: float = 0.0,
    rate: float = RATE,
) -> MotherLineEvidence:
    """Evidence that a child and a relative are of one line of mothers, so many meioses apart (mother and child: 1).

    The chance of the child's sequence if the relative's was handed down (substitutions at random, Poisson), against how
    often it is met in a database; without one a match weighs nothing.  `ValueError` for fewer than one meiosis.
    """
    if meioses < 1:
        raise ValueError("there is at least one meiosis between two people")
    common = _read_of_both(child.ranges, relative.ranges)
    positions = sum(last - first + 1 for first, last in common)
    apart = _apart(child, relative, common)
    expected = meioses * rate * positions / _READ_FOR_RATE
    handed_down = math.exp(-expected) * (expected / max(positions, 1)) ** len(apart)
    told = [one for one in database if _covers(one.ranges, common)]
    seen = sum(not _apart(child, one, common) for one in told)
    kinds: dict[frozenset[str], int] = {}
    for one in told:
        within = frozenset(_within(one.differences, common))
        kinds[within] = kinds.get(within, 0) + 1
    single = sum(count == 1 for count in kinds.values())
    met = match_probability(seen, len(told), counting=counting, singletons=single, theta=theta) if positions else 1.0
    verdict: Literal["agrees", "open", "excluded"] = "agrees" if not apart else "open"
    return MotherLineEvidence(
        math.log2(handed_down / met) if handed_down else -math.inf,
        apart,
        positions,
        met,
        counting,
        seen,
        len(told),
        meioses,
        "excluded" if len(apart) >= EXCLUDED_FROM else verdict,
    )


def _read_of_both(a: Sequence[tuple[int, int]], b: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    shared = {(max(p, r), min(q, s)) for p, q in a for r, s in b if max(p, r) <= min(q, s)}
    return tuple(
        sorted(one for one in shared if not any(o != one and o[0] <= one[0] and one[1] <= o[1] for o in shared))
    )


def _covers(ranges: Sequence[tuple[int, int]], common: Sequence[tuple[int, int]]) -> bool:
    return all(any(first <= p and q <= last for first, last in ranges) for p, q in common)


def _within(differences: Iterable[str], common: Sequence[tuple[int, int]]) -> list[str]:
    found = []
    for one in differences:
        told = _SITE.fullmatch(one)
        if told and not is_length_variant(one) and any(p <= float(told[1]) < q + _ENDS for p, q in common):
            found.append(one)
    return sorted(found)


def _apart(a: Sequenced, b: Sequenced, common: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The positions at which two sequences cannot be one, where two bases in one person agree with either."""
    sites: dict[str, list[str | None]] = {}
    for at, one in enumerate((a, b)):
        for difference in _within(one.differences, common):
            told = _SITE.fullmatch(difference)
            if told:
                sites.setdefault(told[1], [None, None])[at] = told[2]
    return tuple(sorted((site for site, bases in sites.items() if not _agree(*bases)), key=float))


def _agree(a: str | None, b: str | None) -> bool:
    """Whether what was written at one position may be the same base; nothing written is that of the reference."""
    if a is None or b is None:
        return len(_BASES.get(a or b or "", "")) > 1  # two bases were seen, and one is taken for the reference's
    return a == b or bool(set(_BASES.get(a, "")) & set(_BASES.get(b, "")))
