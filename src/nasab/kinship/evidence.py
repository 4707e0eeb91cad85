"""What was typed, checked once and ready to be weighed under any family.

An `Evidence` holds loci and genotypes.  Alleles that are not in a frequency table are added to it at a floor and named
in `notes`; a genotype that cannot be is refused.  Then `likelihoods` gives P(what was typed | a family), locus by
locus.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final, Literal

import numpy as np

from nasab.errors import Problem, WrongUse
from nasab.kinship import locus_kernel
from nasab.kinship.arrays import Array, Frame, Ints, Loci, Typed
from nasab.kinship.columns import check_columns, with_all_alleles
from nasab.kinship.elimination import Weights
from nasab.kinship.locus import Locus
from nasab.kinship.mutation import NO_MUTATION
from nasab.kinship.network_kernel import CERTAIN, MASKED, UNTYPED, WEIGHED
from nasab.kinship.observation import DropOut, alleles_seen, coded, weights_of
from nasab.kinship.pedigree import Pedigree
from nasab.kinship.theta import check_theta, theta_likelihood

__all__ = ["CONVENTIONS", "Convention", "Evidence", "Genotypes"]


#: Person -> locus -> alleles seen.
Genotypes = Mapping[str, Mapping[str, Sequence[str]]]

#: `full`: the family as drawn.  `familias_pruned`: untyped founders with one child taken out first, where theta is 0.
Convention = Literal["full", "familias_pruned"]
CONVENTIONS: Final = ("full", "familias_pruned")

#: A likelihood below this may have sunk if so many are typed: it is looked at again with frequencies so much larger.
_SUNK: Final = 1e-250
_MANY: Final = 20
_LIFTS: Final = (32.0, 1e3, 1e5)

#: Ids of persons; by locus and person kinds, and both alleles; weights by (person, locus).
Rows = tuple[list[str], Ints, Ints, dict[tuple[int, int], Array]]

_NO_WEIGHTS: Final = np.zeros((0, 1, 1))


class Evidence:
    """Loci and what was typed of whom.

    `drop_out` names the persons whose alleles may be missing, with the chances.  Raises `WrongUse`: KIN-13 to KIN-15
    for genotypes that cannot be, KIN-18 for mixed-up columns, KIN-19 for a locus not described or described twice.
    """

    def __init__(
        self, loci: Iterable[Locus], genotypes: Genotypes, drop_out: Mapping[str, DropOut] | None = None
    ) -> None:
        self.drop_out = dict(drop_out or {})
        self.loci: tuple[Locus, ...] = tuple(loci)
        names = [locus.name for locus in self.loci]
        if len(set(names)) < len(names):
            raise WrongUse(Problem("KIN-19", value=next(n for n in names if names.count(n) > 1)))
        self.place = {name: k for k, name in enumerate(names)}
        seen = {
            person: {locus: alleles_seen(told) for locus, told in by_locus.items()}
            for person, by_locus in genotypes.items()
        }
        for person, by_locus in seen.items():
            for locus in by_locus:
                if locus not in self.place:
                    raise WrongUse(Problem("KIN-19", value=locus[:40], detail=person))
            check_columns(self.loci, person, by_locus)
        self.loci, self.notes = with_all_alleles(self.loci, seen)
        self.kind: dict[str, Ints] = {}
        self.alleles: dict[str, Ints] = {}
        self.weights: dict[tuple[str, int], Array] = {}
        self.single: set[tuple[str, int]] = set()
        for person, by_locus in seen.items():
            self._code(person, by_locus)

    @property
    def typed(self) -> tuple[str, ...]:
        """Persons of whom something was typed."""
        return tuple(person for person, kind in self.kind.items() if (kind != UNTYPED).any())

    def only(self, persons: Iterable[str]) -> Evidence:
        """The same evidence of some persons only."""
        kept = set(persons)
        out = object.__new__(Evidence)
        out.__dict__.update(self.__dict__)
        out.kind = {p: k for p, k in self.kind.items() if p in kept}
        out.alleles = {p: k for p, k in self.alleles.items() if p in kept}
        return out

    @cached_property
    def without_mutation(self) -> Evidence:
        """The same evidence at loci that never mutate: what is impossible then needs a mutation."""
        out = object.__new__(Evidence)
        out.__dict__.update({name: told for name, told in self.__dict__.items() if name != "_end_to_end"})
        out.loci = tuple(replace(one, maternal=NO_MUTATION, paternal=NO_MUTATION) for one in self.loci)
        return out

    def needing_mutation(self, pedigree: Pedigree) -> tuple[str, ...]:
        """Loci at which the family is impossible unless an allele mutated: one may have, many hardly."""
        still = self.without_mutation.likelihoods(pedigree)
        return tuple(locus.name for locus, value in zip(self.loci, still, strict=True) if value == 0)

    def likelihoods(self, pedigree: Pedigree, theta: float = 0.0, convention: Convention = "full") -> Array:
        """P(what was typed | family), for each locus.

        Typed persons who are not in the family are not counted.  Raises `WrongUse`: KIN-14 for a man with two alleles
        on X, KIN-16, KIN-17 for a family too interwoven to be computed, KIN-21 for nobody typed.
        """
        check_theta(theta)
        frame, rows = self.frame(pedigree, theta, convention)
        if theta == 0 and not rows[3]:
            return self._at_once(frame, rows)
        out = np.empty(len(self.loci))
        for k, locus in enumerate(self.loci):
            typed = self.at(rows, k, frame.male, locus)
            if theta > 0:
                out[k] = theta_likelihood(frame, typed, theta)
                continue
            value = locus_kernel.value(frame, typed)
            out[k] = value[0] if len(value) else np.nan
        return self._computed(out, frame, rows)

    def _at_once(self, frame: Frame, rows: Rows) -> Array:
        ids, kind, alleles, _ = rows
        for k, locus in enumerate(self.loci):
            if locus.is_x:
                kind[k] = self._on_x(ids, kind[k], alleles[:, k], frame.male, locus)
        return self._computed(locus_kernel.values(frame, kind, alleles, self._end_to_end), frame, rows)

    def _computed(self, out: Array, frame: Frame, rows: Rows) -> Array:
        """The same, or a refusal where it is no number, or one so small that it cannot be told from zero.

        A likelihood is a homogeneous polynomial of the frequencies: larger ones lift it, and a true zero stays one.
        """
        for k in np.flatnonzero(~(out >= _SUNK)).tolist():
            locus = self.loci[k]
            if np.isnan(out[k]):
                raise WrongUse(Problem("KIN-17", value=locus.name))
            if (rows[1][k] != UNTYPED).sum() < _MANY:
                continue
            typed = self.at(rows, k, frame.male, locus)
            for lift in _LIFTS:
                if locus_kernel.value(frame, typed._replace(p=locus.frequencies * lift))[0] != 0:
                    raise WrongUse(Problem("KIN-17", value=locus.name))
        return out

    @cached_property
    def _end_to_end(self) -> Loci:
        sizes = np.array([len(locus.alleles) for locus in self.loci], dtype=np.int64)
        return Loci(
            sizes,
            np.cumsum(sizes) - sizes,
            np.cumsum(sizes**2) - sizes**2,
            np.concatenate([locus.frequencies for locus in self.loci]),
            np.concatenate([locus.mothers.ravel() for locus in self.loci]),
            np.concatenate([locus.fathers.ravel() for locus in self.loci]),
            np.array([locus.is_x for locus in self.loci], dtype=np.bool_),
            np.array([-1 if x.silent is None else x.code[x.silent] for x in self.loci], dtype=np.int64),
        )

    def tables(self, pedigree: Pedigree, person: str) -> list[Array]:
        """P(what was typed, and the alleles of `person` from father and mother | family): a matrix for each locus.

        On X a vector for a man.  What was typed of the person by this id does not count, that of an identical twin or
        of another sample of theirs does; nobody else need be typed.
        """
        frame, rows = self.frame(pedigree, 0.0, "full", without=person)
        kept = rows[0].index(pedigree.merged()[1][person])
        out = []
        for k, locus in enumerate(self.loci):
            typed = _with_cells(self.at(rows, k, frame.male, locus), kept, locus)
            value = locus_kernel.table(frame, typed, kept)
            if len(value) == 0:
                raise WrongUse(Problem("KIN-17", value=locus.name))
            n = len(locus.alleles)
            out.append(value if locus.is_x and frame.male[kept] == 1 else value.reshape(n, n))
        return out

    def plain_weights(self, pedigree: Pedigree, at: int) -> tuple[Pedigree, Weights]:
        """The family with identical persons merged, and weights for `elimination.plain_likelihood`."""
        one, goes_by = pedigree.merged()
        out: dict[str, Array] = {}
        locus = self.loci[at]
        for person, kind in self.kind.items():
            if person not in pedigree or kind[at] == UNTYPED:
                continue
            single = locus.is_x and one.is_male[one.place[goes_by[person]]] == 1
            if kind[at] == WEIGHED:
                weight = self.weights[person, at]
                weight = np.diag(weight) if single else weight
            else:
                a, b = self.alleles[person][at]
                weight = weights_of(locus, int(kind[at]), int(a), int(b), bool(single))
            out[goes_by[person]] = out.get(goes_by[person], np.ones_like(weight)) * weight
        return one, out

    def frame(self, pedigree: Pedigree, theta: float, convention: Convention, without: str = "") -> tuple[Frame, Rows]:
        """The family as arrays; the persons' ids, kinds, alleles and weights at all loci."""
        typed = [person for person in self.typed if person in pedigree and person != without]
        if convention not in CONVENTIONS:
            raise WrongUse(Problem("KIN-22", value=str(convention)[:40], detail=", ".join(CONVENTIONS)))
        if not typed and not without:
            raise WrongUse(Problem("KIN-21"))
        if convention == "familias_pruned" and theta == 0:
            pedigree = pedigree.pruned(typed)
        one, goes_by = pedigree.merged()
        order = np.array(one.order, dtype=np.int64)
        place = np.empty(len(order) + 1, dtype=np.int64)
        place[order] = np.arange(len(order))
        place[-1] = -1
        male = one.is_male[order]
        ids = [one.members[k].id for k in one.order]
        kind = np.zeros((len(self.loci), len(ids)), dtype=np.int64)
        alleles = np.zeros((2, len(self.loci), len(ids)), dtype=np.int64)
        weights: dict[tuple[int, int], Array] = {}
        spot = {person: k for k, person in enumerate(ids)}
        for person in typed:
            i = spot[goes_by[person]]
            if kind[:, i].any():
                self._merge(person, i, kind, alleles, weights)
                continue
            kind[:, i] = self.kind[person]
            alleles[:, :, i] = self.alleles[person].T
            if person in self.drop_out:
                weights.update({(i, k): w for (p, k), w in self.weights.items() if p == person})
        return Frame(place[one.father[order]], place[one.mother[order]], male), (ids, kind, alleles, weights)

    def at(self, rows: Rows, k: int, male: Ints, locus: Locus) -> Typed:
        """What was typed at one locus, for `locus_kernel`."""
        ids, kind, alleles, weights = rows
        mine = kind[k]
        if locus.is_x:
            mine = self._on_x(ids, mine, alleles[:, k], male, locus)
        weighed = np.zeros(len(ids), dtype=np.int64)
        obs = _NO_WEIGHTS
        if (mine == WEIGHED).any():
            who = np.flatnonzero(mine == WEIGHED)
            weighed[who] = np.arange(len(who))
            obs = np.stack([weights[int(i), k] for i in who])
        silent = -1 if locus.silent is None else locus.code[locus.silent]
        return Typed(
            mine, alleles[0, k], alleles[1, k], weighed, obs,
            locus.frequencies, locus.mothers, locus.fathers, locus.is_x, silent,
        )  # fmt: skip

    def _on_x(self, ids: list[str], kind: Ints, alleles: Ints, male: Ints, locus: Locus) -> Ints:
        out = kind.copy()
        for i, person in enumerate(ids):
            if male[i] < 0:
                raise WrongUse(Problem("KIN-23", value=person, detail=locus.name))
            if kind[i] == UNTYPED or kind[i] == WEIGHED:
                continue
            if male[i] == 0 and (person, self.place[locus.name]) in self.single:
                raise WrongUse(Problem("KIN-15", value=person, detail=locus.name))
            if male[i] == 1:
                if alleles[0, i] != alleles[1, i]:
                    raise WrongUse(Problem("KIN-14", value=person, detail=locus.name))
                out[i] = CERTAIN
        return out

    def _merge(self, person: str, i: int, kind: Ints, alleles: Ints, weights: dict[tuple[int, int], Array]) -> None:
        """A second profile of one person: where both are certain they have to be the same, else chances multiply."""
        for k, locus in enumerate(self.loci):
            mine = int(self.kind[person][k])
            if mine == UNTYPED:
                continue
            pair = self.alleles[person][k]
            if kind[k, i] == UNTYPED and mine != WEIGHED:
                kind[k, i], alleles[:, k, i] = mine, pair
                continue
            same = sorted(pair.tolist()) == sorted(alleles[:, k, i].tolist())
            if kind[k, i] == mine and mine in (CERTAIN, MASKED) and same:
                continue
            own = self.weights[person, k] if mine == WEIGHED else weights_of(locus, mine, int(pair[0]), int(pair[1]))
            if kind[k, i] == UNTYPED:
                before = np.ones_like(own)
            elif kind[k, i] == WEIGHED:
                before = weights[i, k]
            else:
                before = weights_of(locus, int(kind[k, i]), int(alleles[0, k, i]), int(alleles[1, k, i]))
            kind[k, i], weights[i, k] = WEIGHED, own * before

    def _code(self, person: str, seen: Mapping[str, Sequence[str]]) -> None:
        kind = np.zeros(len(self.loci), dtype=np.int64)
        alleles = np.zeros((len(self.loci), 2), dtype=np.int64)
        for name, pair in seen.items():
            k = self.place[name]
            if person in self.drop_out:
                kind[k] = WEIGHED
                self.weights[person, k] = self.drop_out[person].weights(self.loci[k], pair)
            else:
                kind[k], alleles[k, 0], alleles[k, 1] = coded(self.loci[k], person, pair)
                if len(pair) == 1:
                    self.single.add((person, k))
        self.kind[person] = kind
        self.alleles[person] = alleles


def _with_cells(typed: Typed, person: int, locus: Locus) -> Typed:
    """The same with weights in place of the alleles known of a person, so that a table of theirs has all its cells."""
    kind = int(typed.kind[person])
    if kind not in (CERTAIN, MASKED):
        return typed
    own = weights_of(locus, kind, int(typed.a[person]), int(typed.b[person]))[None]
    kinds, weighed = typed.kind.copy(), typed.weighed.copy()
    kinds[person], weighed[person] = WEIGHED, len(typed.obs)
    return typed._replace(kind=kinds, weighed=weighed, obs=np.concatenate([typed.obs, own]) if len(typed.obs) else own)
