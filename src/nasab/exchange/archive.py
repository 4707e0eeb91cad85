"""Looks into a workbook before it is opened: is it whole, is it locked, would it burst?

XLSX and ODS files are ZIP archives.  A small archive can hold gigabytes of nothing, and one cell far
down at the end of a sheet can make a reader build a table of billions.  So every part is unpacked
once, counted, and thrown away, and nothing is believed that the archive says about itself.  On the
way the cells that show an error (`#REF!`) are noted.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath
from typing import BinaryIO, Final
from xml.parsers import expat

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from nasab.exchange.unreadable import refuse

__all__ = ["Broken", "inspect", "inspect_ole"]

Broken = dict[tuple[int, int], str]
"""(row from 1, column from 0) of a cell that shows an error, to what it shows."""

_LARGEST: Final = 512 << 20
_SUSPICIOUS: Final = 64 << 20
_RATIO: Final = 200
_MOST_CELLS: Final = 24_000_000
_PART: Final = 1 << 20
_CELL: Final = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"([^>]*)>')
_ERROR: Final = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?\bt="e"[^>]*>.{0,2000}?<(?:\w+:)?v>([^<]{1,20})<', re.S
)
_MOST_ERRORS: Final = 1000
_REPEATED: Final = re.compile(rb'<table:table-cell\b[^>]*?number-columns-repeated="\d{4,}"[^>]*>')
_ROWS: Final = re.compile(rb'<table:table-row\b[^>]*?number-rows-repeated="\d{5,}"[^>]*>(.*?)</table:table-row', re.S)


def inspect(path: Path) -> dict[str, Broken]:
    """Check a ZIP archive that should be a workbook; the error cells of each sheet by its name.

    Refuses with FILE-05 (bursting), FILE-06 (damaged), FILE-07 (not a workbook), FILE-09 (encrypted),
    FILE-13 (declares entities).
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = {member.filename: member for member in archive.infolist()}
            kind = _kind(archive, members)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        refuse("FILE-06", path, detail=str(error)[:200])
    except (zlib.error, RuntimeError, KeyError, IndexError, OverflowError, UnicodeError) as error:
        refuse("FILE-06", path, detail=str(error)[:200])
    if any(member.flag_bits & 1 for member in members.values()) or kind == "locked":
        refuse("FILE-09", path)
    if kind not in ("xlsx", "ods"):
        refuse("FILE-07", path, detail=kind)
    whole = sum(member.file_size for member in members.values())
    packed = max(1, path.stat().st_size)
    if whole > _LARGEST or (whole > _SUSPICIOUS and whole / packed > _RATIO):
        refuse("FILE-05", path, detail=f"{whole >> 20} MB")
    try:
        with path.open("rb") as file:
            return _inspected(path, file, members, kind)
    except (zlib.error, expat.ExpatError, LookupError, OSError, ValueError) as error:
        refuse("FILE-06", path, detail=str(error)[:200])


