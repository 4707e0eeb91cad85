"""Kinship: what DNA and words say of who is whose child, on one scale with all other evidence."""

from __future__ import annotations

from nasab.kinship.alleles import Peak, read_peak, repeats
from nasab.kinship.frequencies import (
    FrequencyTable,
    LocusFrequencies,
    is_plausible,
    populations,
    shipped_frequencies,
    table_of,
)
from nasab.kinship.joint import Identification, Part, identify
from nasab.kinship.markers import Marker, marker, markers
from nasab.kinship.places import Place, Together
from nasab.kinship.profiles import Genotype, Profile, contradictions, genotype, sex_by_amelogenin, united
from nasab.kinship.sequences import read_sequence

__all__ = [
    "FrequencyTable",
    "Genotype",
    "Identification",
    "LocusFrequencies",
    "Marker",
    "Part",
    "Peak",
    "Place",
    "Profile",
    "Together",
    "contradictions",
    "genotype",
    "identify",
    "is_plausible",
    "marker",
    "markers",
    "populations",
    "read_peak",
    "read_sequence",
    "repeats",
    "sex_by_amelogenin",
    "shipped_frequencies",
    "table_of",
    "united",
]
