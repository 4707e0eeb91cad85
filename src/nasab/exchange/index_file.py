"""One file that keeps an index of children found and sought, which a crash cannot half-write.

A list that grows by the hour is not read anew each time: records come one by one, are corrected, are
judged.  What has been acknowledged must be there after a power cut, and what has not must be absent
or whole.  Nothing is overwritten: a correction is a new version, and the latest counts.  Everything
that is stored has a number in one series, so that an engine can say "I know all up to 4711" and ask
for the rest.

The file is an SQLite database (see `index_storage`).  While it is open what is new stands in a second
file beside it, `-wal`, to which SQLite only appends, and which it asks the disk to keep before a call
returns (journal_mode=WAL, synchronous=FULL): one wait for the disk for each `put`.  When it is closed
all is in one file again.  One program at a time may have it open.

It holds the data of children.  It can be read by its owner only (mode 0600); what is deleted is
overwritten (secure_delete); nothing is written to temporary files.  No program can overwrite what a
disk or a backup keeps by itself: encrypt the disk.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

from nasab.errors import Problem, WrongUse
from nasab.exchange import index_judgements, index_snapshots, index_storage, index_versions
from nasab.exchange.index_snapshots import Block
from nasab.exchange.index_storage import explained, transaction
from nasab.exchange.index_versions import Row
from nasab.records import Side

__all__ = ["IndexFile"]

T = TypeVar("T")

_TOGETHER: Final = 1000
_LAST: Final = """
    SELECT max(coalesce((SELECT max(sequence) FROM versions), 0),
               coalesce((SELECT max(sequence) FROM judgements), 0))"""


class IndexFile:
    """An index file, open; use it in a `with` block, made by `create` or `open`, in one thread.

    `problems` gathers what was put aside and can be made anew: a damaged snapshot.  A method that
    stores returns when the disk has it, and raises `WrongUse` with INDEX-05 if it cannot be written;
    then nothing of that call is stored.  Any method raises `UnreadableList` with INDEX-03 where the
    file turns out to be damaged.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self._connection = connection
        self._is_closed = False

    @classmethod
    def create(cls, path: str | os.PathLike[str]) -> Self:
        """Make an empty index file and open it.  Raises `WrongUse`: INDEX-05, INDEX-06 (there is such a file)."""
        index_storage.make(Path(path))
        return cls.open(path)

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Self:
        """Open an index file for this program alone; what a crash left unfinished is undone.

        Raises `UnreadableList`: FILE-01 (not there), FILE-02 (a folder), INDEX-01 (no index file),
        INDEX-02 (by a newer nasab), INDEX-03 (damaged), INDEX-04 (open elsewhere); `WrongUse`: INDEX-05.
        """
        return cls(Path(path), index_storage.connect(Path(path)))

    def close(self) -> None:
        """Close the file, so that it is one file again and may be copied.  To close it twice changes nothing."""
        if not self._is_closed:
            self._is_closed = True
            index_storage.release(self.path, self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def is_closed(self) -> bool:
        """Whether it was closed."""
        return self._is_closed

    @property
    def last(self) -> int:
        """The number of what was stored last, 0 if nothing was."""
        with explained(self.path):
            return int(self._connection.execute(_LAST).fetchone()[0])

    def put(self, side: Side, record: Mapping[str, str]) -> int:
        """Store a new or a corrected record, and return its number once the disk has it.

        Columns are those of `nasab.records`; only `id` is required, and empty ones are not kept.
        Raises `WrongUse`: LIST-04 (an unknown column), INDEX-08 (its consent is neither `yes` nor empty,
        or was taken back before), INDEX-09 (no id, or a cell that is no text).
        """
        return self.put_many(side, (record,))[0]

    def put_many(self, side: Side, records: Iterable[Mapping[str, str]]) -> range:
        """Store many records, all or none of them, and return their numbers, in order.

        Raises as `put` does.  However long the list is, it waits for the disk once.
        """
        remaining = iter(records)
        with explained(self.path), transaction(self._connection):
            first = end = self.last + 1
            while together := list(islice(remaining, _TOGETHER)):
                index_versions.insert(self._connection, side, end, together)
                end += len(together)
        if end - first > _TOGETHER:
            self._empty_second_file()
        return range(first, end)

    def withdraw(self, side: Side, child: str) -> int:
        """Delete what was stored of a child whose consent was taken back, and return the number of that fact.

        What remains is the id, the numbers its versions had, and that it was withdrawn, so that no list
        that comes in later brings it back.  The content of all its versions is overwritten; that of every
        judgement about it, which repeats what both sides said, with both ids; and every snapshot in which
        it may be.  To withdraw a child twice changes nothing.  Raises `WrongUse` with LIST-03 if no such
        child was ever stored: a mistyped id must not look like a child withdrawn.
        """
        with explained(self.path):
            with transaction(self._connection):
                number = index_versions.mark(self._connection, side, child)
                if not number:
                    number = self.last + 1
                    first = index_versions.withdraw(self._connection, side, child, number)
                    index_judgements.empty(self._connection, side, child)
                    index_snapshots.delete_since(self._connection, first)
            self._empty_second_file()  # the old content also stands there
        return number

    def records(self, side: Side, after: int = 0) -> Iterator[Row]:
        """(number, id, record) of the latest versions, in the order of their numbers, from beyond `after`.

        As they stand at the time of the call; what is put meanwhile is for the next call.  Children
        withdrawn are not among them (`withdrawn`).
        """
        return self._each(index_versions.latest(self._connection, side, after, self.last))

    def history(self, side: Side, child: str) -> list[tuple[int, dict[str, str]]]:
        """(number, record) of all versions of a child, the oldest first.

        Empty for a child that was withdrawn, as for one that was never there: nobody finds out by asking.
        """
        with explained(self.path):
            return index_versions.history(self._connection, side, child)

    def withdrawn(self, side: Side, after: int = 0) -> list[tuple[int, str]]:
        """(number, id) of the children withdrawn beyond `after`: what an engine has to forget."""
        with explained(self.path):
            return index_versions.withdrawn(self._connection, side, after)

    def judge(self, payload: Mapping[str, object]) -> int:
        """Store a judgement, which names a `found_id` and a `sought_id`, and return its number.

        A judgement is never changed; another one on the same pair is one more.  Raises `WrongUse`:
        INDEX-08 (one of the two was withdrawn), INDEX-09 (an id is missing, or it cannot be written as JSON).
        """
        with explained(self.path), transaction(self._connection):
            number = self.last + 1
            found, sought = index_judgements.insert(self._connection, number, payload)
            pair: tuple[tuple[Side, str], ...] = (("found", found), ("sought", sought))
            for side, child in pair:
                if index_versions.mark(self._connection, side, child):
                    raise WrongUse(Problem("INDEX-08", value=child[:200]))
        return number

    def judgements(self, after: int = 0) -> Iterator[tuple[int, dict[str, object]]]:
        """(number, judgement) in the order in which they were given, from beyond `after`, as of the call.

        Tuples have become lists.  Those about a child withdrawn are not among them.
        """
        return self._each(index_judgements.since(self._connection, after, self.last))

    def keep(self, name: str, blocks: Mapping[str, Block], upto: int) -> None:
        """Keep arrays of an engine that knows everything up to a number, in place of those of this name.

        All blocks or none.  Raises `WrongUse` with INDEX-10 if a child has been withdrawn since, who
        would be in them: forget it, and keep them anew.
        """
        with explained(self.path):
            with transaction(self._connection):
                if not 0 <= upto <= self.last:
                    raise ValueError(f"upto is {upto}, and the last number is {self.last}")
                if index_versions.is_withdrawn_since(self._connection, upto):
                    raise WrongUse(Problem("INDEX-10", value=name[:200]))
                index_snapshots.write(self._connection, name, blocks, upto)
            self._empty_second_file()

    def kept(self, name: str) -> tuple[int, dict[str, bytearray]] | None:
        """Up to which number what was kept under a name knows, and its blocks; None if there is nothing.

        None also if it is damaged: then INDEX-07 is among `problems`, and the records can rebuild it.
        """
        try:
            return index_snapshots.read(self._connection, name)
        except sqlite3.ProgrammingError:  # the file was closed before
            raise
        except index_snapshots.UNUSABLE:
            self.problems.append(Problem("INDEX-07", file=self.path.name, value=name[:200]))
            return None

    def _each(self, portions: Iterator[list[T]]) -> Iterator[T]:
        while True:
            with explained(self.path):
                portion = next(portions, None)
            if portion is None:
                return
            yield from portion

    def _empty_second_file(self) -> None:
        """Bring what stands in the `-wal` file into the first, and cut it off."""
        with explained(self.path):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
