"""Tables of allele frequencies from files: as papers publish them, and as Familias writes them.

*As published*: alleles in the first column, a column for each marker, perhaps a row `N` of persons typed (or `2N` of
alleles), perhaps rows of statistics below.  *As Familias writes them*: the name of a marker on a line of its own, and
under it a line for each allele with its frequency.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from nasab.errors import NotUnderstood, Problem, UnreadableList, WrongUse
from nasab.exchange.laboratory_opening import open_tables
from nasab.exchange.tables import HEAD_ROWS
from nasab.exchange.unreadable import refuse
from nasab.kinship import FrequencyTable, marker, read_peak, table_of

__all__ = ["read_frequencies"]

_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?\s*%?")
_PERSONS: Final = frozenset(["n", "persons", "individuals", "sample size"])
_ALLELES: Final = frozenset(["2n", "n alleles", "alleles", "chromosomes", "allele count"])
_STATISTICS: Final = re.compile(
    r"(?:h|ho|he|h[ _.]?(?:obs|exp)|pic|pd|pe|pm|mp|dp|rmp|mec|tpi|pi|p|p[- ]?value|hwe|total|sum|fmin|gd)(?: *\(.*)?"
    r"|(?:min|power|heterozyg|homozyg|match|typical).*",
    re.IGNORECASE,
)

Shares = dict[str, dict[str, float]]


def read_frequencies(path: Path, population: str = "", source: str = "") -> FrequencyTable:
    """The table of a file; `population` is the name that results will state (the name of the file, if it has none).

    Raises `UnreadableList`: FILE-xx, FREQ-01 (frequencies that do not add up), FREQ-02 (no frequency), FREQ-03 (no such
    table); of a workbook the first sheet that is such a table is read.
    """
    name = population or path.stem
    sheets = open_tables(path, lambda rows: len(_columns(rows)[1]) or _lines_of_familias(rows))
    written = ((table.sheet, list(table.rows())) for table in sheets)
    sheet, rows = next(
        (one for one in written if _columns(one[1][:HEAD_ROWS])[1] or _lines_of_familias(one[1])), ("", [])
    )
    at, columns = _columns(rows[:HEAD_ROWS])
    if not rows:
        refuse("FREQ-03", path)
    told, typed = _published(path, sheet, rows, at, columns) if columns else (_of_familias(path, rows), {})
    try:
        return table_of(name, told, source or path.name, "", typed)
    except WrongUse as error:
        raise UnreadableList(replace(error.problem, file=path.name, sheet=sheet)) from None


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int, dict[int, str]]:
    """Where the header stands, and the marker of each column; none if there is no row of markers over alleles."""
    best: tuple[int, dict[int, str]] = 0, {}
    for at, row in enumerate(rows):
        columns = {place: one.name for place, cell in enumerate(row) if place and (one := marker(cell.strip()))}
        if len(columns) > len(best[1]):
            best = at, columns
    return best


def _published(
    path: Path, sheet: str, rows: Sequence[Sequence[str]], at: int, columns: dict[int, str]
) -> tuple[Shares, dict[str, int]]:
    told: Shares = {name: {} for name in columns.values()}
    typed: dict[str, int] = {}
    for number, row in enumerate(rows[at + 1 :], at + 2):
        label = row[0].strip() if row else ""
        if not any(cell.strip() for cell in row[1:]):
            continue
        counts = 2 if label.casefold() in _PERSONS else 1 if label.casefold() in _ALLELES else 0
        if not counts and _STATISTICS.fullmatch(label[:60]):
            continue
        allele = "" if counts else _allele(path, sheet, number, label)
        for place, name in columns.items():
            cell = row[place].strip() if place < len(row) else ""
            if cell in ("", "-", "–"):
                continue
            share = _share(path, sheet, number, name, cell, allele)
            if counts:
                typed[name] = int(share) * counts
            elif allele in told[name]:
                raise UnreadableList(Problem("FREQ-03", path.name, sheet, number, name, label[:200]))
            else:
                told[name][allele] = share
    return {name: shares for name, shares in told.items() if shares}, typed


def _allele(path: Path, sheet: str, row: int, label: str) -> str:
    try:
        peak = read_peak(label)
    except NotUnderstood:
        peak = None
    if peak is None or not peak.allele or peak.may_be_lost:
        raise UnreadableList(Problem("FREQ-03", path.name, sheet, row, value=label[:200]))
    return peak.allele


def _share(path: Path, sheet: str, row: int, name: str, cell: str, allele: str) -> float:
    if not _NUMBER.fullmatch(cell):
        raise UnreadableList(Problem("FREQ-02", path.name, sheet, row, name, cell[:200], allele))
    number = float(cell.rstrip("% ").replace(",", "."))
    return number / 100 if cell.endswith("%") else number


def _lines_of_familias(rows: Sequence[Sequence[str]]) -> int:
    """How many lines are a frequency under the name of a marker."""
    return sum(1 for _ in _familias(rows))


def _familias(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, str, str, str]]:
    name = ""
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) == 1 and (found := marker(cells[0])):
            name = found.name
        elif len(cells) == 2 and name and _NUMBER.fullmatch(cells[1]):
            yield number, name, cells[0], cells[1]


def _of_familias(path: Path, rows: Sequence[Sequence[str]]) -> Shares:
    told: Shares = {}
    for number, name, label, cell in _familias(rows):
        allele = _allele(path, "", number, label)
        told.setdefault(name, {})[allele] = _share(path, "", number, name, cell, allele)
    return told
