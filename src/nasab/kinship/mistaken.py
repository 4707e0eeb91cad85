"""Samples of relatives that are those of a child found.

Whoever is compared with itself is found to be of its own family, with any certainty one likes.  So a child's sample
that is given as that of a relative, and a relative whose profile is that of a child found, are refused before anything
is weighed.  That two children found have one profile is another matter: they may be identical twins, or one child.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from nasab.errors import Problem, WrongUse
from nasab.kinship.evidence import Evidence
from nasab.kinship.network_kernel import CERTAIN, MASKED

if TYPE_CHECKING:
    from nasab.kinship.search import TypedFamily

__all__ = ["LEAST_LOCI", "LEAST_LOCI_OF_SIBLINGS", "check_profiles", "check_samples"]

#: The same genotypes at so many autosomal loci, of those typed of both, are not of a child and its relative.  A parent
#: and a child are alike at about one locus of five, full siblings at one of three, and so they need more loci.
LEAST_LOCI: Final = 6
LEAST_LOCI_OF_SIBLINGS: Final = 10

#: Alleles of a child, or of all of them, at each locus; below nothing where they are not known for sure.
_Pairs = npt.NDArray[np.int64]


def check_samples(families: Mapping[str, TypedFamily], children: Collection[str]) -> None:
    """That no sample of a family is the number of a child found: DNA-11, with the sample as its value."""
    for family in families.values():
        for person, sample in family.samples.items():
            if sample in children:
                raise WrongUse(Problem("DNA-11", column=family.id[:200], value=sample[:200], detail=person[:200]))


def check_profiles(
    families: Mapping[str, TypedFamily], of_family: Mapping[str, Evidence], of_children: Evidence
) -> None:
    """That no relative has the profile of a child found: DNA-12, with the child as its value.

    The missing children's own samples, and those of their identical twins, may well be.
    """
    ids = list(of_children.kind)
    autosomal = np.array([not locus.is_x for locus in of_children.loci], dtype=bool)
    if not ids or autosomal.sum() < LEAST_LOCI:
        return
    children = np.stack([_sure(of_children, child, autosomal) for child in ids])
    for family in families.values():
        for person, least in _relatives(family):
            own = _sure(of_family[family.id], person, autosomal)
            both = (own[:, 0] >= 0) & (children[:, :, 0] >= 0)
            differ = (children != own).any(axis=2) & both
            same = (both.sum(axis=1) >= least) & ~differ.any(axis=1)
            if same.any():
                child = ids[int(same.argmax())]
                raise WrongUse(Problem("DNA-12", column=family.id[:200], value=child[:200], detail=person[:200]))


def _relatives(family: TypedFamily) -> Iterator[tuple[str, int]]:
    """Those typed who are not the missing themselves, and at how many loci they cannot be like a missing child."""
    pedigree = family.pedigree
    missing = set(family.missing)
    own = missing.union(*(group for group in pedigree.identical if missing.intersection(group)))
    couples = {(pedigree[one].father, pedigree[one].mother) for one in missing}
    for person in family.genotypes:
        if person not in pedigree or person in own:
            continue
        parents = pedigree[person].father, pedigree[person].mother
        yield person, LEAST_LOCI_OF_SIBLINGS if None not in parents and parents in couples else LEAST_LOCI


def _sure(evidence: Evidence, person: str, loci: npt.NDArray[np.bool_]) -> _Pairs:
    pairs = np.sort(evidence.alleles[person][loci], axis=1)
    pairs[~np.isin(evidence.kind[person][loci], (CERTAIN, MASKED))] = -1
    return pairs
