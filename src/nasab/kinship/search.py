"""All children against all missing persons of all families.

First from tables (`tables`), for every child and place that the sexes allow.  What is left of a child's pairs, those
above a hundredth and in any case its best twenty, can then be weighed again exactly: with theta, with the alternatives
(the uncle, not the father), and with the loci at which only a mutation would make it possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt

from nasab.errors import Problem, WrongUse
from nasab.kinship.arrays import Array
from nasab.kinship.evidence import Evidence, Genotypes
from nasab.kinship.hypotheses import alternatives
from nasab.kinship.locus import Locus
from nasab.kinship.mistaken import check_profiles, check_samples
from nasab.kinship.observation import DropOut
from nasab.kinship.pedigree import Pedigree, Sex
from nasab.kinship.tables import Cells, chances, gather, slot_table

__all__ = ["KEPT", "LEAST", "Candidate", "Search", "Slot", "TypedChild", "TypedFamily"]

T = TypeVar("T", "TypedFamily", "TypedChild")

#: log10 of the ratio from which on a pair is looked at again, and how many of a child's best are in any case.
LEAST: Final = -2.0
KEPT: Final = 20

#: Places worked through at once.
_BLOCK: Final = 256


@dataclass(frozen=True)
class TypedFamily:
    """A family that seeks: its pedigree, who of it is missing, and what was typed of the others.

    `samples`: the sample that each person gave, as far as it is known.
    """

    id: str
    pedigree: Pedigree
    missing: tuple[str, ...]
    genotypes: Genotypes
    drop_out: Mapping[str, DropOut] = field(default_factory=dict)
    samples: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TypedChild:
    """A child found whose DNA was typed; `drop_out` where alleles may be missing."""

    id: str
    sex: Sex
    genotypes: Mapping[str, Sequence[str]]
    drop_out: DropOut | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A missing person's place in a family."""

    family: str
    missing: str
    sex: str


@dataclass(frozen=True)
class Candidate:
    """A child in a missing person's place, weighed exactly.

    `log10` is the ratio to an unrelated child, `per_locus` its ratios; `beside` says for each other hypothesis how much
    likelier (log10) this one is; `excluding` names the loci at which only a mutation makes it possible.
    """

    child: str
    slot: Slot
    log10: float
    per_locus: Array
    beside: dict[str, float]
    excluding: tuple[str, ...]
    loci: int


