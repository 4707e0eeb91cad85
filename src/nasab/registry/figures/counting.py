"""Counting the children of a quarter: by sex and age band, of each side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, Literal

import numpy as np
from django.conf import settings
from django.db import IntegrityError, transaction

from nasab.ages import parse_age
from nasab.errors import NasabError
from nasab.estimation.disclosure import LEAST_CELL, hidden_cells, rounded
from nasab.registry.access.policy import Actor
from nasab.registry.audit.gate import allow
from nasab.registry.audit.services import record
from nasab.registry.cases.deriving import facts_of, record_of
from nasab.registry.cases.models import Child, Statement
from nasab.registry.figures.models import Frozen

__all__ = ["BANDS", "Quarter", "Table", "figures_of", "last_quarter"]

#: Age bands by the age below which they end; whose age is not known is in the last.
BANDS: Final[tuple[tuple[str, float], ...]] = (("0–4", 5), ("5–8", 9), ("9–11", 12), ("12–17", 18))
SEXES: Final = ("f", "m")
UNKNOWN: Final = "?"

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def end(self) -> datetime:
        """The moment at which it is over."""
        year, month = (self.year, self.number * 3 + 1) if self.number < 4 else (self.year + 1, 1)
        return datetime(year, month, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Table:
    """Children of one side: a row for each sex, a column for each age band; None where a cell is hidden.

    `total` is rounded too; it is None if it is below the smallest cell.
    """

    side: Literal["found", "sought"]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    total: int | None

    @property
    def lines(self) -> tuple[tuple[str, tuple[int | None, ...]], ...]:
        """Each row with its cells."""
        return tuple(zip(self.rows, self.cells, strict=True))


def last_quarter(on: date) -> Quarter:
    """The last quarter that is over on a day."""
    number = (on.month - 1) // 3
    return Quarter(on.year, number) if number else Quarter(on.year - 1, 4)


def figures_of(quarter: Quarter, *, by: Actor) -> tuple[Table, ...]:
    """The figures of a quarter that is over; counted when they are first asked for, and kept as they are."""
    allow(by, "figures.read")
    frozen = Frozen.objects.filter(pk=str(quarter)).first()
    if frozen is None:
        tables = [_counted(side, quarter) for side in ("found", "sought")]
        try:
            with transaction.atomic():
                frozen = Frozen.objects.create(quarter=str(quarter), tables=tables)
        except IntegrityError:  # somebody else asked at the same moment: theirs count
            frozen = Frozen.objects.get(pk=str(quarter))
    with transaction.atomic():
        record(actor=by.id, action="figures.read", quarter=str(quarter))
    return tuple(_table(told) for told in frozen.tables)


def _counted(side: str, quarter: Quarter) -> dict[str, Any]:
    rows, columns = (*SEXES, UNKNOWN), (*(name for name, _ in BANDS), UNKNOWN)
    counts = np.zeros((len(rows), len(columns)), dtype=np.int64)
    for sex, age in _children(side, quarter):
        counts[rows.index(sex if sex in SEXES else UNKNOWN), columns.index(_band(age))] += 1
    hidden = hidden_cells(counts)
    cells = [
        [None if hidden[row, column] else rounded(int(counts[row, column])) for column in range(len(columns))]
        for row in range(len(rows))
    ]
    total = int(counts.sum())
    return {
        "side": side, "rows": rows, "columns": columns, "cells": cells,
        "total": rounded(total) if total >= LEAST_CELL else None,
    }  # fmt: skip


def _children(side: str, quarter: Quarter) -> Iterator[tuple[str, str]]:
    """Sex and age as they were stated by the end of the quarter; each child once, and nothing else of it is opened."""
    files = Child.objects.filter(
        side=side, opened_at__lt=quarter.end, taken_out_at=None, is_canary=False,
        is_training=settings.NASAB_TRAINING,
    )  # fmt: skip
    keys = list(files.values_list("pk", flat=True))
    for start in range(0, len(keys), _AT_ONCE):
        of: dict[Any, list[Statement]] = {key: [] for key in keys[start : start + _AT_ONCE]}
        for statement in Statement.objects.filter(
            child_id__in=of, fact__in=("sex", "age"), recorded_at__lt=quarter.end
        ):
            of[statement.child_id].append(statement)
        for statements in of.values():
            cells = record_of(facts_of(statements), ("sex", "age"))
            yield cells.get("sex", ""), cells.get("age", "")


def _band(age: str) -> str:
    try:
        years = parse_age(age).low if age else None
    except NasabError:
        years = None
    return UNKNOWN if years is None else next((name for name, end in BANDS if years < end), UNKNOWN)


def _table(told: dict[str, Any]) -> Table:
    return Table(
        told["side"], tuple(told["rows"]), tuple(told["columns"]), tuple(map(tuple, told["cells"])), told["total"]
    )
