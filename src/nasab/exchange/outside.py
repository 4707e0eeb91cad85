"""The table of evidence from outside: what a laboratory, or a person who judged a photograph, says of a pair.

    found_id,sought_id,log2_lr,source,of,on

The weight stands in one of three columns, as the source gives it: `lr` (a likelihood ratio), `log10_lr`, or `log2_lr`
(bits).  Every row weighs on a match, so nothing is guessed: a number with a decimal comma may be a thousand.
"""

from __future__ import annotations

import math
import os
import re
from pathlib import Path
from typing import Final, cast

from nasab.errors import WrongUse
from nasab.exchange.moments import moment
from nasab.exchange.statement_heads import answer
from nasab.exchange.statements import Row, Sheet, Statements, open_sheet
from nasab.matching.outside import Of, OutsideEvidence

__all__ = ["read_outside"]

_SCALES: Final = ("log2_lr", "log10_lr", "lr")
_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


def read_outside(path: str | os.PathLike[str]) -> Statements[OutsideEvidence]:
    """Read evidence from outside from CSV, XLSX, ODS or XLS.

    Raises `UnreadableList`: what `open_sheet` raises; TABLE-02 (an id is empty), TABLE-06 (not a date), OUTSIDE-01
    (not a number, or a ratio below 0), OUTSIDE-02 (more than can be measured; a ratio of 0), OUTSIDE-03 (no source),
    OUTSIDE-04 (a source speaks twice of one pair), OUTSIDE-05 (neither child nor family), OUTSIDE-06 (no number, or
    several).
    """
    sheet = open_sheet(Path(path), "outside", must=("found_id", "sought_id", "source"))
    if not any(scale in sheet.headers for scale in _SCALES):
        sheet.refuse("TABLE-01", Row(0, {}), detail=" / ".join(_SCALES))
    told = [_evidence(sheet, row) for row in sheet.rows]
    spoken: set[tuple[str, ...]] = set()
    for row, evidence in zip(sheet.rows, told, strict=True):
        if evidence.once in spoken:
            sheet.refuse("OUTSIDE-04", row, value=" – ".join(evidence.pair), detail=evidence.source[:100])
        spoken.add(evidence.once)
    rows = tuple(row.number for row in sheet.rows)
    return Statements(tuple(told), rows, sheet.file, sheet.sheet, sheet.headers, tuple(sheet.problems))


def _evidence(sheet: Sheet, row: Row) -> OutsideEvidence:
    of = answer("of", row["of"]) if row["of"] else "child"
    if of is None:
        sheet.refuse("OUTSIDE-05", row, "of")
    on = moment(row["on"])
    if row["on"] and not on:
        sheet.refuse("TABLE-06", row, "on")
    scales = [scale for scale in _SCALES if row[scale]]
    if len(scales) != 1:
        sheet.refuse("OUTSIDE-06", row, value=" / ".join(row[scale] for scale in scales), detail=", ".join(_SCALES))
    bits = _bits(sheet, row, scales[0])
    try:
        return OutsideEvidence(row["found_id"], row["sought_id"], bits, row["source"], cast("Of", of), on)
    except WrongUse as error:
        column = error.problem.column or scales[0]
        sheet.refuse(error.code, row, column, detail=error.problem.detail)


def _bits(sheet: Sheet, row: Row, scale: str) -> float:
    written = row[scale].replace("−", "-")
    if not _NUMBER.fullmatch(written):
        sheet.refuse("OUTSIDE-01", row, scale)
    number = float(written)
    if scale != "lr":
        return number * (math.log2(10) if scale == "log10_lr" else 1)
    if written.startswith("-"):
        sheet.refuse("OUTSIDE-01", row, scale)
    return math.log2(number) if number > 0 else -math.inf
