"""A finished run as the report sees it: two lists, and for each child found what the engine says.

The report asks no more of a run than what stands in `RunLike`, and goes through the results once, in
the order of the list, so that a million children need no more memory than three hundred.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, Protocol

from nasab.columns import RowOf
from nasab.matching import may_be_matched
from nasab.matching.questions import ListQuestion
from nasab.matching.results import ChildResult, Parameters, Summary, Together
from nasab.records import ChildList
from nasab.report.words import LOOK_AT, PROBABLE

__all__ = ["FIRST", "MOST_CHILDREN", "Facts", "RunLike", "Tally", "permitted"]

FIRST: Final = 40
"""How many children the terminal shows."""

MOST_CHILDREN: Final = 300
"""Children shown in full: about as many as a person can go through, and a page can hold."""

RIVALS: Final = 5
"""How many other children found are named beside a candidate."""


class RunLike(Protocol):
    """What a run must offer to be reported.

    `results` holds one `ChildResult` per child found that was compared, in the order of the list;
    it may be made anew at each access.
    """

    @property
    def found(self) -> ChildList:
        """The children found."""

    @property
    def sought(self) -> ChildList:
        """The children sought."""

    @property
    def results(self) -> Sequence[ChildResult]:
        """What is said of each child found, in list order."""

    @property
    def summary(self) -> Summary:
        """How the run went."""

    @property
    def parameters(self) -> Parameters:
        """What the engine believed."""

    def ask_list(self, most: int = 5) -> Sequence[ListQuestion]:
        """What to ask several children for."""


class Facts:
    """What is written about the children of one list, by their number.

    Where a child is now is never shown: it is no evidence, and the report may be passed on.
    `withheld` are the children for whom consent was refused.
    """

    hidden = frozenset({"id", "place_now", "consent"})

    def __init__(self, children: ChildList) -> None:
        self._columns = children.columns
        withheld = (~may_be_matched(children)).nonzero()[0]
        self.withheld = frozenset(children.columns["id"][row] for row in withheld.tolist())
        self._last: tuple[str, int | None] = ("", None)  # a child is asked for column by column

    @cached_property
    def _rows(self) -> RowOf:
        return RowOf(self._columns["id"])

    def has(self, column: str) -> bool:
        """Whether the list has such a column and it may be shown."""
        return column in self._columns and column not in self.hidden

    def value(self, child: str, column: str) -> str:
        """What is written of a child in a column; empty if nothing is."""
        if not self.has(column):
            return ""
        if child != self._last[0]:
            self._last = child, self._rows.get(child)
        row = self._last[1]
        if row is None:
            return ""
        return self._columns[column][row].strip()

    def name(self, child: str) -> str:
        """What the child is called, or else another of its names, or nothing."""
        return self.value(child, "name") or self.value(child, "other_names")


def permitted(results: Iterable[ChildResult], found: Facts, sought: Facts) -> Iterator[ChildResult]:
    """The results without any child for whom consent was refused.

    The engine leaves such children out; this is the second lock on the same door.
    """
    for result in results:
        if result.found_id in found.withheld:
            continue
        if sought.withheld or found.withheld:
            result = replace(
                result,
                candidates=tuple(one for one in result.candidates if one.sought_id not in sought.withheld),
                possible_duplicates=tuple(one for one in result.possible_duplicates if one[0] not in found.withheld),
                together=_permitted(result.together, found, sought),
            )
        yield result


def _permitted(together: Together | None, found: Facts, sought: Facts) -> Together | None:
    """The same without brothers and sisters for whom consent was refused; nothing if no other is left."""
    if together is None:
        return None
    others = tuple(one for one in together.brothers_and_sisters if one not in found.withheld)
    wanted = tuple(one for one in together.sought_ids if one not in sought.withheld)
    return replace(together, brothers_and_sisters=others, sought_ids=wanted) if others and wanted else None


@dataclass(slots=True)
class Tally:
    """What is counted while the results go by; it does not grow with the lists.

    `returned`: pairs that were judged not the same and came back.  `rivals`: for each child sought that is a candidate
    worth looking at of a child shown in full, the first children found of which it is one.  `first`: the first
    children of the list, for the terminal.
    """

    children: int = 0
    probable: int = 0
    possible: int = 0
    none: int = 0
    on_no_list: float = 0.0
    returned: int = 0
    rivals: dict[str, list[tuple[str, float]]] = field(default_factory=dict)
    first: list[ChildResult] = field(default_factory=list)

    def add(self, result: ChildResult) -> None:
        """Count one child."""
        best = result.best.probability if result.best else 0.0
        self.children += 1
        self.probable += best >= PROBABLE
        self.possible += LOOK_AT <= best < PROBABLE
        self.none += best < LOOK_AT
        self.on_no_list += result.probability_on_no_list
        if len(self.first) < FIRST:
            self.first.append(result)
        is_shown = self.probable + self.possible <= MOST_CHILDREN
        for candidate in result.candidates:
            self.returned += candidate.returned is not None
            if candidate.probability >= LOOK_AT and (is_shown or candidate.sought_id in self.rivals):
                rivals = self.rivals.setdefault(candidate.sought_id, [])
                if len(rivals) <= RIVALS:  # one of them is the child itself
                    rivals.append((result.found_id, candidate.probability))

    def rivals_of(self, found_id: str, sought_id: str) -> list[tuple[str, float]]:
        """The first other children found who may be the same child sought, in list order."""
        return [(other, chance) for other, chance in self.rivals.get(sought_id, ()) if other != found_id][:RIVALS]
