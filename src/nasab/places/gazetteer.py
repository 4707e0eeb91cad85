"""A gazetteer: places by their id and by their written names.

The one that comes with nasab (`data/*.tsv`) is read when it is first asked.  An office that works elsewhere
may read its own with `Gazetteer.read`, in the same eleven columns, and use it instead or in addition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Final, cast

from nasab.places.nearness import NearNames
from nasab.places.place import KINDS, Kind, Place
from nasab.places.writing import key, kind_words, small_words, words

__all__ = ["Gazetteer", "get", "shipped"]

_COLUMNS: Final = 11


class Gazetteer:
    """Places, found by id or by name; the earlier of two places of one name is the more important one."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places: Final = tuple(places)
        self._by_id: Final = {place.id: place for place in self.places}
        self.rank: Final = {place.id: rank for rank, place in enumerate(self.places)}
        self._by_key: Final[dict[str, list[Place]]] = {}
        for place in self.places:
            for folded in {key(form) for name in place.names for form in _forms(name, place.kind)} - {""}:
                self._by_key.setdefault(folded, []).append(place)
        self._near: NearNames | None = None

    @classmethod
    def read(cls, lines: Iterable[str]) -> Gazetteer:
        """A gazetteer from the lines of a TSV file: id, kind, country, within, lat, lon, en, fr, ru, ar, other.

        `within` is the id of the nearest container: a quarter lies in a town; a town, village or camp in a district,
        region or country; a district in a region; a region in a country, whose id is its ISO 3166 code.  `other` holds
        further names, separated by `;`.  Lines that begin with `#` are comments.  Anything else is a `ValueError`.
        """
        rows = {}
        for line in lines:
            if not line.strip() or line.startswith("#"):
                continue
            cells = line.rstrip("\n").split("\t")
            if len(cells) != _COLUMNS or cells[1] not in KINDS or cells[0] in rows:
                raise ValueError(f"not a row of a gazetteer: {line[:80]!r}")
            rows[cells[0]] = cells
        return cls(_place(cells, _containers(cells[0], rows)) for cells in rows.values())

    def get(self, id: str) -> Place:
        """The place of an id; `KeyError` if there is none."""
        return self._by_id[id]

    def named(self, folded: str) -> tuple[Place, ...]:
        """The places that have a name of this key (`writing.key`), most important first."""
        return tuple(self._by_key.get(folded, ()))

    def nearly_named(self, folded: str) -> tuple[Place, ...]:
        """The places whose name is nearly this: other spellings, one or two letters off; nearest first."""
        if self._near is None:
            self._near = NearNames(self._by_key)
        found = {place.id: place for near in self._near.of(folded) for place in self._by_key[near]}
        return tuple(found.values())


@cache
def shipped() -> Gazetteer:
    """The gazetteer that comes with nasab."""
    folder = files(__package__).joinpath("data")
    tables = (folder.joinpath(table).read_text(encoding="utf-8").splitlines() for table in ("places.tsv", "towns.tsv"))
    return Gazetteer.read(chain.from_iterable(tables))


def get(id: str) -> Place:
    """The place of an id of the gazetteer that comes with nasab; `KeyError` if there is none."""
    return shipped().get(id)


# What each kind may lie in, so that the levels of closeness can be told from a place alone.
_CONTAINERS: Final[dict[str, tuple[str, ...]]] = {
    "country": (),
    "region": ("country",),
    "district": ("region",),
    "town": ("district", "region", "country"),
    "village": ("district", "region", "country"),
    "camp": ("district", "region", "country"),
    "quarter": ("town",),
}


def _containers(id: str, rows: dict[str, list[str]]) -> tuple[str, ...]:
    """The ids of what a place lies in, nearest first; each step is to a wider kind, so there are no cycles."""
    found: list[str] = []
    inner = rows[id]
    while inner[3]:
        container = rows.get(inner[3])
        if container is None or container[1] not in _CONTAINERS[inner[1]] or container[2] != inner[2]:
            raise ValueError(f"{inner[0]} lies in {inner[3]}, which is not there, too small or in another country")
        found.append(container[0])
        inner = container
    if inner[1] != "country" or inner[0] != inner[2]:
        raise ValueError(f"{id} lies in no country")
    return tuple(found)


def _place(cells: list[str], within: tuple[str, ...]) -> Place:
    id, kind, country, _, latitude, longitude, *names, other = cells
    return Place(
        id=id,
        kind=cast(Kind, kind),
        country=country,
        latitude=float(latitude),
        longitude=float(longitude),
        within=within,
        names=tuple(chain(names, _others(other))),
    )


def _forms(name: str, kind: Kind) -> Iterator[str]:
    """A name, without what stands in brackets, and for a camp without the word for it."""
    yield name
    yield name.partition("(")[0]
    if kind == "camp":
        yield " ".join(word for word in words(name) if word not in kind_words() and word not in small_words())


def _others(other: str) -> Iterator[str]:
    return (name for name in other.split(";") if name)
