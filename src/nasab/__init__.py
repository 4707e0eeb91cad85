"""nasab finds the families of children whom war has separated from them.

    import nasab

    run = nasab.match("found.csv", "sought.csv")
    run.candidates("M-017")
    run.explain("M-017", "S-204")

What is imported here is the public interface; everything else may change.
"""

from __future__ import annotations

from nasab.api import find_duplicates, match, read_list
from nasab.errors import NasabError, NotUnderstood, Problem, UnreadableList, WrongUse
from nasab.records import ChildList, FoundChild, SoughtChild

__all__ = [
    "ChildList",
    "FoundChild",
    "NasabError",
    "NotUnderstood",
    "Problem",
    "SoughtChild",
    "UnreadableList",
    "WrongUse",
    "find_duplicates",
    "match",
    "read_list",
]

__version__ = "0.1.0"