def inspect_ole(path: Path) -> None:
    """Check an old-style Office file: FILE-09 if it is a locked XLSX, FILE-07 if no workbook is in it."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        refuse("FILE-09", path)
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        refuse("FILE-07", path, detail="Word" if "WordDocument".encode("utf-16-le") in content else "OLE")


def _kind(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> str:
    if "mimetype" in members and members["mimetype"].file_size < 200:
        mime = archive.read("mimetype").decode("ascii", "replace").strip()
        if "opendocument.spreadsheet" in mime:
            manifest = members.get("META-INF/manifest.xml")
            if manifest and manifest.file_size < _PART and b"encryption-data" in archive.read(manifest):
                return "locked"
            return "ods" if "content.xml" in members else "OpenDocument"
        return mime[:60]
    if any(name.startswith("word/") for name in members):
        return "Word"
    if "xl/workbook.bin" in members:
        return "XLSB"
    return "xlsx" if any(name.casefold() == "xl/workbook.xml" for name in members) else "ZIP"


def _inspected(path: Path, file: BinaryIO, members: dict[str, zipfile.ZipInfo], kind: str) -> dict[str, Broken]:
    broken: dict[str, Broken] = {}
    small: dict[str, bytes] = {}
    for name, member in members.items():
        if name.endswith("/") or not name.casefold().endswith((".xml", ".rels")):
            continue
        parts = _well_formed(path, _unpacked(path, file, member))
        first = next(parts, b"")
        if name.casefold() in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            small[name.casefold()] = b"".join((first, *parts))
        elif kind == "xlsx" and name.startswith("xl/worksheets/"):
            broken[name] = _scanned(path, first, parts)
        elif kind == "ods" and name == "content.xml":
            _check_repeats(path, first, parts)
        else:
            for _ in parts:
                pass
    return _by_sheet(path, small, broken) if any(broken.values()) else {}


def _unpacked(path: Path, file: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The parts of a member as they really are; refuses if there is more of it than is declared."""
    file.seek(member.header_offset)
    local = file.read(30)
    if len(local) < 30 or local[:4] != b"PK\x03\x04":
        raise ValueError(member.filename)
    file.seek(int.from_bytes(local[26:28], "little") + int.from_bytes(local[28:30], "little"), 1)
    left, size = member.compress_size, 0
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError(member.filename)
    unpack = zlib.decompressobj(-15) if member.compress_type == zipfile.ZIP_DEFLATED else None
    position = file.tell()
    while left > 0:
        file.seek(position)
        packed = file.read(min(left, _PART // 8))
        if not packed:
            raise ValueError(member.filename)
        left -= len(packed)
        position += len(packed)
        while packed:
            part = unpack.decompress(packed, _PART) if unpack else packed
            packed = unpack.unconsumed_tail if unpack else b""
            size += len(part)
            if size > member.file_size:
                refuse("FILE-05", path, detail=member.filename)
            yield part
    if size != member.file_size:
        raise ValueError(member.filename)


def _well_formed(path: Path, parts: Iterator[bytes]) -> Iterator[bytes]:
    """The parts as they are, if together they are well-formed XML without a document type.

    A reader of workbooks may wait for ever for the end of an element that never comes.
    """

    def refuse_it(*_: object) -> None:
        refuse("FILE-13", path)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse_it
    for part in parts:
        parser.Parse(part, False)
        yield part
    parser.Parse(b"", True)


def _scanned(path: Path, first: bytes, parts: Iterator[bytes]) -> Broken:
    """The error cells of a worksheet; refuses one whose cells would span too large a table."""
    broken: Broken = {}
    columns: set[bytes] = set()
    last = 0
    rest = b""
    for part in _chain(first, parts):
        text = rest + part
        cut = text.rfind(b"<")
        text, rest = (text[:cut], text[cut:]) if 0 < len(text) - cut < 4096 else (text, b"")
        if b't="e"' in text and len(broken) < _MOST_ERRORS:
            for found in _ERROR.finditer(text):
                broken[int(found[2]), _column(found[1])] = found[3].decode("ascii", "replace")
        cells = _CELL.findall(text)
        filled = [cell for cell in cells if not cell[2].endswith(b"/")]
        columns.update(cell[0] for cell in filled)
        if filled:
            last = max(last, max(int(row) for row in {cell[1] for cell in filled}))
    widest = max(map(_column, columns), default=0) + 1
    if last * widest > _MOST_CELLS:
        refuse("FILE-05", path, detail=f"{last} × {widest}")
    return broken


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _check_repeats(path: Path, first: bytes, parts: Iterator[bytes]) -> None:
    """Refuse an ODS sheet in which one filled cell or row is said to stand thousands of times."""
    rest = b""
    for part in _chain(first, parts):
        text = rest + part
        is_wide = any(b"office:" in tag[0] or not tag[0].endswith(b"/>") for tag in _REPEATED.finditer(text))
        if is_wide or any(b"office:" in row[1] or b"<text:" in row[1] for row in _ROWS.finditer(text)):
            refuse("FILE-05", path, detail="number-repeated")
        rest = text[max(text.rfind(b"<table:table-row"), len(text) - _PART) :]


def _chain(first: bytes, parts: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from parts


def _by_sheet(path: Path, small: dict[str, bytes], broken: dict[str, Broken]) -> dict[str, Broken]:
    try:
        book = defusedxml.ElementTree.fromstring(small["xl/workbook.xml"])
        links = defusedxml.ElementTree.fromstring(small["xl/_rels/workbook.xml.rels"])
    except DefusedXmlException:
        refuse("FILE-13", path)
    except (SyntaxError, KeyError):
        return {}
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    named: dict[str, Broken] = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet"):
            link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            target = targets.get(link, "")
            part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            named[sheet.get("name", "")] = broken.get(part, {})
    return named
