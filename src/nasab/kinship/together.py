"""Several children in the places of one family at once: what their DNA says together, which is not the sum of each.

Two children who each fit a grandmother may be brothers or may not; that they are like one another counts as well, and
the grandmother's alleles count once.  So for each way to put the children into the places the whole family is weighed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from nasab.kinship.evidence import Evidence
from nasab.kinship.pedigree import Member
from nasab.kinship.search import Search

__all__ = ["MOST_WAYS", "Jointly", "all_ways", "jointly"]

#: More ways to put children into places than this are not gone through.
MOST_WAYS = 120


@dataclass(frozen=True, slots=True)
class Jointly:
    """A way to put children into the places of a family: log10 of its ratio to children unrelated to all of it.

    `apart`: the sum of what each says by itself of its place.
    """

    places: Mapping[str, str]
    log10: float
    apart: float


def jointly(search: Search, family: str, places: Mapping[str, str], theta: float = 0.0) -> Jointly:
    """The likelihood of the family with all these children in their places, against children related to nobody.

    `places`: child to missing person.
    """
    one = search.families[family]
    children = {child.id: child for child in search.children if child.id in places}
    named = {child: child if child not in one.pedigree else f"{child}*" for child in places}
    gone = set(places.values())
    genotypes = {person: told for person, told in one.genotypes.items() if person not in gone}
    dropping = dict(one.drop_out)
    for child, name in named.items():
        genotypes[name] = children[child].genotypes
        if (lost := children[child].drop_out) is not None:
            dropping[name] = lost
    evidence = Evidence(search.loci, genotypes, dropping)
    together = one.pedigree.renamed({place: named[child] for child, place in places.items()})
    strangers = one.pedigree.with_members(*(Member(name, children[child].sex) for child, name in named.items()))
    apart = 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        unrelated = float(np.log10(evidence.likelihoods(strangers, theta)).sum())
        whole = float(np.log10(evidence.likelihoods(together, theta)).sum()) - unrelated
        for child, place in places.items():
            others = (Member(name, children[other].sex) for other, name in named.items() if other != child)
            single = one.pedigree.renamed({place: named[child]}).with_members(*others)
            apart += float(np.log10(evidence.likelihoods(single, theta)).sum()) - unrelated
    return Jointly(dict(places), whole, apart)


def all_ways(search: Search, family: str, children: Sequence[str], theta: float = 0.0) -> list[Jointly]:
    """All ways to put all the children into places of the family that their sexes allow, or none if they are too many.

    Children who are more than the places have no way; more than `MOST_WAYS` ways are not gone through.
    """
    missing = search.families[family].missing
    if math.perm(len(missing), len(children)) > MOST_WAYS:
        return []
    return [jointly(search, family, places, theta) for places in _ways(search, family, children)]


def _ways(search: Search, family: str, children: Sequence[str]) -> Iterator[dict[str, str]]:
    one = search.families[family]
    sex = {child.id: child.sex for child in search.children}
    for order in permutations(one.missing, len(children)):
        if all(
            not sex[child] or not one.pedigree[place].sex or sex[child] == one.pedigree[place].sex
            for child, place in zip(children, order, strict=True)
        ):
            yield dict(zip(children, order, strict=True))
