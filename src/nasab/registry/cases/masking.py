"""The outline of a fact for those who may see no more: initials, an age band, that something is known."""

from __future__ import annotations

from typing import Final

from nasab.ages import parse_age
from nasab.errors import NasabError
from nasab.registry.cases.deriving import Stated

__all__ = ["masked"]

_NAMES: Final = frozenset(
    {"name", "other_names", "father", "mother", "father_alias", "mother_alias", "siblings", "relatives", "inquirer"}
)
_BANDS: Final = ((4, "0–4"), (8, "5–8"), (11, "9–11"), (17, "12–17"))


def masked(fact: str, stated: Stated | None) -> str:
    """What is shown of a fact to bearers of a masked view; nothing if nothing is known."""
    values = stated.values if stated else ()
    if not values:
        return ""
    if fact in _NAMES:
        return " ".join(f"{word[0]}." for word in values[0].split() if word[0].isalpha()) or "…"
    if fact == "age":
        try:
            years = parse_age(values[0]).low
        except (NasabError, AttributeError):
            return "…"
        return next((band for limit, band in _BANDS if years <= limit), "18+")
    if fact in ("sex", "languages", "relation"):
        return values[0]
    return "…"
