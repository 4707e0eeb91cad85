"""Every cell of a list looked at before the list is used: which will say nothing, and what to do.

Ages, dates, languages and places are understood when lists are matched; here they are understood
only to say which are not.  Each distinct value is looked at once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from nasab import ages, languages, places
from nasab.columns import Column
from nasab.errors import NotUnderstood, Problem
from nasab.exchange.composing import DATES
from nasab.exchange.reading import Reading, read
from nasab.records import Side

__all__ = ["PLACES", "check", "checked", "side_of"]

PLACES: Final = ("found_place", "origin", "last_seen_place")
"""The columns of places that are evidence; where a child is now says nothing of where it is from."""


def check(path: str | os.PathLike[str], side: Side, chosen: Mapping[int, str | None] | None = None) -> Reading:
    """Read a list as `read` does, and add a problem for every cell that says nothing to nasab.

    AGE-xx, DATE-xx and LANG-xx are values not understood; PLACE-01 is a place that the gazetteer does
    not have, which is a hint and no mistake.  Raises `errors.UnreadableList` as `read` does.
    """
    return checked(read(path, side, chosen))


def side_of(path: str | os.PathLike[str]) -> Side:
    """Whether a list is of children found or of children sought: the side as which more headers are known.

    A list that could be either is taken as one of children found.  Raises as `read` does.
    """
    known: dict[Side, int] = {}
    for side in ("found", "sought"):
        understood = read(path, side).understood
        known[side] = len({use.column for use in understood if use.column})
    return "sought" if known["sought"] > known["found"] else "found"


def checked(reading: Reading) -> Reading:
    """The reading with the problems of its cells added."""
    children = reading.children
    problems: list[Problem] = []
    for column, written in children.columns.items():
        look = _look(column)
        if look is None:
            continue
        cells = Column.of(written)
        odd = {text: problem for text in cells.texts if text and (problem := look(text))}
        about = {"file": children.file, "sheet": children.sheet, "column": children.headers.get(column, column)}
        problems += [
            replace(odd[cells[place]], row=children.rows[place], **about)
            for place in cells.where(odd.__contains__).tolist()
        ]
    return replace(reading, problems=(*reading.problems, *problems))


def _look(column: str) -> Callable[[str], Problem | None] | None:
    if column == "age":
        return _with(ages.parse_age)
    if column in DATES:
        return _with(ages.parse_date)
    if column == "languages":
        return _with(languages.parse)
    return _unknown_place if column in PLACES else None


def _with(parse: Callable[[str], object]) -> Callable[[str], Problem | None]:
    def look(cell: str) -> Problem | None:
        try:
            parse(cell)
        except NotUnderstood as error:
            return error.problem
        return None

    return look


def _unknown_place(cell: str) -> Problem | None:
    return None if places.find(cell) else Problem("PLACE-01", value=cell[:200])
