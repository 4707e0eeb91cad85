"""Whether alleles stand under their own loci, and those that no table has.

A laboratory's sheet with its columns shifted by one reads like any other.  But then most of a person's alleles are in
no table, and that is noticed.  A single rare allele that a table lacks is another matter: it is added.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from nasab.errors import Problem, WrongUse
from nasab.kinship.locus import Locus

__all__ = ["MIXED_UP", "check_columns", "with_all_alleles"]

#: From this share of alleles outside the tables on, of at least so many, a person's columns are taken to be mixed up.
MIXED_UP: Final = 0.5
_AT_LEAST: Final = 8


def check_columns(loci: Sequence[Locus], person: str, seen: Mapping[str, Sequence[str]]) -> None:
    """Refuses a person most of whose alleles are in no table.  Raises `WrongUse`: KIN-18."""
    known = {locus.name: locus.code for locus in loci}
    told = [(locus, allele) for locus, pair in seen.items() for allele in pair]
    strange = [locus for locus, allele in told if allele not in known[locus]]
    if len(told) >= _AT_LEAST and len(strange) > MIXED_UP * len(told):
        raise WrongUse(Problem("KIN-18", value=person, detail=strange[0][:60]))


def with_all_alleles(
    loci: Sequence[Locus], seen: Mapping[str, Mapping[str, Sequence[str]]]
) -> tuple[tuple[Locus, ...], list[Problem]]:
    """Loci whose tables have every allele that was seen, and a note (KIN-24) for each table that was added to."""
    out: list[Locus] = []
    notes = []
    for locus in loci:
        new = sorted({a for by_locus in seen.values() for a in by_locus.get(locus.name, ()) if a not in locus.code})
        grown = locus.with_alleles(new)
        if new:
            added = grown.frequencies[grown.code[new[0]]]
            notes.append(Problem("KIN-24", value=", ".join(new)[:60], detail=f"{locus.name}: {added:.4f}"))
        out.append(grown)
    return tuple(out), notes
