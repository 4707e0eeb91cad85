"""Personal names across Arabic, Cyrillic and Latin: their letters, their parts, whether two spellings are one name."""

from __future__ import annotations

from nasab.names import lexicon
from nasab.names.channel import Comparison, compare, weight
from nasab.names.neighbours import Neighbours, neighbours
from nasab.names.nisbas import origins
from nasab.names.parsing import Whose, parse
from nasab.names.parts import Name, Part, Role
from nasab.names.scripts import Script, fold, script

__all__ = [
    "Comparison",
    "Name",
    "Neighbours",
    "Part",
    "Role",
    "Script",
    "Whose",
    "compare",
    "fold",
    "lexicon",
    "neighbours",
    "origins",
    "parse",
    "script",
    "weight",
]
