"""What a file is, by what it holds and not by its name, and the sheets in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nasab.errors import Problem
from nasab.exchange import archive, delimited, kobo, pfif, sheets
from nasab.exchange.encoding import encoding_of
from nasab.exchange.tables import Table
from nasab.exchange.unreadable import opened, refuse
from nasab.records import Side

__all__ = ["Opened", "tables"]

_KINDS: Final = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x1f\x8b", "GZIP"),
    (b"SQLite format 3", "SQLite"),
    (b"RIFF", "WebP"),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Opened:
    """The sheets of a file, and what there is to say about the file as a whole."""

    tables: list[Table]
    problems: list[Problem]


def tables(path: Path, side: Side) -> Opened:
    """Open a file, or refuse it with one clear error (FILE-01 to FILE-13)."""
    start = opened(path)
    for magic, kind in _KINDS:
        if start.startswith(magic):
            refuse("FILE-07", path, detail=kind)
    if start.startswith(b"PK"):
        broken = archive.inspect(path)
        return Opened(*kobo.joined(path.name, sheets.open_workbook(path, broken), side))
    if start.startswith(_OLE):
        archive.inspect_ole(path)
        return Opened(sheets.open_workbook(path, {}), [])
    return _text(path, start, side)


def _text(path: Path, start: bytes, side: Side) -> Opened:
    found = encoding_of(path, start, side)
    if found is None:
        refuse("FILE-07", path, detail=path.suffix or "?")
    encoding, is_certain = found
    beginning = start.decode(encoding, errors="replace").lstrip("\ufeff \t\r\n").casefold()
    if beginning.startswith("<"):
        if "pfif" in beginning[:2000]:
            table, twice = pfif.open_pfif(path, side)
            return Opened([table], twice)
        is_page = any(tag in beginning[:2000] for tag in ("<html", "<!doctype html", "<table", "<head", "<body"))
        refuse("FILE-07", path, detail="HTML" if is_page else "XML")
    if beginning.startswith(("{", "[")):
        refuse("FILE-07", path, detail="JSON")
    problems = [] if is_certain else [Problem("FILE-10", path.name, detail=encoding.replace("_", "-").upper())]
    if path.suffix.casefold() in (".xlsx", ".ods", ".xls", ".xlsm", ".xlsb"):
        problems.append(Problem("FILE-11", path.name, detail=path.suffix))
    read, more = delimited.open_delimited(path, encoding, side)
    return Opened([read], problems + more)
