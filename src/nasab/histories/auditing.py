"""Does a row belong to the population at all?  Who, where and when, asked of each record.

People out of the definition on one list do more harm to an estimate than any choice of model: on no other list are
they found, so they look like children whom the lists miss.  A record *fits*, *does not fit*, or *does not say*; unknown
is not disagreement.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import numpy as np

from nasab.ages import birth_span, decimal_year, parse_date
from nasab.errors import NotUnderstood, Problem, WrongUse
from nasab.estimation import Definition
from nasab.estimation.overlaps import Ints
from nasab.histories.linking import Linked
from nasab.places import find
from nasab.records import ChildList

__all__ = ["FITS", "OUTSIDE", "UNSAID", "Audit", "audit"]

FITS: Final = 1
UNSAID: Final = 0
OUTSIDE: Final = -1

#: An older statement about where a child is does not say where it is on the day counted.
_FRESH: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True, eq=False)
class Audit:
    """Of each record whether it fits the definition: in all (`fits`), and by question."""

    fits: Ints
    who: Ints
    age: Ints
    where: Ints
    when: Ints

    @property
    def outside(self) -> int:
        """How many records say of themselves that they do not fit."""
        return int((self.fits == OUTSIDE).sum())

    @property
    def unsaid(self) -> int:
        """How many records do not say enough."""
        return int((self.fits == UNSAID).sum())


def audit(linked: Linked, definition: Definition) -> Audit:
    """Holds every record against the definition.  A definition that nobody can fit is `WrongUse` (DEFINE-05)."""
    questions = {name: [] for name in ("who", "age", "where", "when")}  # type: dict[str, list[int]]
    for children in linked.lists:
        for row in range(len(children)):
            questions["who"].append(_who(_cell(children, "origin", row), definition))
            questions["age"].append(_age(children, row, definition))
            questions["where"].append(_where(children, row, definition))
            questions["when"].append(_when(children, row, definition))
    answers = {name: np.array(told, dtype=np.int64) for name, told in questions.items()}
    every = np.stack(list(answers.values()))
    fits = np.where((every == OUTSIDE).any(0), OUTSIDE, np.where((every == FITS).all(0), FITS, UNSAID))
    if (fits == OUTSIDE).all():
        raise WrongUse(Problem("DEFINE-05", value=definition.title[:200]))
    return Audit(fits.astype(np.int64), **answers)


def _cell(children: ChildList, column: str, row: int) -> str:
    return children.columns[column][row].strip() if column in children.columns else ""


def _who(origin: str, definition: Definition) -> int:
    return _within(origin, definition.origins)


@lru_cache(maxsize=65536)
def _within(written: str, wanted: tuple[str, ...]) -> int:
    """Whether a written place lies in one of those wanted; a wider place, or one not known, does not say."""
    if not wanted:
        return FITS
    if not written:
        return UNSAID
    if any(written.casefold() == one.casefold() for one in wanted):
        return FITS
    meant = find(written)
    named = [place for one in wanted for place in find(one)[:1]]
    if not meant or len(named) < len(wanted):
        return UNSAID
    ids = {place.id for place in named}
    if ids & {meant[0].id, *meant[0].within}:
        return FITS
    may_be = any(ids & {place.id, *place.within} for place in meant[1:])
    is_wider = any(meant[0].id in place.within for place in named)
    return UNSAID if may_be or is_wider else OUTSIDE


def _age(children: ChildList, row: int, definition: Definition) -> int:
    if definition.age_from is None and definition.age_under is None:
        return FITS
    seen = "found_date" if children.side == "found" else "last_seen_date"
    born = birth_span(
        age=_cell(children, "age", row),
        birth_date=_cell(children, "birth_date", row),
        as_of=_cell(children, "as_of", row),
        fallback=_cell(children, seen, row),
    )
    if born is None or definition.at is None:
        return UNSAID
    day = decimal_year(definition.at)
    youngest, oldest = day - born.high, day - born.low
    low, high = definition.age_from or 0.0, definition.age_under or 200.0
    slack = 2 * born.spread
    if oldest + slack < low or youngest - slack >= high:
        return OUTSIDE
    return FITS if youngest >= low and oldest <= high else UNSAID


def _where(children: ChildList, row: int, definition: Definition) -> int:
    """Where a child is now; where a family last saw it may be somewhere else, and never speaks against."""
    if children.side == "sought":
        return max(_within(_cell(children, "last_seen_place", row), definition.places), UNSAID)
    now = _cell(children, "place_now", row) or _cell(children, "found_place", row)
    return _within(now, definition.places)


def _when(children: ChildList, row: int, definition: Definition) -> int:
    """A child found after the day counted was not there; an old statement does not say."""
    if definition.at is None:
        return FITS
    if children.side == "found":
        found = _day(_cell(children, "found_date", row))
        if found is not None and found > definition.at:
            return OUTSIDE
    stated = _day(_cell(children, "as_of", row), latest=True)
    return UNSAID if stated is not None and stated < definition.at - _FRESH else FITS


@lru_cache(maxsize=16384)
def _day(cell: str, *, latest: bool = False) -> date | None:
    if not cell:
        return None
    try:
        span = parse_date(cell)
    except NotUnderstood:
        return None
    return span.last if latest else span.first
