"""Personal names across Arabic, Cyrillic and Latin: their letters, their parts, whether two spellings are one name."""

from __future__ import annotations

from nasab.names import lexicon
from nasab.names.cells import parse_cell
from nasab.names.channel import Comparison, compare, compare_among, weight
from nasab.names.channel_alignment import align
from nasab.names.hearing import heard, misheard
from nasab.names.kunyas import is_famous_kunya, kunya_custom
from nasab.names.neighbours import Neighbours, neighbours
from nasab.names.nisbas import origins
from nasab.names.parsing import Whose, parse
from nasab.names.parts import Name, Part, Role
from nasab.names.relations import RELATIONS, Relation, relation, sex_of_relation
from nasab.names.relatives import Relative, parse_relatives
from nasab.names.scripts import Script, fold, script

__all__ = [
    "RELATIONS",
    "Comparison",
    "Name",
    "Neighbours",
    "Part",
    "Relation",
    "Relative",
    "Role",
    "Script",
    "Whose",
    "align",
    "compare",
    "compare_among",
    "fold",
    "heard",
    "is_famous_kunya",
    "kunya_custom",
    "lexicon",
    "misheard",
    "neighbours",
    "origins",
    "parse",
    "parse_cell",
    "parse_relatives",
    "relation",
    "script",
    "sex_of_relation",
    "weight",
]
