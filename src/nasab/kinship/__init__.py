"""Kinship: what DNA and words say of who is whose child, on one scale with all other evidence."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from nasab.kinship.alleles import Peak, read_peak, repeats
from nasab.kinship.between import kin_between
from nasab.kinship.drawing import draw
from nasab.kinship.families import Family, Member, Person, Statement, check_ages, compose
from nasab.kinship.frequencies import (
    FrequencyTable,
    LocusFrequencies,
    is_plausible,
    populations,
    shipped_frequencies,
    table_of,
)
from nasab.kinship.markers import Marker, marker, markers
from nasab.kinship.places import Place, Together
from nasab.kinship.profiles import Genotype, Profile, contradictions, genotype, sex_by_amelogenin, united
from nasab.kinship.relations import Kin, inverse, kin, kin_terms, read_kin
from nasab.kinship.sequences import read_sequence
from nasab.kinship.statements import read_statement

if TYPE_CHECKING:
    from nasab.kinship.joint import Identification, Part, identify
    from nasab.kinship.lineage import LineageEvidence, line_between, match_probability, y_evidence
    from nasab.kinship.mothers_line import MotherLineEvidence, Sequenced, mt_evidence, sequenced

__all__ = [
    "Family",
    "FrequencyTable",
    "Genotype",
    "Identification",
    "Kin",
    "LineageEvidence",
    "LocusFrequencies",
    "Marker",
    "Member",
    "MotherLineEvidence",
    "Part",
    "Peak",
    "Person",
    "Place",
    "Profile",
    "Sequenced",
    "Statement",
    "Together",
    "check_ages",
    "compose",
    "contradictions",
    "draw",
    "genotype",
    "identify",
    "inverse",
    "is_plausible",
    "kin",
    "kin_between",
    "kin_terms",
    "line_between",
    "marker",
    "markers",
    "match_probability",
    "mt_evidence",
    "populations",
    "read_kin",
    "read_peak",
    "read_sequence",
    "read_statement",
    "repeats",
    "sequenced",
    "sex_by_amelogenin",
    "shipped_frequencies",
    "table_of",
    "united",
    "y_evidence",
]

# What sums and counts is compiled or needs SciPy, which is slow to load: it is imported when it is first asked for, so
# that reading a laboratory sheet needs none of it.
_MODULES: Final = {
    "Identification": "joint",
    "LineageEvidence": "lineage",
    "MotherLineEvidence": "mothers_line",
    "Part": "joint",
    "Sequenced": "mothers_line",
    "identify": "joint",
    "line_between": "lineage",
    "match_probability": "lineage",
    "mt_evidence": "mothers_line",
    "sequenced": "mothers_line",
    "y_evidence": "lineage",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = found
    return found
