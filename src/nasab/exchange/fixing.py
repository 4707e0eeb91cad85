"""A corrected copy of a list, for the office that wrote it: theirs, with what is wrong marked.

Ages, dates, sexes and consents are written in one way, and columns that nasab does not use are kept.
What was not understood stands there as it was written, highlighted, with the way out beside it in a
column of problems: people correct it there and use the copy.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final

from nasab import ages, texts
from nasab.columns import Column
from nasab.errors import NotUnderstood, Problem, WrongUse
from nasab.exchange import workbook
from nasab.exchange.composing import DATES
from nasab.exchange.reading import Reading
from nasab.exchange.replacing import file_replaced
from nasab.exchange.template import choices
from nasab.exchange.written import write_csv

__all__ = ["write_fixed"]

_RESTORED: Final = ("SEX-01", "CONSENT-01")


def write_fixed(reading: Reading, path: str | os.PathLike[str], language: texts.Language = "en") -> None:
    """Write the corrected copy as XLSX, or as CSV if the path ends in `.csv`.

    Its last column, `Problems`, holds the sentences in `language`; in XLSX the cells concerned are
    highlighted and carry the sentence as a note.  The copy can be read again by `read`.  Raises `WrongUse` with OUT-03
    if a sheet does not hold the list (a CSV file does), OUT-02 if it cannot be written.
    """
    is_csv = Path(path).suffix.casefold() == ".csv"
    children = reading.children
    if not is_csv and len(children) > workbook.MOST_ROWS:
        raise WrongUse(Problem("OUT-03", value=str(path)[:200], detail=f"{workbook.MOST_ROWS:,}"))
    canonical = {header: column for column, header in children.headers.items()}
    columns = {column: Column.of(cells).map(partial(_normal, column)) for column, cells in children.columns.items()}
    header = [_header(reading, column) for column in columns]
    positions = {name: position for position, name in enumerate((*columns, *reading.unused))}
    said: dict[int, list[str]] = {}
    restored: dict[int, dict[int, str]] = {}
    marked: dict[tuple[int, int], str] = {}
    for problem in reading.problems:
        index = bisect_left(children.rows, problem.row)
        if index == len(children) or children.rows[index] != problem.row:
            continue
        sentence = f"{problem.code}: {problem.expected(language)} {problem.way_out(language)}"
        column = canonical.get(problem.column, problem.column)
        said.setdefault(index, []).append(f"{problem.column}: {sentence}" if problem.column else sentence)
        if problem.code in _RESTORED and column in columns:
            restored.setdefault(index, {})[positions[column]] = problem.value
        if column in positions:
            marked[index, positions[column]] = sentence

    def lines() -> Iterator[Sequence[object]]:
        for index, row in enumerate(zip(*columns.values(), *reading.unused.values(), strict=True)):
            own = restored.get(index, {})
            cells = [own.get(position, cell) for position, cell in enumerate(row)] if own else row
            yield (*cells, "\n".join(said.get(index, ())))

    full = [*header, *reading.unused, texts.say("lists.problems", language)]
    if is_csv:
        with file_replaced(path) as file:
            write_csv(file, full, lines())
        return
    offered = {
        position: choices(column, language) for position, column in enumerate(columns) if column in ("sex", "consent")
    }
    name = texts.say(f"lists.{children.side}", language)
    is_rtl = texts.direction(language) == "rtl"
    with file_replaced(path) as file:
        workbook.write(file, [workbook.Sheet(name, full, lines(), is_rtl, choices=offered, marked=marked)])


def _header(reading: Reading, column: str) -> str:
    """The header as the office wrote it, if it alone is the column; else the canonical name."""
    uses = [use for use in reading.understood if use.column == column]
    is_plain = len(uses) == 1 and not uses[0].part and uses[0].header == reading.children.headers.get(column)
    return uses[0].header if is_plain and ": " not in uses[0].header else column


def _normal(column: str, cell: str) -> str:
    try:
        if cell and column == "age":
            age = ages.parse_age(cell)
            is_years = age.low == int(age.low) and age.high == age.low + 1 and not age.about
            return str(int(age.low)) if is_years else cell
        if cell and column in DATES:
            return _iso(ages.parse_date(cell), cell)
    except NotUnderstood:
        return cell
    return cell


def _iso(date: ages.DateSpan, written: str) -> str:
    first, last = date.first, date.last
    if first == last:
        return first.isoformat()
    if getattr(date, "about", False) or first.day != 1 or first.year != last.year:
        return written
    if first.month == last.month and (last + timedelta(days=1)).day == 1:
        return f"{first:%Y-%m}"
    is_year = (first.month, last.month, last.day) == (1, 12, 31)
    return f"{first:%Y}" if is_year else written
