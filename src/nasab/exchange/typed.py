"""A record as somebody types it, understood as a row of a list is."""

from __future__ import annotations

from collections.abc import Mapping

from nasab.exchange import cells
from nasab.exchange.cells import Cleaning

__all__ = ["cleaned"]


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
