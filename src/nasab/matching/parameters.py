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

__all__ = ["shipped"]


@cache
def shipped() -> Parameters:
    """The parameters that come with this version."""
    read: dict[str, Any] = tomllib.loads(
        files("nasab.matching").joinpath("data", "parameters.toml").read_text(encoding="utf-8")
    )
    kinds = read["kind"]
    return Parameters(
        version=read["version"],
        levels={kind: tuple(table["levels"]) for kind, table in kinds.items()},
        same={kind: tuple(table["same"]) for kind, table in kinds.items()},
        household={kind: tuple(table["household"]) for kind, table in kinds.items()},
        strangers={kind: tuple(table["strangers"]) for kind, table in kinds.items()},
        prior_on_list=read["prior"]["on_list"],
        prior_household=read["prior"]["household"],
        seen=read["prior"]["seen"],
        summed=tuple(read["dependence"]["summed"]),
        worth=tuple(read["dependence"]["worth"]),
    )
