"""Tables in which each row says something of one pair of children: judgements, evidence from outside.

They are kept by people in CSV files and workbooks.  What such a row says binds a match or weighs on it, so here
nothing is guessed: a row that is not understood stops the reading, with its place and the way out.  Only what says
nothing (a header that is not known, another sheet, a last row that was cut off) is passed over, and named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final, Generic, NoReturn, Protocol, TypeVar

from nasab.errors import Problem, UnreadableList
from nasab.exchange import growing, opening
from nasab.exchange.cells import Cleaning
from nasab.exchange.statement_heads import Subject, find_head, is_beside, is_of_nasab
from nasab.exchange.tables import HEAD_ROWS, Table
from nasab.exchange.unreadable import opened, refuse
from nasab.records import ChildList

__all__ = ["Row", "Sheet", "Statements", "open_sheet", "unknown_ids"]

_WORKBOOKS: Final = (b"PK", b"\xd0\xcf\x11\xe0")
_ENOUGH: Final = 5000  # rows looked at to see whether another sheet holds anything


class _OfPair(Protocol):
    @property
    def found_id(self) -> str: ...
    @property
    def sought_id(self) -> str: ...


T_co = TypeVar("T_co", bound=_OfPair, covariant=True)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, and its cells by canonical column."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of statements as it was written, its header understood."""

    file: str
    sheet: str
    headers: Mapping[str, str]
    rows: Sequence[Row]
    problems: Sequence[Problem]

    def refuse(self, code: str, row: Row, column: str = "", *, value: str = "", detail: str = "") -> NoReturn:
        """Say what is wrong with a row, and that the table cannot be used."""
        header = self.headers.get(column, column)
        shown = (value or row[column])[:200]
        raise UnreadableList(Problem(code, self.file, self.sheet, row.number, header, shown, detail)) from None


@dataclass(frozen=True, slots=True)
class Statements(Generic[T_co]):
    """What a table says, row by row, and what of it was passed over.

    `rows` gives, for each statement, the row it stands in; `blank` counts the rows that name a pair and say nothing.
    """

    told: tuple[T_co, ...]
    rows: tuple[int, ...]
    file: str = ""
    sheet: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    blank: int = 0


def open_sheet(path: Path, subject: Subject, *, must: Sequence[str], grows: bool = False) -> Sheet:
    """The rows of a table, its columns found by their headers, which must include `must`.

    With `grows`, a last row without an end of line was cut off while it was being written: it is named (JUDGE-05) and
    not used.  Raises `UnreadableList`: FILE-xx, TABLE-01 (columns are missing), TABLE-04 (a quotation mark is never
    closed), TABLE-05 (two columns of one name), ROW-01 (more cells than the header has).
    """
    whole = _opened(path, grows=grows)
    tables = whole.tables
    problems = [problem for problem in whole.problems if problem.code in ("FILE-10", "FILE-11")]
    if not opened(path).startswith(_WORKBOOKS):
        read = growing.read_delimited(path, subject, grows=grows)
        if read.encoding.startswith("utf-8"):
            problems = [problem for problem in problems if problem.code != "FILE-10"]
        if read.is_cut_off:
            problems.append(Problem("JUDGE-05", path.name, row=len(read.rows)))
            read.rows.pop()
        tables = [Table("", lambda: iter(read.rows))]
    found = [(table, *find_head(list(islice(table.rows(), HEAD_ROWS)), subject)) for table in tables]
    if not found:
        refuse("TABLE-01", path, detail=", ".join(must))
    table, at, columns = max(found, key=lambda one: len(set(one[2].values())))
    missing = [column for column in must if column not in columns.values()]
    if missing:
        refuse("TABLE-01", path, sheet=table.sheet, detail=", ".join(missing))
    problems += [
        Problem("HEAD-08", path.name, other.sheet)
        for other, _, _ in found
        if not (other is table or other.is_hidden or is_of_nasab(other.sheet))
        and any(map(any, islice(other.rows(), _ENOUGH)))
    ]
    header = [cell.strip() for cell in next(islice(table.rows(), at, None), ())]
    _check_once(path, table.sheet, at + 1, header, columns)
    problems += [
        Problem("HEAD-03", path.name, table.sheet, at + 1, cell[:200])
        for position, cell in enumerate(header)
        if cell and position not in columns and not is_beside(cell)
    ]
    rows = list(_rows(path, table, at, columns, header, problems))
    problems += [
        Problem("CELL-01", path.name, table.sheet, row, header[position][:200], shown)
        for (row, position), shown in table.broken.items()
        if row > at + 1 and position in columns
    ]
    headers = {column: header[position][:200] for position, column in columns.items()}
    return Sheet(path.name, table.sheet, headers, rows, problems)


def unknown_ids(statements: Statements[_OfPair], found: ChildList, sought: ChildList) -> tuple[Problem, ...]:
    """TABLE-03 for each id that is on neither list; what speaks of a family may name a group or family.

    The lists are those that are matched, without the children whose consent is no: nobody can find out by a table
    whether a child was left out.
    """
    known = {
        side: (set(children.columns["id"]), set(children.columns.get(together, ())) - {""})
        for side, children, together in (("found_id", found, "group"), ("sought_id", sought, "family"))
    }
    return tuple(
        Problem("TABLE-03", statements.file, statements.sheet, row, statements.headers.get(column, column), named[:200])
        for said, row in zip(statements.told, statements.rows, strict=True)
        for column, (children, families) in known.items()
        if (named := getattr(said, column)) not in children
        and not (getattr(said, "of", "child") == "family" and named in families)
    )


def _opened(path: Path, *, grows: bool) -> opening.Opened:
    try:
        return opening.tables(path, "found")
    except UnreadableList as error:
        if grows and error.code == "FILE-07" and growing.has_room_left(path):
            return opening.Opened([], [])  # a text all the same, to which a power failure left zeros
        raise


def _check_once(path: Path, sheet: str, row: int, header: Sequence[str], columns: Mapping[int, str]) -> None:
    first: dict[str, int] = {}
    for position, column in columns.items():
        if first.setdefault(column, position) != position:
            both = f"{header[first[column]]} / {header[position]}"
            raise UnreadableList(Problem("TABLE-05", path.name, sheet, row, value=both[:200], detail=column))


def _rows(
    path: Path, table: Table, at: int, columns: Mapping[int, str], header: Sequence[str], problems: list[Problem]
) -> Iterator[Row]:
    cleaning = Cleaning(keeps_marks=True)
    for number, written in enumerate(islice(table.rows(), at + 1, None), at + 2):
        beyond = "; ".join(cell.strip() for cell in written[len(header) :] if cell.strip())
        if beyond:
            raise UnreadableList(Problem("ROW-01", path.name, table.sheet, number, value=beyond[:200]))
        cells = {}
        for position, column in columns.items():
            cell = written[position] if position < len(written) else ""
            if column == "seen":  # not a text of people
                cells[column] = cell.strip()
                continue
            cells[column] = cleaning.clean([cell])[0]
            problems += [
                Problem(code, path.name, table.sheet, number, header[position][:200], cells[column][:200])
                for code in cleaning.flaws.get(cell, ())
            ]
        if any(cells.values()):
            yield Row(number, cells)
