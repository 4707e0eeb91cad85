"""Mitochondrial DNA as laboratories write it: the differences from the reference sequence, `16126C 263G 315.1C`.

Mothers hand it on whole to all their children.  Written are only the positions that differ from the revised Cambridge
reference sequence (Andrews et al. 1999, Nat. Genet. 23:147), in the way the ISFG recommends (Parson et al. 2014,
Forensic Sci. Int. Genet. 13:134): position and base, `.1` for an inserted base, `del` for a missing one.
"""

from __future__ import annotations

import re
from typing import Final

from nasab.errors import NotUnderstood

__all__ = ["LENGTH_VARIANTS", "is_length_variant", "read_sequence"]

_SITES: Final = 16569
_BETWEEN: Final = re.compile(r"[\s,;/|،؛]+")
_DIFFERENCE: Final = re.compile(r"([ACGT]?)0*(\d{1,5})(?:\.(\d{1,2}))?\.?([ACGTRYKMSWBDHVN]|del|d|-)", re.IGNORECASE)
_NONE: Final = frozenset(["rcrs", "crs", "=", "none", "no differences"])
_LONGEST: Final = 2000

#: Stretches of one base, or of AC, whose length differs between the cells of one person: never counted as a difference
#: (Scientific Working Group on DNA Analysis Methods, guidelines for mitochondrial DNA, 2013; Parson et al. 2014).
LENGTH_VARIANTS: Final = ((16180, 16193), (303, 315), (456, 463), (515, 525), (568, 573))


def read_sequence(text: str) -> tuple[str, ...]:
    """The differences from the reference sequence, in order of position, without doubles.

    `rCRS` alone says that there are none.  Raises `NotUnderstood` with PROFILE-16 for the first word that is no
    difference; any text is accepted, in time that grows with its length alone.
    """
    if len(text) > _LONGEST:
        raise NotUnderstood("PROFILE-16", text)
    if text.strip().casefold() in _NONE:
        return ()
    found: dict[str, tuple[int, int]] = {}
    for word in filter(None, _BETWEEN.split(text)):
        told = _DIFFERENCE.fullmatch(word)
        if told is None or not 1 <= int(told[2]) <= _SITES:
            raise NotUnderstood("PROFILE-16", word)
        base = "del" if told[4].casefold() in ("del", "d", "-") and told[4] != "D" else told[4].upper()
        inserted = f".{int(told[3])}" if told[3] else ""
        found[f"{int(told[2])}{inserted}{base}"] = int(told[2]), int(told[3] or 0)
    return tuple(sorted(found, key=lambda one: (*found[one], one)))


def is_length_variant(difference: str) -> bool:
    """Whether a difference is only one of the length of a stretch of one base."""
    told = _DIFFERENCE.fullmatch(difference)
    if told is None:
        return False
    changes_length = bool(told[3]) or told[4] == "del"
    return changes_length and any(first <= int(told[2]) <= last for first, last in LENGTH_VARIANTS)
