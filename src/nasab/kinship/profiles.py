"""What a laboratory measured of one sample, and what in it contradicts itself.

A profile is a genotype for each marker that was typed.  Nothing is repaired: a genotype that is doubtful (a second
allele may have dropped out, a peak is off the ladder) or that cannot be (three alleles, a boy with two X) is kept as it
was written, named, and not handed on as if it were sure.  A marker that was not typed is no disagreement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from nasab.errors import Problem
from nasab.kinship.alleles import Peak, repeats
from nasab.kinship.markers import Chromosome, marker

__all__ = [
    "DIFFERENT_PERSONS",
    "Genotype",
    "Profile",
    "Sex",
    "contradictions",
    "genotype",
    "sex_by_amelogenin",
    "united",
]

Sex = str
"""`M` or `F`; a sex that is not known is None."""

#: From so many markers on at which two results of one name disagree, they are of two persons.  Two typings of one
#: person differ at a marker or two, by an allele that dropped out; two siblings differ at half of them or more.
DIFFERENT_PERSONS: Final = 3


@dataclass(frozen=True, slots=True)
class Genotype:
    """The alleles at one marker, in order of length; a homozygote has its allele twice.

    On the X of a man and on the Y there is one.  Of mitochondrial DNA they are the differences from the reference
    sequence.  `may_be_lost`: the laboratory says that an allele may have dropped out.
    """

    marker: str
    alleles: tuple[str, ...]
    may_be_lost: bool = False

    @property
    def chromosome(self) -> Chromosome:
        """On which chromosome the marker lies; an unknown marker is taken for an autosomal one."""
        known = marker(self.marker)
        return known.chromosome if known else "autosomal"

    @property
    def is_sure(self) -> bool:
        """Whether it can be weighed as it stands: one or two alleles on the ladder, none of which may be lost."""
        if self.chromosome == "mt":
            return not self.may_be_lost
        ladder = all(repeats(one) is not None or one in "XY" for one in self.alleles)
        return bool(self.alleles) and not self.may_be_lost and ladder and len(set(self.alleles)) <= 2


@dataclass(frozen=True, slots=True)
class Profile:
    """The genotypes of one sample by canonical marker; `sex` is what was stated, not what the DNA says."""

    sample: str
    genotypes: Mapping[str, Genotype] = field(default_factory=dict)
    sex: Sex | None = None

    def of(self, chromosome: Chromosome) -> Mapping[str, Genotype]:
        """The genotypes of one kind of chromosome."""
        return {name: one for name, one in self.genotypes.items() if one.chromosome == chromosome}

    def sure(self, chromosome: Chromosome = "autosomal") -> Mapping[str, tuple[str, ...]]:
        """The alleles that can be weighed as they stand: sure genotypes that contradict nothing."""
        refused = {one.column for one in contradictions(self)}
        return {name: one.alleles for name, one in self.of(chromosome).items() if one.is_sure and name not in refused}

    def doubtful(self, chromosome: Chromosome = "autosomal") -> Mapping[str, tuple[str, ...]]:
        """Alleles beside which another may have dropped out, on the ladder: for a likelihood that knows drop-out."""
        refused = {one.column for one in contradictions(self)}
        return {
            name: tuple(dict.fromkeys(one.alleles))
            for name, one in self.of(chromosome).items()
            if one.may_be_lost and name not in refused and replace(one, may_be_lost=False).is_sure
        }


def genotype(name: str, peaks: Iterable[Peak], sex: Sex | None = None) -> Genotype | None:
    """The genotype of the peaks that were written for a marker; None if there are none at all.

    One allele is written once by some laboratories and twice by others for a person who has it twice; both are the same
    here.  On the X of a man, and on the Y, an allele stands once.  For whom the sex is not known it stays as written.
    """
    told = list(peaks)
    lost = any(peak.may_be_lost for peak in told)
    alleles = sorted((peak.allele for peak in told if peak.allele), key=_order)
    if not alleles:
        return Genotype(name, (), may_be_lost=True) if lost else None
    known = marker(name)
    chromosome = known.chromosome if known else "autosomal"
    distinct = list(dict.fromkeys(alleles))
    if len(distinct) == 1:
        single = (chromosome == "y" and known is not None and known.copies == 1) or (chromosome == "x" and sex == "M")
        if single or lost:
            alleles = distinct
        elif chromosome in ("autosomal", "sex") or (chromosome == "x" and sex == "F"):
            alleles = distinct * 2
    else:
        alleles = distinct
    return Genotype(name, tuple(alleles), lost)


def sex_by_amelogenin(profile: Profile) -> Sex | None:
    """`M` if a Y was seen, `F` if only X and no allele may be lost; None if it was not typed."""
    typed = next(iter(profile.of("sex").values()), None)
    if typed is None or not typed.alleles:
        return None
    if "Y" in typed.alleles:
        return "M"
    return None if typed.may_be_lost else "F"


def contradictions(profile: Profile) -> tuple[Problem, ...]:
    """What cannot be, with the marker as `column` and the alleles as `value`.

    PROFILE-03: more alleles than a person has; PROFILE-04: a man with two alleles on the X; PROFILE-05: amelogenin
    says another sex than was stated; PROFILE-06: alleles of a Y in a woman.
    """
    return tuple(_contradictions(profile))


def united(one: Profile, other: Profile) -> tuple[Profile | None, tuple[str, ...]]:
    """Two results of one sample as one, and the markers at which they disagree, which are left out of it.

    An allele that may be lost in one of them does not disagree with what the other saw beside it.  At
    `DIFFERENT_PERSONS` markers or more they are not of one person, and there is no profile.
    """
    genotypes, apart = dict(one.genotypes), []
    for name, second in other.genotypes.items():
        first = genotypes.get(name)
        if first is None or _contains(second, first):
            genotypes[name] = second
        elif not _contains(first, second):
            apart.append(name)
            del genotypes[name]
    if len(apart) >= DIFFERENT_PERSONS:
        return None, tuple(apart)
    return Profile(one.sample, genotypes, one.sex or other.sex), tuple(apart)


def _contains(fuller: Genotype, other: Genotype) -> bool:
    """Whether `other` says nothing that `fuller` does not say."""
    if fuller.alleles == other.alleles:
        return other.may_be_lost or not fuller.may_be_lost
    return other.may_be_lost and set(other.alleles) <= set(fuller.alleles)


def _contradictions(profile: Profile) -> Iterator[Problem]:
    seen = sex_by_amelogenin(profile)
    sex = profile.sex or seen
    for name, one in profile.genotypes.items():
        known = marker(name)
        if known is None or known.chromosome == "mt":
            continue
        count, written = len(set(one.alleles)), ", ".join(one.alleles)
        if count > known.most_alleles():
            yield Problem("PROFILE-03", row=0, column=name, value=written, detail=profile.sample)
        elif known.chromosome == "x" and sex == "M" and count > 1:
            yield Problem("PROFILE-04", column=name, value=written, detail=profile.sample)
        elif known.chromosome == "y" and sex == "F" and count:
            yield Problem("PROFILE-06", column=name, value=written, detail=profile.sample)
        elif known.chromosome == "sex" and profile.sex and seen and seen != profile.sex:
            yield Problem("PROFILE-05", column=name, value=written, detail=profile.sample)


def _order(allele: str) -> tuple[int, float, str]:
    length = repeats(allele)
    if length is not None:
        return 1, length, ""
    return (0 if allele.startswith("<") else 2), 0.0, allele
