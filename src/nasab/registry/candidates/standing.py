"""The list of children sought in the memory of the process that weighs: brought up to date, never written to a disk.

It holds whoever may be matched now.  A file is read again when its version, or its family's, has moved on; one whose
consent ended leaves.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from nasab.columns import Column
from nasab.matching.index import Index
from nasab.matching.judgements import Judgement
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS, ChildList, Side
from nasab.registry.candidates.models import Candidate
from nasab.registry.cases.consent import may_be_matched
from nasab.registry.cases.deriving import facts_of, record_of
from nasab.registry.cases.models import Child
from nasab.registry.cases.told import statements_of

__all__ = ["Standing", "as_list", "move_on", "records"]

#: From so many children found on, the engine learns from them how facts of one child agree on these lists.
LEARN_FROM: Final = 50

#: Of more rows that came at once than this an index is put in order, so that they are found as fast as the rest.
MUCH: Final = 1000

_AT_ONCE: Final = 500


class Standing:
    """An index and what is in it.  One thread at a time (`lock`)."""

    def __init__(self) -> None:
        self.index: Index | None = None
        self.versions: dict[UUID, tuple[int, int]] = {}
        self.judged: dict[UUID, Judgement] = {}
        self.lock = threading.Lock()

    def bring_up_to_date(self) -> dict[UUID, int]:
        """Reads what has changed; the children sought that came, changed or left since they were weighed.

        Each with the version to write into its file once that is done (its own and its family's together; -1 of one
        that left).  A process that begins reads them all, and names those only that are behind.
        """
        rows: list[Any] = list(
            may_be_matched(Child.objects.filter(side="sought")).values_list(
                "pk", "version", "request__version", "weighed_version"
            )
        )
        wanted = {key: (own, family) for key, own, family, _ in rows}
        behind = {key: wanted[key] for key, own, family, weighed in rows if weighed < own + family}
        left = set(self.versions) - set(wanted)
        if self.index is None:  # who left while no process was there still stands as a pair
            stand = Candidate.objects.filter(gone_at=None).values_list("sought", flat=True)
            left = set(stand) - set(wanted)
        changed = {key for key, versions in wanted.items() if self.versions.get(key) != versions}
        told = records(changed)
        if self.index is None:
            self.index = self._begin(told)
        else:
            move_on(self.index, told.values(), left)
        gone = {str(key) for key in left}
        self._forget(lambda one: one.sought_id in gone)
        self.versions = wanted
        return {key: sum(versions) for key, versions in behind.items()} | dict.fromkeys(left, -1)

    def judge(self, judgements: Iterable[tuple[UUID, Judgement]]) -> None:
        """Takes in what people agree on now; what they agreed on before and took back binds no longer."""
        assert self.index is not None
        now = dict(judgements)
        for child in {one.found_id for key, one in self.judged.items() if key not in now}:
            self.index.withdraw(child, "found")  # the index forgets a child found whole; the rest is told it again
            self._forget(lambda one, gone=child: one.found_id == gone)  # type: ignore[misc]
        for key, judgement in now.items():
            if key not in self.judged and judgement.sought_id in self.index:
                self.index.judge(judgement)
                self.judged[key] = judgement

    def _forget(self, is_gone: Callable[[Judgement], bool]) -> None:
        """What the index was told and has forgotten, so that it is told again if it still holds."""
        self.judged = {key: one for key, one in self.judged.items() if not is_gone(one)}

    @staticmethod
    def _begin(told: dict[UUID, dict[str, str]]) -> Index:
        index = Index(as_list("sought", told.values()))
        found = may_be_matched(Child.objects.filter(side="found")).values_list("pk", flat=True)[:2000]
        if len(found) >= LEARN_FROM and len(index):
            index.learn(as_list("found", records(set(found)).values()))
        return index


def records(keys: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    """The rows that the engine reads, of children of either side; those of a family share its key."""
    out: dict[UUID, dict[str, str]] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), _AT_ONCE):
        piece = wanted[start : start + _AT_ONCE]
        children: list[Any] = list(Child.objects.filter(pk__in=piece).values("pk", "side", "group_id", "request_id"))
        requests = {row["request_id"] for row in children if row["request_id"] is not None}
        told = statements_of(children=piece, requests=requests)
        for row in children:
            facts = facts_of(told[row["pk"]])
            if row["side"] == "found":
                cells = record_of(facts, FOUND_COLUMNS)
                group = {"group": str(row["group_id"])} if row["group_id"] is not None else {}
            else:
                asks = facts_of(told[row["request_id"]])
                cells = record_of(asks, ("inquirer", "relation")) | record_of(facts, SOUGHT_COLUMNS)
                group = {"family": str(row["request_id"])}
            out[row["pk"]] = {**cells, "id": str(row["pk"]), **group}
    return out


def as_list(side: Side, rows: Iterable[Mapping[str, str]]) -> ChildList:
    """Rows as the list of one side; what is unknown is empty."""
    rows = list(rows)
    columns = FOUND_COLUMNS if side == "found" else SOUGHT_COLUMNS
    return ChildList(side, {name: Column.of([row.get(name, "") for row in rows]) for name in columns})


def move_on(index: Index, rows: Collection[Mapping[str, str]], left: Iterable[UUID]) -> None:
    """Takes rows that came or changed into an index, and whoever left out of it; much that changed is put in order."""
    for row in rows:
        index.add(row)
    for key in left:
        index.withdraw(str(key))
    if len(rows) > MUCH:
        index.settle()
