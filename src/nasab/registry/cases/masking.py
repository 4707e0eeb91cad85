"""The outline of a fact for those who may see no more: initials, an age band, that something is known."""

from __future__ import annotations

import re
from typing import Final

from nasab import names
from nasab.ages import parse_age
from nasab.errors import NasabError
from nasab.registry.cases.deriving import Stated

__all__ = ["masked"]

_NAMES: Final = frozenset(
    {"name", "other_names", "father", "mother", "father_alias", "mother_alias", "siblings", "relatives", "inquirer"}
)
_CODES: Final = re.compile(r"[a-z]{2,3}(; ?[a-z]{2,3})*")
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
    if fact == "sex" and values[0] in ("f", "m"):
        return values[0]
    if fact == "relation":  # the relation itself, and not who else is named beside it
        return names.relation(values[0]) or "…"
    if fact == "languages" and _CODES.fullmatch(values[0]):
        return values[0]
    return "…"
