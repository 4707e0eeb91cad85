"""Several children in the places of one family at once: what their DNA says together, which is not the sum of each.

Two children who each fit a grandmother may be brothers or may not; that they are like one another counts as well, and
the grandmother's alleles count once.  So for each way to put children into places the whole family is weighed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Final

import numpy as np
import numpy.typing as npt

from nasab.errors import Problem, WrongUse
from nasab.kinship.among import pairs as pairs_among
from nasab.kinship.evidence import Evidence
from nasab.kinship.pedigree import Member, Pedigree
from nasab.kinship.places import Place, Siblings, Together
from nasab.kinship.search import Search

__all__ = ["MOST_SETS", "MOST_WAYS", "Claims", "Jointly", "OfFamily", "all_ways", "claims_of", "of_one_couple"]

#: More ways to put all of some children into places than this are not gone through.
MOST_WAYS: Final = 120

#: More sets of children in the places of one family than this are refused: they would take hours.
MOST_SETS: Final = 200_000

#: log10 of the ratio from which on two children are looked at as siblings of no family here, and how many at a time.
LEAST_SIBLINGS: Final = 2.0
MOST_SIBLINGS: Final = 5

_LOG2_10: Final = math.log2(10)


@dataclass(frozen=True, slots=True)
class Jointly:
    """A way to put children into the places of a family: log10 of its ratio to children unrelated to all of it.

    `apart`: the sum of what each says by itself of its place; `among`: what they say of one another, if they are to
    one another what the family says and none of its relatives is theirs.
    """

    places: Mapping[str, str]
    log10: float
    apart: float
    among: float

    @property
    def beyond(self) -> float:
        """log10 of what they say together of the family, where it is known what they are to one another."""
        return self.log10 - self.among


class OfFamily:
    """A family of a search with all its children at hand, to be weighed with any of them in its places."""

    def __init__(self, search: Search, family: str, theta: float = 0.0) -> None:
        self.family = search.families[family]
        self._theta = theta
        self._sex = {child.id: child.sex for child in search.children}
        self._named = {c: c if c not in self.family.pedigree else f"{c}*" for c in self._sex}
        genotypes = {person: told for person, told in self.family.genotypes.items() if person not in self.missing}
        dropping = dict(self.family.drop_out)
        for child in search.children:
            genotypes[self._named[child.id]] = child.genotypes
            if child.drop_out is not None:
                dropping[self._named[child.id]] = child.drop_out
        self._evidence = Evidence(search.loci, genotypes, dropping)
        self._alone: dict[str, float] = {}
        self._empty: dict[frozenset[str], float] = {}

    @property
    def missing(self) -> tuple[str, ...]:
        """The places of the family."""
        return self.family.missing

    def fits(self, child: str, place: str) -> bool:
        """Whether the sexes allow it."""
        one, other = self._sex[child], self.family.pedigree[place].sex
        return not one or not other or one == other

    def log10(self, places: Mapping[str, str], among: Sequence[str] = ()) -> float:
        """log10 of the likelihood with these children in their places over that with all of them unrelated.

        `places`: child to missing person.  With theta the alleles of strangers are drawn from the same pool, so it
        matters who else is looked at: `among` are children who are so, and in no place.
        """
        beside = [child for child in among if child not in places]
        together = self.family.pedigree.renamed({place: self._named[child] for child, place in places.items()})
        if self._theta == 0:
            unrelated = self._without(()) + sum(self._by_itself(child) for child in places)
        else:
            together = together.with_members(*self._strangers(beside))
            unrelated = self._without((*places, *beside))
        return self._log10(together) - unrelated

    def among(self, places: Mapping[str, str]) -> float:
        """log10 of the likelihood of the children alone, to one another as their places are, over that of strangers."""
        own = self._evidence.only(self._named[child] for child in places)
        together = self.family.pedigree.renamed({place: self._named[child] for child, place in places.items()})
        with np.errstate(divide="ignore"):
            told = (own.likelihoods(one, self._theta) for one in (together, Pedigree(self._strangers(list(places)))))
            one, other = (float(np.log10(values).sum()) for values in told)
        return one - other

    def _without(self, children: Sequence[str]) -> float:
        key = frozenset(children)
        if key not in self._empty:
            pedigree = self.family.pedigree.with_members(*self._strangers(children))
            self._empty[key] = self._log10(pedigree)
        return self._empty[key]

    def _by_itself(self, child: str) -> float:
        if child not in self._alone:
            self._alone[child] = self._without((child,)) - self._without(())
        return self._alone[child]

    def _strangers(self, children: Sequence[str]) -> list[Member]:
        return [Member(self._named[child], self._sex[child]) for child in children]

    def _log10(self, pedigree: Pedigree) -> float:
        with np.errstate(divide="ignore"):
            return float(np.log10(self._evidence.likelihoods(pedigree, self._theta)).sum())


def all_ways(search: Search, family: str, children: Sequence[str], theta: float = 0.0) -> list[Jointly]:
    """All ways to put all the children into places of the family that their sexes allow.

    Children who are more than the places have no way; more than `MOST_WAYS` ways are not gone through.
    """
    there = OfFamily(search, family, theta)
    if math.perm(len(there.missing), len(children)) > MOST_WAYS:
        return []
    out = []
    for order in permutations(there.missing, len(children)):
        places = dict(zip(children, order, strict=True))
        if all(there.fits(child, place) for child, place in places.items()):
            apart = math.fsum(there.log10({child: place}, children) for child, place in places.items())
            out.append(Jointly(places, there.log10(places, children), apart, there.among(places)))
    return out


@dataclass(frozen=True, slots=True)
class Claims:
    """What the DNA of a search says for `identify`: bits of each child (row) and place (column), and of several.

    `siblings`: children whom DNA takes for brothers and sisters of one another, whatever their family.
    """

    children: tuple[str, ...]
    places: tuple[Place, ...]
    weights: npt.NDArray[np.float64]
    together: tuple[Together, ...]
    siblings: tuple[Siblings, ...] = ()


def claims_of(search: Search, theta: float = 0.0, least: float = -math.inf) -> Claims:
    """The claims of all children on all places, and of every set of children on the places of one family.

    `least`: log10 of the ratio below which a child is left out of a place, and a set of children, with all that are
    larger, out of a family; what cannot be is always.  Raises `WrongUse`: JOINT-08 if a family has more sets than can
    be gone through.
    """
    children = tuple(child.id for child in search.children)
    pairs = search.log10(exact=True)
    if theta:
        pairs = _with_theta(search, pairs, theta)
    pairs = np.where(np.isnan(pairs) | (pairs < least), -math.inf, pairs)
    places = tuple(Place(slot.missing, slot.family) for slot in search.slots)
    together: list[Together] = []
    for name, family in search.families.items():
        columns = [at for at, place in enumerate(places) if place.family == name]
        if len(family.missing) > 1:
            may = {
                (children[i], places[j].id) for j in columns for i in np.flatnonzero(pairs[:, j] > -math.inf).tolist()
            }
            together += _sets(OfFamily(search, name, theta), children, may, least)
    with np.errstate(invalid="ignore"):
        weights = (pairs * _LOG2_10).astype(np.float64)
    return Claims(children, places, weights, tuple(together), tuple(_siblings(search)))


def _siblings(search: Search) -> Iterator[Siblings]:
    """Pairs whom DNA takes for full siblings, and the larger sets of those who all take one another for such."""
    near = {
        frozenset((pair.first, pair.second)): pair.log10
        for pair in pairs_among(search.loci, search.children, LEAST_SIBLINGS)
        if pair.relation == "full_siblings"
    }
    for pair, log10 in near.items():
        yield Siblings(tuple(sorted(pair)), log10 * _LOG2_10)
    sets = list(near)
    while sets and len(sets[0]) < MOST_SIBLINGS:
        sets = list(
            {one | other for one in sets for other in near if len(one & other) == 1 and _all_near(one | other, near)}
        )
        for one in sets:
            yield Siblings(tuple(sorted(one)), of_one_couple(search, sorted(one)) * _LOG2_10)


def _all_near(children: frozenset[str], near: Mapping[frozenset[str], float]) -> bool:
    return all(frozenset(pair) in near for pair in combinations(children, 2))


def of_one_couple(search: Search, children: Sequence[str]) -> float:
    """log10 of the ratio of children of one couple to children related to nobody."""
    sex = {child.id: child.sex for child in search.children}
    parents = [Member("\x1ff", "M"), Member("\x1fm", "F")]
    couple = Pedigree([*parents, *(Member(child, sex[child], "\x1ff", "\x1fm") for child in children)])
    apart = Pedigree([Member(child, sex[child]) for child in children])
    with np.errstate(divide="ignore"):
        one, other = (np.log10(search.of_children.likelihoods(family)).sum() for family in (couple, apart))
    return float(one - other)


def _with_theta(search: Search, pairs: npt.NDArray[np.floating], theta: float) -> npt.NDArray[np.float64]:
    out = np.full(pairs.shape, -math.inf)
    for c, s in np.argwhere(np.isfinite(pairs)).tolist():
        out[c, s] = search.weighed(c, s, theta).log10
    return out


def _sets(there: OfFamily, children: Sequence[str], may: set[tuple[str, str]], least: float) -> Iterator[Together]:
    """Every set of two and more children in places of the family, those that cannot be left out, depth first.

    If none is left, one that cannot be says that all of them were looked at.
    """
    told: Together | None = None
    none: Together | None = None
    count = 0
    waiting: list[tuple[int, dict[str, str]]] = [(0, {})]
    while waiting:
        first, taken = waiting.pop()
        for at in range(first, len(children)):
            for place in there.missing:
                if place in taken.values() or (children[at], place) not in may:
                    continue
                larger = {**taken, children[at]: place}
                log10 = there.log10(larger) if len(larger) > 1 else 0.0
                if log10 == -math.inf or (len(larger) > 1 and log10 < least):
                    none = none or Together(tuple(larger.items()), -math.inf)
                    continue
                count += 1
                if count > MOST_SETS:
                    raise WrongUse(Problem("JOINT-08", value=there.family.id[:200], detail=f"{MOST_SETS:,}"))
                if len(larger) > 1:
                    told = Together(tuple(larger.items()), log10 * _LOG2_10)
                    yield told
                waiting.append((at + 1, larger))
    if told is None and none is not None:
        yield none
