"""The file under an index: how it is made, opened and told from others, and what its errors mean.

SQLite, from the standard library, because to write a file that survives a crash at any moment is a
craft of its own, and no library has been tested for it as long (sqlite.org/testing.html).  A file may
come from anywhere, so before anything is believed its kind, its version and its tables are compared
with what this nasab would write; nothing in it can run.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from nasab.errors import Problem, WrongUse
from nasab.exchange.durable import sync_file, sync_folder
from nasab.exchange.index_contents import Damaged
from nasab.exchange.unreadable import refuse

__all__ = ["APPLICATION", "FORMAT", "connect", "explained", "make", "release", "transaction"]

APPLICATION: Final = 0x6E736162
"""`nsab` in the header: what the file is, whatever it is called."""

FORMAT: Final = 1
"""Goes up when an older nasab could not read what is written."""

#: In one series of numbers: versions of records, the marks of those withdrawn, and judgements.
_TABLES: Final = (
    "CREATE TABLE versions (sequence INTEGER PRIMARY KEY, side TEXT NOT NULL, id TEXT NOT NULL,"
    " content TEXT, checksum INTEGER NOT NULL)",
    "CREATE INDEX versions_of ON versions (side, id)",
    "CREATE INDEX withdrawn ON versions (side, id) WHERE content IS NULL",
    "CREATE TABLE judgements (sequence INTEGER PRIMARY KEY, found_id TEXT NOT NULL, sought_id TEXT NOT NULL,"
    " content TEXT, checksum INTEGER NOT NULL)",
    "CREATE INDEX judgements_of_found ON judgements (found_id)",
    "CREATE INDEX judgements_of_sought ON judgements (sought_id)",
    "CREATE TABLE snapshots (name TEXT PRIMARY KEY NOT NULL, upto INTEGER NOT NULL, blocks TEXT NOT NULL,"
    " checksum INTEGER NOT NULL)",
    "CREATE TABLE parts (name TEXT NOT NULL, block INTEGER NOT NULL, part INTEGER NOT NULL, content BLOB NOT NULL,"
    " PRIMARY KEY (name, block, part))",
)

_SETTINGS: Final = (
    "PRAGMA locking_mode = EXCLUSIVE",  # one program at a time; no third file for memory that programs share
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten
    "PRAGMA temp_store = MEMORY",  # nothing of a child in a temporary file
    "PRAGMA synchronous = FULL",  # acknowledged is on the disk
    "PRAGMA fullfsync = ON",  # on macOS, where the disk may say so too early
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA cache_size = -65536",  # 64 MiB
)

_LOCKED: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_UNWRITABLE: Final = frozenset(
    {
        sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_NOMEM,
    }
)  # fmt: skip


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """What goes wrong with a file, in one sentence.

    INDEX-01 (no index file), INDEX-03 (damaged), INDEX-04 (open elsewhere), INDEX-05 (cannot be
    written), INDEX-09 (a name that is no text).
    """
    try:
        yield
    except sqlite3.ProgrammingError:  # a mistake of the program, such as a file that was closed before
        raise
    except sqlite3.DatabaseError as error:
        kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if kind == sqlite3.SQLITE_NOTADB:
            refuse("INDEX-01", path)
        if kind in _LOCKED:
            refuse("INDEX-04", path)
        if kind in _UNWRITABLE:
            raise WrongUse(Problem("INDEX-05", file=path.name, detail=str(error)[:200])) from error
        refuse("INDEX-03", path, detail=str(error)[:200])
    except (Damaged, OverflowError, UnicodeDecodeError) as error:
        refuse("INDEX-03", path, detail=str(error)[:200])
    except UnicodeEncodeError as error:
        shown = str(error.object)[:200].encode("utf-8", "replace").decode("utf-8")
        raise WrongUse(Problem("INDEX-09", value=shown)) from error


@contextmanager
def _reached(path: Path) -> Iterator[None]:
    """The same, where the folder and the name of the file are dealt with as well."""
    try:
        with explained(path):
            yield
    except OSError as error:
        raise WrongUse(Problem("INDEX-05", file=path.name, detail=error.strerror or str(error))) from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing; when the block is left, all of it is on the disk."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def make(path: Path) -> None:
    """Write an empty index file, readable by its owner only: whole under another name, then under its own.

    Raises `WrongUse`: INDEX-05 (cannot be written), INDEX-06 (there is such a file).
    """
    with _reached(path):
        handle, beside = tempfile.mkstemp(prefix=".nasab-", dir=path.parent)  # mode 0600
        os.close(handle)
        fresh = Path(beside)
        try:
            connection = sqlite3.connect(fresh, isolation_level=None)
            try:
                with transaction(connection):
                    for sentence in _TABLES:
                        connection.execute(sentence)
                    connection.execute(f"PRAGMA application_id = {APPLICATION}")
                    connection.execute(f"PRAGMA user_version = {FORMAT}")
            finally:
                connection.close()
            sync_file(fresh)
            _name(fresh, path)
        finally:
            fresh.unlink(missing_ok=True)
        sync_folder(path.parent)


def _name(fresh: Path, path: Path) -> None:
    """Give a file its name, unless there is such a file: a link never replaces one."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise WrongUse(Problem("INDEX-06", file=path.name)) from None
    except OSError:  # a memory stick knows no links
        if os.path.lexists(path):
            raise WrongUse(Problem("INDEX-06", file=path.name)) from None
        fresh.rename(path)


def connect(path: Path) -> sqlite3.Connection:
    """Open an index file for this program alone; whatever a crash left unfinished is undone.

    Raises `UnreadableList`: FILE-01 (not there), FILE-02 (a folder), INDEX-01 (no index file), INDEX-02
    (by a newer nasab), INDEX-03 (damaged), INDEX-04 (open elsewhere); `WrongUse` with INDEX-05.
    Nothing is changed in a file that is not an index file.
    """
    with _reached(path):
        # The file is looked at through SQLite only: to open and close it here would give up its lock.
        if path.is_dir():
            refuse("FILE-02", path, value=str(path))
        if not path.exists():
            refuse("FILE-01", path, value=str(path))
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=0.5)
        try:
            for setting in _SETTINGS:
                connection.execute(setting)
            with transaction(connection):
                _check(path, connection)
            if connection.execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
                raise WrongUse(Problem("INDEX-05", file=path.name, detail="journal_mode"))
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            _check_length(path, connection)
            with suppress(PermissionError):
                path.chmod(0o600)
        except BaseException:
            connection.close()
            raise
    return connection


def _check(path: Path, connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION,):
        refuse("INDEX-01", path)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > FORMAT:
        refuse("INDEX-02", path, detail=str(version))
    tables = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    if version != FORMAT or tables != [(sentence,) for sentence in _TABLES]:
        refuse("INDEX-03", path, detail="sqlite_master")


def _check_length(path: Path, connection: sqlite3.Connection) -> None:
    """Whether the file is as long as it says: SQLite would take a last page that is cut off for whole."""
    (pages,), (size,) = (connection.execute(f"PRAGMA {word}").fetchone() for word in ("page_count", "page_size"))
    if path.stat().st_size < pages * size:
        refuse("INDEX-03", path, detail=f"{path.stat().st_size} / {pages * size}")


def release(path: Path, connection: sqlite3.Connection) -> None:
    """Close an index file so that it is one file again, which can be copied."""
    with _reached(path):
        try:
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        finally:
            connection.close()
        sync_folder(path.parent)
