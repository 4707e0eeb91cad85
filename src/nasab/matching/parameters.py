"""The shipped parameters: how facts about one child, and about siblings, agree in lists like these.

They stand in `data/parameters.toml`, were counted on true pairs of simulated lists (the file says
which, and the command), and are only where learning begins: the lists at hand have the last word.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from nasab.matching.results import Parameters

__all__ = ["read", "shipped"]


@cache
def shipped() -> Parameters:
    """The parameters that come with this version."""
    return read(files("nasab.matching").joinpath("data", "parameters.toml").read_text(encoding="utf-8"))


def read(text: str) -> Parameters:
    """Parameters as `tools/train_parameters.py` writes them."""
    told: dict[str, Any] = tomllib.loads(text)
    kinds = told["kind"]
    return Parameters(
        version=told["version"],
        levels={kind: tuple(table["levels"]) for kind, table in kinds.items()},
        same={kind: tuple(table["same"]) for kind, table in kinds.items()},
        household={kind: tuple(table["household"]) for kind, table in kinds.items()},
        strangers={kind: tuple(table["strangers"]) for kind, table in kinds.items()},
        prior_listed=told["prior"]["listed"],
        prior_aligned=told["prior"]["aligned"],
    )
