"""What stands in one row of an index file: a record or a judgement as text, and the sum that proves it whole.

JSON, because it can be read in twenty years without nasab, and because a column that nobody filled
takes no room.  SQLite notices a page that is missing, but not a letter that has changed on the disk;
so each row carries a checksum over all that it says.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Final

from nasab.errors import Problem, WrongUse
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS, Side

__all__ = ["Damaged", "checksum", "judgement_of", "judgement_text", "record_of", "record_text"]

_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {"found": FOUND_COLUMNS, "sought": SOUGHT_COLUMNS}
_write = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


class Damaged(Exception):
    """A row is not as it was written; says under which number."""


def checksum(sequence: int, *words: str) -> int:
    """CRC-32 of a row: its number, and each of its texts."""
    return zlib.crc32("\x1f".join((str(sequence), *words)).encode("utf-8", "surrogatepass"))


def record_text(side: Side, record: Mapping[str, str]) -> tuple[str, str]:
    """The id of a record, and its other filled columns as JSON.

    Raises `WrongUse`: LIST-04 (a column that lists do not have), INDEX-09 (no id, or a cell that is
    no text).
    """
    known = _COLUMNS.get(side)
    if known is None:
        raise ValueError(f"a side is 'found' or 'sought', not {side!r}")
    unknown = sorted(set(map(str, record)) - set(known))
    if unknown:
        raise WrongUse(Problem("LIST-04", column=_shown(unknown[0]), detail=", ".join(known)))
    for column, cell in record.items():
        if not isinstance(cell, str):
            raise WrongUse(Problem("INDEX-09", column=column, value=_shown(cell)))
    child = record.get("id", "")
    if not child.strip():
        raise WrongUse(Problem("INDEX-09", column="id", value=_shown(child)))
    text = _write({column: record[column] for column in known[1:] if record.get(column)})
    if not (_is_text(child) and _is_text(text)):
        column = next(column for column, cell in record.items() if not _is_text(cell))
        raise WrongUse(Problem("INDEX-09", column=column, value=_shown(record[column])))
    return child, text


def record_of(side: Side, child: str, text: str) -> dict[str, str]:
    """A record as it was put, without the columns that were empty.  Raises `ValueError` if it is none."""
    cells = _dictionary(text)
    if not (cells.keys() <= set(_COLUMNS[side][1:]) and all(isinstance(cell, str) for cell in cells.values())):
        raise ValueError("no record")
    return {"id": child} | {column: str(cell) for column, cell in cells.items()}


def judgement_text(payload: Mapping[str, object]) -> tuple[str, str, str]:
    """The two ids of a judgement, and all of it as JSON.  Raises `WrongUse` with INDEX-09."""
    ids = []
    for column in ("found_id", "sought_id"):
        child = payload.get(column)
        if not isinstance(child, str) or not child.strip():
            raise WrongUse(Problem("INDEX-09", column=column, value=_shown(child)))
        ids.append(child)
    try:
        text = _write(dict(payload))
    except (TypeError, ValueError, RecursionError) as error:
        raise WrongUse(Problem("INDEX-09", value=_shown(error))) from error
    if not _is_text(text):
        raise WrongUse(Problem("INDEX-09", value=_shown(text)))
    return ids[0], ids[1], text


def judgement_of(text: str) -> dict[str, object]:
    """A judgement as it was given; tuples have become lists.  Raises `ValueError` if it is none."""
    return _dictionary(text)


def _dictionary(text: str) -> dict[str, object]:
    try:
        read = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested without end") from error
    if not isinstance(read, dict):
        raise ValueError("no record")
    return read


def _is_text(text: str) -> bool:
    """Whether it can be written as UTF-8: half of a letter (a lone surrogate) cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _shown(value: object) -> str:
    """The beginning of anything, as text that can be printed."""
    text = value if isinstance(value, str) else "" if value is None else repr(value)
    return text[:200].encode("utf-8", "replace").decode("utf-8")
