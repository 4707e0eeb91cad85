"""How close two places are, in ordered levels, by what they lie in and by distance.

Two names for the same valley say more than two towns of one country.  Wide places have no distance to
speak of: a region is never nearer than "same region", a country never nearer than "same country".

    5  the same place
    4  one lies in the other, a district or smaller, or both in one town; or less than 15 km apart
    3  in the same district, or less than 60 km apart
    2  in the same region, or less than 200 km apart
    1  in the same country
    0  in different countries, far apart
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nasab.places.place import Place

__all__ = ["closeness", "closeness_matrix", "distance_km"]

EARTH_KM: Final = 6371.0088
"""Mean radius of the earth (IUGG, 1980 reference system)."""
_NEAR_KM: Final = ((200.0, 2), (60.0, 3), (15.0, 4))
_NEAREST_BY_DISTANCE: Final = {"country": 0, "region": 2, "district": 3}
_ITSELF, _TOWN, _DISTRICT, _REGION, _COUNTRY = range(5)
_NESTED: Final = (
    (1, ((_COUNTRY, _COUNTRY),)),
    (2, ((_REGION, _REGION),)),
    (3, ((_DISTRICT, _DISTRICT),)),
    (4, ((_TOWN, _TOWN), (_ITSELF, _DISTRICT), (_DISTRICT, _ITSELF))),
    (5, ((_ITSELF, _ITSELF),)),
)
_ROWS: Final = 256  # rows of the matrix worked on at once: bounds the memory


def distance_km(a: Place, b: Place) -> float:
    """The great-circle distance of two places in kilometres (haversine formula)."""
    return float(_distances(_radians([a]), _radians([b]))[0, 0])


def closeness(a: Place, b: Place) -> int:
    """The level of closeness of two places, 0 to 5."""
    return int(closeness_matrix([a], [b])[0, 0])


def closeness_matrix(a: Sequence[Place | None], b: Sequence[Place | None]) -> NDArray[np.int8]:
    """The levels of all pairs, shape (len(a), len(b)); -1 where either place is unknown."""
    matrix = np.full((len(a), len(b)), -1, dtype=np.int8)
    rows, row_of = _distinct(a)
    columns, column_of = _distinct(b)
    known = column_of >= 0
    if not rows or not known.any():
        return matrix
    number: dict[str, int] = {}
    left, right = _Nesting(rows, number), _Nesting(columns, number)
    for start in range(0, len(rows), _ROWS):
        levels = _levels(left.part(start, start + _ROWS), right)
        here = np.flatnonzero((row_of >= start) & (row_of < start + _ROWS))
        matrix[np.ix_(here, np.flatnonzero(known))] = levels[np.ix_(row_of[here] - start, column_of[known])]
    return matrix


class _Nesting:
    """For each place, numbers for itself and the town, district, region and country it is or lies in; -1 for none."""

    def __init__(self, places: Sequence[Place], number: dict[str, int]) -> None:
        def of(id: str) -> int:
            return number.setdefault(id, len(number)) if id else -1

        self.numbers = np.array([[of(id) for id in _nested(place)] for place in places], dtype=np.int64).reshape(-1, 5)
        self.limit = np.array([_NEAREST_BY_DISTANCE.get(place.kind, 4) for place in places], dtype=np.int8)
        self.radians = _radians(places)

    def part(self, start: int, stop: int) -> _Nesting:
        """The same for some of the places."""
        part = object.__new__(_Nesting)
        part.numbers = self.numbers[start:stop]
        part.limit = self.limit[start:stop]
        part.radians = self.radians[start:stop]
        return part


def _nested(place: Place) -> tuple[str, str, str, str, str]:
    """The ids of the place, its town, district, region and country; empty for none (nesting: `Gazetteer.read`)."""
    around = place.within[:-1]
    region = place.id if place.kind == "region" else around[-1] if around else ""
    inner = (place.id, *around[:-1]) if place.kind not in ("country", "region") else ()
    district = next(
        (id for id in inner[-1:] if place.kind == "district" or len(inner) > (place.kind == "quarter") + 1), ""
    )
    town = "" if place.kind == "district" or not inner else inner[1] if place.kind == "quarter" else place.id
    return place.id, town, district, region, place.country


def _levels(a: _Nesting, b: _Nesting) -> NDArray[np.int8]:
    """The levels of all pairs of known places."""
    km = _distances(a.radians, b.radians)
    by_distance = np.zeros(km.shape, dtype=np.int8)
    for limit, level in _NEAR_KM:
        by_distance[km < limit] = level
    levels = np.minimum(by_distance, np.minimum(a.limit[:, None], b.limit[None, :]))

    for level, pairs in _NESTED:
        for mine, theirs in pairs:
            ours = a.numbers[:, mine, None]
            levels[(ours >= 0) & (ours == b.numbers[None, :, theirs]) & (levels < level)] = level
    return levels


def _distinct(places: Sequence[Place | None]) -> tuple[list[Place], NDArray[np.int64]]:
    """The different places, and for each of the places its number among them (-1 for unknown)."""
    found: dict[Place, int] = {}
    numbers = np.array(
        [-1 if place is None else found.setdefault(place, len(found)) for place in places], dtype=np.int64
    )
    return list(found), numbers


def _radians(places: Sequence[Place]) -> NDArray[np.float64]:
    degrees = [(place.latitude, place.longitude) for place in places]
    return np.radians(np.array(degrees, dtype=np.float64).reshape(-1, 2))


def _distances(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """Great-circle distances in kilometres: 2 R asin sqrt(sin²(Δφ/2) + cos φ cos φ' sin²(Δλ/2))."""
    across = np.sin((a[:, None, 0] - b[None, :, 0]) / 2) ** 2
    along = np.sin((a[:, None, 1] - b[None, :, 1]) / 2) ** 2
    share = across + np.cos(a[:, None, 0]) * np.cos(b[None, :, 0]) * along
    distances: NDArray[np.float64] = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(share, 0.0, 1.0)))
    return distances
