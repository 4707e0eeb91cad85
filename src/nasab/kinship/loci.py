"""The loci at which profiles are weighed: the markers that were typed, with the frequencies of a population.

A profile names markers, a table has frequencies; a locus needs both, and a rate at which its alleles mutate.  Brinkmann
et al. (1998, Am. J. Hum. Genet. 62:1408) count 23 mutations among 10,844 alleles handed on, 17 of fathers to 3 of
mothers where that could be told, 22 of the 23 by a single step: two of a thousand, three and a half of fathers and a
little more than half a one of mothers, each further step ten times rarer at least.  Another microvariant is taken for a
thousand times rarer.  The models are made stationary, so that a parent who was never sampled changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from nasab.kinship.frequencies import FrequencyTable
from nasab.kinship.locus import Locus
from nasab.kinship.mutation import Mutation
from nasab.kinship.profiles import Profile

__all__ = ["FATHERS", "MOTHERS", "TypedLoci", "loci_of"]

FATHERS: Final = Mutation("stepwise", rate=0.0035, rate2=3.5e-6, range=0.1)
MOTHERS: Final = Mutation("stepwise", rate=0.0006, rate2=6e-7, range=0.1)


@dataclass(frozen=True, slots=True)
class TypedLoci:
    """The loci at which profiles can be weighed; `untold`: markers that were typed and are not in the table.

    `population` is the name of the table, which goes with every result that rests on it.
    """

    loci: tuple[Locus, ...]
    untold: tuple[str, ...]
    population: str


def loci_of(profiles: Iterable[Profile], table: FrequencyTable) -> TypedLoci:
    """The loci of all autosomal markers that are sure in any of the profiles, in order of name.

    An allele seen that is not in the table, or rarer than its floor, gets the floor.  The Y and mitochondrial DNA are
    no loci: each is handed on whole, and weighed as one (`lineage`, `mothers_line`).
    """
    seen: dict[str, set[str]] = {}
    for profile in profiles:
        for name, alleles in profile.sure().items():
            seen.setdefault(name, set()).update(alleles)
    loci, untold = [], []
    for name in sorted(seen):
        if name not in table:
            untold.append(name)
            continue
        shares = table.locus(name, sorted(seen[name]))
        sampled = table.typed.get(name, 0) // 2 or None
        loci.append(Locus(name, shares.alleles, shares.frequencies, "autosomal", MOTHERS, FATHERS, sampled=sampled))
    return TypedLoci(tuple(loci), tuple(untold), table.population)
