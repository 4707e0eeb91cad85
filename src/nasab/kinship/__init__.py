"""Kinship: what DNA and words say of who is whose child, on one scale with all other evidence.

A family is a `Pedigree`, a place in the genome a `Locus`, what was typed an `Evidence`.  `weigh` gives its likelihood
under several families, and their ratios are what DNA says; `alternatives` are the families one should not forget.
`Search` compares all children with all missing persons, `pairs` the children with one another, `identify` weighs all
ways to match them at once, and `next_relative` says whose sample is worth most.

A laboratory's result is a `Profile` of `Genotype`s at `markers`; a `FrequencyTable` says how common alleles are; a
`Family` is put together from what people say (`compose`) and drawn (`draw`).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from nasab.kinship.alleles import Peak, read_peak, repeats
from nasab.kinship.between import kin_between
from nasab.kinship.drawing import draw
from nasab.kinship.families import Family, Statement, check_ages, compose
from nasab.kinship.frequencies import (
    FrequencyTable,
    LocusFrequencies,
    is_plausible,
    populations,
    shipped_frequencies,
    table_of,
)
from nasab.kinship.hypotheses import ALTERNATIVES, alternatives, same_person, sexes_differ, unrelated
from nasab.kinship.locus import Locus
from nasab.kinship.markers import Marker, marker, markers
from nasab.kinship.mutation import Mutation, mutation_matrix
from nasab.kinship.observation import DropOut
from nasab.kinship.pedigree import Member, Pedigree, Person
from nasab.kinship.places import Place, Siblings, Together
from nasab.kinship.profiles import Genotype, Profile, contradictions, genotype, sex_by_amelogenin, united
from nasab.kinship.relations import Kin, inverse, kin, kin_terms, read_kin
from nasab.kinship.sequences import read_sequence
from nasab.kinship.statements import read_statement

if TYPE_CHECKING:
    from nasab.kinship.among import Pair, groups, pairs
    from nasab.kinship.evidence import CONVENTIONS, Convention, Evidence, Genotypes
    from nasab.kinship.gene_drop import drop_genes
    from nasab.kinship.joint import Identification, Part, WeighedClaim, identify
    from nasab.kinship.lineage import LineageEvidence, line_between, match_probability, y_evidence
    from nasab.kinship.linked import linked_likelihood
    from nasab.kinship.mothers_line import MotherLineEvidence, Sequenced, mt_evidence, sequenced
    from nasab.kinship.next_sample import Power, exclusion_power, next_relative, power
    from nasab.kinship.ratio import Weighed, weigh
    from nasab.kinship.search import Candidate, Search, Slot, TypedChild, TypedFamily

__all__ = [
    "ALTERNATIVES",
    "CONVENTIONS",
    "Candidate",
    "Convention",
    "DropOut",
    "Evidence",
    "Family",
    "FrequencyTable",
    "Genotype",
    "Genotypes",
    "Identification",
    "Kin",
    "LineageEvidence",
    "Locus",
    "LocusFrequencies",
    "Marker",
    "Member",
    "MotherLineEvidence",
    "Mutation",
    "Pair",
    "Part",
    "Peak",
    "Pedigree",
    "Person",
    "Place",
    "Power",
    "Profile",
    "Search",
    "Sequenced",
    "Siblings",
    "Slot",
    "Statement",
    "Together",
    "TypedChild",
    "TypedFamily",
    "Weighed",
    "WeighedClaim",
    "alternatives",
    "check_ages",
    "compose",
    "contradictions",
    "draw",
    "drop_genes",
    "exclusion_power",
    "genotype",
    "groups",
    "identify",
    "inverse",
    "is_plausible",
    "kin",
    "kin_between",
    "kin_terms",
    "line_between",
    "linked_likelihood",
    "marker",
    "markers",
    "match_probability",
    "mt_evidence",
    "mutation_matrix",
    "next_relative",
    "pairs",
    "populations",
    "power",
    "read_kin",
    "read_peak",
    "read_sequence",
    "read_statement",
    "repeats",
    "same_person",
    "sequenced",
    "sex_by_amelogenin",
    "sexes_differ",
    "shipped_frequencies",
    "table_of",
    "united",
    "unrelated",
    "weigh",
    "y_evidence",
]

# What sums and counts is compiled or needs SciPy, which is slow to load: it is imported when it is first asked for, so
# that reading a laboratory sheet needs none of it.
_MODULES: Final = {
    "CONVENTIONS": "evidence",
    "Candidate": "search",
    "Convention": "evidence",
    "Evidence": "evidence",
    "Genotypes": "evidence",
    "Identification": "joint",
    "LineageEvidence": "lineage",
    "MotherLineEvidence": "mothers_line",
    "Pair": "among",
    "Part": "joint",
    "Power": "next_sample",
    "Search": "search",
    "Sequenced": "mothers_line",
    "Slot": "search",
    "TypedChild": "search",
    "TypedFamily": "search",
    "Weighed": "ratio",
    "WeighedClaim": "joint",
    "drop_genes": "gene_drop",
    "exclusion_power": "next_sample",
    "groups": "among",
    "identify": "joint",
    "line_between": "lineage",
    "linked_likelihood": "linked",
    "match_probability": "lineage",
    "mt_evidence": "mothers_line",
    "next_relative": "next_sample",
    "pairs": "among",
    "power": "next_sample",
    "sequenced": "mothers_line",
    "weigh": "ratio",
    "y_evidence": "lineage",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = found
    return found
