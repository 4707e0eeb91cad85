"""The reference sets of disaster victim identification, where they lie beside the project."""

from __future__ import annotations

import json
import math
import os
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from nasab.kinship import Place, Together

ROOT = Path(__file__).resolve().parents[2]


def folder() -> Path | None:
    """The reference sets, or None where they are not at hand."""
    beside = Path(os.environ.get("NASAB_REFERENCE", ROOT.parent / "shared" / "reference"))
    found = beside / "kinship" / "dvi"
    return found if found.is_dir() else None


@cache
def case(name: str) -> Any:
    """One reference set."""
    return json.loads((folder() / f"{name}.json").read_text(encoding="utf-8"))


def places(of: Any) -> list[Place]:
    """The missing, with their families."""
    return [
        Place(member["id"], family["family"])
        for missing in of["missing"]
        for family in of["am"]
        for member in family["members"]
        if member["id"] == missing
    ]


def weights(of: Any) -> tuple[list[str], np.ndarray]:
    """The children and the bits of the pairwise LRs; what is null there is impossible (another sex)."""
    pairwise = of["reference"]["pairwiseLR"]
    assert pairwise["cols"] == of["missing"]
    told = [[0.0 if one is None else one for one in row] for row in pairwise["LR"]]
    with np.errstate(divide="ignore"):
        return pairwise["rows"], np.log2(np.array(told, dtype=float))


def is_joint(of: Any) -> bool:
    """Whether a family of the set has several missing."""
    return len({place.family for place in places(of)}) < len(of["missing"])


def together(of: Any) -> list[Together]:
    """The joint bits of children in one family: of each assignment whose pairs are of one family alone."""
    joint = of["reference"]["joint"]
    family = {place.id: place.family for place in places(of)}
    rows = of["reference"]["pairwiseLR"]["rows"]
    null = null_log(of)
    out = []
    for assignment in joint["top"]:
        pairs = tuple((child, assignment[child]) for child in rows if assignment[child] != "*")
        if len(pairs) > 1 and len({family[place] for _, place in pairs}) == 1:
            log = assignment["loglik"]
            out.append(Together(pairs, -math.inf if log is None else (log - null) / math.log(2)))
    return out


def null_log(of: Any) -> float:
    """The log-likelihood (natural) of the assignment in which nobody is of any family."""
    told = of["reference"]["loglik_null"]
    return sum(value[0] if isinstance(value, list) else value for side in told.values() for value in side.values())
