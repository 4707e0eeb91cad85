"""What DNA says of children found and children sought, as evidence among all other evidence.

Every child found of whom a sample was typed is weighed in the place of every child whose family gave one.  The ratio is
that of kinship (`nasab.kinship`): how much likelier the genotypes are if the child is the one sought than if it is
unrelated to its family.  Names, places and ages are weighed on the same scale, so the two add.

A sample may be of somebody else: exchanged at the table, mislabelled, spilt over.  Then it says nothing, whoever the
child is.  A ratio is therefore mixed with 1 by that chance (Thompson, Taroni and Aitken, J. Forensic Sci. 48, 2003,
47-54), and no exclusion weighs more than ten bits: enough that names alone do not outweigh it, and not so much that one
exchanged tube would part a family for ever.

Of brothers and sisters of one group, what their DNA says together is not the sum of what each says: the alleles of
their relatives count once.  The difference is laid on the family, over all ways to place them; that they are like one
another is taken out of it, since they are brothers and sisters whosever they are.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

import numpy as np

from nasab import kinship
from nasab.errors import NasabError, Problem, UnreadableList
from nasab.kinship.loci import loci_of
from nasab.kinship.seeking import SeekingFamily
from nasab.kinship.together import Jointly, all_ways, of_one_couple
from nasab.kinship.wording import Beside, Times
from nasab.matching.engine import may_be_matched
from nasab.matching.outside import MOST_BITS, OutsideEvidence
from nasab.matching.results import Listed, Part, Phrase, Spoken
from nasab.records import ChildList

__all__ = ["EXCHANGED", "WEIGHED_EXACTLY", "DnaEvidence", "bounded", "weigh_dna"]

#: The chance that a sample is not of the person it is said to be of.  Not measured here: one of a thousand, which
#: bounds what one result may say against a pair.
EXCHANGED: Final = 0.001

#: So many pairs, the strongest, are weighed exactly: with theta, the alternatives, and the loci that need a mutation
#: named; of more, up to the second number, those from this log10 of the ratio on.  The others are weighed from tables,
#: without theta: a pair takes a twentieth of a second, and of a thousand pairs few say anything.
WEIGHED_EXACTLY: Final = 200
MOST_EXACTLY: Final = 2000
STRONG: Final = 1.0

#: log10 of the ratio below which a child does not fit a family.
FITS: Final = -2.0

#: Of more possible pairs than this, only so many are told, the strongest.
MOST_PAIRS: Final = 200_000

_LOG2_10: Final = math.log2(10)
_NEAREST: Final = 1  # alternatives told

#: The same genotypes at so many loci are of one person or of identical twins.
SAME_AT: Final = 8


@dataclass(frozen=True, slots=True)
class DnaEvidence:
    """What the samples say of pairs, and of how many it was told: all that a result rests on.

    `siblings`: pairs of children found whom DNA takes for brothers and sisters and the list does not; `same`: those
    whose genotypes are the same at all loci typed of both (one child registered twice, or identical twins).
    """

    told: tuple[OutsideEvidence, ...]
    problems: tuple[Problem, ...]
    children: int
    relatives: int
    families: int
    places: int
    loci: int
    population: str
    theta: float
    siblings: tuple[kinship.Pair, ...] = ()
    same: tuple[tuple[str, str], ...] = ()


def weigh_dna(
    families: Sequence[SeekingFamily],
    profiles: Sequence[kinship.Profile],
    table: kinship.FrequencyTable,
    found: ChildList,
    sought: ChildList,
    *,
    theta: float = 0.01,
) -> DnaEvidence:
    """The evidence of all samples, for children of both lists who may be matched.

    Profiles are of children found by their ids, and of relatives by the samples in `families`.  Problems: DNA-01 a
    sample of nobody, DNA-02 a family in which nobody is sought or nobody was typed.  Raises `UnreadableList` with the
    family as its column: DNA-03, DNA-04 (one child sought in two families), and what a pedigree or genotype is refused
    for.
    """
    by_sample = {profile.sample: profile for profile in profiles}
    ids = _allowed(found)
    wanted = dict(zip(sought.columns["id"], sought.columns.get("sex", [""] * len(sought)), strict=True))
    wanted = {name: wanted[name] for name in _allowed(sought)}
    # Who was left out is answered as somebody unknown: nobody can find out by a sample that a child is on the list.
    problems = list(_of_nobody(families, by_sample, set(ids)))
    typed = list(_typed(families, by_sample, wanted, problems))
    children = [_child(by_sample[name]) for name in ids if name in by_sample]
    children = [child for child in children if child.genotypes]
    used = [by_sample[child.id] for child in children]
    used += [by_sample[s] for family in families for s in family.samples.values() if s in by_sample]
    loci = loci_of(used, table)
    known = {locus.name for locus in loci.loci}
    children = [replace(child, genotypes=_only(child.genotypes, known)) for child in children]
    typed = [replace(one, genotypes={p: _only(g, known) for p, g in one.genotypes.items()}) for one in typed]
    relatives = sum(len(family.genotypes) for family in typed)
    if loci.untold:
        problems.append(Problem("DNA-05", value=", ".join(loci.untold)[:200], detail=table.population))
    count = len(children), relatives, len(typed)
    empty = DnaEvidence((), tuple(problems), *count, 0, len(known), table.population, theta)
    if not (children and typed and known):
        return empty
    search = kinship.Search(loci.loci, typed, children)
    weighing = _Weighing(search, {family.id: family for family in families}, theta, table.population)
    group_of = dict(zip(found.columns["id"], found.columns.get("group", [""] * len(found)), strict=True))
    groups: dict[str, list[str]] = defaultdict(list)
    for child in search.children:
        if group_of[child.id]:
            groups[group_of[child.id]].append(child.id)
    told = [*weighing.of_children(), *weighing.of_groups(groups, sought)]
    near = kinship.pairs(search.loci, search.children)
    same = tuple((pair.first, pair.second) for pair in near if _is_same(search.of_children, pair))
    siblings = tuple(
        pair
        for pair in near
        if pair.relation == "full_siblings"
        and (pair.first, pair.second) not in same
        and not (group_of[pair.first] and group_of[pair.first] == group_of[pair.second])
    )
    problems += [*search.notes, *_no_siblings(search, groups)]
    return replace(
        empty, told=tuple(told), problems=tuple(problems), places=len(search.slots), siblings=siblings, same=same
    )


def bounded(log10: float) -> float:
    """Bits of a ratio, given the chance that the sample is of somebody else: log2((1 - e) LR + e)."""
    bits = log10 * _LOG2_10
    if bits > 60:
        return min(bits, MOST_BITS)
    return math.log2((1 - EXCHANGED) * 2.0**bits + EXCHANGED)


class _Weighing:
    """All pairs of the search, as evidence."""

    def __init__(
        self, search: kinship.Search, families: Mapping[str, SeekingFamily], theta: float, population: str
    ) -> None:
        self._search = search
        self._families = families
        self._theta = theta
        self._population = population
        self._table = search.log10(exact=True)
        self._fits = np.where(np.isnan(self._table), -np.inf, self._table) >= FITS

    def of_children(self) -> Iterator[OutsideEvidence]:
        """Of each child and each place that their sexes allow."""
        search = self._search
        pairs = np.argwhere(~np.isnan(self._table))
        value = self._table[pairs[:, 0], pairs[:, 1]]
        order = np.argsort(-value, kind="stable")
        strong = order[:MOST_EXACTLY][value[order[:MOST_EXACTLY]] >= STRONG]
        exactly = {*order[:WEIGHED_EXACTLY].tolist(), *strong.tolist()}
        told = sorted(order[:MOST_PAIRS].tolist())
        for at in told:
            c, s = pairs[at].tolist()
            if at in exactly:
                yield self._exactly(search.weighed(c, s, self._theta))
            else:
                yield self._by_table(search.children[c].id, search.slots[s], float(value[at]))

    def of_groups(self, groups: Mapping[str, Sequence[str]], sought: ChildList) -> Iterator[OutsideEvidence]:
        """Of each group of several typed children and each family with several missing, what they say beyond each."""
        search = self._search
        place = {child.id: c for c, child in enumerate(search.children)}
        slots: dict[str, list[int]] = defaultdict(list)
        for s, slot in enumerate(search.slots):
            slots[slot.family].append(s)
        households = dict(zip(sought.columns["id"], sought.columns.get("family", sought.columns["id"]), strict=True))
        for group, names in groups.items():
            rows = [place[name] for name in names]
            for family, theirs in slots.items():
                if not 1 < len(names) <= len(theirs) or len({households[search.slots[s].missing] for s in theirs}) > 1:
                    continue
                if not self._fits[np.ix_(rows, theirs)].any(axis=1).all():
                    continue  # one of them does not fit at all: it is held against the family already
                bits = _beyond(all_ways(search, family, names, self._theta))
                if bits:
                    said = Phrase(f"reasons.dna.together_{'for' if bits > 0 else 'against'}", {"times": _times(bits)})
                    pair = names[0], search.slots[theirs[0]].missing
                    yield OutsideEvidence(*pair, bits, f"DNA · {group}", "family", kind="dna", phrases=(said,))

    def _exactly(self, one: kinship.Candidate) -> OutsideEvidence:
        bits = bounded(one.log10)
        parts = tuple(
            Part(locus.name, float(np.log10(ratio)) if ratio > 0 else -math.inf)
            for locus, ratio in zip(self._search.loci, one.per_locus, strict=True)
            if not np.isnan(ratio) and ratio != 1
        )
        phrases = [self._ratio(one.slot, one.log10, one.loci)]
        beside = {name: value for name, value in one.beside.items() if name != "unrelated" and value > -math.inf}
        nearest = sorted(beside, key=lambda name: beside[name])[:_NEAREST]
        phrases += [Phrase("reasons.dna.beside", {"told": Beside(name, beside[name])}) for name in nearest]
        if one.excluding:
            key = "one_mutation" if len(one.excluding) == 1 else "mutations"
            phrases.append(Phrase(f"reasons.dna.{key}", {"loci": ", ".join(one.excluding)}))
        return OutsideEvidence(
            one.child, one.slot.missing, bits, "DNA", kind="dna", phrases=tuple(phrases), parts=parts
        )

    def _by_table(self, child: str, slot: kinship.Slot, value: float) -> OutsideEvidence:
        count = self._typed(child)
        return OutsideEvidence(
            child, slot.missing, bounded(value), "DNA", kind="dna", phrases=(self._ratio(slot, value, count),)
        )

    def _typed(self, child: str) -> int:
        return int((self._search.of_children.kind[child] > 0).sum())

    def _ratio(self, slot: kinship.Slot, log10: float, loci: int) -> Phrase:
        """The ratio in words, with the relatives that it rests on."""
        key = "cannot_be" if log10 == -math.inf else "for" if log10 >= 0 else "against"
        family = self._families[slot.family]
        typed = [person for person in self._search.families[slot.family].genotypes if person in family.samples]
        told = []
        for person in typed:
            kin = family.kin_of(person, slot.missing)
            blanks: dict[str, str | Spoken] = {"name": person} if kin is None else {"name": person, "kin": kin}
            told.append(Phrase(f"reasons.dna.{'person' if kin is None else 'relative'}", blanks))
        own = [Phrase("reasons.dna.own", {})] if len(typed) < len(self._search.families[slot.family].genotypes) else []
        filled: dict[str, str | Spoken] = {"relatives": Listed((*told, *own)), "loci": str(loci)}
        filled |= {"theta": f"{self._theta:g}", "population": self._population}
        if key != "cannot_be":
            filled["times"] = Times(abs(log10))
        return Phrase(f"reasons.dna.{key}", filled)


def _beyond(ways: Sequence[Jointly]) -> float:
    """Bits by which the children together say more (or less) than each by itself, over all ways to place them."""
    whole = [way.beyond for way in ways if way.log10 > -math.inf and way.among > -math.inf]
    apart = [way.apart for way in ways if way.apart > -math.inf]
    if not whole or not apart:
        return 0.0
    return float(np.clip((_sum(whole) - _sum(apart)) * _LOG2_10, -MOST_BITS, MOST_BITS))


def _sum(logs: Sequence[float]) -> float:
    most = max(logs)
    return most + math.log10(math.fsum(10 ** (log - most) for log in logs))


def _times(bits: float) -> Times:
    return Times(abs(bits) / _LOG2_10)


def _allowed(children: ChildList) -> list[str]:
    may = may_be_matched(children)
    return [name for name, allowed in zip(children.columns["id"], may.tolist(), strict=True) if allowed]


def _no_siblings(search: kinship.Search, groups: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """Pairs whom the list calls brothers and sisters, and whose DNA speaks against it."""
    for children in groups.values():
        for pair in combinations(children, 2):
            log10 = of_one_couple(search, pair)
            if log10 < FITS:
                yield Problem("DNA-10", value=" – ".join(pair)[:200], detail=Times(-log10).say("en"))


def _is_same(evidence: kinship.Evidence, pair: kinship.Pair) -> bool:
    """Whether two children have the same genotypes at all loci that were typed of both, and these are many."""
    one, other = pair.first, pair.second
    both = (evidence.kind[one] > 0) & (evidence.kind[other] > 0)
    alleles = [np.sort(evidence.alleles[child][both], axis=1) for child in (one, other)]
    return int(both.sum()) >= SAME_AT and bool((alleles[0] == alleles[1]).all())


def _only(genotypes: Mapping[str, Sequence[str]], known: set[str]) -> dict[str, Sequence[str]]:
    return {name: alleles for name, alleles in genotypes.items() if name in known}


def _child(profile: kinship.Profile) -> kinship.TypedChild:
    sex = profile.sex or kinship.sex_by_amelogenin(profile) or ""
    return kinship.TypedChild(profile.sample, sex, profile.sure())  # type: ignore[arg-type]


def _of_nobody(
    families: Sequence[SeekingFamily], profiles: Mapping[str, kinship.Profile], found: set[str]
) -> Iterator[Problem]:
    known = found | {sample for family in families for sample in family.samples.values()}
    for sample in profiles:
        if sample not in known:
            yield Problem("DNA-01", value=sample[:200])
    for family in families:
        for person, sample in family.samples.items():
            if sample not in profiles:
                yield Problem("DNA-06", column=family.id, value=sample[:200], detail=person[:100])


def _typed(
    families: Sequence[SeekingFamily],
    profiles: Mapping[str, kinship.Profile],
    wanted: Mapping[str, str],
    problems: list[Problem],
) -> Iterator[kinship.TypedFamily]:
    placed: dict[str, str] = {}
    for family in families:
        try:
            typed = family.typed(wanted, profiles)
        except NasabError as error:
            raise UnreadableList(replace(error.problem, column=error.problem.column or family.id)) from None
        if not typed.missing or not typed.genotypes:
            problems.append(Problem("DNA-02", value=family.id[:200]))
            continue
        for missing in typed.missing:
            if placed.setdefault(missing, family.id) != family.id:
                raise UnreadableList(
                    Problem("DNA-04", column=family.id, value=missing[:200], detail=placed[missing][:200])
                )
        yield typed
