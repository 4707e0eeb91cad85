"""What is seen on a child's body and found with it: scars, burns, teeth; clothes, toys, songs, words."""

from __future__ import annotations

from nasab.marks.agreement import Described, agreement, agreement_matrix
from nasab.marks.belongings import concept_agreement, concepts
from nasab.marks.body import Mark
from nasab.marks.reading import parse
from nasab.marks.saying import describe

__all__ = ["Described", "Mark", "agreement", "agreement_matrix", "concept_agreement", "concepts", "describe", "parse"]
