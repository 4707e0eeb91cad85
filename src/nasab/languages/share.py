"""How common a language is in a place: how little a shared language surprises there.

The shares (`data/shares.tsv`) are estimates of the order of magnitude, made for nasab from general public
knowledge, and stand at countries and at a few finer regions.  They are used to say how surprising it is
that a child speaks a language if its family is from a place, and never the other way round alone.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from nasab.languages.known import rows

__all__ = ["UNKNOWN_SHARE", "share"]

UNKNOWN_SHARE: Final = 1e-5
"""The share where nothing is known: families move, and no language is impossible anywhere."""


def share(code: str, region: str) -> float:
    """The share of a region's people who speak a language, at least `UNKNOWN_SHARE`.

    `region` is an ISO 3166 country (`TR`) or the id of a place (`TR-kayseri`, `TR-kayseri-region`); a place without a
    number of its own has its country's.
    """
    shares = _shares()
    for place in (region, region.removesuffix("-region").removesuffix("-district"), region.partition("-")[0]):
        if (code, place) in shares:
            return shares[code, place]
    return UNKNOWN_SHARE


@cache
def _shares() -> dict[tuple[str, str], float]:
    return {(language, region): float(number) for language, region, number in rows("shares.tsv")}
