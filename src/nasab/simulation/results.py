"""Reading what a run proposed and what is true, from the CSV files in which they are kept.

Whatever is wrong with such a file is said in one sentence with its row: people make these files with a spreadsheet.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import numpy as np

from nasab.errors import Problem, UnreadableList
from nasab.simulation.evaluation import Candidates

__all__ = ["read_candidates", "read_truth"]

Path_ = str | os.PathLike[str]


def read_candidates(path: Path_) -> Candidates:
    """The candidates of a run: columns `found_id`, `sought_id`, `probability`, and `rank` if it is there.

    Without ranks, the candidates of a child are ranked by probability, equals in the file's order.  Raises
    `UnreadableList`: EVAL-01 not a CSV file, EVAL-02 a column is missing, EVAL-03 not a number or out of range,
    EVAL-04 a pair stands twice, EVAL-05 an id is empty.
    """
    found: list[str] = []
    sought: list[str] = []
    probabilities: list[float] = []
    ranks: list[int] = []
    seen: set[tuple[str, str]] = set()
    ranked = False
    for number, row, ranked in _rows(path, ("found_id", "sought_id", "probability"), optional="rank"):
        pair = _pair(path, number, row, seen)
        found.append(pair[0])
        sought.append(pair[1])
        probabilities.append(_number(path, number, "probability", row["probability"], 0.0, 1.0))
        if ranked:
            ranks.append(int(_number(path, number, "rank", row["rank"], 1, 1_000_000)))
    if not ranked:
        ranks = _ranked(found, probabilities)
    return Candidates(found, sought, np.array(ranks, dtype=np.int64), np.array(probabilities, dtype=np.float64))


def read_truth(path: Path_) -> tuple[tuple[str, str], ...]:
    """The truth: columns `found_id` and `sought_id`; a child on no list is absent.

    Raises as `read_candidates` does.
    """
    seen: set[tuple[str, str]] = set()
    return tuple(_pair(path, number, row, seen) for number, row, _ in _rows(path, ("found_id", "sought_id")))


def _fail(path: Path_, code: str, *, row: int = 0, column: str = "", value: str = "", detail: str = "") -> NoReturn:
    raise UnreadableList(
        Problem(code, file=Path(path).name, row=row, column=column, value=value[:200], detail=detail)
    ) from None


def _rows(path: Path_, required: tuple[str, ...], optional: str = "") -> Iterator[tuple[int, dict[str, str], bool]]:
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            header = [name.strip() for name in next(reader, [])]
            missing = [name for name in required if name not in header]
            if missing:
                _fail(path, "EVAL-02", row=1, detail=", ".join(missing))
            where = {name: header.index(name) for name in (*required, optional) if name in header}
            for cells in reader:
                if any(cells):
                    row = {name: cells[at].strip() if at < len(cells) else "" for name, at in where.items()}
                    yield reader.line_num, row, optional in where
    except (OSError, UnicodeError, csv.Error, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
        _fail(path, "EVAL-01", detail=reason)


def _pair(path: Path_, number: int, row: dict[str, str], seen: set[tuple[str, str]]) -> tuple[str, str]:
    pair = row["found_id"], row["sought_id"]
    if not all(pair):
        _fail(path, "EVAL-05", row=number, column="sought_id" if pair[0] else "found_id")
    if pair in seen:
        _fail(path, "EVAL-04", row=number, value=" – ".join(pair))
    seen.add(pair)
    return pair


def _number(path: Path_, row: int, column: str, text: str, low: float, high: float) -> float:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not low <= number <= high:
        _fail(path, "EVAL-03", row=row, column=column, value=text, detail=f"{low:g}–{high:g}")
    return number


def _ranked(found: list[str], probabilities: list[float]) -> list[int]:
    ranks = [0] * len(found)
    counts: dict[str, int] = {}
    for at in sorted(range(len(found)), key=lambda at: -probabilities[at]):
        counts[found[at]] = ranks[at] = counts.get(found[at], 0) + 1
    return ranks
