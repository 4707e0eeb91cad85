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
from nasab.exchange.plausible import implausible, is_grown, is_to_come
from nasab.exchange.reading import Reading, headers_of, read
from nasab.records import Side

__all__ = ["PLACES", "check", "checked", "side_of", "told_side"]

PLACES: Final = ("found_place", "origin", "last_seen_place")
"""The columns of places that are evidence; where a child is now says nothing of where it is from."""


def check(path: str | os.PathLike[str], side: Side, chosen: Mapping[int, str | None] | None = None) -> Reading:
    """Read a list as `read` does, and add a problem for every cell that says nothing to nasab.

    AGE-xx, DATE-xx and LANG-xx are values not understood, or that cannot be meant (`plausible`); PLACE-01 is a place
    that the gazetteer does not have, which is a hint and no mistake.  Raises `errors.UnreadableList` as `read` does.
    """
    return checked(read(path, side, chosen))


def side_of(path: str | os.PathLike[str], *, otherwise: Side = "found") -> Side:
    """Whether a list is of children found or of children sought: the side as which more headers are known.

    A list that could be either is taken for `otherwise`.  Raises as `read` does.
    """
    return told_side(path) or otherwise


def told_side(path: str | os.PathLike[str]) -> Side | None:
    """The side as which more headers of a list are known; None if they fit both alike.  Raises as `read` does."""
    found, sought = (
        len({use.column for use in headers_of(path, side) if use.column}) for side in ("found", "sought")
    )  # fmt: skip
    return None if found == sought else "found" if found > sought else "sought"


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
    return replace(reading, problems=(*reading.problems, *problems, *implausible(children)))


def _look(column: str) -> Callable[[str], Problem | None] | None:
    if column == "age":
        return _with(ages.parse_age, "AGE-08", is_grown)
    if column in DATES:
        return _with(ages.parse_date, "DATE-07", is_to_come)
    if column == "languages":
        return _with(languages.parse)
    return _unknown_place if column in PLACES else None


def _with(
    parse: Callable[[str], object], code: str = "", is_implausible: Callable[[str], bool] | None = None
) -> Callable[[str], Problem | None]:
    def look(cell: str) -> Problem | None:
        try:
            parse(cell)
        except NotUnderstood as error:
            return error.problem
        return Problem(code, value=cell[:200]) if is_implausible is not None and is_implausible(cell) else None

    return look


def _unknown_place(cell: str) -> Problem | None:
    return None if places.find(cell) else Problem("PLACE-01", value=cell[:200])
