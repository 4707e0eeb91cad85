"""How hard a world is: one number for each difficulty, and three settings of them all.

`easy` is a world of one alphabet's worth of trouble, in which a child knows most names.  `field` is what reports from
orphanages describe: aliases, guessed ages, four alphabets, small children who know almost nothing, and half of the
families on no list.  `hard` is worse.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Final, Literal

__all__ = ["DIFFICULTIES", "Dials", "Difficulty", "dials_of"]

Difficulty = Literal["easy", "field", "hard"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dials:
    """Shares and chances from 0 to 1, unless said otherwise.  `with_` changes some of them."""

    on_a_list: float = 0.5
    """Share of the children found whose family seeks them."""
    siblings: float = 1.0
    """1: families of one to five children; 0: every child is alone (the control)."""
    perfect_spelling: bool = False
    """Every name is written by its key: what a perfect reader of names would see.  Facts stay the same."""
    arabic_staff: float = 0.55
    """Share of institutions that write in Arabic letters; the others write in English, a few in Kurdish."""
    knows: float = 1.35
    """What the children know, as a factor; small children know less in any case."""
    renamed: float = 0.1
    """Children called by another name over there than in their papers."""
    nickname: float = 0.24
    """Names given in their short or baby form."""
    misheard: float = 0.5
    """Names that the staff heard wrongly, once or twice."""
    recognised: float = 0.3
    """Names that the staff recognised and wrote in the usual form instead of as heard."""
    typos: float = 0.06
    """Written names with a slip of the pen."""
    given_after: float = 0.07
    """Children who were given a name after separation."""
    wrong_name: float = 0.03
    """Children written down under a brother's or a stranger's name."""
    kunya_only: float = 0.5
    """Fathers known by kunya or nom de guerre alone, among those of whom anything is known."""
    stepfather: float = 0.12
    """Kunyas told by the child that are the stepfather's."""
    age_spread: float = 0.17
    """Standard deviation of a guessed age, as a share of the age."""
    missing: float = 1.0
    """A factor on what either list leaves out."""
    twice: float = 0.03
    """Children registered twice, or sought by two families."""
    wrong_sex: float = 0.012
    """Records with the wrong sex."""
    split: float = 0.35
    """Siblings who are in different institutions."""

    def with_(self, **changes: float | bool) -> Dials:
        """These dials with some turned; a dial that does not exist is a `TypeError`."""
        unknown = set(changes) - {dial.name for dial in fields(self)}
        if unknown:
            raise TypeError(f"no such dial: {', '.join(sorted(unknown))}")
        return replace(self, **changes)  # type: ignore[arg-type]


DIFFICULTIES: Final[dict[Difficulty, Dials]] = {
    "easy": Dials(
        on_a_list=0.7, arabic_staff=0.3, knows=1.9, renamed=0.05, nickname=0.1, misheard=0.12, recognised=0.8,
        typos=0.03, kunya_only=0.25, stepfather=0.05, age_spread=0.08, missing=0.5, twice=0.02, wrong_sex=0.004,
        split=0.2, given_after=0.03, wrong_name=0.01,
    ),
    "field": Dials(),
    "hard": Dials(
        on_a_list=0.35, arabic_staff=0.65, knows=0.95, renamed=0.28, nickname=0.3, misheard=0.6, recognised=0.22,
        typos=0.09, kunya_only=0.75, stepfather=0.2, age_spread=0.25, missing=1.4, twice=0.05, wrong_sex=0.02,
        split=0.5, given_after=0.12, wrong_name=0.05,
    ),
}  # fmt: skip


def dials_of(difficulty: Difficulty, **changes: float | bool) -> Dials:
    """The dials of a difficulty, some of them turned."""
    return DIFFICULTIES[difficulty].with_(**changes)
