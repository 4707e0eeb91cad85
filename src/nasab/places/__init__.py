"""Written places: which place is meant, what it lies in, and how far apart two are.

A place is written in any script and spelling, with or without what it lies in: "Mosul, al-Maydan",
"с. Самашки", "مخيم الهول".  The gazetteer that comes with nasab holds the places that matter where
children of many countries were found; an office may use one of its own (`Gazetteer`).
"""

from __future__ import annotations

from nasab.places.closeness import closeness, closeness_matrix, distance_km
from nasab.places.finding import find, find_all
from nasab.places.gazetteer import Gazetteer, get, shipped
from nasab.places.place import KINDS, Kind, Place, name
from nasab.places.regions import codes

__all__ = [
    "KINDS",
    "Gazetteer",
    "Kind",
    "Place",
    "closeness",
    "closeness_matrix",
    "codes",
    "distance_km",
    "find",
    "find_all",
    "get",
    "name",
    "shipped",
]
