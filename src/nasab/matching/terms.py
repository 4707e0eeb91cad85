"""How well the values of one list agree with those of the other: places, languages, by-names, marks.

Children hold numbers; here are the tables that say what two numbers are to one another, each made once.  An index
keeps what it was asked for before (`Kept`), since its values are many and one child names few of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from nasab import languages, marks, places
from nasab.matching.facts import Knowledge

__all__ = ["Kept", "Terms"]

Levels = npt.NDArray[np.int8]
Origins = tuple[tuple[str, float], ...]
Agree = Callable[[Sequence[Any], Sequence[Any]], Levels]

#: A by-name fits a region to which it points with at least this probability, and may fit below it.
FITS: Final = 0.3


def _of_languages(a: Sequence[tuple[str, ...]], b: Sequence[tuple[str, ...]]) -> Levels:
    return _each(a, b, languages.agreement)


def _of_bynames(a: Sequence[Origins], b: Sequence[places.Place]) -> Levels:
    """How well each by-name fits each place."""
    return _each(a, b, _byname_level)


def _of_places_to_bynames(a: Sequence[places.Place], b: Sequence[Origins]) -> Levels:
    return _each(a, b, lambda place, origins: _byname_level(origins, place))


def _of_two_bynames(a: Sequence[Origins], b: Sequence[Origins]) -> Levels:
    """How well two by-names fit each other: by the chance that they point to one region."""

    def level(one: Origins, other: Origins) -> int:
        regions = dict(other)
        shared = sum(min(p, regions.get(region, 0.0)) for region, p in one)
        return 2 if shared >= FITS else 1 if shared > 0 else 0

    return _each(a, b, level)


def _byname_level(origins: Origins, place: places.Place) -> int:
    regions = dict(origins)
    share = max(regions.get(code, 0.0) for code in places.codes(place))
    if place.kind == "country":  # a country holds all its regions
        share = sum(p for region, p in origins if region.split("-")[0] == place.country)
    return 2 if share >= FITS else 1 if share > 0 else 0


def _each(a: Sequence[Any], b: Sequence[Any], agree: Callable[[Any, Any], int]) -> Levels:
    return np.array([[agree(x, y) for y in b] for x in a], dtype=np.int8).reshape(len(a), len(b))


#: Each table: whose values are its rows (of the list of the found), whose its columns, and how two of them agree.
TABLES: Final[Mapping[str, tuple[str, str, Agree]]] = {
    "places": ("places", "places", places.closeness_matrix),
    "languages": ("languages", "languages", _of_languages),
    "bynames": ("bynames", "places", _of_bynames),
    "of_bynames": ("places", "bynames", _of_places_to_bynames),
    "two_bynames": ("bynames", "bynames", _of_two_bynames),
    "marks": ("marks", "marks", marks.agreement_matrix),
}


#: Of some tables the columns are made ready once, because that is most of the work.
READY: Final[Mapping[str, Callable[[Sequence[Any]], Any]]] = {"marks": marks.Described}

#: So many values that came since are compared as they are, before all are made ready anew.
LATE: Final = 1000


class Kept:
    """Rows of the tables that were asked for before; the values of the list sought may become more.

    `most`: so many rows of a table are kept at most; then they are forgotten and asked for anew.
    """

    def __init__(self, sought: Knowledge, *, most: int = 20_000) -> None:
        self._sought = sought
        self._most = most
        self._rows: dict[str, dict[Hashable, Levels]] = {name: {} for name in TABLES}
        self._ready: dict[str, Any] = {}

    def table(self, name: str, values: Sequence[Hashable]) -> Levels:
        """The rows of these values, against all values of the list sought."""
        known = getattr(self._sought, TABLES[name][1]).values
        rows = self._rows[name]
        if len(rows) + len(values) > self._most:
            rows.clear()
        out = np.empty((len(values), len(known)), dtype=np.int8)
        for k, value in enumerate(values):
            row = rows.get(value)
            if row is None or len(row) < len(known):
                before = np.empty(0, dtype=np.int8) if row is None else row
                row = rows[value] = np.concatenate([before, *self._beyond(name, value, len(before))])
            out[k] = row
        return out

    def _beyond(self, name: str, value: Hashable, first: int) -> list[Levels]:
        """The row of a value from a column on, in parts."""
        _, columns, agree = TABLES[name]
        known = getattr(self._sought, columns).values
        if name not in READY or first:
            return [agree([value], known[first:])[0]]
        ready = self._ready.get(name)
        if ready is None or len(known) - len(ready) > LATE:
            ready = self._ready[name] = READY[name](known)
        late = known[len(ready) :]
        return [agree([value], ready)[0], *([agree([value], late)[0]] if late else [])]


class Terms:
    """The tables between two lists; `kept`: rows made before, if the list sought is that of an index."""

    def __init__(self, found: Knowledge, sought: Knowledge, kept: Kept | None = None) -> None:
        self.found = found
        self.sought = sought
        self._kept = kept
        self._tables: dict[str, Levels] = {}

    def table(self, name: str) -> Levels:
        """One of `TABLES`: int8, by the number of the value found and of the value sought."""
        if name not in self._tables:
            rows, columns, agree = TABLES[name]
            values = getattr(self.found, rows).values
            if self._kept is not None:
                self._tables[name] = self._kept.table(name, values)
            else:
                self._tables[name] = agree(values, getattr(self.sought, columns).values)
        return self._tables[name]
