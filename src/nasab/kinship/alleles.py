"""One allele as a laboratory writes it: a number of repeats, and what is said of how sure it is.

`9.3` is a microvariant: nine repeats and three bases; many programs write it `9,3`, and a spreadsheet may write `9` as
`9.0`.  `OL` is a peak that the ladder does not know, `<8` and `>20` lie below and above it.  A star or a question mark
says that a second allele may have dropped out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from nasab.errors import NotUnderstood

__all__ = ["OFF_LADDER", "Peak", "read_peak", "repeats"]

OFF_LADDER: Final = "OL"

_NUMBER: Final = re.compile(r"0*(\d{1,3})(?:[.,](\d)0*)?")
_BEYOND: Final = re.compile(r"([<>≤≥])\s*0*(\d{1,2})(?:[.,](\d))?")
_NOTHING: Final = frozenset(
    [
        "",
        "-",
        "--",
        "na",
        "n/a",
        "nd",
        "nr",
        "no",
        "none",
        "null",
        "neg",
        "nt",
        "inc",
        "failed",
        "no result",
        "—",
        "–",
        "0",
    ]
)
_LOST: Final = frozenset(["?", "*", "f", "q", "w", "any", "dropout", "drop-out", "do"])
_OFF: Final = frozenset(["ol", "off-ladder", "off ladder", "offladder", "oladder", "o/l"])
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.")


@dataclass(frozen=True, slots=True)
class Peak:
    """What a cell says of one allele.

    `allele` is the canonical writing (`9.3`, `X`, `OL`, `<8`), empty if there is none; `may_be_lost` says that the
    laboratory doubts it, or that another one beside it may have dropped out.
    """

    allele: str = ""
    may_be_lost: bool = False

    @property
    def is_on_ladder(self) -> bool:
        """Whether the allele has a number of repeats, or is the X or the Y of amelogenin."""
        return bool(self.allele) and self.allele[0] not in "<>O"


def read_peak(cell: str) -> Peak:
    """One allele; raises `NotUnderstood` with PROFILE-01 for what is none.

    A cell that says nothing (`-`, `NR`, `0`) is a peak without allele, and one of a star or a question mark alone is an
    allele that may have been lost.
    """
    text = cell.strip().translate(_DIGITS)
    plain = text.casefold()
    if plain in _NOTHING:
        return Peak()
    if plain in _LOST:
        return Peak(may_be_lost=True)
    if plain in _OFF:
        return Peak(OFF_LADDER)
    bare = plain.strip("*?()[] ")
    doubted = bare != plain
    if bare in ("x", "y"):
        return Peak(bare.upper(), doubted)
    if number := _NUMBER.fullmatch(bare):
        return Peak(_canonical(number[1], number[2]), doubted)
    if beyond := _BEYOND.fullmatch(bare):
        sign = "<" if beyond[1] in "<≤" else ">"
        return Peak(sign + _canonical(beyond[2], beyond[3]), doubted)
    raise NotUnderstood("PROFILE-01", cell)


def repeats(allele: str) -> float | None:
    """The length of an allele as a number to compare and sort by (9.3 is 9.3); None for `OL`, `X`, `<8`."""
    return float(allele) if _NUMBER.fullmatch(allele) else None


def _canonical(whole: str, part: str | None) -> str:
    return f"{int(whole)}.{part}" if part and part != "0" else str(int(whole))
