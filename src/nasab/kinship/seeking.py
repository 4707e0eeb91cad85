"""A family that seeks, as people write it down: who is what to the child sought, and who of them gave a sample.

The child is known by its number on the list of children sought, a relative by name, a sample by what stands on its
tube.  Here that becomes a family with places to fill: its pedigree, who is missing in it, and what was typed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from nasab.errors import Problem, WrongUse
from nasab.kinship.between import kin_between
from nasab.kinship.pedigree import Member, Pedigree
from nasab.kinship.profiles import Profile
from nasab.kinship.relations import Kin
from nasab.kinship.search import TypedFamily

__all__ = ["SeekingFamily"]


@dataclass(frozen=True, slots=True)
class SeekingFamily:
    """`members` with `identical` twins and `couples`; `samples`: the sample of each person who gave one.

    `apart`: pairs of members of whom it was left open what they are to one another, though they may be siblings.
    """

    id: str
    members: tuple[Member, ...]
    samples: Mapping[str, str]
    identical: tuple[tuple[str, ...], ...] = ()
    couples: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = field(default=())

    def missing(self, sought: Collection[str]) -> tuple[str, ...]:
        """The members who are on the list of children sought."""
        return tuple(member.id for member in self.members if member.id in sought)

    def typed(self, sought: Mapping[str, str], profiles: Mapping[str, Profile]) -> TypedFamily:
        """The family with its places, and what is sure in the profiles of those who gave a sample (autosomal loci).

        `sought`: the sex of each child sought by its number (`m`, `f`, or empty).  A sample of the missing child itself
        (a milk tooth) counts as that of an identical person.  Raises `WrongUse`: DNA-03 if it is left open what two
        missing children are to one another, and what `Pedigree` refuses.
        """
        missing = self.missing(sought)
        for one, other in self.apart:
            if one in missing and other in missing:
                raise WrongUse(Problem("DNA-03", value=f"{one}, {other}"[:200], detail=self.id))
        members = [self._with_sex(member, sought) for member in self.members]
        identical = list(self.identical)
        genotypes = {}
        samples = {}
        for person, sample in self.samples.items():
            told = profiles[sample].sure() if sample in profiles else {}
            if not told:
                continue
            name = person
            if person in missing:
                own = next(member for member in members if member.id == person)
                name = f"{person} ({sample})"
                members.append(Member(name, own.sex, own.father, own.mother))
                identical.append((person, name))
            genotypes[name] = told
            samples[person] = sample
        return TypedFamily(self.id, Pedigree(members, identical), missing, genotypes, samples=samples)

    def kin_of(self, person: str, child: str) -> Kin | None:
        """What a relative is to a child of the family."""
        return kin_between(self.members, person, child, self.couples)

    @staticmethod
    def _with_sex(member: Member, sought: Mapping[str, str]) -> Member:
        sex = {"m": "M", "f": "F"}.get(sought.get(member.id, ""), "")
        if member.sex or not sex:
            return member
        return Member(member.id, sex, member.father, member.mother, member.born)  # type: ignore[arg-type]
