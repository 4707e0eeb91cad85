"""A family of the fixed cast that seeks, with samples drawn from a known truth."""

from __future__ import annotations

import numpy as np

from nasab.kinship import (
    Genotype,
    Member,
    Pedigree,
    Profile,
    Statement,
    compose,
    drop_genes,
    kin,
    shipped_frequencies,
)
from nasab.kinship.loci import TypedLoci, loci_of
from nasab.kinship.markers import USUAL
from nasab.kinship.seeking import SeekingFamily

TABLE = shipped_frequencies("norSTR: West Asia")


def loci() -> TypedLoci:
    """Twenty loci with the frequencies of West Asia."""
    told = {name: Genotype(name, (next(iter(TABLE.loci[name])),) * 2) for name in USUAL}
    return loci_of([Profile("", told)], TABLE)


def profile(sample: str, alleles: dict[str, list[str]], sex: str | None = None) -> Profile:
    """The profile of alleles that were drawn."""
    told = {name: Genotype(name, tuple(sorted(pair, key=float))) for name, pair in alleles.items()}
    return Profile(sample, told, sex)


def zairas_family(**samples: str) -> SeekingFamily:
    """Zaira seeks Bilal (S-1) and Amina (S-2), children of her son; Movsar is the brother of their mother."""
    family = compose(
        [
            Statement("Zaira", kin("paternal_grandmother"), "S-1"),
            Statement("Movsar", kin("maternal_uncle"), "S-1"),
            Statement("S-2", kin("sister"), "S-1"),
        ]
    )
    return SeekingFamily("F-1", family.members, samples, family.identical, family.couples)


def drawn(seed: int, family: SeekingFamily) -> dict[str, dict[str, list[str]]]:
    """Alleles of everybody in the family, drawn by chance."""
    return drop_genes(Pedigree(family.members, family.identical), loci().loci, np.random.default_rng(seed))


def stranger(seed: int) -> dict[str, list[str]]:
    """Alleles of somebody related to nobody."""
    return drop_genes(Pedigree([Member("X")]), loci().loci, np.random.default_rng(10_000 + seed))["X"]
