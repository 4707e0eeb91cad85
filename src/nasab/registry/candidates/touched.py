"""Who is asked for again when a child sought came, changed or left: those found whom it may concern.

These are whoever stands as a pair with it, and the children found who are likest to it.  For that the list is turned
round: the children found stand in an index of their own as if they were sought, and the child sought is asked for in it
as if it were found.  In a small registry it is everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from nasab.matching.index import Index
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS
from nasab.registry.candidates.standing import as_list, move_on, records
from nasab.registry.cases.models import Child

__all__ = ["FEW", "LIKEST", "Touched"]

#: In a registry of so many children found all are weighed when a child sought changes.
FEW: Final = 300

#: So many children found are asked for again for each child sought that changed.
LIKEST: Final = 60

#: What is called otherwise on the other list.
_TURNED: Final = {"found_place": "last_seen_place", "found_date": "last_seen_date", "group": "family"}
_BACK: Final = {there: here for here, there in _TURNED.items()}


class Touched:
    """The children found in the memory of the process that weighs; read when they are first needed."""

    def __init__(self) -> None:
        self._index = Index()
        self._versions: dict[UUID, int] = {}

    def by(self, changed: set[UUID], found: QuerySet[Child]) -> set[UUID]:
        """The keys of those of `found` who are weighed anew because these children sought came, changed or left."""
        if not changed:
            return set()
        if found.count() <= FEW:
            return set(found.values_list("pk", flat=True))
        keys = set(found.filter(candidates__sought__in=changed).values_list("pk", flat=True))
        return keys | self.likest(changed, found)

    def likest(self, sought: Iterable[UUID], found: QuerySet[Child], most: int = LIKEST) -> set[UUID]:
        """Those of `found` who are likest to children sought, as far as the engine can tell."""
        self._bring_up_to_date(dict(found.values_list("pk", "version")))
        asked = (_as_on(row, _BACK, FOUND_COLUMNS) for row in records(sought).values())
        return {UUID(key) for row in asked for key in self._index.likest(row, most)}

    def _bring_up_to_date(self, wanted: dict[UUID, int]) -> None:
        changed = {key for key, version in wanted.items() if self._versions.get(key) != version}
        rows = [_as_on(row, _TURNED, SOUGHT_COLUMNS) for row in records(changed).values()]
        if not self._versions:
            self._index = Index(as_list("sought", rows))
        else:
            move_on(self._index, rows, set(self._versions) - set(wanted))
        self._versions = wanted


def _as_on(row: Mapping[str, str], called: Mapping[str, str], columns: tuple[str, ...]) -> dict[str, str]:
    """A row as the other list would have it; what that list has no column for is left out."""
    turned = {called.get(name, name): cell for name, cell in row.items()}
    return {name: cell for name, cell in turned.items() if name in columns}
