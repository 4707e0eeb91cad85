"""Tables written so that opening them can do no harm.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and a formula can send
the whole list to a stranger.  A name in a list is written by strangers, so each such cell is given a
leading apostrophe, which spreadsheets do not show.
Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

__all__ = ["csv_table", "harmless", "write_csv"]


def harmless(text: str) -> str:
    """The text, with a leading apostrophe if a spreadsheet might run it."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


@contextmanager
def csv_table(path: str | os.PathLike[str], header: Sequence[str]) -> Iterator[Callable[[Sequence[object]], None]]:
    """A CSV table that is written row by row: what is given writes one row.

    As Excel opens it rightly: UTF-8 with its mark, CRLF, harmless texts.  Numbers are written as they are (`-2.5` is a
    number, not a formula); everything else as text.
    """
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([harmless(name) for name in header])

        def write(row: Sequence[object]) -> None:
            writer.writerow(
                [cell if isinstance(cell, int | float) else harmless("" if cell is None else str(cell)) for cell in row]
            )

        yield write


def write_csv(path: str | os.PathLike[str], header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a whole table as CSV, as `csv_table` does."""
    with csv_table(path, header) as write:
        for row in rows:
            write(row)
