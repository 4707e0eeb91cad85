"""How often an allele is met in a population: tables with their source, normalised, and floored for rare alleles.

A match on a rare allele weighs more than one on a common allele, so the population that is chosen changes every result;
its name therefore goes with the table wherever it goes.  An allele that was never counted is not impossible: it, and
every allele rarer than that, is taken for as frequent as the floor 5 / 2N (five copies among the 2N alleles typed:
Budowle, Monson and Chakraborty 1996, Int. J. Legal Med. 108:173; National Research Council 1996, p. 148).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.errors import Problem, WrongUse
from nasab.kinship.alleles import repeats
from nasab.kinship.markers import marker, marker_key

__all__ = ["FrequencyTable", "LocusFrequencies", "is_plausible", "populations", "shipped_frequencies", "table_of"]

#: The frequencies of a locus as published add up to 1 within rounding; what is farther off is a mistake, and refused.
ROUNDING: Final = 0.02

#: The floor where a table does not say how many alleles were typed.
UNKNOWN_FLOOR: Final = 0.001

#: An allele this much shorter or longer than any that is known at a marker is not plausible there.
BEYOND: Final = 3.0

_COLLECTIONS: Final = ("norSTR", "NIST1036", "FBI2015")


@dataclass(frozen=True, slots=True)
class LocusFrequencies:
    """The alleles of one locus, in order of length, and their frequencies, which add up to 1.

    `floor` is the least frequency that an allele may have before they are normalised; `rare` are the alleles that were
    raised to it, or that the table does not have.
    """

    marker: str
    alleles: tuple[str, ...]
    frequencies: npt.NDArray[np.float64]
    floor: float
    rare: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, float]:
        """Allele to frequency."""
        return dict(zip(self.alleles, self.frequencies.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class FrequencyTable:
    """The allele frequencies of one population.

    `typed` is the number of alleles counted at a marker (2N), 0 where it is not known.  `population`, `source` and
    `licence` are stated in every result that rests on the table.
    """

    population: str
    loci: Mapping[str, Mapping[str, float]]
    source: str
    licence: str = ""
    typed: Mapping[str, int] = field(default_factory=dict)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._name(name) is not None

    def floor(self, name: str) -> float:
        """5 / 2N; `UNKNOWN_FLOOR` where the number of alleles typed is not known."""
        typed = self.typed.get(self._name(name) or name, 0)
        return min(5 / typed, 0.5) if typed else UNKNOWN_FLOOR

    def locus(self, name: str, seen: Iterable[str] = (), *, floor: float | None = None) -> LocusFrequencies:
        """The frequencies at a marker, with the alleles seen in a case, none rarer than the floor.

        `WrongUse` with FREQ-05 for a marker that the table does not have.  A `floor` of 0 leaves frequencies as they
        are, and then an allele that is not in the table is still given the floor of the table: nothing that was seen
        is impossible.
        """
        known = self._name(name)
        if known is None:
            raise WrongUse(Problem("FREQ-05", column=name, value=name, detail=self.population))
        least = self.floor(known) if floor is None else floor
        shares = dict(self.loci[known])
        added = [allele for allele in dict.fromkeys(seen) if allele not in shares]
        raised = [allele for allele, share in shares.items() if share < least]
        shares.update(dict.fromkeys(raised, least))
        shares.update(dict.fromkeys(added, least or self.floor(known)))
        alleles = tuple(sorted(shares, key=_length))
        frequencies = np.array([shares[allele] for allele in alleles])
        frequencies /= frequencies.sum()
        return LocusFrequencies(known, alleles, frequencies, least, tuple(sorted((*raised, *added), key=_length)))

    def _name(self, name: str) -> str | None:
        if name in self.loci:
            return name
        found = marker(name)
        if found is not None and found.name in self.loci:
            return found.name
        key = marker_key(name)
        return next((one for one in self.loci if marker_key(one) == key), None)


def table_of(
    population: str,
    loci: Mapping[str, Mapping[str, float]],
    source: str,
    licence: str = "",
    typed: Mapping[str, int] | None = None,
) -> FrequencyTable:
    """A table with the frequencies of each locus normalised to 1.

    `WrongUse`: FREQ-01 if those of a locus do not add up to 1 within `ROUNDING`, FREQ-02 for one that is no frequency.
    """
    normal: dict[str, dict[str, float]] = {}
    for name, shares in loci.items():
        for allele, share in shares.items():
            if not 0 <= share <= 1:  # also if it is not a number
                raise WrongUse(Problem("FREQ-02", column=name, value=f"{share:g}", detail=allele))
        total = math.fsum(shares.values())
        if not shares or abs(total - 1) > ROUNDING:
            raise WrongUse(Problem("FREQ-01", column=name, value=f"{total:.4g}", detail=population))
        normal[name] = {allele: share / total for allele, share in shares.items() if share > 0}
    return FrequencyTable(population, normal, source, licence, dict(typed or {}))


def populations() -> tuple[str, ...]:
    """The names of the tables that come with nasab, such as `norSTR: West Asia`."""
    return tuple(_shipped())


def shipped_frequencies(population: str) -> FrequencyTable:
    """A table that comes with nasab; `WrongUse` with FREQ-04 if there is none of that name."""
    wanted = population.casefold().strip()
    found = [
        table for name, table in _shipped().items() if wanted in (name.casefold(), name.partition(": ")[2].casefold())
    ]
    if len(found) != 1:
        raise WrongUse(Problem("FREQ-04", value=population[:200], detail=", ".join(_shipped())))
    return found[0]


def is_plausible(name: str, allele: str) -> bool:
    """Whether an allele may stand at a marker: near those that were ever counted there, in any population.

    Of markers that no table has nothing is said.
    """
    known = marker(name)
    if known is not None and known.chromosome == "mt":
        return True
    if known is not None and known.chromosome == "sex":
        return allele in ("X", "Y", "OL")
    length = repeats(allele)
    if length is None:
        return allele not in ("X", "Y")
    shortest, longest = _seen().get(known.name if known else name, (-math.inf, math.inf))
    return shortest - BEYOND <= length <= longest + BEYOND


@cache
def _seen() -> Mapping[str, tuple[float, float]]:
    """The shortest and the longest allele that any shipped table has at a marker."""
    lengths: dict[str, list[float]] = {}
    for table in _shipped().values():
        for name, shares in table.loci.items():
            lengths.setdefault(name, []).extend(float(allele) for allele in shares)
    return {name: (min(of), max(of)) for name, of in lengths.items()}


@cache
def _shipped() -> dict[str, FrequencyTable]:
    return {table.population: table for collection in _COLLECTIONS for table in _read(collection)}


def _read(collection: str) -> list[FrequencyTable]:
    text = files(__package__).joinpath("data", f"frequencies_{collection.lower()}.tsv").read_text("utf-8")
    lines = text.splitlines()
    about = [line.removeprefix("# ") for line in lines if line.startswith("#")]
    source = about[0].partition("Origin: ")[2].rstrip(".")
    licence = about[1].removeprefix("Licence: ").rstrip(".")
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    tables = []
    for column, title in enumerate(rows[0][2:], 2):
        typed: dict[str, int] = {}
        told: dict[str, dict[str, float]] = {}
        for row in rows[1:]:
            if not row[column]:
                continue
            if row[1] == "N":
                typed[row[0]] = int(row[column])
            else:
                told.setdefault(row[0], {})[row[1]] = float(row[column]) / typed.get(row[0], 1)
        tables.append(table_of(f"{collection}: {title}", told, source, licence, typed))
    return tables


def _length(allele: str) -> tuple[float, str]:
    length = repeats(allele)
    return (math.inf, allele) if length is None else (length, "")
