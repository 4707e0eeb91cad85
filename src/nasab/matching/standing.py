"""A list of children sought that children come to and leave, ready to be compared with at any time.

What was read once stays as arrays.  A family to which something happens, a child more, a correction, a child
withdrawn, is read anew and put behind the others; its former row no longer stands.  What is counted in
the list, from which chance is told, is counted in and out with it.  So the answer is that of a list read anew;
only how the list is divided into peoples (`communities`) stays as it was learned, until the list is read anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.columns import Column, RowOf
from nasab.matching import counted, families, sampling
from nasab.matching.communities import Division, division_of
from nasab.matching.counted import Counted
from nasab.matching.evidence.comparison import SAMPLE
from nasab.matching.facts import Facts, Knowledge, read_facts
from nasab.matching.families import Families, as_families
from nasab.matching.growth import GrowingRows, Growth, LongerColumn
from nasab.matching.learned import Learned
from nasab.matching.ragged import Ragged
from nasab.matching.retrieval import LED_TO
from nasab.matching.roles import Slot
from nasab.matching.standing_side import Roles, Side, Stands
from nasab.records import SOUGHT_COLUMNS, ChildList

__all__ = ["Standing"]

Rows = npt.NDArray[np.int32]

#: The roles whose words are counted together, for families and for children (`counted.bearers_of`).
OF_FAMILIES: Final[tuple[Roles, ...]] = (*((slot,) for slot in LED_TO), (Slot.WOMEN, Slot.MEN))
OF_CHILDREN: Final[tuple[Roles, ...]] = ((Slot.GIVEN,), (Slot.ABSENT,))


class Standing:
    """The children sought, as families.

    `knowledge`: what their numbers stand for.  `cells`: what is written of them, also of those who no longer stand.
    """

    def __init__(self, sought: Families, knowledge: Knowledge, division: Division | None = None) -> None:
        self.knowledge = knowledge
        self.division = division or division_of(sought.shared, knowledge)
        self._read = len(sought)
        columns = sought.children.children.columns
        self.cells = LongerColumn.of(columns, SOUGHT_COLUMNS)
        self._members = GrowingRows(sought.members)
        self._children = Side(sought.children, OF_CHILDREN)
        self._shared = Side(sought.shared, OF_FAMILIES)
        self._place = Growth(np.arange(len(sought.children), dtype=np.int64))
        self._next = len(sought.children)
        self._stands = Growth(np.ones(len(sought), dtype=bool))
        self._row_of = RowOf(columns["id"])
        self._family_of = RowOf(self._named(sought))
        self._moved: dict[str, int] = {}
        self._renamed: dict[str, int] = {}
        self._concepts = counted.concepts_of([sought.children], len(knowledge.concepts))
        self._relations = counted.relations_of(sought.shared).copy()
        self._now: Families | None = None

    @classmethod
    def of(cls, children: ChildList) -> Standing:
        """A list that is read now."""
        knowledge = Knowledge.empty()
        return cls(as_families(read_facts(children, knowledge), knowledge), knowledge)

    def __len__(self) -> int:
        """How many children stand."""
        return self._children.standing

    def __contains__(self, child: str) -> bool:
        return self.row(child) >= 0

    @property
    def added(self) -> int:
        """How many families stand that have come, or changed, since the list was read."""
        return int(self._stands.values[self._read :].sum())

    @property
    def is_in_order(self) -> bool:
        """Whether nothing has come, changed or gone since the list was read."""
        return len(self._stands) == self._read and bool(self._stands.values.all())

    def row(self, child: str) -> int:
        """The row of a child, -1 if no such child stands."""
        row = self._moved.get(child)
        if row is None:
            row = self._row_of.get(child)
        if row is None or row < 0 or not self._stands.values[self._children.array("household")[row]]:
            return -1
        return row

    def record(self, row: int) -> dict[str, str]:
        """What is written in a row."""
        return {name: cell for name, cells in self.cells.items() if (cell := cells[row])}

    def put(self, record: Mapping[str, str]) -> None:
        """Takes a child in; one of the same id is corrected by it, and comes to stand last."""
        child = record["id"]
        self.remove(child)
        family = _family(record)
        former = self._family(family)
        kept = [] if former < 0 else self._leave(former)
        self._enter([*kept, (self._next, dict(record))], family)
        self._next += 1

    def remove(self, child: str) -> bool:
        """Takes a child out; whether it was there."""
        row = self.row(child)
        if row < 0:
            return False
        family = int(self._children.array("household")[row])
        kept = [(place, record) for place, record in self._leave(family) if record["id"] != child]
        self._moved[child] = -1
        if kept:
            self._enter(kept, _family(kept[0][1]))
        return True

    def families(self, learned: Learned) -> Families:
        """All families, also those that are gone, and what is counted of those that stand: until the next change."""
        if self._now is None:
            stands = self._stands.values
            household = self._children.array("household")
            self._now = self._view(
                self._counted(self._children, lambda rows: stands[household[rows]], learned),
                self._counted(self._shared, stands.__getitem__, learned),
                np.flatnonzero(~stands).astype(np.int32),
            )
        return self._now

    def view(self) -> Families:
        """All families as arrays, with nothing counted."""
        return self._view(None, None, np.empty(0, dtype=np.int32))

    def _view(self, of_children: Counted | None, of_families: Counted | None, gone: Rows) -> Families:
        members = self._members.rows()
        children = ChildList("sought", dict(self.cells))
        shared = ChildList("sought", families.joined(children, members))
        return Families(
            self._children.facts(children, of_children), members, self._shared.facts(shared, of_families), gone
        )

    def forget_view(self) -> None:
        """The next view is made anew: something else has been learned."""
        self._now = None

    def commonest(self, most: int) -> list[str]:
        """The words that most families bear in any role."""
        tally = np.zeros(len(self.knowledge.tokens), dtype=np.int64)
        for roles, bearers in self._shared.bearers.items():
            if len(roles) == 1:
                one = bearers.bearers()
                words = np.flatnonzero(one.place >= 0)
                tally[words] += one.by_people[one.place[words]].sum(axis=1)
        order = np.argsort(-tally, kind="stable")[:most]
        return [self.knowledge.tokens.values[word] for word in order.tolist() if tally[word] > 0]

    def by_chance(self, most: int, learned: Learned) -> Rows:
        """Some of the families, taken by chance, and the same whatever came and went beside them."""
        shared = self.families(learned).shared
        sample = counted.sample_of(shared, most)
        return sample[sampling.lowest(shared.key[sample], most)]

    @property
    def places(self) -> npt.NDArray[np.int64]:
        """For each row when it came, by a number that rises."""
        return self._place.values

    def rows_in_order(self) -> Rows:
        """The rows of the children who stand, in the order in which they came."""
        rows = np.flatnonzero(self._stands.values[self._children.array("household")])
        return rows[np.argsort(self._place.values[rows], kind="stable")].astype(np.int32)

    def records(self) -> Iterator[dict[str, str]]:
        """What is written of the children who stand, in the order in which they came."""
        return (self.record(row) for row in self.rows_in_order().tolist())

    def _counted(self, side: Side, stands: Stands, learned: Learned) -> Counted:
        number = self.knowledge.concepts.number
        named, told = self._concepts
        for word, count in learned.concepts.items():
            at = number(word)
            named = np.pad(named, (0, max(at + 1 - len(named), 0)))
            named[at] += count
        return Counted(
            standing=side.standing,
            shares=self._shared.of_people / max(self._shared.standing, 1),
            bearers={roles: bearers.bearers() for roles, bearers in side.bearers.items()},
            sample=side.sample(stands, SAMPLE * (2 if self.division.peoples > 1 else 1)),
            usual=learned.usual,
            concepts=(named, told + learned.naming),
            relations=self._relations,
        )

    def _family(self, name: str) -> int:
        """The number of a family that stands, -1 if there is none of this name."""
        if not name:
            return -1
        number = self._renamed.get(name)
        if number is None:
            number = self._family_of.get(name)
        return -1 if number is None or number < 0 or not self._stands.values[number] else number

    def _leave(self, family: int) -> list[tuple[int, dict[str, str]]]:
        """Takes a family out, and gives its children with their places in the list."""
        rows = self._members.rows().row(family)
        told = [(int(self._place.values[row]), self.record(row)) for row in rows.tolist()]
        self._count(families.only(self.view(), np.array([family])), -1)
        self._stands.values[family] = False
        self._now = None
        name = _family(told[0][1])
        if name:
            self._renamed[name] = -1
        return told

    def _enter(self, told: Iterable[tuple[int, dict[str, str]]], name: str) -> None:
        """Puts the children of one family behind the others."""
        told = sorted(told, key=lambda one: one[0])
        records = [record for _, record in told]
        columns = {column: [record.get(column, "") for record in records] for column in SOUGHT_COLUMNS}
        read = as_families(_of_one_family(read_facts(ChildList("sought", columns), self.knowledge)), self.knowledge)
        people = self.division.people_of(read.shared, self.knowledge)
        first, family = len(self._children), len(self._stands)
        new = _placed(read, people, self.division.peoples, family, first)
        self._children.extend(new.children)
        self._shared.extend(new.shared)
        self._members.extend(new.members)
        self._place.extend(np.array([place for place, _ in told], dtype=np.int64))
        self._stands.extend(np.ones(1, dtype=bool))
        for column, cells in self.cells.items():
            cells.added.extend(columns[column])
        self._count(new, 1)
        self._moved |= {record["id"]: first + k for k, record in enumerate(records)}
        if name:
            self._renamed[name] = family
        self._now = None

    def _count(self, some: Families, step: int) -> None:
        self._children.count(some.children, step)
        self._shared.count(some.shared, step)
        named, told = self._concepts
        added, telling = counted.concepts_of([some.children], max(len(named), len(self.knowledge.concepts)))
        named = np.pad(named, (0, len(added) - len(named)))
        self._concepts = named + step * added, told + step * telling
        self._relations = self._relations + step * counted.relations_of(some.shared)

    def _named(self, sought: Families) -> Column:
        """What each family is called, empty for a child sought alone."""
        first = sought.members.values[sought.members.start[:-1]]
        names = self.cells["family"].before
        return Column.of(names).take(first).map(lambda name: name if name.strip() else "")


def _family(record: Mapping[str, str]) -> str:
    name = record.get("family", "")
    return name if name.strip() else ""


def _of_one_family(facts: Facts) -> Facts:
    return replace(facts, household=np.zeros(len(facts), dtype=np.int32))


def _placed(read: Families, people: Rows, peoples: int, family: int, first: int) -> Families:
    """A family that was read by itself, as it is numbered among the others."""
    household = np.full(len(read.children), family, dtype=np.int32)
    children = replace(read.children, household=household, people=np.repeat(people, len(household)), peoples=peoples)
    shared = replace(read.shared, household=np.array([family], dtype=np.int32), people=people, peoples=peoples)
    members = Ragged(read.members.start, read.members.values + np.int32(first))
    return Families(children, members, shared)
