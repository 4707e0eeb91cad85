"""What places and languages weigh, roughly: to rank families before they are compared in full.

Read off the shipped parameters, where nothing else is known.  The full comparison takes place,
language and by-name together and counts chance in the lists at hand; here speed is what matters.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from nasab.matching import parameters
from nasab.matching.evidence.coded import PLACE_LEVELS, SEEN_LEVELS
from nasab.matching.evidence.origin import LANGUAGE_LEVELS
from nasab.matching.terms import Terms

__all__ = ["tables"]

Floats = npt.NDArray[np.float32]


def tables(terms: Terms) -> tuple[Floats, Floats, Floats]:
    """Bits by (code found, code sought): of origins, of languages, of the places where found and last seen."""
    closeness, agreement = terms.table("places"), terms.table("languages")
    origin = _bits("origin", tuple(f"{level}/?/?" for level in PLACE_LEVELS))
    language = _bits("origin", tuple(f"?/{level}/?" for level in LANGUAGE_LEVELS))
    seen = _bits("last_seen", tuple(SEEN_LEVELS))
    return (
        np.where(closeness >= 0, origin[closeness], 0).astype(np.float32),
        np.where(agreement >= 0, language[agreement], 0).astype(np.float32),
        np.where(closeness >= 0, seen[np.minimum(closeness, len(SEEN_LEVELS) - 1)], 0).astype(np.float32),
    )


@cache
def _bits(kind: str, levels: tuple[str, ...]) -> npt.NDArray[np.float64]:
    shipped = parameters.shipped()
    at = [shipped.levels[kind].index(level) for level in levels]
    same, strangers = np.array(shipped.same[kind])[at], np.array(shipped.strangers[kind])[at]
    bits: npt.NDArray[np.float64] = np.log2(same / strangers)
    return bits