class Search:
    """Families and children ready to be compared.

    Alleles that are not in the tables are added for all alike, and named in `notes`.  Raises `WrongUse`: KIN-01 for an
    id twice, DNA-11 and DNA-12 for a relative whose sample or profile is that of a child, and what `Evidence` refuses.
    """

    def __init__(self, loci: Iterable[Locus], families: Iterable[TypedFamily], children: Iterable[TypedChild]) -> None:
        self.families = {family.id: family for family in _distinct(families)}
        self.children = tuple(_distinct(children))
        check_samples(self.families, {child.id for child in self.children})
        everybody: dict[str, Mapping[str, Sequence[str]]] = {c.id: c.genotypes for c in self.children}
        for family in self.families.values():
            everybody.update({f"{family.id}\x1f{person}": told for person, told in family.genotypes.items()})
        dropping = {c.id: c.drop_out for c in self.children if c.drop_out is not None}
        dropping |= {f"{f.id}\x1f{person}": d for f in self.families.values() for person, d in f.drop_out.items()}
        evidence = Evidence(loci, everybody, dropping)
        self.notes = tuple(evidence.notes)
        self.loci = evidence.loci
        self.of_children = evidence.only([c.id for c in self.children])
        self.cells = Cells(self.loci)
        self.of_family: dict[str, Evidence] = {}
        self.slots: list[Slot] = []
        rows: list[Array] = []
        self._joints: list[list[Array]] = []
        keeps_joints = bool(dropping)
        for family in self.families.values():
            own = Evidence(self.loci, family.genotypes, family.drop_out)
            if not set(own.typed) & {m.id for m in family.pedigree.members} - set(family.missing):
                raise WrongUse(Problem("KIN-21", value=family.id))
            self.of_family[family.id] = own
            for missing in family.missing:
                if missing not in family.pedigree:
                    raise WrongUse(Problem("KIN-22", value=missing[:40], detail=family.id))
                row, joints = slot_table(self.cells, own, family.pedigree, missing)
                rows.append(row)
                self._joints.append(joints if keeps_joints else [])
                self.slots.append(Slot(family.id, missing, family.pedigree[missing].sex))
        self.exact_rows: Array = np.array(rows).reshape(len(rows), self.cells.count)
        check_profiles(self.families, self.of_family, self.of_children)
        self.rows = self.exact_rows.astype(np.float32)
        sexes = {"M": 1, "F": 0, "": -1}
        self.codes: npt.NDArray[np.int32] = np.array(
            [self.cells.of(self.of_children, c.id, sexes[c.sex]) for c in self.children], dtype=np.int32
        ).reshape(len(self.children), len(self.loci))

    def log10(self, exact: bool = False, slots: slice = slice(None)) -> npt.NDArray[np.floating[Any]]:
        """log10 of the ratio for each child (rows) and slot; NaN where the sexes differ, -inf where it cannot be.

        In single precision from the tables, about six digits; `exact`: in double precision.
        """
        rows = self.exact_rows if exact else self.rows
        out = np.ascontiguousarray(gather(rows[slots], self.codes).T)
        here = range(len(self.slots))[slots]
        for c, child in enumerate(self.children):
            if child.drop_out is not None:
                out[c] = [self._with_drop_out(child, s) for s in here]
        mine = np.array([c.sex for c in self.children], dtype="U1")[:, None]
        theirs = np.array([self.slots[s].sex for s in here], dtype="U1")[None, :]
        out[(mine != "") & (theirs != "") & (mine != theirs)] = np.nan
        return out

    def survivors(self, least: float = LEAST, kept: int = KEPT) -> Iterator[tuple[int, npt.NDArray[np.int64], Array]]:
        """For each child the slots to look at again and their log10, best first: above `least`, or the best `kept`."""
        slots: list[npt.NDArray[np.int64]] = []
        values: list[Array] = []
        count = len(self.children)
        for begin in range(0, len(self.slots), _BLOCK):
            block = self.log10(slots=slice(begin, begin + _BLOCK))
            block = np.where(np.isnan(block), -np.inf, block)
            best = np.argpartition(-block, min(kept, block.shape[1] - 1), axis=1)[:, :kept]
            chosen = block >= least
            np.put_along_axis(chosen, best, True, axis=1)
            chosen &= np.isfinite(block)
            child, slot = np.nonzero(chosen)
            slots.append(np.stack([child, slot + begin]))
            values.append(block[child, slot].astype(np.float64))
        pairs = np.concatenate(slots, axis=1) if slots else np.empty((2, 0), dtype=np.int64)
        told = np.concatenate(values) if values else np.empty(0)
        order = np.lexsort((-told, pairs[0]))
        pairs, told = pairs[:, order], told[order]
        ends = np.searchsorted(pairs[0], np.arange(count + 1))
        for c in range(count):
            mine = slice(int(ends[c]), int(ends[c + 1]))
            most = max(kept, int((told[mine] >= least).sum()))
            yield c, pairs[1, mine][:most], told[mine][:most]

    def weighed(self, child: int, slot: int, theta: float = 0.0) -> Candidate:
        """One pair exactly: against a child unrelated, against the alternatives, and where it would need a mutation."""
        one, place = self.children[child], self.slots[slot]
        family = self.families[place.family]
        name = one.id if one.id not in family.pedigree else f"{one.id}*"
        genotypes = {person: told for person, told in family.genotypes.items() if person != place.missing}
        dropping = dict(family.drop_out) | ({name: one.drop_out} if one.drop_out is not None else {})
        both = Evidence(self.loci, {**genotypes, name: one.genotypes}, dropping)
        families = alternatives(family.pedigree, name, place.missing, one.sex)
        told = {what: both.likelihoods(there, theta) for what, there in families.items()}
        with np.errstate(divide="ignore", invalid="ignore"):
            per_locus = told["same"] / told["unrelated"]
            logs = {what: float(np.log10(values).sum()) for what, values in told.items()}
        beside = {what: logs["same"] - value for what, value in logs.items() if what != "same"}
        alone = both.needing_mutation(families["unrelated"])
        excluding = tuple(locus for locus in both.needing_mutation(families["same"]) if locus not in alone)
        return Candidate(
            one.id, place, beside["unrelated"], per_locus, beside, excluding, int((both.kind[name] > 0).sum())
        )

    def _with_drop_out(self, child: TypedChild, slot: int) -> float:
        """log10 Σ P(seen | g) P(g | family) / Σ P(seen | g) P(g), for a child whose alleles may be missing."""
        total = 0.0
        for k, locus in enumerate(self.loci):
            if (child.id, k) not in self.of_children.weights:
                continue
            joint = self._joints[slot][k]
            weights = self.of_children.weights[child.id, k]
            weights = np.diag(weights) if joint.ndim == 1 else weights
            above = float((weights * joint).sum() / (joint.sum() or 1.0))
            total += np.log10(above / (weights * chances(locus, joint.ndim == 1)).sum()) if above > 0 else -np.inf
        return total


def _distinct(told: Iterable[T]) -> list[T]:
    out: dict[str, T] = {}
    for one in told:
        if one.id in out:
            raise WrongUse(Problem("KIN-01", value=one.id))
        out[one.id] = one
    return list(out.values())
