"""A judgement added to the file of judgements, such that half a row never counts as a whole one."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from nasab.errors import Problem, UnreadableList, WrongUse
from nasab.exchange import durable, growing
from nasab.exchange.cells import Cleaning
from nasab.exchange.judged import JUDGEMENTS, read_judgements, same_time
from nasab.exchange.moments import moment
from nasab.exchange.statement_heads import find_head
from nasab.exchange.tables import HEAD_ROWS
from nasab.exchange.written import harmless
from nasab.matching.judgements import VERDICTS, Judgement, Seen

__all__ = ["append_judgement", "seen_cell"]

_BREAKS: Final = re.compile(r"[^\S\r\n\x0b\x0c\x85\u2028\u2029]*[\r\n\x0b\x0c\x85\u2028\u2029]\s*")
_WORKBOOKS: Final = (b"PK", b"\xd0\xcf\x11\xe0")


def append_judgement(path: str | os.PathLike[str], judgement: Judgement) -> None:
    """Add a judgement to a CSV file of judgements, which is made if it is not there.

    The row is on the disk, whole, when this returns; if the machine fails before, either nothing of it is there or a
    piece that `read_judgements` names and does not use.  A file that cannot be read is not added to, nor is a
    judgement that would make it unreadable, and nothing is ever written behind a row that was cut off (JUDGE-05).
    Raises `UnreadableList` as `read_judgements` does; `WrongUse`: TABLE-02, TABLE-06, JUDGE-01, JUDGE-03, JUDGE-04,
    JUDGE-08 (not a CSV file in UTF-8, or one without a column for what is to be kept), OUT-02 (nothing can be written).
    """
    path = Path(path)
    judgement = _checked(judgement)
    row = _cells(judgement)
    try:
        if _is_new(path):
            _add(path, "\ufeff" + _line(JUDGEMENTS, ",") + _line([row[column] for column in JUDGEMENTS], ","))
            return
        columns, delimiter, before = _room_for(path, judgement, row)
        _add(path, before + _line([row.get(column, "") for column in columns], delimiter))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise WrongUse(Problem("OUT-02", value=str(path)[:200], detail=reason)) from error


def _checked(judgement: Judgement) -> Judgement:
    """The judgement as it will be read; line breaks become spaces, so that a row is a line."""
    texts = ("found_id", "sought_id", "by", "on", "reason")
    written = [_BREAKS.sub(" ", getattr(judgement, column)) for column in texts]
    clean = dict(zip(texts, Cleaning(keeps_marks=True).clean(written), strict=True))
    for column in texts[:2]:
        if not clean[column]:
            raise WrongUse(Problem("TABLE-02", column=column, value=getattr(judgement, column)[:200]))
    if judgement.verdict not in VERDICTS:
        raise WrongUse(Problem("JUDGE-01", column="verdict", value=str(judgement.verdict)[:200]))
    on = moment(clean["on"])
    if clean["on"] and not on:
        raise WrongUse(Problem("TABLE-06", column="on", value=judgement.on[:200]))
    return Judgement(
        clean["found_id"], clean["sought_id"], judgement.verdict, clean["by"], on, clean["reason"], judgement.seen
    )


def seen_cell(seen: Sequence[Seen]) -> str:
    """What was seen as it stands in a cell of the table, and is read from it."""
    told = [[one.kind, one.level, one.found, one.sought] for one in seen]
    return json.dumps(told, separators=(",", ":")) if told else ""


def _cells(judgement: Judgement) -> dict[str, str]:
    told = {column: harmless(getattr(judgement, column)) for column in JUDGEMENTS[:-1]}
    return {**told, "seen": seen_cell(judgement.seen)}


def _is_new(path: Path) -> bool:
    try:
        return path.stat().st_size == 0
    except FileNotFoundError:
        return True


def _room_for(path: Path, judgement: Judgement, row: dict[str, str]) -> tuple[Sequence[str], str, str]:
    """The columns of the file in their order, its delimiter, and the end of line that its last line lacks."""
    told = read_judgements(path)
    for problem in told.problems:
        if problem.code == "JUDGE-05":
            raise UnreadableList(problem)
    for other, at in zip(told.told, told.rows, strict=True):
        if same_time(other) == same_time(judgement):
            code = "JUDGE-04" if other.verdict == judgement.verdict else "JUDGE-03"
            raise WrongUse(Problem(code, path.name, value=" – ".join(judgement.pair), detail=str(at)))
    content = path.read_bytes()
    if content.startswith(_WORKBOOKS):
        raise WrongUse(Problem("JUDGE-08", path.name, detail="CSV"))
    file = growing.read_delimited(path, "judgements", grows=True)
    if not file.encoding.startswith("utf-8"):
        raise WrongUse(Problem("JUDGE-08", path.name, detail="UTF-8"))
    at, columns = find_head(file.rows[:HEAD_ROWS], "judgements")
    missing = [column for column, cell in row.items() if cell and column not in columns.values()]
    if missing:
        raise WrongUse(Problem("JUDGE-08", path.name, detail=", ".join(missing)))
    widest = range(len(file.rows[at]))
    return [columns.get(position, "") for position in widest], file.delimiter, "" if content.endswith(b"\n") else "\r\n"


def _line(cells: Sequence[str], delimiter: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return text.getvalue()


def _add(path: Path, text: str) -> None:
    """One write at the end of the file, on the disk before it is said to be done; so is the name of a new file."""
    is_new = not path.exists()
    row = text.encode("utf-8", "replace")
    with path.open("ab", buffering=0) as file:
        if file.write(row) != len(row):
            raise OSError("only a part of the row was taken")
        os.fsync(file.fileno())
    if is_new:
        durable.sync_folder(path.parent)
