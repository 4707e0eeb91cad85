"""Evidence from outside the lists: a DNA laboratory, a photograph that a person judged.

It comes as a likelihood ratio, on the same scale as all other evidence (log2, bits), and weighs as given: a ratio of
one child against one child, or of all that is known of a found group against a requesting family.  Facts from
different sources add up.  The same source twice for one pair is the same fact counted twice, and is refused.

A likelihood ratio is what forensic genetics reports (Evett and Weir, Interpreting DNA Evidence, 1998).  What a
laboratory may itself have mixed up bounds what its ratio is worth, and belongs in the number given (Thompson, Taroni
and Aitken, J. Forensic Sci. 48, 2003, 47-54); `MOST_BITS` only stops what cannot be a measurement at all.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from nasab.errors import Problem, WrongUse
from nasab.matching.results import Part, Phrase

__all__ = ["MOST_BITS", "Kind", "Of", "OutsideEvidence", "of_children", "of_families", "total"]

Of = Literal["child", "family"]
Kind = Literal["outside", "dna"]
Pair = tuple[str, str]

MOST_BITS: Final = 200.0
"""2**200 is more than 1e60 to one."""


@dataclass(frozen=True, slots=True)
class OutsideEvidence:
    """How many bits a source from outside speaks for a pair (positive) or against it (negative).

    `of` says of what: one child and one child, or a found group and a requesting family; then the ids may be those of
    any of their children, or the names of group and family.  `kind` is the heading it is shown under, `phrases` say it
    in words (its source, if there are none), `parts` its ratio part by part.  Raises `WrongUse`: OUTSIDE-01 not a
    number, OUTSIDE-02 more bits than any measurement has, OUTSIDE-03 no source, OUTSIDE-05 neither of a child nor of a
    family, TABLE-02 an id is empty.
    """

    found_id: str
    sought_id: str
    bits: float
    source: str
    of: Of = "child"
    on: str = ""
    kind: Kind = "outside"
    phrases: tuple[Phrase, ...] = ()
    parts: tuple[Part, ...] = ()

    def __post_init__(self) -> None:
        if not (self.found_id and self.sought_id):
            raise WrongUse(Problem("TABLE-02", column="sought_id" if self.found_id else "found_id"))
        if math.isnan(self.bits):
            raise WrongUse(Problem("OUTSIDE-01", value=str(self.bits)))
        if abs(self.bits) > MOST_BITS:
            raise WrongUse(Problem("OUTSIDE-02", value=f"{self.bits:g}", detail=f"{MOST_BITS:g}"))
        if not self.source.strip():
            raise WrongUse(Problem("OUTSIDE-03", column="source"))
        if self.of not in ("child", "family"):
            raise WrongUse(Problem("OUTSIDE-05", column="of", value=str(self.of)[:200]))

    @property
    def pair(self) -> Pair:
        """The two ids as given."""
        return self.found_id, self.sought_id

    @property
    def origin(self) -> str:
        """The source, small differences of writing apart."""
        return " ".join(self.source.split()).casefold()

    @property
    def once(self) -> tuple[str, ...]:
        """What may be said once only: by one source, of one pair, as children or as families."""
        return *self.pair, self.of, self.origin


def of_children(rows: Iterable[OutsideEvidence]) -> dict[Pair, list[OutsideEvidence]]:
    """The rows that speak of one child and one child, by pair.  OUTSIDE-04 if a source speaks twice of one pair."""
    return _by((row.pair, row) for row in rows if row.of == "child")


def of_families(
    rows: Iterable[OutsideEvidence], group_of: Mapping[str, str], family_of: Mapping[str, str]
) -> dict[Pair, list[OutsideEvidence]]:
    """The rows that speak of families, by (group, family).

    `group_of`: the group of each child found, by the child's id; `family_of`: the family of each child sought.  A
    child whose group is empty is a group of its own, named by its id.  An id that is no child's is taken for the name
    of a group or family.  OUTSIDE-04 if a source speaks twice of one pair, be it through two of its children.
    """
    return _by(
        ((group_of.get(row.found_id) or row.found_id, family_of.get(row.sought_id) or row.sought_id), row)
        for row in rows
        if row.of == "family"
    )


def total(rows: Iterable[OutsideEvidence]) -> float:
    """What several rows weigh together, in bits: their sum, whatever their order."""
    return math.fsum(row.bits for row in rows)


def _by(rows: Iterable[tuple[Pair, OutsideEvidence]]) -> dict[Pair, list[OutsideEvidence]]:
    grouped: dict[Pair, list[OutsideEvidence]] = {}
    told: set[tuple[Pair, str]] = set()
    for pair, row in rows:
        if (pair, row.origin) in told:
            raise WrongUse(Problem("OUTSIDE-04", value=" – ".join(pair)[:200], detail=row.source[:100]))
        told.add((pair, row.origin))
        grouped.setdefault(pair, []).append(row)
    return grouped
