"""Small lists for the tests of the engine, and one comparison of two children."""

from __future__ import annotations

import numpy as np

from nasab.matching import likeness
from nasab.matching.evidence import Comparison, list_comparisons
from nasab.matching.facts import Facts, Knowledge, Slot, read_facts
from nasab.matching.likeness import Likeness
from nasab.records import ChildList
from tests.cast import listed

Row = dict[str, str]


def lists(found: list[Row], sought: list[Row]) -> tuple[ChildList, ChildList]:
    """Two lists; ids are given where there are none."""
    return (
        listed("found", *({"id": f"M-{k}", **row} for k, row in enumerate(found))),
        listed("sought", *({"id": f"S-{k}", **row} for k, row in enumerate(sought))),
    )


def understood(found: ChildList, sought: ChildList) -> tuple[Facts, Facts, Likeness, Knowledge]:
    """Both lists as facts, and which of their names are alike."""
    knowledge = Knowledge.empty()
    left, right = read_facts(found, knowledge), read_facts(sought, knowledge)
    rows = [left.spelt, right.spelt]
    return left, right, likeness.find_likeness(knowledge.tokens, *rows), knowledge


def comparison_of(kind: str, found: ChildList, sought: ChildList) -> Comparison:
    """One kind of evidence between two lists."""
    return next(one for one in list_comparisons(*understood(found, sought)) if one.kind == kind)


def level_of(kind: str, found: Row, sought: Row) -> str | None:
    """How well one child found agrees with one child sought; None where either side says nothing."""
    comparison = comparison_of(kind, *lists([found], [sought]))
    first = np.zeros(1, dtype=np.int32)
    level = int(comparison.compare(first, first)[0])
    return None if level < 0 else comparison.levels[level]


def said(facts: Facts, knowledge: Knowledge, slot: Slot, row: int = 0) -> set[str]:
    """The words of one child in a role."""
    return {knowledge.tokens.values[word] for word in facts.names[slot].row(row).tolist()}
