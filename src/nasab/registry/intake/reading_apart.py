"""The process in which an uploaded list is read: small, short, without a network, and nobody's harm if it dies.

Run as a program: the file is handed in as an open descriptor, the answer is one line of JSON, or the bytes of a
workbook, on the standard output.  It knows no database, no keys, and no environment.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, Final, NoReturn

from nasab.registry.apart import limits
from nasab.registry.apart.network import cut_off

__all__ = ["LARGEST", "MOST_COLUMNS", "MOST_ROWS", "main"]

LARGEST: Final = 20 * 1024 * 1024
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
SECONDS: Final = 60


def main(descriptor: int, asked: dict[str, Any]) -> None:
    """Reads what is behind the descriptor and writes the answer.  `asked`: side, name, chosen, language, want."""
    from nasab.errors import NasabError
    from nasab.exchange import check, write_fixed

    limits.bind(SECONDS)
    chosen = {int(position): column for position, column in asked["chosen"].items()}
    try:
        _check_head(descriptor)
        reading = check(f"/proc/self/fd/{descriptor}", asked["side"], chosen)
        _check_size(len(reading.children), len(reading.understood))
        if asked["want"] == "copy":
            write_fixed(reading, "/proc/self/fd/1", asked["language"])
            return
        told: dict[str, Any] = {
            "columns": {name: list(cells) for name, cells in reading.children.columns.items()},
            "rows": [int(row) for row in reading.children.rows],
            "sheet": reading.children.sheet,
            "headers": dict(reading.children.headers),
            "uses": [[use.position, use.header, use.column, use.how, use.part] for use in reading.understood],
            "problems": [_problem(one, asked["name"]) for one in reading.problems],
        }
    except NasabError as error:
        told = {"refused": _problem(error.problem, asked["name"])}
    except MemoryError:
        told = {"refused": {"code": "INTAKE-02"}}
    sys.stdout.write(json.dumps(told))


def _check_head(descriptor: int) -> None:
    """A text whose first line has far too many cells is not taken apart at all."""
    first = os.pread(descriptor, 1 << 20, 0).split(b"\n", 1)[0]
    if not first.startswith((b"PK", b"\xd0\xcf")):
        _check_size(0, 1 + max(first.count(sign) for sign in (b",", b";", b"\t")))


def _check_size(rows: int, columns: int) -> None:
    from nasab.errors import Problem, UnreadableList

    if rows > MOST_ROWS:
        raise UnreadableList(Problem("INTAKE-03", detail=f"{MOST_ROWS:,}", value=f"{rows:,}"))
    if columns > MOST_COLUMNS:
        raise UnreadableList(Problem("INTAKE-03", detail=f"{MOST_COLUMNS:,}", value=f"{columns:,}"))


def _problem(problem: Any, name: str) -> dict[str, Any]:
    fields = {field: getattr(problem, field) for field in ("code", "sheet", "row", "column", "value", "detail")}
    return {**fields, "file": name if problem.file else ""}


def _run() -> NoReturn:
    main(int(sys.argv[1]), json.loads(sys.argv[2]))
    sys.exit(0)


if __name__ == "__main__":
    cut_off()
    _run()
