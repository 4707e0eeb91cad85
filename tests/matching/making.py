"""Small lists for the tests of the engine, and one comparison of two children or two families."""

from __future__ import annotations

import numpy as np

from nasab.matching import understanding
from nasab.matching.evidence import Chance, Comparison
from nasab.matching.facts import Facts, Knowledge, Slot
from nasab.matching.parameters import shipped
from nasab.matching.training import Priors, as_priors
from nasab.matching.understanding import Understood
from nasab.records import ChildList
from tests.cast import listed

__all__ = [
    "Row",
    "averaged",
    "comparison_of",
    "families_of",
    "level_of",
    "lists",
    "priors_for",
    "said",
    "sort_of",
    "understood",
]

Row = dict[str, str]


def lists(found: list[Row], sought: list[Row]) -> tuple[ChildList, ChildList]:
    """Two lists; ids are given where there are none."""
    return (
        listed("found", *({"id": f"M-{k}", **row} for k, row in enumerate(found))),
        listed("sought", *({"id": f"S-{k}", **row} for k, row in enumerate(sought))),
    )


def understood(found: list[Row], sought: list[Row]) -> Understood:
    """Both lists as families, and what they are compared by."""
    return understanding.understand(*lists(found, sought))


def priors_for(both: Understood) -> Priors:
    """What is shipped, in the order of the comparisons."""
    return as_priors(shipped(), both.shared.kinds, both.own.kinds)


def comparison_of(kind: str, found: list[Row], sought: list[Row]) -> Comparison:
    """One kind of evidence between two lists; its rows are families if families share it, else children."""
    both = understood(found, sought)
    return next(one for one in (*both.shared.comparisons, *both.own.comparisons) if one.kind == kind)


def level_of(kind: str, found: Row | list[Row], sought: Row | list[Row]) -> str | None:
    """How well the first family (or child) found agrees with the first sought; None where either side says nothing.

    Of names the degree alone: how surely they were heard is `sort_of`.
    """
    level = _level(kind, found, sought)
    return level if level is None or kind == "origin" else level.rpartition("/")[2]


def sort_of(kind: str, found: Row | list[Row], sought: Row | list[Row]) -> str | None:
    """How surely the name found was heard; None where either side says nothing."""
    level = _level(kind, found, sought)
    return None if level is None else level.partition("/")[0]


def _level(kind: str, found: Row | list[Row], sought: Row | list[Row]) -> str | None:
    rows = [side if isinstance(side, list) else [side] for side in (found, sought)]
    comparison = comparison_of(kind, *rows)
    first = np.zeros(1, dtype=np.int32)
    level = int(comparison.compare(first, first)[0])
    return None if level < 0 else comparison.levels[level]


def families_of(both: Understood, side: str = "found") -> list[list[str]]:
    """The ids of the children of each family of a list."""
    families = getattr(both, side)
    ids = families.children.children.columns["id"]
    return [[ids[row] for row in families.members.row(k).tolist()] for k in range(len(families))]


def said(facts: Facts, knowledge: Knowledge, slot: Slot, row: int = 0) -> set[str]:
    """The words of one row in a role."""
    return {knowledge.tokens.values[word] for word in facts.names[slot].row(row).tolist()}


def averaged(chance: Chance, shares: np.ndarray) -> np.ndarray:
    """P(level | strangers) over all peoples, by hand: (rows of the table, levels)."""
    table = chance.table.astype(np.float64)
    return table[:, 0] if table.shape[1] == 1 else np.einsum("rpl,p->rl", table, shares)
