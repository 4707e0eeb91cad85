"""The kinds of evidence, as one readable list.

Each gives, for arrays of pairs, a level of agreement, the chance that strangers reach it, and for
one pair a sentence with both values as written.
"""

from __future__ import annotations

import numpy as np

from nasab.matching.counted import concepts_of
from nasab.matching.evidence.born import AgeComparison
from nasab.matching.evidence.coded import BelongingsComparison, DateComparison, by_marks, by_place, by_sex
from nasab.matching.evidence.comparison import UNKNOWN, Chance, Comparison
from nasab.matching.evidence.kin import RelativeComparison
from nasab.matching.evidence.named import NameComparison, SiblingComparison
from nasab.matching.evidence.origin import OriginComparison
from nasab.matching.facts import Facts, Slot
from nasab.matching.likeness import Likeness
from nasab.matching.terms import Terms

__all__ = ["COMPARED", "NAME_ROUTES", "UNKNOWN", "Chance", "Comparison", "own_comparisons", "shared_comparisons"]

#: Which role found is compared with which role sought, for each kind of name.  A kunya after a child whom
#: the family names is left out: the comparison of the children's names has said it, or that of the other
#: side's kunya with the child.
NAME_ROUTES: dict[str, tuple[tuple[Slot, Slot], ...]] = {
    "child_name": ((Slot.GIVEN, Slot.GIVEN),),
    "father_name": ((Slot.FATHER, Slot.FATHER), (Slot.FATHER, Slot.STEPFATHER), (Slot.STEPFATHER, Slot.FATHER)),
    "mother_name": ((Slot.MOTHER, Slot.MOTHER),),
    "family_name": ((Slot.FAMILY, Slot.FAMILY), (Slot.MAIDEN, Slot.MAIDEN)),
    "kunya": ((Slot.UNTOLD_KUNYA, Slot.UNTOLD_KUNYA),),
    "kunya_child": ((Slot.UNTOLD_KUNYA, Slot.CHILDREN), (Slot.CHILDREN, Slot.UNTOLD_KUNYA)),
    "alias": ((Slot.ALIAS, Slot.ALIAS),),
}

#: Brothers and sisters who have no row of their own, on one side or on both.  Those who have a row on both
#: sides are compared as children, and agree by being aligned with one another.
_SIBLING_ROUTES = ((Slot.ABSENT, Slot.ABSENT), (Slot.ABSENT, Slot.GIVEN))
_BESIDE_ROUTES = ((Slot.GIVEN, Slot.ABSENT),)

#: All roles that are compared with one another, whether or not they lead to candidates.  Relatives are compared
#: whatever their sex, for that may be misread.
COMPARED = (
    *(route for routes in NAME_ROUTES.values() for route in routes),
    *_SIBLING_ROUTES,
    *_BESIDE_ROUTES,
    *((left, right) for left in (Slot.WOMEN, Slot.MEN) for right in (Slot.WOMEN, Slot.MEN)),
)


def shared_comparisons(found: Facts, sought: Facts, likeness: Likeness, terms: Terms) -> list[Comparison]:
    """The kinds of evidence that speak of a family as a whole, between families (`Families.shared`)."""
    several = ("none", "similar", "one", "several")
    named: list[Comparison] = [
        NameComparison(kind, routes, found, sought, likeness, terms)
        for kind, routes in NAME_ROUTES.items()
        if kind != "child_name"
    ]
    return [
        *named,
        SiblingComparison("siblings", _SIBLING_ROUTES, found, sought, likeness, terms, several),
        RelativeComparison(found, sought, likeness, terms),
        OriginComparison(found, sought, terms),
        by_place(found, sought, terms),
        DateComparison(found, sought),
    ]


def own_comparisons(found: Facts, sought: Facts, likeness: Likeness, terms: Terms) -> list[Comparison]:
    """The kinds of evidence that speak of one child, between children (`Families.children`)."""
    return [
        NameComparison("child_name", NAME_ROUTES["child_name"], found, sought, likeness, terms),
        SiblingComparison("is_sibling", _BESIDE_ROUTES, found, sought, likeness, terms, ("no", "perhaps", "yes")),
        by_sex(found, sought),
        AgeComparison(found, sought),
        by_marks(found, sought, terms),
        BelongingsComparison(found, sought, _frequent(found, sought, len(terms.sought.concepts))),
    ]


def _frequent(found: Facts, sought: Facts, concepts: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    named, told = concepts_of((found, sought), concepts)
    frequent: np.ndarray[tuple[int], np.dtype[np.bool_]] = np.asarray(named > 0.05 * max(told, 1))
    return frequent
