"""How much of a fact somebody sees: all of it, its outline, or that it is withheld."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from nasab.registry.access.roles import FACTS, MATRIX, Cell, File

__all__ = ["GROUP_OF", "Sight", "group_of", "sight"]

GROUP_OF: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {(file, fact): group for file, facts in FACTS.items() for fact, group in facts.items()}
)


class Sight(IntEnum):
    """What somebody sees of a field group; the more, the larger."""

    NONE = 0
    OWN = 1
    MASKED = 2
    READ = 3
    WRITE = 4


_SIGHTS: Final[dict[Cell, Sight]] = {
    "-": Sight.NONE, "o": Sight.OWN, "m": Sight.MASKED, "R": Sight.READ, "W": Sight.WRITE,
}  # fmt: skip


def group_of(file: File, fact: str) -> str:
    """The field group of a fact.  One that may not be stated there: `KeyError`."""
    return GROUP_OF[file, fact]


def sight(roles: Iterable[str], group: str) -> Sight:
    """The most that any of the roles sees of a group."""
    return max((_SIGHTS[MATRIX[role][group]] for role in roles), default=Sight.NONE)
