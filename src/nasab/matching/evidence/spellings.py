"""Which two spellings of a name were compared, as they are written, and in what way they are one name.

The engine knows a name by the number of its folded word; a reader wants to see the two words, and why they were
taken for one.  So for a pair that somebody looks at, the best words are found again in the same table of
likeness, looked up in the cells as they were written, and laid side by side letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from nasab import names
from nasab.matching.facts import Facts, Slot
from nasab.matching.likeness import LEVEL_FROM, LEVELS, SAME, SIMILAR, Likeness
from nasab.matching.results import How, Letters, NamePair
from nasab.matching.terms import Terms
from nasab.names import Part, Role, lexicon
from nasab.records import NAME_COLUMNS

__all__ = ["COLUMNS", "Agreement", "agreements", "how_alike", "one_to_one", "pair_of"]

#: In which columns the words of a slot are written, for showing them.
COLUMNS: Final[dict[Slot, tuple[str, ...]]] = {
    Slot.GIVEN: ("name", "other_names"),
    Slot.FATHER: ("father", "father_alias", "name"),
    Slot.FAMILY: ("name", "father", "mother", "relatives", "inquirer"),
    Slot.MOTHER: ("mother", "mother_alias"),
    Slot.KUNYA: ("father_alias", "father", "mother_alias", "mother", "relatives", "inquirer"),
    Slot.UNTOLD_KUNYA: ("father_alias", "father", "mother_alias", "mother", "relatives", "inquirer"),
    Slot.ALIAS: ("father_alias", "father", "relatives", "inquirer"),
    Slot.SIBLINGS: ("siblings",),
    Slot.ABSENT: ("siblings",),
    Slot.MAIDEN: ("mother", "relatives", "inquirer"),
    Slot.STEPFATHER: ("relatives", "inquirer"),
    Slot.WOMEN: ("relatives", "inquirer"),
    Slot.MEN: ("relatives", "inquirer"),
    Slot.CHILDREN: ("name", "other_names", "siblings"),
}

_AFTER_PARTICLE: Final = re.compile(r"[\s\-_‐‑]+")

#: Ways of being alike in which the letters have something to show.
_BY_LETTERS: Final = ("alphabets", "respelt", "close", "similar", "faint", "remote")

#: How names agree that are not the same, by level; what differs is said to be remote.
_BELOW_SAME: Final[tuple[How, ...]] = ("remote", "remote", "faint", "similar", "close")


class Agreement(NamedTuple):
    """A word found and a word sought that agree at all: level, the roles they play, the numbers of the words."""

    level: int
    left: Slot
    right: Slot
    found: int
    sought: int

    def words(self, terms: Terms) -> tuple[str, str]:
        """Both words."""
        return terms.found.tokens.values[self.found], terms.sought.tokens.values[self.sought]

    def is_spelt_alike(self, terms: Terms) -> bool:
        """Whether both are one word."""
        found, sought = self.words(terms)
        return found == sought


def agreements(
    found: Facts,
    sought: Facts,
    likeness: Likeness,
    routes: Sequence[tuple[Slot, Slot]],
    i: int,
    j: int,
    terms: Terms,
) -> list[Agreement]:
    """All words of two children that agree in the roles compared, best first; of equals the one spelt alike."""
    told: Iterator[Agreement] = (
        Agreement(likeness.level_of(a, b), left, right, a, b)
        for left, right in routes
        for a in found.names[left].row(i).tolist()
        for b in sought.names[right].row(j).tolist()
    )
    alike = [one for one in told if one.level > 0]
    return sorted(alike, key=lambda one: (-one.level, not one.is_spelt_alike(terms)))


def one_to_one(alike: Sequence[Agreement], least: int, most: int) -> list[Agreement]:
    """Of several agreements at most `most` that reach a level, best first, no word twice."""
    chosen: list[Agreement] = []
    for one in alike:
        if one.level >= least and all(one.found != other.found and one.sought != other.sought for other in chosen):
            chosen.append(one)
    return chosen[:most]


def pair_of(one: Agreement, found: Facts, sought: Facts, i: int, j: int, terms: Terms) -> NamePair:
    """An agreement as people see it."""
    a, b = one.words(terms)
    how = how_alike(a, b, one.level)
    return NamePair(
        found=_as_written(found, i, one.left, a),
        sought=_as_written(sought, j, one.right, b),
        level=LEVELS[one.level],
        how=how,
        letters=_letters(a, b) if how in _BY_LETTERS else (),
    )


@lru_cache(maxsize=65536)
def how_alike(found: str, sought: str, level: int) -> How:
    """In what way two folded words that agree at a level are one name.

    One spelling; a short form, or two forms, where the lexicon says that they are one name and the letters do not;
    two alphabets, or two spellings, where the letters say it; else how sure it is: `close` and less.
    """
    if found == sought:
        return "spelling"
    if level < SAME:
        return _BELOW_SAME[level]
    shared = set(lexicon.ids(found)) & set(lexicon.ids(sought))
    if shared:
        short = [any(lexicon.is_short(word, identity) for identity in shared) for word in (found, sought)]
        if short[0] != short[1]:
            return "short_found" if short[0] else "short_sought"
        alike = float(names.compare([found], [sought]).closeness[0]) + float(names.misheard([found], [sought])[0])
        if alike < LEVEL_FROM[SIMILAR - 1]:
            return "forms"
    return "respelt" if names.script(found) == names.script(sought) else "alphabets"


@lru_cache(maxsize=65536)
def _letters(found: str, sought: str) -> tuple[Letters, ...]:
    return tuple(Letters(*block) for block in names.align(found, sought))


def _as_written(facts: Facts, row: int, slot: Slot, word: str) -> str:
    """The word as it stands in the cells of its role; as it is compared if it stands elsewhere (a sister's own row)."""
    for column in COLUMNS[slot]:
        cell = facts.children.columns[column][row] if column in facts.children.columns else ""
        for part in _parts(column, cell) if cell else ():
            if part.folded == word:
                return _bare(part)
    return word[:1].upper() + word[1:]


@lru_cache(maxsize=16384)
def _parts(column: str, cell: str) -> tuple[Part, ...]:
    if column in NAME_COLUMNS:
        return tuple(part for name in names.parse_cell(cell, whose=NAME_COLUMNS[column]) for part in name.parts)
    return tuple(part for relative in names.parse_relatives(cell) for part in relative.name.parts)


def _bare(part: Part) -> str:
    """The part without the small word before a kunya."""
    words = _AFTER_PARTICLE.split(part.text, maxsplit=1)
    return words[1] if part.role is Role.KUNYA and len(words) > 1 else part.text
