"""The table of versions in an index file: every record that was put, each correction, and who was withdrawn.

A row without content is what remains of a child whose consent was taken back.  The newest such row
of a child is the mark of its withdrawal; the others are its versions, emptied.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from nasab.errors import Problem, WrongUse
from nasab.exchange.index_contents import Damaged, checksum, record_of, record_text
from nasab.records import ChildList, Side

__all__ = ["Row", "history", "insert", "is_withdrawn_since", "latest", "mark", "withdraw", "withdrawn"]

Row = tuple[int, str, dict[str, str]]
"""A number, an id, a record."""

_TOGETHER: Final = 1000
_LATEST: Final = """
    SELECT sequence, id, content, checksum FROM versions AS version NOT INDEXED
    WHERE side = :side AND sequence > :after AND sequence <= :upto AND content IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM versions AS later WHERE later.side = version.side AND later.id = version.id
        AND later.sequence > version.sequence AND later.sequence <= :upto)
    ORDER BY sequence LIMIT :together"""
_HISTORY: Final = "SELECT sequence, content, checksum FROM versions WHERE side = ? AND id = ? ORDER BY sequence"
_WITHDRAWN: Final = """
    SELECT max(sequence), id FROM versions WHERE side = ? AND content IS NULL
    GROUP BY id HAVING max(sequence) > ? ORDER BY 1"""
_MARK: Final = "SELECT max(sequence) FROM versions WHERE side = ? AND id = ? AND content IS NULL"
_WITHDRAWN_SINCE: Final = """
    SELECT 1 FROM versions AS mark WHERE mark.content IS NULL AND mark.sequence > :upto AND EXISTS (
        SELECT 1 FROM versions AS earlier WHERE earlier.side = mark.side AND earlier.id = mark.id
        AND earlier.sequence <= :upto) LIMIT 1"""


def insert(connection: sqlite3.Connection, side: Side, first: int, records: Sequence[Mapping[str, str]]) -> None:
    """Add versions, numbered from `first`.  Raises `WrongUse`: LIST-04, INDEX-08, INDEX-09."""
    from nasab.matching import may_be_matched  # numbers are loaded when they are needed

    rows = [record_text(side, record) for record in records]
    consents = [record.get("consent", "") for record in records]
    allowed = may_be_matched(ChildList(side, {"id": [child for child, _ in rows], "consent": consents}))
    for (child, _), may in zip(rows, allowed.tolist(), strict=True):
        if not may or mark(connection, side, child):
            raise WrongUse(Problem("INDEX-08", value=child[:200]))
    connection.executemany(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?)",
        (
            (number, side, child, text, checksum(number, side, child, text))
            for number, (child, text) in enumerate(rows, start=first)
        ),
    )


def withdraw(connection: sqlite3.Connection, side: Side, child: str, number: int) -> int:
    """Empty all versions of a child, leave the mark under `number`, and return its first number.

    Raises `WrongUse` with LIST-03 if there never was such a child.
    """
    numbers = [number for number, _, _ in connection.execute(_HISTORY, (side, child)).fetchall()]
    if not numbers:
        raise WrongUse(Problem("LIST-03", value=child[:200]))
    connection.executemany(
        "UPDATE versions SET content = NULL, checksum = ? WHERE sequence = ?",
        [(checksum(version, side, child), version) for version in numbers],
    )
    row = (number, side, child, checksum(number, side, child))
    connection.execute("INSERT INTO versions VALUES (?, ?, ?, NULL, ?)", row)
    return int(numbers[0])


def mark(connection: sqlite3.Connection, side: Side, child: str) -> int:
    """The number under which a child was withdrawn, 0 if it was not."""
    return connection.execute(_MARK, (side, child)).fetchone()[0] or 0


def withdrawn(connection: sqlite3.Connection, side: Side, after: int) -> list[tuple[int, str]]:
    """(number, id) of those withdrawn beyond a number."""
    return list(connection.execute(_WITHDRAWN, (side, after)))


def is_withdrawn_since(connection: sqlite3.Connection, upto: int) -> bool:
    """Whether anybody put up to this number has been withdrawn beyond it."""
    return connection.execute(_WITHDRAWN_SINCE, {"upto": upto}).fetchone() is not None


def latest(connection: sqlite3.Connection, side: Side, after: int, upto: int) -> Iterator[list[Row]]:
    """The versions that counted at `upto`, numbered beyond `after`, in portions.

    In portions, so that the file may be written to between them.  Raises `Damaged`.
    """
    asked = {"side": side, "upto": upto, "together": _TOGETHER}
    while rows := connection.execute(_LATEST, asked | {"after": after}).fetchall():
        yield [(number, child, _record(side, number, child, text, told)) for number, child, text, told in rows]
        after = rows[-1][0]


def history(connection: sqlite3.Connection, side: Side, child: str) -> list[tuple[int, dict[str, str]]]:
    """All versions of a child, the oldest first; none of one that was withdrawn.  Raises `Damaged`."""
    rows = connection.execute(_HISTORY, (side, child)).fetchall()
    if any(text is None for _, text, _ in rows):
        return []
    return [(number, _record(side, number, child, text, told)) for number, text, told in rows]


def _record(side: Side, number: int, child: str, text: str, told: int) -> dict[str, str]:
    try:
        if checksum(number, side, child, text) != told:
            raise Damaged(number)
        return record_of(side, child, text)
    except (TypeError, ValueError) as error:
        raise Damaged(number) from error
