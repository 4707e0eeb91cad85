"""Which region of the gazetteer a standard code means: RU-CE is Chechnya.

Other tables name regions by ISO 3166, so that they need not know the gazetteer (a word of origin such as
al-Shishani points to RU-CE).  The codes they use stand in `data/iso3166-2.tsv`; a country's code is its id.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from nasab.places.place import Place

__all__ = ["codes"]


def codes(place: Place) -> frozenset[str]:
    """The ISO 3166 codes of the regions that a place is or lies in, and of its country."""
    known = _code_by_id()
    return frozenset({place.country} | {known[id] for id in (place.id, *place.within) if id in known})


@cache
def _code_by_id() -> dict[str, str]:
    text = files(__package__).joinpath("data", "iso3166-2.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {id: code for code, id in rows}
