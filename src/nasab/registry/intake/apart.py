"""Reading an uploaded list in a process of its own, and what is said when that process is stopped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, Literal

from nasab.errors import Problem, UnreadableList
from nasab.records import Side
from nasab.registry.apart.processes import answer_of
from nasab.registry.intake.reading_apart import LARGEST, SECONDS

__all__ = ["corrected_copy", "read_apart"]

#: An answer longer than this is not taken.
LONGEST: Final = 120 * 1024 * 1024

_READER: Final = "nasab.registry.intake.reading_apart"


def read_apart(content: bytes, name: str, side: Side, chosen: Mapping[int, str | None] | None = None) -> dict[str, Any]:
    """What was understood of a list: columns, rows, headers, uses, problems (plain values).

    Raises `UnreadableList`: what `exchange.read` raises; INTAKE-01 (too large), INTAKE-02 (too long or too much
    memory), INTAKE-03 (too many rows or columns).
    """
    told: dict[str, Any] = json.loads(_run(content, name, side, chosen, "read", "en"))
    if "refused" in told:
        raise UnreadableList(Problem(**told["refused"]))
    return told


def corrected_copy(
    content: bytes, name: str, side: Side, chosen: Mapping[int, str | None] | None, language: str
) -> bytes:
    """The office's own workbook with a column of problems; raises as `read_apart`."""
    answer = _run(content, name, side, chosen, "copy", language)
    if not answer.startswith(b"PK"):
        raise UnreadableList(Problem(**json.loads(answer)["refused"]))
    return answer


def _run(
    content: bytes,
    name: str,
    side: Side,
    chosen: Mapping[int, str | None] | None,
    want: Literal["read", "copy"],
    language: str,
) -> bytes:
    if len(content) > LARGEST:
        raise UnreadableList(Problem("INTAKE-01", file=name[:100], detail=str(LARGEST // 1024 // 1024)))
    asked = {
        "side": side, "name": name[:100], "want": want, "language": language,
        "chosen": {str(position): column for position, column in (chosen or {}).items()},
    }  # fmt: skip
    answer = answer_of(_READER, content, asked, seconds=SECONDS + 30, longest=LONGEST)
    if answer is None:
        raise UnreadableList(Problem("INTAKE-02", file=name[:100]))
    return answer
