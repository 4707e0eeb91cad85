"""A record as somebody types it, understood as a row of a list is."""

from __future__ import annotations

from collections.abc import Mapping

from nasab import names
from nasab.errors import Problem
from nasab.exchange import cells
from nasab.exchange.cells import Cleaning
from nasab.exchange.checking import checked
from nasab.exchange.reading import Reading
from nasab.records import FOUND_COLUMNS, NAME_COLUMNS, ChildList

__all__ = ["cleaned", "problems"]


def cleaned(record: Mapping[str, str]) -> dict[str, str]:
    """What is left of each cell; sex and consent in the words that the engine knows.

    A sex that is not understood is unknown; a consent that is not understood is a `no`.  What is no text, and a column
    that lists do not have, stays as it is: whoever stores the record refuses it.
    """
    told = dict(record)
    for name, cell in record.items():
        if isinstance(cell, str):
            told[name] = Cleaning(keeps_marks=name in ("id", "consent")).clean([cell])[0]
    if isinstance(told.get("sex"), str):
        told["sex"] = cells.sex(told["sex"]) or ""
    if isinstance(told.get("consent"), str):
        answer = cells.consent(told["consent"])
        told["consent"] = "no" if answer is None else answer
    return told


def problems(record: Mapping[str, str]) -> tuple[Problem, ...]:
    """What of the record says nothing to nasab, as `check` tells it of a list; an unknown column is told elsewhere."""
    read = cleaned(record)
    unclear = [
        Problem(code, column=name, value=record[name][:200])
        for name, code, understand in (("sex", "SEX-01", cells.sex), ("consent", "CONSENT-01", cells.consent))
        if record.get(name) and understand(Cleaning(keeps_marks=True).clean([record[name]])[0]) is None
    ]
    unclear += [
        Problem("CELL-06", column=name, value=record[name][:200])
        for name, whose in NAME_COLUMNS.items()
        if read.get(name) and names.names_nobody(read[name], whose=whose)
    ]
    told = ChildList("found", {name: [cell] for name, cell in read.items() if name in FOUND_COLUMNS}, rows=(0,))
    return (*unclear, *checked(Reading(told, (), ())).problems)
