"""What DNA says of who is whose child: exact likelihood ratios for any family.

A family is a `Pedigree`, a place in the genome a `Locus`, what was typed an `Evidence`; its `likelihoods` under two
families, divided, are what DNA says for the one and against the other.
"""

from __future__ import annotations

from nasab.kinship.evidence import Evidence
from nasab.kinship.locus import Locus
from nasab.kinship.mutation import Mutation
from nasab.kinship.observation import DropOut
from nasab.kinship.pedigree import Member, Pedigree

__all__ = ["DropOut", "Evidence", "Locus", "Member", "Mutation", "Pedigree"]
