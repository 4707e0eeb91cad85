"""A family put together from what people say: "Zaira is the father's mother of Bilal".

Each statement is a path; people on it who are not named are there all the same (the father between the boy and his
father's mother).  A person has one mother and one father, so that several statements meet: the father of whom one
speaks is the son of whom another speaks.  What cannot be, a man who is a mother, somebody who is their own ancestor,
is refused with the name at which it is seen; what the words leave open is left out and said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import cast

from nasab import texts
from nasab.errors import Problem, WrongUse
from nasab.kinship.pedigree import YOUNGEST_PARENT, Member, Person, Sex
from nasab.kinship.relations import Kin

__all__ = ["Family", "Statement", "check_ages", "compose"]


@dataclass(frozen=True, slots=True)
class Statement:
    """`person` is the `kin` of `other`."""

    person: str
    kin: Kin
    other: str


@dataclass(frozen=True, slots=True)
class Family:
    """People with their parents, in the order in which they were spoken of; those not named have ids like `?1`.

    `couples` are husbands and wives of whom no common child is spoken, `twins` are born together (`identical`: of one
    egg).  `open_` are statements that say too little to be placed, or no kinship of blood or marriage.
    """

    members: tuple[Member, ...]
    couples: tuple[tuple[str, str], ...] = ()
    twins: tuple[tuple[str, ...], ...] = ()
    identical: tuple[tuple[str, ...], ...] = ()
    open_: tuple[Statement, ...] = ()

    def left_open(self, language: texts.Language = "en") -> tuple[Problem, ...]:
        """RELATION-05 for each person of blood whom the words do not place: through whom was not said."""
        return tuple(
            Problem("RELATION-05", value=one.person[:200], detail=one.kin.say(language))
            for one in self.open_
            if one.kin.is_of_blood
        )


def compose(statements: Sequence[Statement], sexes: Mapping[str, str] | None = None) -> Family:
    """The family of which all the statements are true.

    `sexes`: those of people by name, where they are known.  `WrongUse`: RELATION-02 (a man and a woman), RELATION-03
    (two fathers), RELATION-04 (their own ancestor), each with the person as its value.
    """
    tree = _Tree()
    for name in dict.fromkeys(name for one in statements for name in (one.other, one.person)):
        tree.named(name)
    for name, sex in (sexes or {}).items():
        tree.is_of(tree.named(name), sex)
    for one in statements:
        if one.kin.sex:
            tree.is_of(tree.named(one.person), one.kin.sex)
    left, before = list(statements), -1
    while len(left) != before:  # of whom somebody is the son may become known by another statement
        before = len(left)
        for one in tuple(left):
            if one.kin.has_known_side and tree.may_follow(tree.named(one.other), one.kin.path):
                tree.follow(tree.named(one.other), one.kin.path, tree.named(one.person))
                left.remove(one)
    return tree.family(tuple(left))


def check_ages(members: Sequence[Person], born: Mapping[str, tuple[float, float]]) -> None:
    """That every parent can have been old enough.

    `born`: for people whose age is known the earliest and the latest year of birth.  `WrongUse` with RELATION-06 and
    the parent as its value, if even the earliest birth of the parent is less than `YOUNGEST_PARENT` years before the
    latest of the child.
    """
    for child in members:
        for parent in (child.father, child.mother):
            if parent is None or parent not in born or child.id not in born:
                continue
            if born[child.id][1] - born[parent][0] < YOUNGEST_PARENT:
                raise WrongUse(Problem("RELATION-06", value=parent, detail=f"{YOUNGEST_PARENT:g}"))


class _Tree:
    """People as numbers, of whom two may turn out to be one (a union-find that keeps parents, sex and name)."""

    def __init__(self) -> None:
        self._one: list[int] = []
        self._name: list[str] = []
        self._sex: list[str | None] = []
        self._parent: dict[str, list[int | None]] = {"F": [], "M": []}
        self._by_name: dict[str, int] = {}
        self._couples: list[tuple[int, int]] = []
        self._twins: list[tuple[int, int, bool]] = []
        self._halves: list[tuple[int, int, str]] = []

    def named(self, name: str) -> int:
        """The person of that name."""
        if name not in self._by_name:
            self._by_name[name] = self._new(name)
        return self._root(self._by_name[name])

    def is_of(self, person: int, sex: str) -> None:
        """Say of which sex somebody is."""
        person = self._root(person)
        if self._sex[person] not in (None, sex):
            raise WrongUse(Problem("RELATION-02", value=self._shown(person), detail="M, F"))
        self._sex[person] = sex

    def may_follow(self, start: int, path: Sequence[str]) -> bool:
        """Whether the path says enough: a child is placed under its mother or its father, so it must be known which."""
        sex = self._sex[self._root(start)]
        for step in path:
            if step in ("s", "d", "c") and sex is None:
                return False
            sex = "F" if step[-1] in "MdZW" else "M" if step[-1] in "FsBH" else None
        return True

    def follow(self, start: int, path: Sequence[str], end: int) -> None:
        """Make the path lead from one person to the other, with people between them as needed."""
        here = start
        for at, step in enumerate(path):
            here = self._step(self._root(here), step, self._root(end) if at == len(path) - 1 else None)
        self._unite(here, end)

    def family(self, left: tuple[Statement, ...]) -> Family:
        """All as plain members."""
        self._check_twins()
        self._check_halves()
        roots = list(dict.fromkeys(self._root(one) for one in range(len(self._one))))
        self._check_ancestors(roots)
        unnamed = (f"?{number}" for number in count(1) if f"?{number}" not in self._by_name)
        ids = {root: self._name[root] or next(unnamed) for root in roots}
        fathers, mothers = self._parent["F"], self._parent["M"]
        members = tuple(
            Member(
                ids[root],
                cast("Sex", self._sex[root] or ""),
                self._id(fathers[root], ids),
                self._id(mothers[root], ids),
            )
            for root in roots
        )
        together = {(member.father, member.mother) for member in members}
        couples = {self._pair(a, b, ids) for a, b in self._couples}
        twins = list(self._sets([(a, b) for a, b, _ in self._twins], ids))
        same = list(self._sets([(a, b) for a, b, identical in self._twins if identical], ids))
        return Family(members, tuple(sorted(couples - together)), tuple(twins), tuple(same), left)

    def _step(self, here: int, step: str, end: int | None) -> int:
        if step in "FM":
            return self._parent_of(here, step)
        if step in ("s", "d", "c"):
            child = self._new("") if end is None else end
            if sex := {"s": "M", "d": "F"}.get(step):
                self.is_of(child, sex)
            self._unite(self._parent_of(child, "F" if self._sex[here] == "M" else "M"), here)
            return child
        if step in ("H", "W"):
            other = self._new("") if end is None else end
            self.is_of(other, "M" if step == "H" else "F")
            self.is_of(here, "F" if step == "H" else "M")
            self._couples.append((here, other))
            return other
        return self._sibling(here, step, self._new("") if end is None else end)

    def _sibling(self, here: int, step: str, other: int) -> int:
        if sex := {"s": "M", "B": "M", "d": "F", "Z": "F"}.get(step[-1]):
            self.is_of(other, sex)
        for side in "FM" if "+" not in step else step[0]:
            self._unite(self._parent_of(here, side), self._parent_of(other, side))
        if "+" in step:
            self._halves.append((here, other, "M" if step[0] == "F" else "F"))
        elif step[0] in "TI":
            self._twins.append((here, other, step[0] == "I"))
        return other

    def _new(self, name: str) -> int:
        self._one.append(len(self._one))
        self._name.append(name)
        self._sex.append(None)
        for of in self._parent.values():
            of.append(None)
        return len(self._one) - 1

    def _root(self, person: int) -> int:
        while self._one[person] != person:
            person = self._one[person]
        return person

    def _parent_of(self, person: int, side: str) -> int:
        person = self._root(person)
        parent = self._parent[side][person]
        if parent is None:
            parent = self._parent[side][person] = self._new("")
            self.is_of(parent, "M" if side == "F" else "F")
        return self._root(parent)

    def _unite(self, a: int, b: int) -> None:
        """Two who are one: their names, sexes and parents have to be one too."""
        todo = [(a, b)]
        while todo:
            a, b = map(self._root, todo.pop())
            if a == b:
                continue
            if self._name[a] and self._name[b]:
                shown = f"{self._name[a]}, {self._name[b]}"
                raise WrongUse(Problem("RELATION-03", value=self._shown(a), detail=shown))
            first, second = (a, b) if self._name[a] or not self._name[b] else (b, a)
            if (sex := self._sex[second]) is not None:
                self.is_of(first, sex)
            self._one[second] = first
            for parents in self._parent.values():
                mine, theirs = parents[first], parents[second]
                if mine is None:
                    parents[first] = theirs
                elif theirs is not None:
                    todo.append((mine, theirs))

    def _check_twins(self) -> None:
        """Identical twins are of one sex: what is known of one is known of the other."""
        for a, b, identical in self._twins:
            for one, twin in ((a, b), (b, a)):
                if identical and (sex := self._sex[self._root(one)]) is not None:
                    self.is_of(twin, sex)

    def _check_halves(self) -> None:
        """A half-brother by the father has another mother: where both mothers are one, it is no half-brother."""
        for a, b, side in self._halves:
            parents = [self._parent[side][self._root(one)] for one in (a, b)]
            if None not in parents and len({self._root(one) for one in parents if one is not None}) == 1:
                raise WrongUse(Problem("RELATION-03", value=self._shown(b), detail=self._shown(a)))

    def _check_ancestors(self, roots: Sequence[int]) -> None:
        done: set[int] = set()
        for root in roots:
            trail: list[tuple[int, Iterator[int]]] = [(root, self._parents(root))]
            above = {root}
            while trail:
                person, left = trail[-1]
                parent = next(left, None)
                if parent is None:
                    done.add(person)
                    above.discard(person)
                    trail.pop()
                elif parent in above:
                    named = next((one for one in [parent, *above] if self._name[one]), parent)
                    raise WrongUse(Problem("RELATION-04", value=self._shown(named)))
                elif parent not in done:
                    above.add(parent)
                    trail.append((parent, self._parents(parent)))

    def _parents(self, person: int) -> Iterator[int]:
        return iter([self._root(one) for of in self._parent.values() if (one := of[person]) is not None])

    def _id(self, person: int | None, ids: Mapping[int, str]) -> str | None:
        return None if person is None else ids[self._root(person)]

    def _pair(self, a: int, b: int, ids: Mapping[int, str]) -> tuple[str, str]:
        a, b = self._root(a), self._root(b)
        return (ids[a], ids[b]) if self._sex[a] == "M" else (ids[b], ids[a])

    def _sets(self, pairs: Sequence[tuple[int, int]], ids: Mapping[int, str]) -> Iterator[tuple[str, ...]]:
        groups: list[set[str]] = []
        for a, b in pairs:
            both = {ids[self._root(a)], ids[self._root(b)]}
            near = [group for group in groups if group & both]
            groups = [group for group in groups if not group & both] + [both.union(*near)]
        yield from (tuple(sorted(group)) for group in groups if len(group) > 1)

    def _shown(self, person: int) -> str:
        return (self._name[self._root(person)] or "?")[:200]
