"""An empty list to fill in, with headers in the office's language, drop-downs, and notes that help."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from nasab import texts
from nasab.errors import Problem, WrongUse
from nasab.exchange import workbook
from nasab.exchange.cells import offered
from nasab.exchange.headers import written_headers
from nasab.exchange.replacing import file_replaced
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS, Side

__all__ = ["choices", "label", "write_template"]


def write_template(path: str | os.PathLike[str], side: Side, language: texts.Language = "en") -> None:
    """Write an empty list of children found or sought as XLSX, which `read` understands as it is.

    Raises `WrongUse`: OUT-05 if the path does not end in `.xlsx`, OUT-02 if it cannot be written.
    """
    if Path(path).suffix.casefold() != ".xlsx":
        raise WrongUse(Problem("OUT-05", value=str(path)[:200], detail=".xlsx"))
    columns = FOUND_COLUMNS if side == "found" else SOUGHT_COLUMNS
    is_rtl = texts.direction(language) == "rtl"
    notes = {
        position: texts.say(f"lists.notes.{column}", language)
        for position, column in enumerate(columns)
        if texts.has(f"lists.notes.{column}")
    }
    drop_downs = {columns.index(column): choices(column, language) for column in ("sex", "consent")}
    header = [label(column, side, language) for column in columns]
    name = texts.say(f"lists.{side}", language)
    about = workbook.Sheet(
        texts.say("lists.about", language),
        ["nasab · " + name],
        [[texts.say(f"lists.about_{line}", language)] for line in ("one_row", "unknown", "consent")],
        is_rtl,
    )
    with file_replaced(path) as file:
        workbook.write(file, [workbook.Sheet(name, header, [], is_rtl, choices=drop_downs, notes=notes), about])


def label(column: str, side: Side, language: texts.Language) -> str:
    """The usual header of a column in a language: the first that stands in `data/headers.toml`."""
    known = written_headers()
    ways = known["both"].get(column) or known[side][column]
    return str(ways[language][0])


def choices(column: str, language: texts.Language) -> Sequence[str]:
    """What the drop-down of `sex` or `consent` offers in a language."""
    return offered(column, language)
