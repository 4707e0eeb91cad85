"""A family as a graph: who is whose child, checked before anything is computed from it.

A pedigree is a list of members, each with a sex and perhaps a father and a mother who are members too.  Cousins may
marry, a man may have children with two sisters: loops are allowed.  What cannot be is refused with a message: a mother
who is a man, a person who is their own ancestor, a father younger than his child.  A wrong family gives a wrong number
that looks right, so nothing is guessed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal, Protocol, cast

import numpy as np
import numpy.typing as npt

from nasab.errors import Problem, WrongUse

__all__ = ["YOUNGEST_PARENT", "Member", "Pedigree", "Person", "Sex"]

Sex = Literal["M", "F", ""]

#: Years a parent is older than a child, at least.
YOUNGEST_PARENT: Final = 10.0


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a family; `born` is a year, such as 1985.5, and `sex` is "" where it is not known."""

    id: str
    sex: Sex = ""
    father: str | None = None
    mother: str | None = None
    born: float | None = None


class Person(Protocol):
    """Somebody in a family tree, as far as putting together, drawing and weighing need it: parents by their ids."""

    @property
    def id(self) -> str:
        """The name that stands for this person."""

    @property
    def sex(self) -> str | None:
        """`M`, `F`, or "" or None for not known."""

    @property
    def father(self) -> str | None:
        """The id of the father."""

    @property
    def mother(self) -> str | None:
        """The id of the mother."""


