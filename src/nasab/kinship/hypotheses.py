"""What else could be true: the families a result is compared with.

"Is this child the missing child?" has more answers than yes and no.  Somebody who is not the missing child may be a
cousin of it, or share one parent with it, and DNA that speaks loudly against a stranger may say little against an uncle
in place of the father.  So these alternatives are always weighed: the same person, a full sibling where that differs, a
child of the father's or mother's sibling (the uncle instead of the father), a half-sibling by either parent, and
unrelated.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from nasab.errors import Problem, WrongUse
from nasab.kinship.pedigree import Member, Pedigree, Sex

__all__ = ["ALTERNATIVES", "alternatives", "same_person", "sexes_differ", "unrelated"]

#: Names of the alternatives, in the order in which they are told.
ALTERNATIVES: Final = (
    "same",
    "sibling",
    "uncle_for_father",
    "aunt_for_mother",
    "half_by_father",
    "half_by_mother",
    "unrelated",
)


def same_person(family: Pedigree, poi: str, missing: str) -> Pedigree:
    """The family in which the person of interest is the missing one."""
    _check(family, poi, missing)
    return family.without([poi]).renamed({missing: poi}) if poi != missing else family


def unrelated(family: Pedigree, poi: str, missing: str, sex: Sex = "") -> Pedigree:
    """The family with its place empty, and the person of interest beside it."""
    _check(family, poi, missing)
    bare, member = _apart(family, poi, missing, sex)
    return bare.with_members(member)


def alternatives(family: Pedigree, poi: str, missing: str, sex: Sex = "") -> dict[str, Pedigree]:
    """Families by name (`ALTERNATIVES`), those that make sense here.

    `family` has the missing person's place; the person of interest may stand in it, related to nobody.  Where the sexes
    differ (`sexes_differ`) the place keeps its own: autosomal loci do not know it.  Raises `WrongUse`: KIN-22 if there
    is no such place.
    """
    _check(family, poi, missing)
    bare, member = _apart(family, poi, missing, sex)
    missing = missing if missing in bare else _fresh(family, missing)
    place = bare[missing]
    out = {"same": bare.renamed({missing: poi})}
    father, mother = place.father, place.mother
    if bare.children_of(missing):
        out["sibling"] = _sibling(bare, missing, member)
    if father is not None:
        out["uncle_for_father"] = _cousin(bare, father, member, "M")
    if mother is not None:
        out["aunt_for_mother"] = _cousin(bare, mother, member, "F")
    if father is not None:
        out["half_by_father"] = bare.with_members(replace(member, father=father))
    if mother is not None:
        out["half_by_mother"] = bare.with_members(replace(member, mother=mother))
    out["unrelated"] = bare.with_members(member)
    return out


def sexes_differ(family: Pedigree, poi: str, missing: str) -> bool:
    """Whether the person of interest cannot be the missing one by sex alone."""
    told = family[poi].sex if poi in family else ""
    return bool(told and family[missing].sex and told != family[missing].sex)


def _check(family: Pedigree, poi: str, missing: str) -> None:
    if missing not in family:
        raise WrongUse(Problem("KIN-22", value=missing[:40], detail=", ".join(m.id for m in family.members)[:200]))
    if poi != missing and poi in family and (not family.is_founder(poi) or family.children_of(poi)):
        raise WrongUse(Problem("KIN-22", value=poi[:40], detail=missing))


def _apart(family: Pedigree, poi: str, missing: str, sex: Sex) -> tuple[Pedigree, Member]:
    known = family[poi].sex if poi in family and poi != missing else ""
    bare = family.without([poi]) if poi in family and poi != missing else family
    if poi == missing:
        bare = family.renamed({missing: _fresh(family, missing)})
    return bare, Member(poi, known or sex or family[missing].sex)


def _fresh(family: Pedigree, stem: str) -> str:
    name = f"{stem}*"
    while name in family:
        name += "*"
    return name


def _with_parents(family: Pedigree, person: str) -> Pedigree:
    """The family in which both parents of a person stand, if need be with persons nobody knows."""
    member = family[person]
    more: list[Member] = []
    father, mother = member.father, member.mother
    if father is None:
        father = _fresh(family, f"{person}:father")
        more.append(Member(father, "M"))
    if mother is None:
        mother = _fresh(family, f"{person}:mother")
        more.append(Member(mother, "F"))
    grown = [replace(m, father=father, mother=mother) if m.id == person else m for m in family.members]
    return Pedigree([*grown, *more], family.identical)


def _sibling(family: Pedigree, of: str, member: Member) -> Pedigree:
    grown = _with_parents(family, of)
    return grown.with_members(replace(member, father=grown[of].father, mother=grown[of].mother))


def _cousin(family: Pedigree, parent: str, member: Member, sex: Sex) -> Pedigree:
    """The person of interest as a child of the parent's full sibling."""
    sibling = Member(_fresh(family, f"{parent}:sibling"), sex)
    grown = _sibling(family, parent, sibling)
    up = replace(member, father=sibling.id) if sex == "M" else replace(member, mother=sibling.id)
    return grown.with_members(up)
