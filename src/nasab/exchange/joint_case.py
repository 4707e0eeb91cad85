"""A case for joint identification as a JSON file: children, the places that families have empty, and what weighs.

    {"children": ["V1", "V2"],
     "places": [{"id": "M1", "family": "F1"}, {"id": "M2", "family": "F1"}],
     "lr": {"V1": {"M1": 924.9, "M2": 0.5}, "V2": {"M2": 31}},
     "together": [{"pairs": {"V1": "M1", "V2": "M2"}, "lr": 1.2e6}],
     "other": {"V1": {"M1": 4.0}},
     "prior": 0.01}

In place of `children`, `places`, `lr` and `together` there may be genotypes: `loci`, `families` and `children` as
`kinship_lists` reads them; all ratios, those of several children in one family too, are then computed.

A pair that is not under `lr` is impossible or was not compared; what is not under `other` says nothing.  A likelihood
ratio too large or too small for a number is written as `{"log10": 412.7}`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

import numpy as np
import numpy.typing as npt

from nasab.errors import NasabError, Problem, UnreadableList
from nasab.exchange.unreadable import opened, refuse
from nasab.kinship import Place, Siblings, Together

if TYPE_CHECKING:
    from nasab.kinship.together import Claims

__all__ = ["JointCase", "read_joint_case"]

_LARGEST: Final = 64 << 20


@dataclass(frozen=True, slots=True)
class JointCase:
    """What a file says: the arguments of `kinship.identify`, in bits."""

    children: tuple[str, ...]
    places: tuple[Place, ...]
    weights: npt.NDArray[np.float64]
    other: npt.NDArray[np.float64]
    together: tuple[Together, ...]
    prior: float
    siblings: tuple[Siblings, ...] = ()


def read_joint_case(path: Path, theta: float = 0.0) -> JointCase:
    """The case in a file; `theta` is for ratios that are computed from genotypes.

    Raises `UnreadableList`: FILE-xx, JOINT-07 (no such case; says what is missing), JOINT-02 (a name that is not
    known), JOINT-03 (no likelihood ratio), JOINT-04 (no prior odds), JOINT-08 (a family with too many sets); of
    genotypes what `read_search` raises.
    """
    opened(path)
    if path.stat().st_size > _LARGEST:
        refuse("FILE-05", path)
    try:
        written = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        refuse("JOINT-07", path)
    if not isinstance(written, dict):
        refuse("JOINT-07", path)
    if "loci" in written and "lr" not in written:
        return _Reader(path.name).of_genotypes(written, _claims(path, theta))
    return _Reader(path.name).case(written)


def _claims(path: Path, theta: float) -> Claims:
    from nasab.exchange.kinship_lists import read_search
    from nasab.kinship.together import claims_of

    search = read_search(path)
    try:
        return claims_of(search, theta)
    except NasabError as error:
        raise UnreadableList(replace(error.problem, file=path.name)) from None


class _Reader:
    """Goes through a case and names the place in it of whatever is not understood."""

    def __init__(self, file: str) -> None:
        self._file = file

    def case(self, written: Mapping[str, Any]) -> JointCase:
        children = self._names(written, "children")
        places = self._places(written)
        ids = [place.id for place in places]
        with np.errstate(divide="ignore"):
            weights = self._table(written, "lr", children, ids, -math.inf)
            other = self._table(written, "other", children, ids, 0.0)
        together = tuple(self._together(one, children, ids) for one in self._list(written, "together"))
        return JointCase(children, places, weights, other, together, self._prior(written))

    def of_genotypes(self, written: Mapping[str, Any], claims: Claims) -> JointCase:
        ids = [place.id for place in claims.places]
        other = self._table(written, "other", claims.children, ids, 0.0)
        prior = self._prior(written)
        return JointCase(claims.children, claims.places, claims.weights, other, claims.together, prior, claims.siblings)

    def _names(self, written: Mapping[str, Any], key: str) -> tuple[str, ...]:
        names = written.get(key)
        if not isinstance(names, list) or not names or not all(isinstance(one, str) and one for one in names):
            self._refuse("JOINT-07", key, detail=f"`{key}`")
        return tuple(names)

    def _places(self, written: Mapping[str, Any]) -> tuple[Place, ...]:
        told = self._list(written, "places")
        places = [
            Place(one["id"], one["family"])
            for one in told
            if isinstance(one, dict) and isinstance(one.get("id"), str) and isinstance(one.get("family"), str)
        ]
        if not places or len(places) < len(told):
            self._refuse("JOINT-07", "places", detail="`places`: `id`, `family`")
        return tuple(places)

    def _table(
        self, written: Mapping[str, Any], key: str, children: Sequence[str], places: Sequence[str], empty: float
    ) -> npt.NDArray[np.float64]:
        told = written.get(key, {} if key == "other" else None)
        if not isinstance(told, dict):
            self._refuse("JOINT-07", key, detail=f"`{key}`")
        table = np.full((len(children), len(places)), empty)
        for child, row in told.items():
            if not isinstance(row, dict):
                self._refuse("JOINT-07", key, value=child, detail=f"`{key}`")
            for place, ratio in row.items():
                if ratio is not None:
                    at = self._known(child, children, key), self._known(place, places, key)
                    table[at] = self._bits(ratio, f"{child}={place}", key)
        return table

    def _together(self, one: Any, children: Sequence[str], places: Sequence[str]) -> Together:
        if not isinstance(one, dict) or not isinstance(one.get("pairs"), dict) or "lr" not in one:
            self._refuse("JOINT-07", "together", detail="`together`: `pairs`, `lr`")
        pairs = tuple((str(child), str(place)) for child, place in one["pairs"].items())
        for child, place in pairs:
            self._known(child, children, "together")
            self._known(place, places, "together")
        return Together(pairs, self._bits(one["lr"], ", ".join(f"{a}={b}" for a, b in pairs), "together"))

    def _bits(self, ratio: Any, of: str, key: str) -> float:
        if isinstance(ratio, dict) and set(ratio) == {"log10"} and _is_number(ratio["log10"]):
            return float(ratio["log10"]) * math.log2(10)
        if not _is_number(ratio) or ratio < 0:
            self._refuse("JOINT-03", key, value=of)
        return math.log2(ratio) if ratio else -math.inf

    def _prior(self, written: Mapping[str, Any]) -> float:
        prior = written.get("prior", 1.0)
        if not _is_number(prior) or prior < 0:
            self._refuse("JOINT-04", "prior", value=str(prior))
        return float(prior)

    def _list(self, written: Mapping[str, Any], key: str) -> list[Any]:
        told = written.get(key, [])
        if not isinstance(told, list):
            self._refuse("JOINT-07", key, detail=f"`{key}`")
        return told

    def _known(self, name: str, names: Sequence[str], key: str) -> int:
        if name not in names:
            self._refuse("JOINT-02", key, value=name)
        return names.index(name)

    def _refuse(self, code: str, column: str, value: str = "", detail: str = "") -> NoReturn:
        raise UnreadableList(Problem(code, self._file, column=column, value=value[:200], detail=detail))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e308
