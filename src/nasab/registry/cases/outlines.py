"""The lines of a list of files: outlines only, whoever reads, so that no page is a list of children's names.

A name in full is read by opening its file, which the reading quota counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nasab.registry.access.fields import Sight, group_of, sight
from nasab.registry.access.policy import Actor
from nasab.registry.cases.deriving import facts_of
from nasab.registry.cases.masking import masked
from nasab.registry.cases.models import Child, TracingRequest
from nasab.registry.cases.services import kind_of
from nasab.registry.cases.told import statements_of

__all__ = ["Outline", "outlines"]

_SHOWN: Final = ("name", "sex", "age", "inquirer", "relation")


@dataclass(frozen=True, slots=True)
class Outline:
    """One file as a line: initials, sex and age band; empty where the reader may see nothing of it."""

    file: Child | TracingRequest
    name: str = ""
    sex: str = ""
    age: str = ""
    relation: str = ""


def outlines(files: Sequence[Child | TracingRequest], by: Actor) -> list[Outline]:
    """The lines of a page of files that are in reach of the reader."""
    kinds = {file.id: kind_of(file) for file in files}
    told = statements_of(
        children=[key for key, kind in kinds.items() if kind != "request"],
        requests=[key for key, kind in kinds.items() if kind == "request"],
        facts=_SHOWN,
    )
    lines = []
    for file in files:
        facts, kind = facts_of(told[file.id]), kinds[file.id]
        seen = {
            fact: masked(fact, one)
            for fact, one in facts.items()
            if sight(by.roles, group_of(kind, fact)) >= Sight.MASKED
        }
        name = seen.get("inquirer" if kind == "request" else "name", "")
        lines.append(Outline(file, name, seen.get("sex", ""), seen.get("age", ""), seen.get("relation", "")))
    return lines
