"""Workbooks for people: the header stays in sight, drop-downs, columns wide enough, right to left.

Every text is written as a text, never as a formula or a link, and columns are formatted as text, so
that the spreadsheet turns no age `3-5` into a date and no name into a command.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import xlsxwriter

from nasab.exchange.cells import LONGEST_CELL

__all__ = ["MOST_ROWS", "Sheet", "write"]

MOST_ROWS: Final = (1 << 20) - 1
"""What a sheet holds below its header; whatever stood further down would be lost."""

_WIDEST: Final = 48
_LOOKED_AT: Final = 300
_ROWS_TO_FILL: Final = 2000
_NOTE: Final = 1000
_MARK: Final = "#FFE699"
_HEAD: Final = "#1F3B57"


@dataclass(frozen=True, slots=True, kw_only=False)
class Sheet:
    """A sheet to be written.

    `choices` are drop-downs and `notes` notes on header cells, by column from 0.  `marked` are cells
    to highlight, by (row of `rows`, column), with a note.  Rows hold texts and numbers.
    """

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[object]]
    is_right_to_left: bool = False
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    marked: Mapping[tuple[int, int], str] = field(default_factory=dict)


def write(path: str | os.PathLike[str], sheets: Sequence[Sheet]) -> None:
    """Write a workbook.  Numbers are written as numbers, everything else as text."""
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    formats = {
        "head": book.add_format(
            {"bold": True, "font_color": "white", "bg_color": _HEAD, "text_wrap": True, "valign": "top", "border": 1}
        ),
        "text": book.add_format({"num_format": "@", "valign": "top", "text_wrap": True}),
        "number": book.add_format({"valign": "top"}),
        "mark": book.add_format({"num_format": "@", "valign": "top", "text_wrap": True, "bg_color": _MARK}),
    }
    for sheet in sheets:
        _write_sheet(book.add_worksheet(_sheet_name(sheet.name)), sheet, formats)
    book.close()


def _sheet_name(name: str) -> str:
    return "".join("-" if letter in "[]:*?/\\" else letter for letter in name).strip("'")[:31]


def _write_sheet(page: Any, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    if sheet.is_right_to_left:
        page.right_to_left()
    page.freeze_panes(1, 1)
    widths = [_width(name) for name in sheet.header]
    count = 0
    for row, cells in enumerate(sheet.rows):
        count = row + 1
        for column, cell in enumerate(cells):
            style = formats["mark" if (row, column) in sheet.marked else "text"]
            if isinstance(cell, int | float) and not isinstance(cell, bool) and _is_finite(cell):
                page.write_number(row + 1, column, cell, formats["number"])
            elif cell not in (None, "") or (row, column) in sheet.marked:
                page.write_string(row + 1, column, _writable(cell), style)
            if row < _LOOKED_AT and column < len(widths):
                widths[column] = max(widths[column], _width(str(cell)))
    for (row, column), note in list(sheet.marked.items())[:_NOTE]:
        page.write_comment(row + 1, column, _writable(note), {"x_scale": 2})
    for column, name in enumerate(sheet.header):
        page.set_column(column, column, min(widths[column] + 2, _WIDEST), formats["text"])
        page.write_string(0, column, _writable(name), formats["head"])
        if column in sheet.notes:
            page.write_comment(0, column, _writable(sheet.notes[column]), {"x_scale": 2})
        if column in sheet.choices:
            offered = {"validate": "list", "source": list(sheet.choices[column]), "error_type": "warning"}
            page.data_validation(1, column, max(count, _ROWS_TO_FILL), column, offered)
    if sheet.header:
        page.autofilter(0, 0, max(count, 1), len(sheet.header) - 1)


def _is_finite(number: float) -> bool:
    return number == number and abs(number) != float("inf")


def _writable(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return text[:LONGEST_CELL].encode("utf-8", "replace").decode("utf-8")


def _width(text: str) -> int:
    return max(map(len, text.split("\n")), default=0)
