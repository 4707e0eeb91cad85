"""The kinds of evidence, as one readable list.

Each gives, for arrays of pairs, a level of agreement, the chance that strangers reach it, and for
one pair a sentence with both values as written.
"""

from __future__ import annotations

import numpy as np

from nasab.matching.evidence.born import AgeComparison
from nasab.matching.evidence.coded import BelongingsComparison, DateComparison, by_marks, by_place, by_sex
from nasab.matching.evidence.comparison import UNKNOWN, Chance, Comparison
from nasab.matching.evidence.named import NameComparison, SiblingComparison
from nasab.matching.evidence.origin import OriginComparison
from nasab.matching.facts import Facts, Knowledge, Slot
from nasab.matching.likeness import Likeness

__all__ = ["NAME_ROUTES", "UNKNOWN", "Chance", "Comparison", "list_comparisons"]

#: Which role found is compared with which role sought, for each kind of name.  A kunya after a child
#: who is named in the same row is left out where the comparison of the children's names has said it.
NAME_ROUTES: dict[str, tuple[tuple[Slot, Slot], ...]] = {
    "child_name": ((Slot.GIVEN, Slot.GIVEN),),
    "father_name": ((Slot.FATHER, Slot.FATHER),),
    "mother_name": ((Slot.MOTHER, Slot.MOTHER),),
    "family_name": ((Slot.FAMILY, Slot.FAMILY),),
    "kunya": ((Slot.KUNYA, Slot.UNTOLD_KUNYA), (Slot.UNTOLD_KUNYA, Slot.KUNYA)),
    "kunya_child": ((Slot.UNTOLD_KUNYA, Slot.CHILDREN), (Slot.CHILDREN, Slot.UNTOLD_KUNYA)),
    "alias": ((Slot.ALIAS, Slot.ALIAS),),
}


def list_comparisons(found: Facts, sought: Facts, likeness: Likeness, knowledge: Knowledge) -> list[Comparison]:
    """All kinds of evidence between two lists."""
    several = ("none", "similar", "one", "several")
    relatives = ((Slot.WOMEN, Slot.WOMEN), (Slot.MEN, Slot.MEN))
    own_and_siblings = ((Slot.GIVEN, Slot.SIBLINGS), (Slot.SIBLINGS, Slot.GIVEN))
    words = knowledge.tokens.values
    named: list[Comparison] = [
        NameComparison(kind, routes, found, sought, likeness, words) for kind, routes in NAME_ROUTES.items()
    ]
    return [
        *named,
        SiblingComparison("siblings", ((Slot.SIBLINGS, Slot.SIBLINGS),), found, sought, likeness, words, several),
        SiblingComparison("is_sibling", own_and_siblings, found, sought, likeness, words, ("no", "perhaps", "yes")),
        SiblingComparison("relatives", relatives, found, sought, likeness, words, ("none", "similar", "same")),
        by_sex(found, sought),
        AgeComparison(found, sought),
        OriginComparison(found, sought, knowledge),
        by_place(found, sought, knowledge),
        DateComparison(found, sought),
        by_marks(found, sought, knowledge),
        BelongingsComparison(found, sought, _frequent(found, sought, len(knowledge.concepts))),
    ]


def _frequent(found: Facts, sought: Facts, concepts: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    named = sum(np.bincount(side.concepts.values, minlength=concepts) for side in (found, sought))
    told = sum(int((side.concepts.lengths > 0).sum()) for side in (found, sought))
    frequent: np.ndarray[tuple[int], np.dtype[np.bool_]] = np.asarray(named > 0.05 * max(told, 1))
    return frequent
