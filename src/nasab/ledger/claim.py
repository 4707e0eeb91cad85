"""One claim: what somebody said of how many children, kept as it was said.

One row an utterance, and never overwritten: a figure that is said again is another row.  What was said stands in its
own words; what it *means* (`understanding`) is made from them anew each time, and can be wrong without harm to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["ITEMS", "MEASURES", "QUALIFIERS", "SOURCES", "STATES", "Claim", "Measure", "Qualifier", "State"]

State = Literal["returned", "dead", "prison", "orphanage", "camp", "free", "any"]
Measure = Literal["stock", "list", "flow", "returns", "appeals", "families", "unsaid"]
Qualifier = Literal["exact", "about", "at_least", "at_most", "range", "multiplier"]

STATES: Final[tuple[State, ...]] = ("returned", "dead", "prison", "orphanage", "camp", "free", "any")
MEASURES: Final[tuple[Measure, ...]] = ("stock", "list", "flow", "returns", "appeals", "families", "unsaid")
QUALIFIERS: Final[tuple[Qualifier, ...]] = ("exact", "about", "at_least", "at_most", "range", "multiplier")

#: The Admiralty grades: how reliable the source is, and, set by itself, how believable what it says.
SOURCES: Final = ("A", "B", "C", "D", "E", "F", "G")
ITEMS: Final = ("1", "2", "3", "4", "5", "6")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What was said, by whom, of whom, on what grounds; and how it was graded, by whom.

    `low`, `high`: the figure, either None if it is open on that side.  `words`: the exact words in `language`;
    `translation`, `translator`.  `who`, `age_limit`, `state`, `place`, `as_of`, `measure`: the definition, as said.
    `basis`: list, survey, guess, none.  `interest`: publicity, money, security, family.  `repeats`: ids of earlier rows
    that this one repeats.  `parts`: the parts that are given of the figure.  `source_grade` A-G and `item_grade` 1-6
    are set separately, so that one does not colour the other.
    """

    id: str
    speaker: str = ""
    publisher: str = ""
    url: str = ""
    archived: str = ""
    said: str = ""
    published: str = ""
    seen: str = ""
    words: str = ""
    language: str = ""
    translation: str = ""
    translator: str = ""
    low: float | None = None
    high: float | None = None
    qualifier: str = ""
    who: str = ""
    age_limit: str = ""
    state: str = ""
    place: str = ""
    as_of: str = ""
    measure: str = ""
    basis: str = ""
    interest: str = ""
    repeats: tuple[str, ...] = ()
    parts: str = ""
    source_grade: str = ""
    item_grade: str = ""
    grader: str = ""
    graded: str = ""
    grade_reason: str = ""
