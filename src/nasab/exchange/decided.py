"""Decisions on rows of one list that may be one child: duplicates.csv, filled in and given back.

    cluster,id,name,probability,for,against,decision

A cluster says that all its rows are one child.  A row with the decision *different* is another child than the rest
of its cluster; rows with *same* are one child.  A judgement is what is left of it: two ids, and whether they are one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Final, NoReturn

from nasab.errors import Problem, UnreadableList
from nasab.exchange.judged import read_judgements
from nasab.exchange.statement_heads import answer
from nasab.exchange.statements import Row, Sheet, Statements, open_sheet
from nasab.matching.judgements import Judgement, Verdict, contradiction

__all__ = ["DECISIONS", "read_decisions"]

DECISIONS: Final = ("cluster", "id", "decision")
"""The columns that are read."""


def read_decisions(path: str | os.PathLike[str]) -> Statements[Judgement]:
    """Read what was decided: from a filled-in duplicates.csv, or from a table of judgements of two ids of one list.

    Raises `UnreadableList` as `read_judgements` does, and: DUPLICATE-01 (a row judged with itself), DUPLICATE-02 (of
    three judgements one contradicts the others).
    """
    sheet = open_sheet(Path(path), "duplicates", must=())
    if not {*DECISIONS[:2]} <= set(sheet.headers):
        return _without_contradiction(read_judgements(path), at_once=False)
    sheet = open_sheet(Path(path), "duplicates", must=DECISIONS)
    clusters: dict[str, list[tuple[Row, str | None]]] = {}
    blank = 0
    for row in sheet.rows:
        for column in DECISIONS[:2]:
            if not row[column]:
                sheet.refuse("TABLE-02", row, column)
        blank += not row["decision"]
        clusters.setdefault(row["cluster"], []).append((row, _decision(sheet, row)))
    told = [one for rows in clusters.values() for one in _judgements(rows)]
    judgements, numbers = tuple(one for one, _ in told), tuple(number for _, number in told)
    return _without_contradiction(
        Statements(judgements, numbers, sheet.file, sheet.sheet, sheet.headers, tuple(sheet.problems), blank),
        at_once=True,
    )


def _without_contradiction(read: Statements[Judgement], *, at_once: bool) -> Statements[Judgement]:
    """What was read, if rows are judged with other rows only, and no judgements contradict one another.

    `at_once`: nothing says that one of them is later than another and replaces it.
    """
    for judgement, row in zip(read.told, read.rows, strict=True):
        if judgement.found_id == judgement.sought_id:
            _refuse(read, "DUPLICATE-01", row, judgement.found_id)
    verdicts: dict[frozenset[str], Judgement] = {}
    for judgement, row in zip(read.told, read.rows, strict=True) if at_once else ():
        before = verdicts.setdefault(frozenset(judgement.pair), judgement)
        if before.verdict != judgement.verdict:
            _refuse(read, "DUPLICATE-02", row, " – ".join(judgement.pair), ", ".join(judgement.pair))
    wrong = contradiction(read.told)
    if wrong is not None:
        judgement, one_child = wrong
        at = next(row for told, row in zip(read.told, read.rows, strict=True) if told is judgement)
        _refuse(read, "DUPLICATE-02", at, " – ".join(judgement.pair), ", ".join(one_child))
    return read


def _refuse(read: Statements[Judgement], code: str, row: int, value: str, detail: str = "") -> NoReturn:
    raise UnreadableList(Problem(code, read.file, read.sheet, row, value=value[:200], detail=detail[:200]))


def _decision(sheet: Sheet, row: Row) -> str | None:
    if not row["decision"]:
        return None
    decision = answer("verdict", row["decision"])
    if decision is None:
        sheet.refuse("JUDGE-01", row, "decision")
    return decision


def _judgements(rows: Sequence[tuple[Row, str | None]]) -> Iterator[tuple[Judgement, int]]:
    """What the decisions in one cluster say of pairs, each with the row that says it."""
    apart = [row for row, decision in rows if decision == "different"]
    rest = [row for row, decision in rows if decision != "different"]
    pairs: Iterable[tuple[Row, Row]] = ((one, other) for one in apart for other in rest)
    if not rest:
        pairs = combinations(apart, 2)
    for one, other in pairs:
        yield _judged(other, one, "different"), one.number
    same = [row for row, decision in rows if decision == "same"]
    if same and rest[0] is not same[0]:
        same = [rest[0], *same]
    elif len(same) == 1 and len(rest) == 2:
        same = rest
    for other in same[1:]:
        yield _judged(same[0], other, "same"), other.number


def _judged(one: Row, other: Row, verdict: Verdict) -> Judgement:
    return Judgement(one["id"], other["id"], verdict)
