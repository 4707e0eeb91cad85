"""The cells of a laboratory sheet: one allele, or both in one cell, `12,13`, `12/13`, `12 - 13`.

A comma may stand between two alleles or before the bases of a microvariant (`9,3`): the sheet itself says which, by
what else it uses.  Where it does not, the cell is not guessed at.  `12/13` may have become a date in a spreadsheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from nasab.errors import NotUnderstood
from nasab.kinship import Peak, read_peak

__all__ = ["has_decimal_commas", "peaks"]

_BETWEEN: Final = re.compile(
    r"\s*[/;|\n،؛]\s*|(?<=[\w.*?)\]])\s+-\s+|(?<=[\dXYxy*?)\]])-(?=[\dXYxy<>(\[])|(?<=[^\s<>≤≥])\s+(?=\S)"
)
_COMMA: Final = re.compile(r"\s*,\s*")
_PAIR: Final = re.compile(r"\s*0*(\d{1,2})\s*,\s*0*([1-3])\s*")
_AMELOGENIN: Final = re.compile(r"\s*([xy])\s*([xy])\s*", re.IGNORECASE)
_DATE: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}(?: .*)?|\d{1,2}[-. ](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*", re.I
)
_LONGEST: Final = 60


def has_decimal_commas(cells: Iterable[str]) -> bool:
    """Whether commas in these cells stand before the bases of microvariants and not between alleles.

    So if a cell has a comma beside another mark that separates (`6/9,3`), and no cell has a decimal point.
    """
    told = [cell for cell in cells if "," in cell or "." in cell]
    return not any("." in cell for cell in told) and any(re.search(r"\d\s*[/;|]\s*\d", cell) for cell in told)


def peaks(cells: Sequence[str], *, decimal_comma: bool) -> list[Peak]:
    """The alleles of the cells of one marker.

    Raises `NotUnderstood`: PROFILE-01 (no allele), PROFILE-12 (a comma that may be either), PROFILE-13 (a date).
    """
    found: list[Peak] = []
    for cell in cells:
        text = cell.strip()
        if not text:
            continue
        if len(text) > _LONGEST:
            raise NotUnderstood("PROFILE-01", text[:_LONGEST])
        if _DATE.fullmatch(text):
            raise NotUnderstood("PROFILE-13", text)
        if both := _AMELOGENIN.fullmatch(text):
            found += [Peak(both[1].upper()), Peak(both[2].upper())]
            continue
        if not any(map(str.isdigit, text)):
            found += _words(text)
            continue
        parts = [part for part in _BETWEEN.split(text) if part]
        if len(cells) == 1 and not decimal_comma and len(parts) == 1:
            if (pair := _PAIR.fullmatch(text)) and int(pair[1]) > int(pair[2]):
                raise NotUnderstood("PROFILE-12", text)
            parts = [part for part in _COMMA.split(text) if part]
        elif not decimal_comma and len(cells) == 1:
            parts = [one for part in parts for one in _COMMA.split(part) if one]
        try:
            found += [read_peak(part) for part in parts]
        except NotUnderstood:
            raise NotUnderstood("PROFILE-01", text) from None
    return found


def _words(text: str) -> list[Peak]:
    """A cell without a number: `OL`, `no result`, `X/Y`."""
    try:
        return [read_peak(text)]
    except NotUnderstood:
        parts = [part for part in re.split(r"[\s,;/|،؛]+", text) if part]
        if len(parts) < 2:
            raise
        try:
            return [read_peak(part) for part in parts]
        except NotUnderstood:
            raise NotUnderstood("PROFILE-01", text) from None
