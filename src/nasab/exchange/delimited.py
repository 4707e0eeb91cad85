"""CSV files as tables of texts: which delimiter, which quotes."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from nasab.exchange.tables import Table

__all__ = ["DELIMITERS", "open_delimited"]

DELIMITERS: Final = ",;\t|"


def open_delimited(path: Path, encoding: str) -> list[Table]:
    """The same file read with each delimiter, for the reader to see which header is understood."""
    return [_table(path, encoding, delimiter) for delimiter in DELIMITERS]


def _table(path: Path, encoding: str, delimiter: str) -> Table:
    def rows() -> Iterator[Sequence[str]]:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            yield from csv.reader(file, delimiter=delimiter)

    return Table("", rows)
