"""The tables in a file of a laboratory: workbooks as they are, texts cut where most of their header is understood."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Literal

from nasab.exchange import archive, sheets
from nasab.exchange.encoding import encoding_of
from nasab.exchange.tables import HEAD_ROWS, Table
from nasab.exchange.unreadable import opened, refuse

__all__ = ["is_xml", "open_tables"]

_DELIMITERS: Final = "\t;,|"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_TABLE: Final = (b"%PDF", b"{\\rtf", b"{", b"[")
_LARGEST: Final = 256 << 20

Rows = Sequence[Sequence[str]]


def open_tables(path: Path, understood: Callable[[Rows], int]) -> list[Table]:
    """The tables of a file; `understood` says of its first rows, cut in one way, how much of the header is known.

    Refuses with FILE-xx what is missing, locked, damaged, too large or no table.
    """
    start = opened(path)
    if path.stat().st_size > _LARGEST:
        refuse("FILE-05", path)
    if start.startswith(b"PK"):
        return sheets.open_workbook(path, archive.inspect(path))
    if start.startswith(_OLE):
        archive.inspect_ole(path)
        return sheets.open_workbook(path, {})
    found = encoding_of(path, start, "found")
    if found is None or start.startswith(_NO_TABLE):
        refuse("FILE-07", path, detail=path.suffix or "?")
    text = path.read_bytes().decode(found[0], errors="replace").removeprefix("\ufeff")
    beginning = "\n".join(text[: 1 << 18].splitlines()[:HEAD_ROWS])
    delimiter = max(_DELIMITERS, key=lambda one: _score(beginning, one, understood))
    try:
        rows = _cut(text, delimiter)
    except csv.Error as error:
        refuse("FILE-06", path, detail=str(error))
    return [Table("", lambda: iter(rows))]


def is_xml(start: bytes) -> bool:
    """Whether a file begins as XML does, in whatever encoding."""
    return start[:400].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def _score(text: str, delimiter: str, understood: Callable[[Rows], int]) -> int:
    try:
        return understood(_cut(text, delimiter))
    except csv.Error:
        return 0


def _cut(text: str, delimiter: str) -> list[list[str]]:
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if text.count('"') % 2 == 0 else csv.QUOTE_NONE
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting))
