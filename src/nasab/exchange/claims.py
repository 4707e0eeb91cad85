"""The ledger of public claims from a file: a spreadsheet with one row for each utterance.

What people said is kept as it stands; what must be a number or a grade is checked, with its place.  A header that is
not known is passed over, and named.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Final, NoReturn

from nasab.errors import Problem, UnreadableList
from nasab.exchange import opening
from nasab.exchange.cells import Cleaning
from nasab.exchange.headers import fold
from nasab.exchange.tables import HEAD_ROWS, Table
from nasab.exchange.unreadable import refuse
from nasab.ledger import Claim
from nasab.ledger.claim import ITEMS, SOURCES

__all__ = ["Ledger", "read_claims"]

_MUST: Final = ("id", "speaker", "who", "place", "measure")
_NUMBER: Final = re.compile(r"\d{1,9}([.,]0+)?")
_NOTHING: Final = frozenset({"", "-", "–", "—", "?", "null", "none", "нет", "لا", "n/a"})
_MOST_CELL: Final = 20_000


@dataclass(frozen=True, slots=True)
class Ledger:
    """The claims of a file in its order, and what of it was passed over."""

    told: tuple[Claim, ...]
    file: str
    problems: tuple[Problem, ...] = ()


def read_claims(path: str | os.PathLike[str]) -> Ledger:
    """Read a ledger from CSV, XLSX, ODS or XLS.

    Raises `UnreadableList`: FILE-xx, CLAIM-01 (columns are missing), CLAIM-02 (not a number), CLAIM-03 (the lower is
    the higher), CLAIM-04 (an id twice, or none), CLAIM-05 (not a grade), CLAIM-06 (repeats a row that is not there),
    CLAIM-07 (nothing in it), TABLE-05 (two columns of one name).
    """
    path = Path(path)
    found = [(table, *_head(table)) for table in opening.tables(path, "found").tables]
    if not found:
        refuse("CLAIM-01", path, detail=", ".join(_MUST))
    table, at, columns = max(found, key=lambda one: len(one[2]))
    missing = [name for name in _MUST if name not in columns.values()]
    if missing:
        refuse("CLAIM-01", path, sheet=table.sheet, detail=", ".join(missing))
    return _read(path, table, at, columns)


@cache
def _headers() -> Mapping[str, str]:
    written = tomllib.loads(files(__package__).joinpath("data", "claims.toml").read_text(encoding="utf-8"))
    return {fold(header): column for column, headers in written["headers"].items() for header in headers}


def _head(table: Table) -> tuple[int, dict[int, str]]:
    """Where the header stands, and which position is which column; where most are known, the first."""
    best: tuple[int, dict[int, str]] = 0, {}
    for row, written in enumerate(islice(table.rows(), HEAD_ROWS)):
        columns = {at: _headers()[fold(cell)] for at, cell in enumerate(written[:200]) if fold(cell) in _headers()}
        if len(set(columns.values())) > len(set(best[1].values())):
            best = row, columns
    return best


def _read(path: Path, table: Table, at: int, columns: dict[int, str]) -> Ledger:
    header = [cell.strip() for cell in next(islice(table.rows(), at, None), ())]
    twice = [name for name in columns.values() if list(columns.values()).count(name) > 1]
    if twice:
        refuse("TABLE-05", path, sheet=table.sheet, value=twice[0], detail=twice[0])
    problems = [
        Problem("HEAD-03", path.name, table.sheet, at + 1, cell[:200])
        for place, cell in enumerate(header)
        if cell and place not in columns
    ]
    reader = _Rows(path.name, table.sheet, {name: header[place] for place, name in columns.items()})
    claims: list[Claim] = []
    cleaning = Cleaning(keeps_marks=True)
    for number, written in enumerate(islice(table.rows(), at + 1, None), at + 2):
        cells = {
            name: cleaning.clean([written[place][:_MOST_CELL]])[0] if place < len(written) else ""
            for place, name in columns.items()
        }
        if any(cells.values()):
            claims.append(reader.claim(number, cells))
    if not claims:
        refuse("CLAIM-07", path, sheet=table.sheet)
    reader.check_repeats(claims)
    return Ledger(tuple(claims), path.name, tuple(problems))


class _Rows:
    """Turns rows into claims and says which cell is not as expected."""

    def __init__(self, file: str, sheet: str, headers: Mapping[str, str]) -> None:
        self._file, self._sheet, self._headers = file, sheet, headers
        self._rows: dict[str, int] = {}

    def claim(self, row: int, cells: dict[str, str]) -> Claim:
        """One row as a claim."""
        id = cells["id"]
        if not id or id in self._rows:
            self._wrong("CLAIM-04", row, "id", id)
        self._rows[id] = row
        low, high = self._figure(row, cells, "low"), self._figure(row, cells, "high")
        if low is not None and high is not None and low > high:
            self._wrong("CLAIM-03", row, "low", f"{cells['low']} > {cells['high']}")
        grades = {}
        for name, known in (("source_grade", SOURCES), ("item_grade", ITEMS)):
            grades[name] = cells.get(name, "").strip().upper()
            if grades[name] and grades[name] not in known:
                self._wrong("CLAIM-05", row, name, cells[name], ", ".join(known))
        repeats = tuple(re.findall(r"[^\s,;]+", cells.get("repeats", "")))
        rest = {
            name: cell for name, cell in cells.items() if name not in ("id", "low", "high", "repeats", *grades)
        }  # fmt: skip
        return Claim(id=id, low=low, high=high, repeats=repeats, **rest, **grades)

    def check_repeats(self, claims: Sequence[Claim]) -> None:
        """Refuse a claim that repeats a row that is not there."""
        for one in claims:
            for id in one.repeats:
                if id not in self._rows:
                    self._wrong("CLAIM-06", self._rows[one.id], "repeats", id)

    def _figure(self, row: int, cells: Mapping[str, str], name: str) -> float | None:
        cell = re.sub(r"[\s\u00a0\u202f]", "", cells.get(name, ""))
        if cell.casefold() in _NOTHING:
            return None
        if not _NUMBER.fullmatch(cell):
            self._wrong("CLAIM-02", row, name, cells[name])
        return float(cell.replace(",", "."))

    def _wrong(self, code: str, row: int, column: str, value: str, detail: str = "") -> NoReturn:
        header = self._headers.get(column, column)
        raise UnreadableList(Problem(code, self._file, self._sheet, row, header[:200], value[:200], detail))
