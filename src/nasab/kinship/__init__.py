"""What DNA says of who is whose child: exact likelihood ratios for any family.

A family is a `Pedigree`, a place in the genome a `Locus`, what was typed an `Evidence`.  `weigh` gives its likelihood
under several families, and their ratios are what DNA says; `alternatives` are the families one should not forget.
`Search` compares all children with all missing persons, `pairs` the children with one another, and `next_relative` says
whose sample is worth most.
"""

from __future__ import annotations

from nasab.kinship.among import Pair, groups, pairs
from nasab.kinship.evidence import CONVENTIONS, Convention, Evidence, Genotypes
from nasab.kinship.gene_drop import drop_genes
from nasab.kinship.hypotheses import ALTERNATIVES, alternatives, same_person, sexes_differ, unrelated
from nasab.kinship.linked import linked_likelihood
from nasab.kinship.locus import Locus
from nasab.kinship.mutation import Mutation, mutation_matrix
from nasab.kinship.observation import DropOut
from nasab.kinship.pedigree import Member, Pedigree
from nasab.kinship.power import Power, exclusion_power, next_relative, power
from nasab.kinship.ratio import Weighed, weigh
from nasab.kinship.search import Candidate, Search, Slot, TypedChild, TypedFamily

__all__ = [
    "ALTERNATIVES",
    "CONVENTIONS",
    "Candidate",
    "Convention",
    "DropOut",
    "Evidence",
    "Genotypes",
    "Locus",
    "Member",
    "Mutation",
    "Pair",
    "Pedigree",
    "Power",
    "Search",
    "Slot",
    "TypedChild",
    "TypedFamily",
    "Weighed",
    "alternatives",
    "drop_genes",
    "exclusion_power",
    "groups",
    "linked_likelihood",
    "mutation_matrix",
    "next_relative",
    "pairs",
    "power",
    "same_person",
    "sexes_differ",
    "unrelated",
    "weigh",
]
