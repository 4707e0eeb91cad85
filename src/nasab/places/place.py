"""One place: what kind it is, where it is, and what it lies in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from nasab import texts

__all__ = ["KINDS", "Kind", "Place", "name"]

Kind = Literal["country", "region", "district", "town", "village", "camp", "quarter"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
"""The kinds of places, widest first."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    `country` is ISO 3166 (two letters); `latitude` and `longitude` are degrees, those of the middle for what is wide;
    `within` holds the ids of what it lies in, nearest first, its country last; `names` holds the names in
    English, French, Russian and Arabic (empty where the English stands for it), then all others.
    """

    id: str
    kind: Kind
    country: str
    latitude: float
    longitude: float
    within: tuple[str, ...]
    names: tuple[str, ...]


_ORDER: Final[dict[texts.Language, int]] = {"en": 0, "fr": 1, "ru": 2, "ar": 3}


def name(place: Place, language: texts.Language = "en") -> str:
    """The place's name in a language, or its English name where the gazetteer has none."""
    return place.names[_ORDER[language]] or place.names[0]
