"""The table of judgements: who judged which pair to be one child or not, when, and on what grounds.

    found_id,sought_id,verdict,by,on,reason,seen

The first three columns are needed.  A judgement binds the next match, so a word that is not understood, a row that
stands twice, and two rows of one person that contradict each other at one time stop the reading.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final, cast

from nasab.exchange.moments import moment
from nasab.exchange.statement_heads import answer
from nasab.exchange.statements import Row, Sheet, Statements, open_sheet
from nasab.matching.judgements import Judgement, Seen, Verdict

__all__ = ["JUDGEMENTS", "has_verdicts", "read_judgements", "same_time"]

JUDGEMENTS: Final = ("found_id", "sought_id", "verdict", "by", "on", "reason", "seen")
"""The columns of the table, in their order."""

_MUST: Final = JUDGEMENTS[:3]


def read_judgements(path: str | os.PathLike[str]) -> Statements[Judgement]:
    """Read judgements from CSV, XLSX, ODS or XLS.

    Rows without a verdict are counted and say nothing: a file of candidates may be filled in as far as one has come.
    Raises `UnreadableList`: what `open_sheet` raises; TABLE-02 (an id is empty), TABLE-06 (not a date), JUDGE-01 (the
    verdict is not understood), JUDGE-02 (what was seen is not as nasab writes it), JUDGE-03 (two verdicts of one
    person at one time), JUDGE-04 (a row stands twice).
    """
    sheet = open_sheet(Path(path), "judgements", must=_MUST, grows=True)
    told: dict[tuple[str, ...], tuple[Judgement, int]] = {}
    blank = 0
    for row in sheet.rows:
        if not any(row[column] for column in JUDGEMENTS[2:-1]):  # what was seen, by itself, is nobody's judgement
            blank += 1
            continue
        judgement = _judgement(sheet, row)
        before, at = told.setdefault(same_time(judgement), (judgement, row.number))
        if before is not judgement:
            code = "JUDGE-04" if before.verdict == judgement.verdict else "JUDGE-03"
            sheet.refuse(code, row, value=" – ".join(judgement.pair), detail=str(at))
    judgements = tuple(judgement for judgement, _ in told.values())
    rows = tuple(at for _, at in told.values())
    return Statements(judgements, rows, sheet.file, sheet.sheet, sheet.headers, tuple(sheet.problems), blank)


def same_time(judgement: Judgement) -> tuple[str, ...]:
    """What only one row may say: of one pair, by one person, at one time."""
    return *judgement.pair, judgement.person, judgement.on


def has_verdicts(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a table of judgements, and not one of true pairs.  Raises as `open_sheet` does."""
    return "verdict" in open_sheet(Path(path), "judgements", must=_MUST[:2], grows=True).headers


def _judgement(sheet: Sheet, row: Row) -> Judgement:
    for column in ("found_id", "sought_id"):
        if not row[column]:
            sheet.refuse("TABLE-02", row, column)
    verdict = answer("verdict", row["verdict"])
    if verdict is None:
        sheet.refuse("JUDGE-01", row, "verdict")
    on = moment(row["on"])
    if row["on"] and not on:
        sheet.refuse("TABLE-06", row, "on")
    seen = _seen(row["seen"])
    if seen is None:
        sheet.refuse("JUDGE-02", row, "seen")
    return Judgement(row["found_id"], row["sought_id"], cast("Verdict", verdict), row["by"], on, row["reason"], seen)


def _seen(cell: str) -> tuple[Seen, ...] | None:
    """What was seen: a JSON list of [kind, level, found, sought]; None if it is something else."""
    if not cell:
        return ()
    try:
        told = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, list) or not all(
        isinstance(one, list) and len(one) == 4 and all(isinstance(part, str) for part in one) for one in told
    ):
        return None
    return tuple(Seen(*one) for one in told)
