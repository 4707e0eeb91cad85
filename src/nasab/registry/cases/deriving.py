"""What a record is today: which statements stand, which contradict one another, and the row that the engine reads.

A statement stands unless another corrects it or takes it back.  Where several stand that say different things, the
surest and then the latest is shown first, and all are handed to the engine where its list takes several values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from nasab.registry.cases.models import CERTAINTIES, Statement

__all__ = ["Stated", "facts_of", "record_of"]

#: Facts of which a list's cell takes one value only; of the others it takes several, with `;` between.
ONE: Final = frozenset({"sex", "age", "birth_date", "as_of", "found_date", "last_seen_date", "relation", "place_now"})

_SURE: Final[Mapping[str, int]] = {certainty: -number for number, certainty in enumerate(CERTAINTIES)}


@dataclass(frozen=True, slots=True)
class Stated:
    """What stands of one fact: statements, the surest and latest first, and what they were before.

    `is_contradicted`: several stand and say different things, or one denies what another says.  `is_asked`: it was
    asked and not told, and nothing else is known.
    """

    fact: str
    standing: tuple[Statement, ...]
    former: tuple[Statement, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """The different values that stand, first what is shown first."""
        return tuple(dict.fromkeys(one.value.strip() for one in self.held))

    @property
    def held(self) -> tuple[Statement, ...]:
        """What is told and holds: whoever denied it was less sure, or as sure and earlier."""
        first: dict[str, str] = {}
        for one in self.standing:
            if one.answer in ("told", "denied"):
                first.setdefault(one.same_as, one.answer)
        return tuple(one for one in self.standing if one.answer == "told" and first[one.same_as] == "told")

    @property
    def is_contradicted(self) -> bool:
        """Whether witnesses disagree."""
        told, denied = ({one.same_as for one in self.standing if one.answer == answer} for answer in ("told", "denied"))
        return len(told) > 1 or bool(told & denied)

    @property
    def is_asked(self) -> bool:
        """Whether it was asked, and nobody told."""
        return bool(self.standing) and all(one.answer == "not_told" for one in self.standing)


def facts_of(statements: Iterable[Statement]) -> dict[str, Stated]:
    """The statements of one file by fact."""
    told: dict[str, list[Statement]] = defaultdict(list)
    for one in statements:
        told[one.fact].append(one)
    return {fact: _stated(fact, group) for fact, group in told.items()}


def record_of(facts: Mapping[str, Stated], columns: Sequence[str]) -> dict[str, str]:
    """The row of a list (`nasab.records`) that these facts make; what is unknown is absent."""
    cells: dict[str, str] = {}
    for column in columns:
        values = facts[column].values if column in facts else ()
        if values:
            cells[column] = values[0] if column in ONE else "; ".join(values)
    if "name" in cells:  # other names by which witnesses know the child are other names, not one long name
        first, *others = facts["name"].values
        cells["name"] = first
        if others:
            cells["other_names"] = "; ".join(filter(None, [*others, cells.get("other_names", "")]))
    if "sex" in facts and facts["sex"].is_contradicted:
        cells.pop("sex", None)  # witnesses disagree: unknown
    return cells


def _stated(fact: str, statements: list[Statement]) -> Stated:
    corrected = {one.corrects_id for one in statements if one.corrects_id}
    ordered = sorted(statements, key=lambda one: (_SURE.get(one.certainty, -1.5), one.version), reverse=True)
    standing = tuple(one for one in ordered if one.id not in corrected and one.answer != "taken_back")
    return Stated(fact, standing, tuple(one for one in ordered if one not in standing))
