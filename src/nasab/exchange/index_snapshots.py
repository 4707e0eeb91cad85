"""Snapshots in an index file: arrays of the engine as they were at a number, so that it starts in seconds.

A snapshot saves time and holds nothing that the records do not say.  So a damaged one is put aside,
never mended; and one that still holds a child whose consent has been taken back is not kept at all.
Blocks are written in parts, since SQLite holds at most one gigabyte in one place and needs each part
twice in memory.  Each block carries its BLAKE2 sum.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Final

from nasab.exchange.index_contents import checksum

__all__ = ["PART", "UNUSABLE", "Block", "delete_since", "read", "write"]

PART: Final = 16 << 20
"""Bytes of a block that stand in one row."""

UNUSABLE: Final = (
    sqlite3.DatabaseError, TypeError, ValueError, MemoryError, OverflowError, RecursionError,
)  # fmt: skip
"""What reading a snapshot may raise if it is not as it was written."""

Block = bytes | bytearray | memoryview


def write(connection: sqlite3.Connection, name: str, blocks: Mapping[str, Block], upto: int) -> None:
    """Put a snapshot in the place of the one of this name; inside a transaction."""
    _delete(connection, name)
    manifest: list[tuple[str, int, str]] = []
    for number, (block, content) in enumerate(blocks.items()):
        flat = _flat(content)
        manifest.append((block, len(flat), _sum(flat)))
        connection.executemany(
            "INSERT INTO parts VALUES (?, ?, ?, ?)",
            ((name, number, at // PART, flat[at : at + PART]) for at in range(0, len(flat), PART)),
        )
    told = json.dumps(manifest)
    connection.execute("INSERT INTO snapshots VALUES (?, ?, ?, ?)", (name, upto, told, checksum(upto, name, told)))


def read(connection: sqlite3.Connection, name: str) -> tuple[int, dict[str, bytearray]] | None:
    """A snapshot and the number it was made at; None if there is none.

    Raises one of `UNUSABLE` if it is not as it was written.
    """
    row = connection.execute("SELECT upto, blocks, checksum FROM snapshots WHERE name = ?", (name,)).fetchone()
    if row is None:
        return None
    upto, told, expected = row
    if not (isinstance(upto, int) and isinstance(told, str)) or checksum(upto, name, told) != expected:
        raise ValueError("the list of blocks")
    blocks: dict[str, bytearray] = {}
    for number, (block, size, sum_of_block) in enumerate(json.loads(told)):
        content = bytearray(size)
        at = 0
        for part in _parts(connection, name, number):
            if at + len(part) > size:
                raise ValueError(block)
            content[at : at + len(part)] = part
            at += len(part)
        if at != size or _sum(memoryview(content)) != sum_of_block:
            raise ValueError(block)
        blocks[block] = content
    return upto, blocks


def delete_since(connection: sqlite3.Connection, sequence: int) -> None:
    """Delete the snapshots that may hold what was put under this number; inside a transaction."""
    for (name,) in connection.execute("SELECT name FROM snapshots WHERE upto >= ?", (sequence,)).fetchall():
        _delete(connection, name)


def _delete(connection: sqlite3.Connection, name: str) -> None:
    connection.execute("DELETE FROM parts WHERE name = ?", (name,))
    connection.execute("DELETE FROM snapshots WHERE name = ?", (name,))


def _parts(connection: sqlite3.Connection, name: str, number: int) -> Iterator[bytes]:
    sentence = "SELECT content FROM parts WHERE name = ? AND block = ? ORDER BY part"
    for (part,) in connection.execute(sentence, (name, number)):
        if not isinstance(part, bytes):
            raise ValueError(number)
        yield part


def _flat(content: Block) -> memoryview:
    view = memoryview(content)
    if not view.nbytes:
        return memoryview(b"")
    return view.cast("B") if view.c_contiguous else memoryview(view.tobytes())


def _sum(content: memoryview) -> str:
    return blake2b(content, digest_size=16).hexdigest()
