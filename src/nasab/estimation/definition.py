"""Who is counted, where and when: written down before anything is computed, and kept with the answer.

An estimate of "the children" means nothing.  The definition says which children: from where, of what age, in which
places, on which day; which lists are used and what each of them is; which method answers.  It is a file, written before
the run, and its hash stands in the report, so that nobody can choose the question after seeing the answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

__all__ = ["Definition", "ListFacts", "Method"]

Method = Literal["averaging", "latent", "loglinear"]


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What is known of one list.

    `first`, `last`: the days between which it was kept, if known.  `is_official`: kept by officials, whom some families
    avoid.  `built_from`: the list it was copied or made from, if any.
    """

    first: date | None = None
    last: date | None = None
    is_official: bool = False
    built_from: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """The population, the lists and the plan.

    `origins`: where the children are from, as written; none means from anywhere.  `age_from`, `age_under`: in years, on
    the day `at`.  `places`: where they are; `state`: orphanage, prison, camp or the like, in words.  `at`: the day at
    which they are counted.  `left`: how many are known to have left the population while the lists were kept, None if
    it is not known, 0 if nobody did.  `merge`: lists that are taken for one.  `shared_ids`: an id is the same child on
    every list.  `recall`: of the true links, the share that were found, where the lists were linked elsewhere.
    `digest`: SHA-256 of the file.
    """

    title: str = ""
    origins: tuple[str, ...] = ()
    age_from: float | None = None
    age_under: float | None = None
    places: tuple[str, ...] = ()
    state: str = ""
    at: date | None = None
    left: int | None = 0
    merge: tuple[tuple[str, str], ...] = ()
    shared_ids: bool = False
    recall: float | None = None
    method: Method = "averaging"
    registered: date | None = None
    lists: Mapping[str, ListFacts] = field(default_factory=dict)
    digest: str = ""
