"""The table of judgements in an index file: what people decided about pairs, one after the other.

A judgement repeats what both sides said when it was made.  So it is emptied when either child is
withdrawn; what remains is that under its number there was one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Final

from nasab.exchange.index_contents import Damaged, checksum, judgement_of, judgement_text
from nasab.records import Side

__all__ = ["empty", "insert", "since"]

_TOGETHER: Final = 1000
_EMPTIED: Final = "UPDATE judgements SET content = NULL, found_id = '', sought_id = '', checksum = 0 WHERE "
_OF: Final = {"found": f"{_EMPTIED} found_id = ?", "sought": f"{_EMPTIED} sought_id = ?"}
_SINCE: Final = """
    SELECT sequence, found_id, sought_id, content, checksum FROM judgements
    WHERE sequence > ? AND sequence <= ? AND content IS NOT NULL ORDER BY sequence LIMIT ?"""


def insert(connection: sqlite3.Connection, number: int, payload: Mapping[str, object]) -> tuple[str, str]:
    """Add a judgement, and return the ids it is about.  Raises `WrongUse` with INDEX-09."""
    found, sought, text = judgement_text(payload)
    row = (number, found, sought, text, checksum(number, found, sought, text))
    connection.execute("INSERT INTO judgements VALUES (?, ?, ?, ?, ?)", row)
    return found, sought


def empty(connection: sqlite3.Connection, side: Side, child: str) -> None:
    """Take the content, and both ids, out of every judgement about a child."""
    connection.execute(_OF[side], (child,))


def since(connection: sqlite3.Connection, after: int, upto: int) -> Iterator[list[tuple[int, dict[str, object]]]]:
    """The judgements numbered beyond `after`, in portions.  Raises `Damaged`."""
    while rows := connection.execute(_SINCE, (after, upto, _TOGETHER)).fetchall():
        yield [_judgement(*row) for row in rows]
        after = rows[-1][0]


def _judgement(number: int, found: str, sought: str, text: str, told: int) -> tuple[int, dict[str, object]]:
    try:
        if checksum(number, found, sought, text) != told:
            raise Damaged(number)
        return number, judgement_of(text)
    except (TypeError, ValueError) as error:
        raise Damaged(number) from error
