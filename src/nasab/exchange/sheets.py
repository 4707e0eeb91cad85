"""Workbooks (XLSX, ODS, XLS) as tables of texts.

Numbers that are whole are written without a decimal point (`4`, not `4.0`), dates as ISO dates,
because that is what people mean when they type an age or a date into a spreadsheet.  The cached
value of a formula is read; a text that begins with `=` stays a text.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import python_calamine

from nasab.exchange.archive import Broken
from nasab.exchange.tables import Table
from nasab.exchange.unreadable import refuse

__all__ = ["open_workbook"]

_VISIBLE = python_calamine.SheetVisibleEnum.Visible


def open_workbook(path: Path, broken: Mapping[str, Broken]) -> list[Table]:
    """The sheets of a workbook, in their order; `broken` are the error cells of each sheet.

    Refuses an encrypted file with FILE-09 and a damaged one with FILE-06.
    """
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(str(path))
        return [
            _table(workbook, sheet.name, broken.get(sheet.name, {}), is_hidden=sheet.visible is not _VISIBLE)
            for sheet in workbook.sheets_metadata
            if sheet.typ is python_calamine.SheetTypeEnum.WorkSheet
        ]
    except python_calamine.PasswordError:
        refuse("FILE-09", path)
    except BaseException as error:
        # A defect of the reader itself shows as a PanicException, which is no Exception.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            refuse("FILE-06", path, detail=" ".join(str(error).split())[:200])
        raise


def _table(workbook: python_calamine.CalamineWorkbook, name: str, broken: Broken, *, is_hidden: bool) -> Table:
    sheet = workbook.get_sheet_by_name(name)
    offset = sheet.start[1] if sheet.start else 0
    shifted = {(row, column - offset): shown for (row, column), shown in broken.items()}

    def rows() -> Iterator[Sequence[str]]:
        for row in sheet.iter_rows():
            yield [cell if type(cell) is str else _written(cell) for cell in row]

    return Table(name, rows, is_hidden, shifted)


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