class Pedigree:
    """A family: its members, and who of them are one person's copies (identical twins, or two samples of one person).

    A parent who is not named is unknown: the allele that would come from them is drawn from the population.
    Raises `WrongUse`: KIN-01 an id twice, KIN-02 a parent who is no member, KIN-03 a sex that does not fit, KIN-04 own
    ancestor, KIN-05 ages that do not fit, KIN-06 identical persons who cannot be.
    """

    def __init__(self, members: Iterable[Person], identical: Iterable[Iterable[str]] = ()) -> None:
        self.members: tuple[Member, ...] = tuple(
            m if isinstance(m, Member) else Member(m.id, cast("Sex", m.sex or ""), m.father, m.mother) for m in members
        )
        self.place: dict[str, int] = {}
        for k, member in enumerate(self.members):
            if member.id in self.place:
                raise WrongUse(Problem("KIN-01", value=member.id))
            self.place[member.id] = k
        self._check_parents()
        self.order: tuple[int, ...] = self._sorted()
        self.identical: tuple[tuple[str, ...], ...] = self._groups(identical)

    def __contains__(self, person: object) -> bool:
        return person in self.place

    def __getitem__(self, person: str) -> Member:
        return self.members[self.place[person]]

    def __len__(self) -> int:
        return len(self.members)

    @cached_property
    def father(self) -> npt.NDArray[np.int64]:
        """The place of each member's father, -1 if unknown."""
        return np.array([self.place.get(m.father or "", -1) for m in self.members], dtype=np.int64)

    @cached_property
    def mother(self) -> npt.NDArray[np.int64]:
        """The place of each member's mother, -1 if unknown."""
        return np.array([self.place.get(m.mother or "", -1) for m in self.members], dtype=np.int64)

    @cached_property
    def is_male(self) -> npt.NDArray[np.int64]:
        """1 for a man, 0 for a woman, -1 if not known; a father is a man even if nobody wrote it down."""
        out = np.array([{"M": 1, "F": 0}.get(m.sex, -1) for m in self.members], dtype=np.int64)
        out[self.father[self.father >= 0]] = 1
        out[self.mother[self.mother >= 0]] = 0
        return out

    def children_of(self, person: str) -> list[str]:
        """Ids of the children a member has here."""
        return [m.id for m in self.members if person in (m.father, m.mother)]

    def is_founder(self, person: str) -> bool:
        """Whether neither parent is known."""
        return self[person].father is None and self[person].mother is None

    def ancestors(self, person: str) -> set[str]:
        """All members a person descends from."""
        seen: set[str] = set()
        open_ = [person]
        while open_:
            member = self[open_.pop()]
            for parent in (member.father, member.mother):
                if parent is not None and parent not in seen:
                    seen.add(parent)
                    open_.append(parent)
        return seen

    def merged(self) -> tuple[Pedigree, dict[str, str]]:
        """The family with identical persons as one, and by whose id each of them goes.

        Raises `WrongUse`: KIN-04 if somebody becomes their own ancestor by it.
        """
        if not self.identical:
            return self, {m.id: m.id for m in self.members}
        goes_by = {m.id: m.id for m in self.members}
        for group in self.identical:
            goes_by.update(dict.fromkeys(group, group[0]))
        one: dict[str, Member] = {}
        for m in self.members:
            known = one.get(goes_by[m.id], Member(goes_by[m.id]))
            one[known.id] = Member(
                known.id,
                known.sex or m.sex,
                known.father or (m.father and goes_by[m.father]),
                known.mother or (m.mother and goes_by[m.mother]),
                m.born if known.born is None else known.born,
            )
        return Pedigree(one.values()), goes_by

    def with_members(self, *more: Member) -> Pedigree:
        """The family with persons added."""
        return Pedigree((*self.members, *more), self.identical)

    def without(self, gone: Iterable[str]) -> Pedigree:
        """The family without some persons; their children lose a parent."""
        out = set(gone)
        kept = [
            replace(m, father=None if m.father in out else m.father, mother=None if m.mother in out else m.mother)
            for m in self.members
            if m.id not in out
        ]
        return Pedigree(kept, [[p for p in group if p not in out] for group in self.identical])

    def renamed(self, names: Mapping[str, str]) -> Pedigree:
        """The family with other ids: `{"MP": "POI"}` puts the person of interest into the missing person's place."""

        def name(person: str | None) -> str | None:
            return None if person is None else names.get(person, person)

        members = [
            replace(m, id=names.get(m.id, m.id), father=name(m.father), mother=name(m.mother)) for m in self.members
        ]
        return Pedigree(members, [[names.get(p, p) for p in group] for group in self.identical])

    def pruned(self, typed: Iterable[str]) -> Pedigree:
        """The family as Familias computes it (convention `familias_pruned`).

        Untyped persons without children, and untyped founders with at most one child, are taken out again and again.
        A child so left without a parent draws a population allele instead of a mutated founder's.  It differs from the
        family as drawn only under mutation models that are not stationary.
        """
        here: Pedigree = self
        kept = {person for group in self.identical for person in group} | set(typed)
        while True:
            gone = [
                m.id
                for m in here.members
                if m.id not in kept
                and (len(children := here.children_of(m.id)) == 0 or (len(children) == 1 and here.is_founder(m.id)))
            ]
            if not gone:
                return here
            here = here.without(gone)

    def _check_parents(self) -> None:
        fathers = {m.father for m in self.members if m.father is not None}
        mothers = {m.mother for m in self.members if m.mother is not None}
        for member in self.members:
            if member.sex not in ("M", "F", ""):
                raise WrongUse(Problem("KIN-03", value=member.id, detail=str(member.sex)[:20]))
            for parent in (member.father, member.mother):
                if parent is not None and parent not in self.place:
                    raise WrongUse(Problem("KIN-02", value=member.id, detail=parent))
                if parent is not None and parent != member.id:
                    elder = self[parent].born
                    if elder is not None and member.born is not None and member.born - elder < YOUNGEST_PARENT:
                        raise WrongUse(Problem("KIN-05", value=member.id, detail=parent))
        for member in self.members:
            as_father, as_mother = member.id in fathers, member.id in mothers
            if (as_father and (as_mother or member.sex == "F")) or (as_mother and member.sex == "M"):
                raise WrongUse(Problem("KIN-03", value=member.id, detail=member.sex or "?"))

    def _sorted(self) -> tuple[int, ...]:
        """Places with parents before children.  Raises `WrongUse`: KIN-04."""
        left = [sum(parent is not None for parent in {m.father, m.mother}) for m in self.members]
        below: dict[str, list[int]] = {}
        for k, member in enumerate(self.members):
            for parent in {member.father, member.mother} - {None}:
                below.setdefault(str(parent), []).append(k)
        ready = [k for k, count in enumerate(left) if count == 0]
        out: list[int] = []
        while ready:
            k = ready.pop(0)
            out.append(k)
            for child in below.get(self.members[k].id, ()):
                left[child] -= 1
                if left[child] == 0:
                    ready.append(child)
        if len(out) < len(self.members):
            stuck = next(m.id for m in self.members if left[self.place[m.id]] and self._descends_from_self(m.id))
            raise WrongUse(Problem("KIN-04", value=stuck))
        return tuple(out)

    def _descends_from_self(self, person: str) -> bool:
        return person in self.ancestors(person)

    def _groups(self, identical: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
        groups: list[set[str]] = []
        for told in identical:
            group = set(told)
            for other in [g for g in groups if g & group]:
                groups.remove(other)
                group |= other
            groups.append(group)
        out = [tuple(sorted(group)) for group in groups if len(group) > 1]
        for group_ in out:
            self._check_identical(group_)
        return tuple(sorted(out))

    def _check_identical(self, group: Sequence[str]) -> None:
        for person in group:
            if person not in self.place:
                raise WrongUse(Problem("KIN-06", value=person, detail=", ".join(group)))
        sexes = {self[person].sex for person in group} - {""}
        parents = [{getattr(self[person], side) for person in group} - {None} for side in ("father", "mother")]
        if len(sexes) > 1 or any(len(told) > 1 for told in parents):
            raise WrongUse(Problem("KIN-06", value=group[0], detail=", ".join(group)))
        for person in group:
            if self.ancestors(person) & set(group):
                raise WrongUse(Problem("KIN-06", value=person, detail=", ".join(group)))
