"""Children found together: saying that they are, and what a group looks like with all that its children tell.

That children belong together is a statement like any other: somebody said it, to somebody, more or less sure; another
may say that it is not so.  It stands in the file of each child.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from nasab import names
from nasab.errors import NasabError, Problem
from nasab.registry.access.policy import Actor, may
from nasab.registry.audit.gate import allow
from nasab.registry.cases.models import Child, FoundGroup, Statement
from nasab.registry.cases.numbers import normal_number
from nasab.registry.cases.selectors import FactView, FileView, Reason, open_file, visible_children
from nasab.registry.cases.services import Told, open_group, state

__all__ = ["COMPARED", "GroupView", "Row", "open_together", "say_together"]

#: What brothers and sisters have in common, and what is asked of each apart.
COMPARED: Final = (
    "father", "father_alias", "mother", "mother_alias", "siblings", "relatives", "origin", "languages", "found_place",
    "found_date",
)  # fmt: skip
_NAMES: Final = frozenset({"father", "father_alias", "mother", "mother_alias"})
_EACH_ITS_OWN: Final = frozenset({"siblings", "relatives"})
_BETWEEN: Final = re.compile(r"[;,؛،\n]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One fact, as each child of the group tells it."""

    fact: str
    told: tuple[FactView, ...]

    @property
    def differs(self) -> bool:
        """Whether two of them that may be read speak of different people, places or languages.

        Names are compared as names, in any script.  Of brothers and sisters each child names others.
        """
        if self.fact in _EACH_ITS_OWN:
            return False
        told = [one.values for one in self.told if one.stated is not None and one.values]
        return any(not _meet(self.fact, one, other) for one, other in combinations(told, 2))


@dataclass(frozen=True, slots=True)
class GroupView:
    """Children found together, as this reader may see them; whoever is out of reach is not among them."""

    group: FoundGroup
    files: tuple[FileView, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """What they tell, beside one another; what none of them tells is left out."""
        rows = (Row(fact, tuple(file.fact(fact) for file in self.files)) for fact in COMPARED)
        return tuple(row for row in rows if any(one.is_known for one in row.told))

    @property
    def belonging(self) -> tuple[tuple[FileView, FactView], ...]:
        """Who says of each child that it belongs here, or does not."""
        return tuple((file, file.fact("together")) for file in self.files)


def say_together(child: Child, number: str, *, by: Actor, told: Told, version: int | None = None) -> FoundGroup:
    """Somebody says that a child belongs with another (by its number, or their group's), or that it does not.

    Raises `NasabError` with CASE-05 if there is no such child or group in the child's agency and the reader's reach,
    with CASE-06 if what is denied was never said.
    """
    allow(by, "child.state", child.subject)
    group, other = _meant(child, number, by)
    if group is None and other is None:
        raise NasabError(Problem("CASE-05", value=number[:20]))
    if group is None and told.answer == "denied":
        raise NasabError(Problem("CASE-06", value=number[:20]))
    if group is None and other is not None:  # asked before the transaction, which would take a refusal's record back
        allow(by, "child.create", agency=other.agency_id)
        allow(by, "child.state", other.subject)
    with transaction.atomic():
        if group is None and other is not None:
            group = _group_of(other, by=by, witness=replace(told, value=told.value or child.number))
        assert group is not None
        state(child, replace(told, of_group=group, value=told.value or number), by=by, version=version)
    return group


def open_together(
    group_id: UUID, *, by: Actor, reason_for: Callable[[UUID], Reason | None] = lambda _: None, ask: bool = False
) -> GroupView:
    """Opens a group: every file of it that is in reach is read, and each look recorded.

    `reason_for`: why somebody opens a file; that of the first counts for all.  With `ask`, `ReasonNeeded` is raised
    where the first is not their own and there is none.  Raises `Refused` if no file is in reach; a group that is not
    there: `DoesNotExist`.
    """
    group = FoundGroup.objects.get(pk=group_id)
    named = Statement.objects.filter(of_group=group, corrections=None).exclude(answer="taken_back").values("child")
    children = list(Child.objects.filter(Q(group=group) | Q(pk__in=named)).order_by("number"))
    reached = [one for one in children if may(by, "child.read", one.subject)]
    if not reached:
        if not children:
            raise FoundGroup.DoesNotExist
        allow(by, "child.read", children[0].subject)
    reason = reason_for(reached[0].pk)
    files = [open_file(one.pk, by=by, reason=reason, ask=ask and one is reached[0]) for one in reached]
    return GroupView(group, tuple(files))


def _meant(child: Child, number: str, by: Actor) -> tuple[FoundGroup | None, Child | None]:
    wanted = normal_number(number)
    if wanted.startswith("G"):
        return FoundGroup.objects.filter(number=wanted, agency=child.agency_id).first(), None
    others = visible_children(by, "found").filter(number=wanted, agency=child.agency_id).exclude(pk=child.pk)
    other = others.first()
    return (other.group if other is not None else None), other


def _group_of(child: Child, *, by: Actor, witness: Told) -> FoundGroup:
    """A group with a child that was alone so far, by the word of the same witness."""
    group = open_group(by=by, agency=child.agency_id)
    state(child, replace(witness, of_group=group), by=by)
    return group


def _meet(fact: str, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether what two children tell of a fact can be the same."""
    if fact in _NAMES:
        return any(names.weight(first, second) > 0 for first, second in product(one, other))
    parts = [{part.strip().casefold() for value in side for part in _BETWEEN.split(value)} for side in (one, other)]
    return bool(parts[0] & parts[1])
