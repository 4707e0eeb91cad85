"""A list of children sought that is asked for one child found at a time, and that children come to and leave.

The same comparisons, weights and probabilities as in a run over two lists, but for one group of children found; so
work is done for their words alone, and the list is never gone through.  What a run does beyond that, it does not:
groups do not compete for a child sought, and nothing is learned from who is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from nasab.errors import Problem, WrongUse
from nasab.matching import facts, families, understanding
from nasab.matching.asked import Asked
from nasab.matching.engine import LEARNED_FROM, may_be_matched
from nasab.matching.facts import Knowledge
from nasab.matching.given import Given, as_bits
from nasab.matching.judged_before import JudgedBefore
from nasab.matching.judgements import Judgement, Seen, seen_of
from nasab.matching.learned import Learned, learn_from, nothing
from nasab.matching.near import Near
from nasab.matching.pieces import Piecework
from nasab.matching.results import Candidate, ChildResult, Parameters
from nasab.matching.retrieval import Reach, Search, always_of
from nasab.matching.run import TOP
from nasab.matching.standing import Standing
from nasab.matching.terms import Kept, Terms
from nasab.matching.understanding import Understood
from nasab.records import FOUND_COLUMNS, SOUGHT_COLUMNS, ChildList, Side

__all__ = ["Index"]

Record = Mapping[str, str]

#: Up to so many families all are compared, and nothing can be lost.
FEW: Final = 600

#: The search keeps as many families for each child as a run does with so many children found.
AS_WITH: Final = 5000

#: So many of the commonest words of the list are compared with the list beforehand.
WARM: Final = 8000


class Index:
    """Children sought, ready to be asked for.

    `sought`: the list to begin with.  `found`: children found so far, from whom is learned how facts of one child
    agree, and how often strangers' facts do.  `learned`: what was learned before, in place of that.  `parameters`:
    what to begin with, in place of the shipped ones.

    Children without consent are refused, as in a run (LIST-02).
    """

    def __init__(
        self,
        sought: ChildList | None = None,
        found: ChildList | None = None,
        *,
        learned: Learned | None = None,
        parameters: Parameters | None = None,
        learn: bool = True,
        threads: int = 2,
    ) -> None:
        children = ChildList("sought", {"id": []}) if sought is None else sought
        for some in (children, *([] if found is None else [found])):
            if not may_be_matched(some).all():
                raise WrongUse(Problem("LIST-02", file=some.file))
        self.learned = learned or nothing(parameters)
        self._judged = JudgedBefore()
        self._take(Standing.of(children))
        if found is not None and learned is None:
            self.learn(found, agreement=learn, threads=threads)

    @classmethod
    def of(cls, standing: Standing, learned: Learned, *, reach: Reach | None = None, near: Near | None = None) -> Index:
        """An index of children who are ready (`storing`)."""
        index = cls.__new__(cls)
        index._judged = JudgedBefore()
        index.learned = learned
        index._take(standing, reach, near)
        return index

    @property
    def parts(self) -> tuple[Standing, Near, Reach]:
        """What it is made of (`storing`)."""
        return self._standing, self._near, self._reach

    def _take(self, standing: Standing, reach: Reach | None = None, near: Near | None = None) -> None:
        self._standing = standing
        self._near = near or Near(standing.knowledge.tokens)
        self._reach = reach or Reach.of(standing.view(), len(standing.knowledge.tokens))
        self._kept = Kept(standing.knowledge)

    def __len__(self) -> int:
        """How many children are sought."""
        return len(self._standing)

    def __contains__(self, child: str) -> bool:
        return child in self._standing

    # What changes it.

    def add(self, record: Record) -> None:
        """Takes a child sought in, with its family if others of that family are sought; the latest of an id counts.

        `record`: columns of `records.SOUGHT_COLUMNS`, as `exchange.read` gives them.  Raises `WrongUse`: LIST-02
        (no consent), LIST-04 (an unknown column), INDEX-09 (no id).
        """
        self._standing.put(_checked("sought", record))

    def correct(self, record: Record) -> None:
        """The same for a child that is there.  Raises `WrongUse` also with LIST-03 if it is not."""
        checked = _checked("sought", record)
        self._row(checked["id"])
        self._standing.put(checked)

    def withdraw(self, child: str, side: Side = "sought") -> None:
        """Takes a child out, and what was judged of it; of a child found only that is here.

        Raises `WrongUse` with LIST-03 if no such child is sought.
        """
        if side == "sought":
            self._row(child)
            self._standing.remove(child)
        self._judged.forget(child, side)

    def judge(self, judgement: Judgement) -> None:
        """Takes in what somebody judged of a child found and a child sought."""
        self._judged.add(judgement)

    @property
    def unsettled(self) -> int:
        """How many families have come or changed since the list was read: each is compared with whoever is found."""
        return self._standing.added

    @property
    def is_settled(self) -> bool:
        """Whether nothing has come, changed or gone since the list was read."""
        return self._standing.is_in_order

    def settle(self) -> None:
        """Reads the list anew, as it stands: it takes its time, and then what has come is found as fast as the rest."""
        from nasab.matching.settling import settled

        self._take(settled(self._standing))

    def learn(self, found: ChildList, *, agreement: bool = True, threads: int = 2) -> None:
        """Learns from children found, as a run does; `agreement`: also of how facts of one child agree."""
        both = self._understood(found)
        numbers = np.arange(0, len(both.found), -(-len(both.found) // LEARNED_FROM), dtype=np.int32)
        work = Piecework(both, self._search(both), as_bits(Given(), both))
        self.take_in(learn_from(work, numbers, self.learned.parameters, threads=threads, agreement=agreement))

    def take_in(self, learned: Learned) -> None:
        """Uses what was learned elsewhere in place of what it has learned."""
        self.learned = learned
        self._standing.forget_view()

    def warm(self, most: int = WARM) -> None:
        """Compares the commonest words of the list with all of it, so that the first children need not wait for it."""
        self._near.likeness(self._standing.commonest(most))

    # What it is asked.

    def candidates(self, record: Record, most: int = TOP) -> tuple[Candidate, ...]:
        """Who a child found may be, most probable first, each with its reasons.

        `record`: what is known so far, columns of `records.FOUND_COLUMNS`; any may be missing.
        """
        return self.child(record, most).candidates

    def candidates_of(self, records: Sequence[Record], most: int = TOP) -> tuple[tuple[Candidate, ...], ...]:
        """The same for brothers and sisters found together: for each of them."""
        return tuple(result.candidates for result in self.group(records, most))

    def child(self, record: Record, most: int = TOP) -> ChildResult:
        """Who a child found may be, and how probably it is none of them."""
        return self.group([record], most)[0]

    def group(self, records: Sequence[Record], most: int = TOP, *, ask: bool = False) -> tuple[ChildResult, ...]:
        """The same for each of several brothers and sisters; `ask`: and what to ask next, which takes longer."""
        if not len(self):
            return tuple(ChildResult(child, (), 1.0) for child in _found(records).columns["id"])
        asked = self._asked(records)
        return tuple(asked.result(row, most, ask=ask) for row in range(len(records)))

    def likest(self, record: Record, most: int = TOP) -> tuple[str, ...]:
        """The ids of whom a child found was compared with, the most probable first, also where that is hardly at all.

        For looking further at some of many, never for showing: candidates are those who may be the child.
        """
        return self._asked([record]).likest(0, most) if len(self) else ()

    def explain(self, record: Record, sought_id: str) -> Candidate:
        """One pair with all its reasons, whether or not it is among the candidates; rank 0 if it is not."""
        row = self._row(sought_id)
        return self._asked([record], besides=row).pair(row)

    def seen(self, record: Record, sought_id: str) -> tuple[Seen, ...]:
        """What whoever judges a pair now has before them."""
        return seen_of(reason for reason in self.explain(record, sought_id).reasons if any(reason.written()))

    def _row(self, child: str) -> int:
        row = self._standing.row(child)
        if row < 0:
            raise WrongUse(Problem("LIST-03", value=child[:200]))
        return row

    def _asked(self, records: Sequence[Record], besides: int = -1) -> Asked:
        found = _found(records)
        both = self._understood(found, together=True)
        judged = self._judged.of(found.columns["id"], self._standing.row)
        return Asked(both, self._search(both), self.learned, self._standing, judged, besides)

    def _understood(self, found: ChildList, *, together: bool = False) -> Understood:
        """Children found against the list; their words and values are numbered apart from it."""
        sought = self._standing.knowledge
        knowledge = replace(Knowledge.empty(), concepts=sought.concepts)
        read = facts.read_facts(found, knowledge)
        if together:
            read = replace(read, household=np.zeros(len(read), dtype=np.int32))
        left, right = families.as_families(read, knowledge), self._standing.families(self.learned)
        alike = self._near.likeness(knowledge.tokens.values)
        return understanding.between(left, right, alike, Terms(knowledge, sought, self._kept))

    def _search(self, both: Understood) -> Search:
        size = AS_WITH, len(self)
        exhaustive = FEW * len(both.found)
        return Search(
            both, self.learned.parameters.same, always=always_of(*size), exhaustive=exhaustive, reach=self._reach
        )


def _found(records: Sequence[Record]) -> ChildList:
    """Children found as a list; one without an id is called `?`."""
    checked = [_checked("found", {"id": "?", **record}) for record in records]
    return ChildList("found", {name: [record.get(name, "") for record in checked] for name in FOUND_COLUMNS})


def _checked(side: Side, record: Record) -> dict[str, str]:
    """A record as it can be used."""
    known = SOUGHT_COLUMNS if side == "sought" else FOUND_COLUMNS
    unknown = sorted(set(record) - set(known))
    if unknown:
        raise WrongUse(Problem("LIST-04", column=str(unknown[0])[:200], detail=", ".join(known)))
    child = record.get("id", "")
    if not child.strip():
        raise WrongUse(Problem("INDEX-09", column="id", value=child[:200]))
    told = {name: cell for name, cell in record.items() if cell}
    if not may_be_matched(ChildList(side, {name: [cell] for name, cell in told.items()})).all():
        raise WrongUse(Problem("LIST-02", column="consent", value="" if child == "?" else child[:200]))
    return told
