"""Workbooks (XLSX, ODS, XLS) as tables of texts.

Numbers that are whole are written without a decimal point (`4`, not `4.0`), dates as ISO dates,
because that is what people mean when they type an age or a date into a spreadsheet.  The cached
value of a formula is read; a text that begins with `=` stays a text.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

import python_calamine

from nasab.exchange.tables import Table
from nasab.exchange.unreadable import refuse

__all__ = ["open_workbook"]


def open_workbook(path: Path) -> list[Table]:
    """The sheets of a workbook, in their order.  Refuses a damaged file with FILE-06."""
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(str(path))
        return [
            _table(workbook, index, sheet.name, is_hidden=sheet.visible is not python_calamine.SheetVisibleEnum.Visible)
            for index, sheet in enumerate(workbook.sheets_metadata)
            if sheet.typ is python_calamine.SheetTypeEnum.WorkSheet
        ]
    except python_calamine.CalamineError as error:
        refuse("FILE-06", path, detail=str(error)[:200])


def _table(workbook: python_calamine.CalamineWorkbook, index: int, name: str, *, is_hidden: bool) -> Table:
    sheet = workbook.get_sheet_by_index(index)

    def rows() -> Iterator[Sequence[str]]:
        for row in sheet.iter_rows():
            yield [cell if type(cell) is str else _written(cell) for cell in row]

    return Table(name, rows, is_hidden)


def _written(cell: object) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, datetime.time):
        return cell.isoformat("minutes")
    return str(cell)
